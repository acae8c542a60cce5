"""What a plan is and the rules it follows: standard library and kit.errors only."""
