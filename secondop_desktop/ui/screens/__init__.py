"""One file a room; rooms never import each other."""
