"""Where to look for a doctor, for facts and for help: lists that ship with the program, each entry dated."""
