"""The command: the local stack, the demo, the diagram checker."""
