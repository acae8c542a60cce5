"""The rules of consent and of disclosure."""
