"""The bibliography: ``data/references.bib`` as records that know their lines."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pybtex.database import BibliographyDataError
from pybtex.database.input import bibtex
from pybtex.exceptions import PybtexError

from sixtracks.faults import Fault, FaultError, shown
from sixtracks.records.reading import read_text

_ENTRY = re.compile(r"^[ \t]*@(\w+)\s*\{\s*([^,\s]+)\s*,", re.MULTILINE)
_NEEDED = ("title", "year", "keywords")
_KEY = re.compile(r"^[A-Z][A-Za-z]*\d{4}[a-z0-9]+$")
_DATES = {"date": ("YYYY", "YYYY-MM", "YYYY-MM-DD"), "urldate": ("YYYY-MM-DD",)}
_SORTS = ("primary", "scholarship", "news", "data")


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of the bibliography.

    Attributes:
        key: Its citation key, ``AuthorYYYYword``.
        type: Its BibTeX type, lower case.
        fields: Its fields, lower-case names, BibTeX braces kept.
        line: The line of ``data/references.bib`` on which it begins.
    """

    key: str
    type: str
    fields: tuple[tuple[str, str], ...]
    line: int

    def field(self, name: str) -> str:
        """The field of that name, empty where the entry has none."""
        return dict(self.fields).get(name, "")


def load_sources(root: Path) -> tuple[Source, ...]:
    """The entries of ``data/references.bib``, in the file's order.

    Raises:
        FaultError: The file is missing or is no valid BibTeX, a key stands twice or is not of the
            form AuthorYYYYword, or an entry lacks an author, title, year or sort.
    """
    path = root / "data" / "references.bib"
    text = read_text(path, root)
    lines: dict[str, int] = {}
    faults = []
    for found in _ENTRY.finditer(text):
        key, line = found[2], text.count("\n", 0, found.start(1)) + 1
        if key in lines:
            mend = f"Keep one of the two; the first is on line {lines[key]}."
            faults.append(Fault(shown(path, root), line, f"source {key} stands twice", mend))
        lines.setdefault(key, line)
    if faults:
        raise FaultError(*faults)
    try:
        database = bibtex.Parser().parse_string(text)
    except (PybtexError, BibliographyDataError) as error:
        lineno = getattr(error, "lineno", 0) or 0
        mend = "Look for a missing comma or brace in the entry that ends there."
        raise FaultError(
            Fault(shown(path, root), lineno, f"this is not valid BibTeX ({error})", mend)
        ) from None
    sources = []
    for key, entry in database.entries.items():
        fields = {name.lower(): value for name, value in entry.fields.items()}
        for role, persons in entry.persons.items():
            fields[role.lower()] = " and ".join(map(str, persons))
        line = lines.get(key, 0)
        faults += [
            Fault(shown(path, root), line, f"source {key}: {what}", mend)
            for what, mend in _wants(key, fields)
        ]
        sources.append(Source(key, entry.type.lower(), tuple(sorted(fields.items())), line))
    if faults:
        raise FaultError(*faults)
    return tuple(sources)


def _is_date(text: str, forms: tuple[str, ...]) -> bool:
    """Whether a text is a date in one of some forms."""
    whole = text + "-01" * (text.count("-") < 1) + "-01" * (text.count("-") < 2)  # noqa: PLR2004 (three parts)
    try:
        date.fromisoformat(whole)
    except ValueError:
        return False
    return any(len(text) == len(form) for form in forms)


def _wants(key: str, fields: dict[str, str]) -> list[tuple[str, str]]:
    """What an entry lacks, each with its mend."""
    wants = [(f"it has no {name}", f"Add {name} = {{…}}.") for name in _NEEDED if not fields.get(name)]
    if not (fields.get("author") or fields.get("editor")):
        wants.append(("it has no author", "Add author = {…}; a body stands in double braces: {{…}}."))
    if not _KEY.match(key):
        wants.append(
            ("its key is not of the form AuthorYYYYword", "Rename it, for example Hecker2018roadmap.")
        )
    if fields.get("keywords") and fields["keywords"] not in _SORTS:
        wants.append((f"keywords is “{fields['keywords']}”", f"Use one of {', '.join(_SORTS)}."))
    if fields.get("url") and not fields.get("urldate"):
        wants.append(("its address has no day of reading", "Add urldate = {YYYY-MM-DD}."))
    if fields.get("date") and fields.get("year") and not fields["date"].startswith(fields["year"]):
        what = f"its date is “{fields['date']}”, its year “{fields['year']}”"
        wants.append((what, "Correct the one that is wrong."))
    for name, form in _DATES.items():
        if fields.get(name) and not _is_date(fields[name], form):
            wants.append((f"its {name} is “{fields[name]}”", f"Write {name} = {{{' or '.join(form)}}}."))
    return wants


def short_name(source: Source) -> str:
    """How a line of text names a source: its authors' family names, or its body, and the year."""
    people = [part.strip() for part in (source.field("author") or source.field("editor")).split(" and ")]
    names = [
        person.strip("{}") if person.startswith("{") or "," not in person else person.partition(",")[0]
        for person in people
    ]
    shown = (
        names[0] if len(names) == 1 else f"{names[0]} and others" if len(names) > TWO else " and ".join(names)
    )
    return f"{shown} {source.field('year')}"


TWO = 2
