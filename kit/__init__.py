"""One file per technology, no domain word in it."""
