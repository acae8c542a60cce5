"""Checking and deploying the diagrams: the only way a diagram reaches an engine."""
