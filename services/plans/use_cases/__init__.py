"""One function per thing that a person or the process asks for, by what it is about."""
