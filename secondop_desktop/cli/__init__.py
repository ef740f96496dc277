"""The same stories from a terminal: `secondop --help`."""
