"""The catalogue of questions that can be put to a doctor, and the choice of those that fit a person."""
