"""Spelling: which words of a line may be wrong, and what they may have been meant to be."""
