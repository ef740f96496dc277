"""What is kept: one family of facts a file, the table and everything done with it."""
