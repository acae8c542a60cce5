"""What can be said about a FEEL expression without an engine: whether it can be read, and which variables it reads.

Not a FEEL parser: it proves that strings and brackets are closed and that operands and operators take turns. The
engine parses in full when a set is deployed, and refuses the whole set.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
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
    "round down", "met by", "overlaps before", "overlaps after", "finished by", "started by", "list replace",
    "is blank", "last day of month", "to base64", "random number", "string join", "is empty", "partition",
)  # fmt: skip
WORDS = {"and", "or", "in", "between", "then", "else", "satisfies", "return", "instance of"}
FUNCTIONS = {
    "not", "contains", "matches", "replace", "split", "extract", "trim", "uuid", "number", "string", "boolean", "date",
    "time", "duration", "context", "count", "min", "max", "sum", "product", "mean", "median", "stddev", "mode", "all",
    "any", "sublist", "append", "concatenate", "reverse", "union", "flatten", "sort", "remove", "decimal", "floor",
    "ceiling", "abs", "modulo", "sqrt", "log", "exp", "odd", "even", "before", "after", "meets", "overlaps",
    "finishes", "includes", "during", "starts", "coincides", "now", "today", "assert", "cycle", "substring",
}  # fmt: skip
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


@lru_cache(maxsize=8192)
def read(text: str) -> Expression:
    """An expression as it stands after the "=" in a diagram, or bare in a decision table."""
    tokens, fault = _tokens(text.strip())
    if fault is None:
        fault = (
            "式が空です" if not tokens else _brackets(tokens) or _turns(tokens) or _branches(tokens) or _calling(tokens)
        )
    return Expression(tuple(tokens), _names(tokens), _calls(tokens), fault)


@lru_cache(maxsize=8192)
def clock_in(text: str) -> bool:
    """Whether any FEEL text, unary tests included, asks the engine for the time."""
    return bool(_calls(_tokens(text)[0]) & CLOCK)


def tests(cell: str) -> list[Expression]:
    """The unary tests of a table's cell, each as an expression: `> 3` is read as a comparison with something."""
    found = []
    for part in _listed(cell):
        alone = read(part)
        if alone.fault is not None:
            compared = read(f"0 {part}")
            alone = compared if compared.fault is None else alone
        found.append(alone)
    return found


def _listed(cell: str) -> list[str]:
    parts, depth, quoted = [""], 0, False
    for letter in cell:
        quoted ^= letter == '"'
        depth += 0 if quoted else (letter in "([{") - (letter in ")]}")
        if letter == "," and not quoted and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


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


def _branches(tokens: list[Token]) -> str | None:
    words = [sum(token.kind == "name" and token.text == word for token in tokens) for word in ("if", "then", "else")]
    return None if len(set(words)) == 1 else "if には then と else の両方が要ります"


def _calling(tokens: list[Token]) -> str | None:
    if any(token.text == "function" for token in tokens):
        return None
    known = FUNCTIONS | PREFIXES | WORDS | {name.replace(" ", "_") for name in SPACED}
    unknown = sorted(_calls(tokens) - known)
    return f"関数 {unknown[0]} はありません" if unknown else None


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
