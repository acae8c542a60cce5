"""What the command refuses, in one sentence that says what to do."""


class StackError(Exception):
    """`code` is for machines; the text is Japanese, then English, and goes to the terminal as it is."""

    def __init__(self, code: str, japanese: str, english: str) -> None:
        super().__init__(f"[{code}] {japanese}\n  {english}")
        self.code = code
