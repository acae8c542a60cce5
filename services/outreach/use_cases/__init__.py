"""What a person or the process asks of outreach."""
