"""Text and YAML files into records, with a line number for every fault."""

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, Protocol, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from sixtracks.faults import Fault, FaultError, shown

T = TypeVar("T")


class UnfitError(ValueError):
    """A value that does not fit its field; knows how to mend it."""

    def __init__(self, what: str, mend: str) -> None:
        self.what, self.mend = what, mend
        super().__init__(what)


def read_text(path: Path, root: Path) -> str:
    """The text of a file of ours, without a byte-order mark and with plain line ends.

    Raises:
        FaultError: The file is missing, cannot be read, or is not UTF-8.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise FaultError(
            Fault(shown(path, root), 0, "the file does not exist", "Restore it, or correct its name.")
        ) from None
    except OSError as error:
        raise FaultError(
            Fault(shown(path, root), 0, f"the file cannot be read ({error.strerror})", "Check its rights.")
        ) from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise FaultError(
            Fault(
                shown(path, root),
                line,
                f"the file is not UTF-8 (byte 0x{raw[error.start]:02x})",
                "Save it as UTF-8: in most editors, “Save with encoding”.",
            )
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


LONGEST_SHOWN = 40


def brief(value: object) -> str:
    """A wrong value as a message shows it: not too long, and nothing in it that a terminal would obey."""
    text = str(value)
    text = text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


DEEPEST = 50
"""Levels of YAML within one another; PyYAML's loader in C ends the process at some tens of thousands."""


def _unique(loader: Any, node: yaml.MappingNode, *, deep: bool = False) -> dict[Any, Any]:  # noqa: ANN401
    """A mapping whose keys each stand once; of two that are alike PyYAML would silently drop the first."""
    keys: set[str] = set()
    for key, _ in node.value:
        if isinstance(key, yaml.ScalarNode):
            if key.value in keys:
                problem = f"“{brief(key.value)}” stands twice in one record"
                raise yaml.constructor.ConstructorError(None, None, problem, key.start_mark)
            keys.add(key.value)
    made: dict[Any, Any] = yaml.constructor.SafeConstructor.construct_mapping(loader, node, deep=deep)
    return made


def _placed(construct: Callable[[Any, Any], object]) -> Callable[[Any, Any], object]:
    """A constructor of PyYAML that names the line of what it cannot read."""

    def constructed(loader: Any, node: Any) -> object:  # noqa: ANN401
        try:
            return construct(loader, node)
        except yaml.YAMLError:
            raise
        except Exception:  # PyYAML raises whatever a bad date or tag leads to
            kind = node.tag.rpartition(":")[2].replace("timestamp", "date")
            problem = f"there is no {kind} {brief(node.value)}"
            raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark) from None

    return constructed


def _strict(base: type) -> Any:  # noqa: ANN401
    """A loader of PyYAML that refuses what it would else drop, and that names the line of what it refuses."""
    made: Any = type("Loader", (base,), {"construct_mapping": _unique})
    for kind in ("bool", "int", "float", "binary", "timestamp"):
        tag = f"tag:yaml.org,2002:{kind}"
        made.add_constructor(tag, _placed(made.yaml_constructors[tag]))
    return made


