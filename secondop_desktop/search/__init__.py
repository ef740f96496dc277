"""Finds words: in the pages of records, in notes, questions, answers and names."""
