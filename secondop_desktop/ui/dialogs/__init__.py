"""The few windows that ask before something happens; everything else is a notice or a page."""
