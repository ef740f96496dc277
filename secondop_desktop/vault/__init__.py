"""How a case is kept safe: its key, its database, its files, its history, without a word about health."""