_PythonLoader = _strict(yaml.SafeLoader)
_Loader = _strict(getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # in C, where PyYAML was built with it


def parse_yaml(text: str, path: Path, root: Path, *, first_line: int = 1) -> Any:  # noqa: ANN401
    """YAML text as plain values.

    Args:
        text: The YAML.
        path: The file that it stands in, for messages.
        root: The book's folder.
        first_line: The line of the file on which ``text`` begins.

    Raises:
        FaultError: The text is no valid YAML.
    """
    _refuse_depths(text, path, root, first_line)
    with contextlib.suppress(Exception):
        return yaml.load(text, _Loader)
    try:  # once more in Python, whose messages are the same everywhere
        return yaml.load(text, _PythonLoader)
    except yaml.constructor.ConstructorError as error:
        line = (error.problem_mark.line if error.problem_mark else 0) + first_line
        what = f"this is not valid YAML ({error.problem})"
        mend = "Correct it; or put quotation marks around a text that YAML takes for something else."
        raise FaultError(Fault(shown(path, root), line, what, mend)) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = (mark.line if mark else 0) + first_line
        what = f"this is not valid YAML ({error.problem or error.context})"
        raise FaultError(
            Fault(
                shown(path, root),
                line,
                what,
                "Look at this line and the one above for a missing space, quotation mark or bracket.",
            )
        ) from None
    except Exception as error:
        what = f"this is not valid YAML ({str(error).partition(chr(10))[0] or type(error).__name__})"
        raise FaultError(Fault(shown(path, root), first_line, what, "Correct it by hand.")) from None


def _refuse_depths(text: str, path: Path, root: Path, first_line: int) -> None:
    depth = 0
    with contextlib.suppress(yaml.YAMLError):  # said by parse_yaml
        for event in yaml.parse(text, _Loader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                line = (event.start_mark.line if event.start_mark else 0) + first_line
                what = f"here stand more than {DEEPEST} levels of lists within one another"
                raise FaultError(Fault(shown(path, root), line, what, "Look for a bracket too many."))


def tree_of(text: str) -> yaml.Node | None:
    """The node tree of YAML text that is known to be valid; it knows the lines."""
    return yaml.compose(text, _Loader)


def line_of(node: yaml.Node | None, place: tuple[int | str, ...]) -> int:
    """The line, from 1, of the value at a place in a YAML tree; of the nearest parent where it is absent."""
    line = node.start_mark.line + 1 if node else 1
    for step in place:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        elif isinstance(node, yaml.MappingNode):
            found = next((value for key, value in node.value if key.value == str(step)), None)
            if found is None:
                break
            node = found
        else:
            break
        line = node.start_mark.line + 1
    return line


def load(path: Path, shape: type[T], root: Path, *, may_be_empty: bool = False) -> T:
    """The records in a YAML file.

    Args:
        path: The file.
        shape: What it holds, for example ``tuple[Passage, ...]``.
        root: The book's folder, for messages.
        may_be_empty: Whether a file without a record, such as one that has only comments, is an empty list.

    Raises:
        FaultError: The file is missing or unreadable, is no YAML, or does not have this shape.
    """
    text = read_text(path, root)
    refuse_aliases(text, path, root)
    value = parse_yaml(text, path, root)
    if value is None and may_be_empty:
        value = ()
    try:
        return TypeAdapter(shape).validate_python(value)
    except ValidationError as error:
        _refuse(error, tree_of(text), path, root)


def refuse_aliases(text: str, path: Path, root: Path) -> None:
    """Stop where YAML refers back to itself: a few lines of that can stand for more than memory holds.

    Raises:
        FaultError: There is an alias.
    """
    if "*" not in text:
        return
    with contextlib.suppress(yaml.YAMLError):  # said by parse_yaml
        for event in yaml.parse(text, _Loader):
            if isinstance(event, yaml.AliasEvent):
                name = brief(event.anchor)
                what = f"*{name} stands for another part of the file"
                mend = f"Write out what &{name} holds; or put quotation marks around a text with *."
                line = event.start_mark.line + 1 if event.start_mark else 0
                raise FaultError(Fault(shown(path, root), line, what, mend))


def _refuse(error: ValidationError, node: yaml.Node | None, path: Path, root: Path) -> NoReturn:
    faults = []
    errors = error.errors()
    wrong = {each["loc"][:-1] for each in errors}
    for each in errors:
        if each["type"] == "too_short" and each["loc"] in wrong:
            continue  # the list is short because what is in it is wrong
        what, mend = said(each)
        faults.append(Fault(shown(path, root), line_of(node, each["loc"]), what, mend))
    raise FaultError(*faults) from None


def said(error: ErrorDetails) -> tuple[str, str]:
    """What is wrong with a value, and how to mend it."""
    field = brief(".".join(str(step) for step in error["loc"] if isinstance(step, str)) or "the record")
    cause = error.get("ctx", {}).get("error")
    what, mend = (cause.what, cause.mend) if isinstance(cause, UnfitError) else _in_words(error)
    return f"{field}: {what}", mend


def _in_words(error: ErrorDetails) -> tuple[str, str]:
    """What pydantic says in the words of Python, in those of someone who writes YAML."""
    kind, value, context = error["type"], error["input"], error.get("ctx", {})
    unit = "characters" if isinstance(value, str) else "items"
    if kind in _WORDS:
        return _WORDS[kind]
    if kind == "literal_error":
        known = context["expected"].replace("'", "").replace(" or ", ", ")
        return f"“{brief(value)}” is unknown", f"Use one of {known}."
    if kind.endswith("too_long"):
        return f"it has more than {context['max_length']} {unit}", "Shorten it."
    if kind.endswith("too_short"):
        least = context["min_length"]
        return (
            ("it is empty", "Fill it in.") if least == 1 else (f"it has fewer than {least} {unit}", _COMPARE)
        )
    if kind == "string_pattern_mismatch":
        return f"“{brief(value)}” does not have the right form", _COMPARE
    return error["msg"][0].lower() + error["msg"][1:], _COMPARE


_COMPARE = "Compare the records around it; CONTRIBUTING.md describes each field."
_WORDS = {
    "unexpected_keyword_argument": (
        "there is no such field",
        "Correct its name, or take it out; CONTRIBUTING.md describes each field.",
    ),
    "dataclass_type": (
        "it should hold fields, each with a value",
        "Write field: value, one on a line; a record of a list begins with a hyphen.",
    ),
    "tuple_type": (
        "it should be a list",
        "Begin each item with a hyphen on a line of its own, or write [one, two].",
    ),
}


class HasId(Protocol):
    """A record with an id."""

    @property
    def id(self) -> str:
        """Its id."""


K = TypeVar("K", bound=HasId)


def load_list(path: Path, shape: type[tuple[K, ...]], root: Path, *, what: str) -> tuple[K, ...]:
    """The records of a file that a book may do without, or leave empty.

    Args:
        path: The file.
        shape: What it holds, for example ``tuple[Party, ...]``.
        root: The book's folder, for messages.
        what: What one of them is called.

    Raises:
        FaultError: The file is wrong, or an id stands twice.
    """
    if not path.exists():
        return ()
    records = load(path, shape, root, may_be_empty=True)
    refuse_repeats([record.id for record in records], path, root, what=what, field="id")
    return records


def refuse_repeats(keys: list[str], path: Path, root: Path, *, what: str, field: str) -> None:
    """Stop where two records of a list share a key.

    Raises:
        FaultError: One fault for each record that repeats an earlier one.
    """
    first = {key: index for index, key in reversed(list(enumerate(keys)))}
    mend = "Remove or rename one of the two."
    repeats = ((index, key) for index, key in enumerate(keys) if index > first[key])
    refuse([((index, field), f"{what} {key} stands twice", mend) for index, key in repeats], path, root)


Wrong = tuple[tuple[int | str, ...], str, str]
"""What is wrong at a place of a file: the place (``(3, "seats", 0)``), what, and the mend."""


def refuse(wrong: list[Wrong], path: Path, root: Path) -> None:
    """Stop where something is wrong in a file that could be read.

    Raises:
        FaultError: One fault for each thing that is wrong, at its line.
    """
    if wrong:
        tree = tree_of(read_text(path, root))
        raise FaultError(
            *(Fault(shown(path, root), line_of(tree, place), what, mend) for place, what, mend in wrong)
        )
