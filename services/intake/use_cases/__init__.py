"""What a person or the process asks of intake, one function each."""
