"""What stands before the rooms: the first run and the unlock page."""
