"""Facts that a pathology report seems to state, offered with their place on the page and never taken over."""
