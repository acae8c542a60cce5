"""What people and the process ask of meetings, one function each."""
