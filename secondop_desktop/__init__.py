"""SecondOp: an encrypted case file for a second medical opinion."""

__version__ = "0.1.0"
