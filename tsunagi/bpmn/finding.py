"""What the checker says."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Finding:
    """One fault in one diagram. `code`: in docs/administrators.md; `element`: the id to look for in the Modeler."""

    file: str
    element: str
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.element}: {self.code}: {self.message}"
