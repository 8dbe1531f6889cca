"""Text and YAML files into records, with a line number for every fault."""

import contextlib
from pathlib import Path
from typing import Any, NoReturn, TypeVar

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


_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same in C, where PyYAML was built with it


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
    with contextlib.suppress(Exception):  # PyYAML raises whatever a bad date or tag leads to
        return yaml.load(text, _Loader)
    try:  # once more in Python, whose messages are the same everywhere
        return yaml.safe_load(text)
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


def load(path: Path, shape: type[T], root: Path) -> T:
    """The records in a YAML file.

    Args:
        path: The file.
        shape: What it holds, for example ``tuple[Passage, ...]``.
        root: The book's folder, for messages.

    Raises:
        FaultError: The file is missing or unreadable, is no YAML, or does not have this shape.
    """
    text = read_text(path, root)
    refuse_aliases(text, path, root)
    value = parse_yaml(text, path, root)
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
                what = f"*{event.anchor} stands for another part of the file"
                mend = f"Write out what &{event.anchor} holds; or put quotation marks around a text with *."
                line = event.start_mark.line + 1 if event.start_mark else 0
                raise FaultError(Fault(shown(path, root), line, what, mend))


def _refuse(error: ValidationError, node: yaml.Node | None, path: Path, root: Path) -> NoReturn:
    faults = []
    for each in error.errors():
        what, mend = said(each)
        faults.append(Fault(shown(path, root), line_of(node, each["loc"]), what, mend))
    raise FaultError(*faults) from None


def said(error: ErrorDetails) -> tuple[str, str]:
    """What is wrong with a value, and how to mend it."""
    field = ".".join(str(step) for step in error["loc"] if isinstance(step, str)) or "the record"
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, UnfitError):
        return f"{field}: {cause.what}", cause.mend
    what = error["msg"][0].lower() + error["msg"][1:]
    return f"{field}: {what}", "Compare the records around it; CONTRIBUTING.md describes each field."


def refuse_repeats(keys: list[str], path: Path, root: Path, *, what: str, field: str) -> None:
    """Stop where two records of a list share a key.

    Raises:
        FaultError: One fault for each record that repeats an earlier one.
    """
    first = {key: index for index, key in reversed(list(enumerate(keys)))}
    repeats = [(index, key) for index, key in enumerate(keys) if index > first[key]]
    if not repeats:
        return
    node = tree_of(read_text(path, root))
    mend = "Remove or rename one of the two."
    raise FaultError(
        *(
            Fault(shown(path, root), line_of(node, (index, field)), f"{what} {key} stands twice", mend)
            for index, key in repeats
        )
    )
