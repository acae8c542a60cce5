"""What can be said about a FEEL expression without an engine: whether it can be read, and which variables it reads.

Not a FEEL parser: it proves that strings and brackets are closed and that operands and operators take turns. The
engine parses in full when a set is deployed, and refuses the whole set.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

TOKEN = re.compile(
    r"""\s*(?:(?P<string>"(?:\\.|[^"\\])*")|(?P<number>\d+(?:\.\d+)?|\.\d+)|(?P<name>[^\W\d]\w*)"""
    r"""|(?P<operator>\*\*|\.\.|<=|>=|!=|[-+*/=<>,:.?@])|(?P<open>[(\[{])|(?P<close>[)\]}]))"""
)
# Functions whose names have spaces; read as one name.
SPACED = (
    "date and time", "years and months duration", "day of week", "day of year", "month of year", "week of year",
    "list contains", "index of", "distinct values", "duplicate values", "insert before", "string length", "upper case",
    "lower case", "substring before", "substring after", "starts with", "ends with", "get value", "get entries",
    "context put", "context merge", "get or else", "is defined", "round half up", "round half down", "round up",
    "round down", "last day of month", "to base64", "random number", "string join", "is empty", "partition",
)  # fmt: skip
WORDS = {"and", "or", "in", "between", "then", "else", "satisfies", "return", "instance of"}
PREFIXES = {"if", "not", "some", "every", "for", "function"}
CONSTANTS = {"true", "false", "null"}
CLOCK = {"now", "today"}
PAIRS = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True)
class Token:
    kind: str
    text: str


@dataclass(frozen=True)
class Expression:
    """`fault`: None or what is wrong, in Japanese; `names`: free variables; `calls`: functions."""

    tokens: tuple[Token, ...]
    names: frozenset[str]
    calls: frozenset[str]
    fault: str | None

    @property
    def reads_clock(self) -> bool:
        return bool(self.calls & CLOCK)


def read(text: str) -> Expression:
    """An expression as it stands after the "=" in a diagram, or bare in a decision table."""
    tokens, fault = _tokens(text.strip())
    if fault is None:
        fault = "式が空です" if not tokens else _brackets(tokens) or _turns(tokens)
    return Expression(tuple(tokens), _names(tokens), _calls(tokens), fault)


def clock_in(text: str) -> bool:
    """Whether any FEEL text, unary tests included, asks the engine for the time."""
    return bool(_calls(_tokens(text)[0]) & CLOCK)


def _tokens(text: str) -> tuple[list[Token], str | None]:
    for name in (*SPACED, "instance of"):
        text = re.sub(rf"\b{name.replace(' ', r' +')}\b(?=\s*\(|\s+\w)", name.replace(" ", "_"), text)
    found: list[Token] = []
    place = 0
    while place < len(text):
        match = TOKEN.match(text, place)
        if match is None:
            return found, (
                "引用符が閉じていません" if '"' in text[place:] else f"読めない文字 {text[place:].strip()[:1]}"
            )
        found.append(
            Token(str(match.lastgroup), match.group(str(match.lastgroup)).replace("instance_of", "instance of"))
        )
        place = match.end()
    return found, None


def _brackets(tokens: list[Token]) -> str | None:
    stack: list[str] = []
    for token in tokens:
        if token.kind == "open":
            stack.append(token.text)
        elif token.text == ".." and stack:
            stack[-1] = "([" if stack[-1] in "([" else stack[-1]  # a range may be half open
        elif token.kind == "close" and (not stack or PAIRS[token.text] not in stack.pop()):
            return "括弧が対になっていません"
    return "括弧が閉じていません" if stack else None


def _turns(tokens: list[Token]) -> str | None:
    """Operand, operator, operand, …: brackets and prefixes aside."""
    operand_due = True
    for before, token in zip([None, *tokens], tokens, strict=False):
        prefix = token.kind == "name" and token.text in PREFIXES
        word = token.kind == "name" and token.text in WORDS
        if operand_due:
            if token.kind == "close":
                if before is None or before.kind != "open":
                    return f"{token.text} の前に値がありません"
                operand_due = False
            elif (token.kind == "operator" and token.text not in "-?@") or word:
                return f"{token.text} の前に値がありません"
            elif token.kind in ("string", "number") or (token.kind == "name" and not prefix) or token.text == "?":
                operand_due = False
        elif token.kind == "operator" or word or (token.kind == "open" and token.text != "{"):
            operand_due = True
        elif token.kind != "close":
            return f"{token.text} の前に演算子がありません"
    return "式が途中で終わっています" if operand_due else None


def _calls(tokens: list[Token]) -> frozenset[str]:
    return frozenset(one.text for one, after in pairwise(tokens) if one.kind == "name" and after.text == "(")


def _names(tokens: list[Token]) -> frozenset[str]:
    """Names that must come from outside: no keyword, function, path step, context key or bound name.

    Not looked at: names in a filter, which may be properties of the filtered elements.
    """
    found: set[str] = set()
    bound: set[str] = set()
    edge = Token("", "")
    filters: list[bool] = []
    for before, token, after in zip([edge, *tokens], tokens, [*tokens[1:], edge], strict=False):
        if token.kind == "open":
            filters.append(token.text == "[" and before.kind in ("name", "close") and before.text not in WORDS)
        elif token.kind == "close" and filters:
            filters.pop()
        elif token.kind != "name" or token.text in WORDS | PREFIXES | CONSTANTS:
            continue
        elif before.text in ("some", "every", "for") or (before.text == "," and after.text == "in"):
            bound.add(token.text)
        elif before.text not in (".", "instance of") and after.text not in ("(", ":") and not any(filters):
            found.add(token.text)
    return frozenset(found - bound)
