"""The tests of SecondOp; a name of their own, because a package elsewhere may be called the same."""
