"""Identifiers: ULIDs, and short numbers that survive being read aloud on the telephone."""

from ulid import ULID


def new_id() -> str:
    """A ULID; it says nothing about a person."""
    return str(ULID())


def check_digit(digits: str) -> str:
    """Luhn (ISO/IEC 7812-1 annex B): finds every single wrong digit and most swapped neighbours."""
    total = 0
    for position, char in enumerate(reversed(digits)):
        value = int(char) * (2 if position % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def numbered(prefix: str, serial: int) -> str:
    """`R8-00123-7`: prefix, serial, check digit over every digit before it."""
    body = f"{prefix}-{serial:05d}"
    return f"{body}-{check_digit(''.join(filter(str.isdigit, body)))}"
