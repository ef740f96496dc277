"""Every printed thing: plain data in, the bytes of a PDF out."""
