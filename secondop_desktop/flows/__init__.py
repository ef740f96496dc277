"""What happens: short stories that lead through several rooms, one story a file."""
