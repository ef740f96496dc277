"""Text and pictures out of files; whatever has to be parsed is parsed in a process of its own."""
