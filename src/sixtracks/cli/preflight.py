"""What is checked before Sphinx starts, because Sphinx would answer with a traceback or not at all."""

from pathlib import Path
from typing import Any

from sphinx_external_toc.parsing import MalformedError, parse_toc_data

from sixtracks.faults import Fault, FaultError, shown
from sixtracks.records.reading import line_of, parse_yaml, read_text, tree_of


def check_source(root: Path) -> list[Path]:
    """Check the settings, the table of contents and the chapters' files.

    Returns:
        The chapters, in the order of the table of contents.

    Raises:
        FaultError: Something cannot be read; every such thing is told.
    """
    config = parse_yaml(read_text(root / "_config.yml", root), root / "_config.yml", root)
    if not isinstance(config, dict):
        raise FaultError(
            Fault("_config.yml", 1, "the settings are not a list of keys", "Write key: value lines.")
        )
    chapters = read_toc(root)
    faults: list[Fault] = []
    for chapter in chapters:
        try:
            check_front_matter(chapter, root)
        except FaultError as error:
            faults += error.faults
    if faults:
        raise FaultError(*faults)
    return chapters


def read_toc(root: Path) -> list[Path]:
    """The chapters that ``_toc.yml`` lists, each of which exists.

    Raises:
        FaultError: The file is missing or wrong, or a chapter that it lists does not exist or stands twice.
    """
    path = root / "_toc.yml"
    text = read_text(path, root)
    data = parse_yaml(text, path, root)
    node = tree_of(text)
    faults: list[Fault] = []
    chapters: list[Path] = []
    for place, name in _entries(data):
        line = line_of(node, place)
        chapter = root / name if name.endswith(".md") else root / f"{name}.md"
        if not chapter.is_file():
            mend = f"Write {shown(chapter, root)}, correct the name, or remove the line."
            faults.append(Fault("_toc.yml", line, f"there is no file for the entry {name}", mend))
        elif chapter in chapters:
            faults.append(Fault("_toc.yml", line, f"{name} stands twice", "Remove one of the two lines."))
        chapters.append(chapter)
    if faults:
        raise FaultError(*faults)
    try:
        parse_toc_data(data)
    except (MalformedError, TypeError, AttributeError) as error:
        what = f"the table of contents is malformed ({error})"
        raise FaultError(Fault("_toc.yml", 1, what, "Compare CONTRIBUTING.md, “A new chapter”.")) from None
    return chapters


def _entries(data: Any, place: tuple[int | str, ...] = ()) -> list[tuple[tuple[int | str, ...], str]]:  # noqa: ANN401
    """Every file that a table of contents names, with its place in the YAML."""
    found: list[tuple[tuple[int | str, ...], str]] = []
    if isinstance(data, dict):
        for key, value in data.items():
            if key in ("root", "file"):
                found.append(((*place, key), str(value)))
            else:
                found += _entries(value, (*place, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            found += _entries(value, (*place, index))
    return found


def check_front_matter(chapter: Path, root: Path) -> None:
    """Check that a chapter is UTF-8 and that its front matter is valid YAML.

    Raises:
        FaultError: It is not.
    """
    text = read_text(chapter, root)
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), None)
    if end is None:
        what = "the front matter has no end"
        raise FaultError(Fault(shown(chapter, root), 1, what, "Close it with a line of three hyphens."))
    value = parse_yaml("\n".join(lines[1:end]), chapter, root, first_line=2)
    if value is not None and not isinstance(value, dict):
        what = "the front matter is not a list of keys"
        raise FaultError(Fault(shown(chapter, root), 2, what, "Write key: value lines, or remove it."))
