"""The parts of appointment mode: what is fetched, what is shown, what a person does, and the keys for it."""
