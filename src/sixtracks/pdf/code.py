"""Typst code as text. Every word of the book is a string literal in code mode, so nothing needs escaping."""

from collections.abc import Iterable

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def literal(text: str) -> str:
    """A string literal, in double quotes."""
    return '"' + "".join(_ESCAPES.get(c) or (c if c.isprintable() else _code_point(c)) for c in text) + '"'


def _code_point(character: str) -> str:
    # Spaces such as U+00A0 are “not printable” to Python, yet readable as they are; an escape is as good.
    return f"\\u{{{ord(character):x}}}"


def sequence(parts: Iterable[str]) -> str:
    """Inline pieces one after the other, as one block of code: ``{"a"; emph("b")}``."""
    pieces = [part for part in parts if part not in ("", '""')]
    if not pieces:
        return '""'
    return pieces[0] if len(pieces) == 1 else "{" + "; ".join(pieces) + "}"


def lines(parts: Iterable[str]) -> str:
    """Blocks one below the other, each on a line of its own, as one block of code."""
    pieces = [part for part in parts if part]
    return "{\n" + "\n".join(pieces) + "\n}" if pieces else "[]"


def call(function: str, *arguments: str, **named: str) -> str:
    """A call of a function with arguments that are code already; ``_`` in a name stands for ``-``."""
    given = [*arguments, *(f"{name.replace('_', '-')}: {value}" for name, value in named.items())]
    return f"{function}({', '.join(given)})"


def array(items: Iterable[str]) -> str:
    """An array; the trailing comma keeps a single item an array."""
    return "(" + "".join(f"{item}, " for item in items) + ")"
