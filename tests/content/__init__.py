"""The words of the program, judged all together: what they may not say, and how plain they are."""
