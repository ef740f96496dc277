"""Sound of a visit: hearing it, keeping it small, reading it back and playing it."""
