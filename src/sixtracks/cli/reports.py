"""What Sphinx warns of, as faults with file, line, what and mend."""

import logging
import re
from pathlib import Path

from sphinx.util.logging import WarningStreamHandler

from sixtracks.faults import Fault, shown

# Mends for the warnings of Sphinx and the extensions that an author is likely to meet; ours bring their own.
MENDS = (
    (r"could not find bibtex key", "Correct the key, or add the source to data/references.bib."),
    (r"image file not readable|image file not found", "Put the picture there, or correct its path."),
    (r"Unknown interpreted text role", "Correct the role's name; CONTRIBUTING.md lists those of this book."),
    (r"Unknown directive type", "Correct the directive's name; CONTRIBUTING.md lists those of this book."),
    (
        r"cross-reference target not found|'myst' .* target",
        "Correct the link's target; an id looks like #p17.",
    ),
    (r"undefined label|unknown document", "Correct the link's target."),
    (r"download file not readable", "Put the file there, or correct its path."),
    (r"Non-consecutive header level", "Do not skip a level of heading: # then ## then ###."),
    (r"[Dd]uplicate .*(label|target|id)", "Give one of the two another name."),
    (r"toctree contains reference to nonexisting document", "Correct the entry in _toc.yml."),
    (r"document isn't included in any toctree", "Add it to _toc.yml, or remove the file."),
    (r"Executing notebook failed|CellExecutionError", "Run the cell in Jupyter and mend its error."),
    (r"[Uu]nknown option|invalid option", "Correct the option's name, or remove the line."),
    (
        r"unknown config value 'sixtracks",
        "Add sixtracks.book, sixtracks.pdf to extensions in _config.yml.",
    ),
    (r"unknown config value", "Correct or remove it in _config.yml."),
    (r"no theme named", "Correct html_theme in _config.yml."),
    (r"that doesn't have a title", "Give that chapter a heading of the first level: # and its title."),
)
_MEND = re.compile(r"\. Mend: (.*)$", re.DOTALL)
_PLACE = re.compile(r"^(?P<path>.*?\.(?:md|yml|bib|ipynb))(?::(?P<line>\d+|<[^>]*>))?")


def fault_of(record: logging.LogRecord, root: Path) -> Fault:
    """A warning as a fault."""
    # LogRecord's own getMessage: Sphinx's puts the place in front, which a fault tells by itself
    message = re.sub(r"\x1b\[[0-9;]*m", "", logging.LogRecord.getMessage(record)).strip()
    message = re.sub(r"\s*\[[\w.-]+\]$", "", message)  # the warning's type, for Sphinx's own filters
    return _fault(message, *_place(getattr(record, "location", None), root))


def fault_of_error(error: Exception, root: Path) -> Fault:
    """An exception by which Sphinx or an extension stopped the build, as a fault."""
    message = str(error).strip()
    found = _PLACE.match(message)
    if found and found["line"]:
        return _fault(message[found.end() :].lstrip(": "), *_place(found[0], root))
    return _fault(message, "the book", 0)


def _fault(message: str, path: str, line: int) -> Fault:
    """A fault whose mend is the message's own, or the one known for its kind."""
    if own := _MEND.search(message):
        return Fault(path, line, message[: own.start()], own[1].strip())
    mend = next((text for pattern, text in MENDS if re.search(pattern, message)), "")
    return Fault(path, line, message.rstrip("."), mend)


def _place(location: object, root: Path) -> tuple[str, int]:
    """File and line of a Sphinx location: ``/path/chapter.md:12``, or a pair, or nothing."""
    found = _PLACE.match(str(location or ""))
    if not found:
        return (str(location) if location else "the book", 0)
    line = found["line"] or ""
    return shown(Path(found["path"]), root), int(line) if line.isdigit() else 0


class Collector(logging.Filter):
    """Keeps Sphinx's warnings and errors; hung behind the filters that give them their places."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self.root = root
        self.faults: list[Fault] = []

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep one, and let nothing be printed twice."""
        self.faults.append(fault_of(record, self.root))
        return False

    def attach(self) -> None:
        """Listen to the application that was made last."""
        for handler in logging.getLogger("sphinx").handlers:
            if isinstance(handler, WarningStreamHandler):
                handler.addFilter(self)
