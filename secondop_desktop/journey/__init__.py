"""Where a person is on the way to a second opinion, and what comes next: pure rules over plain data."""
