"""What the checker says."""

from dataclasses import dataclass

from tsunagi.errors import StackError


@dataclass(frozen=True, order=True)
class Finding:
    """One fault in one diagram. `code`: in docs/administrators.md; `element`: the id to look for in the Modeler."""

    file: str
    element: str
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.element}: {self.code}: {self.message}"


class FileRefused(StackError):
    """A file that cannot be looked into, so that nothing can be said of the set."""

    def __init__(self, file: str, code: str, japanese: str, english: str) -> None:
        super().__init__(code, japanese, english)
        self.finding = Finding(file, file, code, japanese)
