"""How sources look: the bibliography's entries, and the short reference in a note."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from string import ascii_lowercase
from typing import Any

from docutils import nodes
from pybtex.backends.plaintext import Backend as PlainText
from pybtex.database import Entry, Person
from pybtex.plugin import register_plugin
from pybtex.richtext import HRef, Tag, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting import BaseStyle
from pybtex.style.labels import BaseLabelStyle
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.plugin import register_plugin as register_reference_style
from sphinxcontrib.bibtex.style.referencing import BracketStyle
from sphinxcontrib.bibtex.style.referencing.label import LabelReferenceStyle

from sixtracks.book.directives import report
from sixtracks.book.nodes import ledger
from sixtracks.book.source import records_of
from sixtracks.records import Source
from sixtracks.records.edition import day

_CONTAINERS = ("journal", "booktitle", "howpublished", "institution", "publisher", "organization")
_ET_AL = 3  # as many authors as this, and all but the first are “et al.”


@cache
def _text(latex: str) -> Text:
    """A field's text; each is asked for many times in a build, and reading LaTeX is slow."""
    return Text.from_latex(latex)


class AuthorYearLabels(BaseLabelStyle):  # type: ignore[misc]  # pybtex ships no types
    """Labels such as “Hecker et al. 2018” or, where two would be the same, “KCNA 2018a”."""

    def format_labels(self, sorted_entries: list[Entry]) -> Iterable[str]:
        """One label for each entry, in their order."""
        labels = [f"{short_author(entry)} {entry.fields.get('year', '')}" for entry in sorted_entries]
        shared = {label for label, count in Counter(labels).items() if count > 1}
        given: Counter[str] = Counter()
        for label in labels:
            yield label + (ascii_lowercase[given[label]] if label in shared else "")
            given[label] += 1


def short_author(entry: Entry) -> str:
    """Family names, two at most; a body as it is."""
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    names = [str(_text(" ".join([*p.prelast_names, *p.last_names]))) for p in people]
    return f"{names[0]} et al." if len(names) >= _ET_AL else " and ".join(names)


class EditionStyle(BaseStyle):  # type: ignore[misc]  # pybtex ships no types
    """Author (year), title, container, number, date, address and the day on which it was read.

    One form for every type of entry: the fields that it has decide, in an order that suits documents,
    articles and books alike.
    """

    default_sorting_style = "author_year_title"
    default_label_style = "sixtracks"

    def format_entry(self, label: str, entry: Entry, bib_data: Any = None) -> FormattedEntry:  # noqa: ANN401
        """One entry under its label."""
        return FormattedEntry(entry.key, format_source(entry, label.rsplit(" ", 1)[-1]), label)


def format_source(entry: Entry, year: str) -> Text:
    """One entry of the bibliography.

    Args:
        entry: The source.
        year: Its year as the notes give it, with a letter where two sources would look the same.
    """
    parts = [_title(entry), *_containers(entry)]
    if (written := _date(entry)) != year:
        parts.append(Text(written))
    text = Text(_authors(entry), f" ({year}), ", Text(", ").join([part for part in parts if str(part)]), ".")
    if note := entry.fields.get("note"):
        text = Text(text, " ", _text(note).add_period())
    return Text(text, *_address(entry))


def _authors(entry: Entry) -> Text:
    role = "author" if "author" in entry.persons else "editor"
    people = entry.persons.get(role, [])
    names = [_inverted(person) for person in people[:1]] + [_full_name(person) for person in people[1:]]
    *others, last = names or [Text()]
    text = Text(Text(", ").join(others), " and ", last) if others else last
    return text if role == "author" else Text(text, " (ed.)")


def _inverted(person: Person) -> Text:
    """The name by which an entry is sorted: family name first; a body as it is."""
    given = " ".join([*person.first_names, *person.middle_names])
    family = " ".join([*person.prelast_names, *person.last_names, *person.lineage_names])
    return _text(f"{family}, {given}" if given else family)


def _full_name(person: Person) -> Text:
    given = [*person.first_names, *person.middle_names]
    family = [*person.prelast_names, *person.last_names, *person.lineage_names]
    return _text(" ".join(given + family))


def _title(entry: Entry) -> Text:
    title = _text(entry.fields.get("title", ""))
    if entry.type == "book":
        return Text(Tag("em", title))
    return title if str(title).startswith("[") else Text("“", title, "”")  # [a title of our own]


def _containers(entry: Entry) -> list[Text]:
    get = entry.fields.get
    parts = []
    for name in _CONTAINERS:
        text = _text(get(name, ""))
        if str(text) and str(text) != short_author(entry):  # an agency's own report names it once
            italic = name in ("journal", "booktitle")
            parts.append(Text("in " if name == "booktitle" else "", Tag("em", text)) if italic else text)
    if get("volume"):
        parts.append(Text(f"{get('volume')}:{get('number')}" if get("number") else get("volume")))
    elif get("number"):
        parts.append(_text(get("number")))
    if get("pages"):
        pages = get("pages").replace("--", "–").replace("-", "–")
        parts.append(Text(f"pp. {pages}" if "–" in pages else f"p. {pages}"))
    return parts


def _date(entry: Entry) -> str:
    """The day, or the month and year, or the year."""
    written = entry.fields.get("date", "")
    for form, show in ((written, day), (f"{written}-01", lambda d: f"{d:%B} {d.year}")):
        try:
            return show(date.fromisoformat(form))
        except ValueError:
            continue
    return str(entry.fields.get("year", ""))


def _address(entry: Entry) -> list[Text | HRef | str]:
    url, doi, read = (entry.fields.get(name) for name in ("url", "doi", "urldate"))
    out: list[Text | HRef | str] = []
    if doi:
        out += [" ", HRef(f"https://doi.org/{doi}", f"doi:{doi}"), "."]
    if url:
        shown = url.split("://", 1)[-1].removeprefix("www.").rstrip("/")
        out += [" ", HRef(url, shown), f" (read {day(date.fromisoformat(read))})." if read else "."]
    return out


@dataclass
class NoteReferenceStyle(LabelReferenceStyle):
    """The short reference in a note: (Hecker et al. 2018; KCNA 2018a)."""

    bracket_parenthetical: BracketStyle = field(default_factory=lambda: BracketStyle("(", ")", sep="; "))
    bracket_textual: BracketStyle = field(default_factory=lambda: BracketStyle("(", ")", sep="; "))


def register_styles() -> None:
    """Make the styles known as ``sixtracks`` to pybtex and sphinxcontrib.bibtex."""
    register_plugin("pybtex.style.formatting", "sixtracks", EditionStyle, force=True)
    register_plugin("pybtex.style.labels", "sixtracks", AuthorYearLabels, force=True)
    register_reference_style("sphinxcontrib.bibtex.style.referencing", "sixtracks", NoteReferenceStyle)
    # Asked for at every citation; known this way, it is found without a search of all installed packages.
    register_plugin("pybtex.backends", "plaintext", PlainText, force=True)


class ShortenTitles(SphinxPostTransform):
    """Say in a citation's title what its own words do not: the title and the day.

    The bibliography has the rest, one click away; on a page of notes it would weigh a quarter of all. Beside
    records, whose citations are many, there is no title at all.
    """

    default_priority = 11  # once citations are resolved, at 10

    def run(self, **kwargs: object) -> None:
        """Shorten the titles of this chapter's citations."""
        plain = any(True for _ in self.document.findall(ledger))
        sources = {source.key.lower(): source for source in records_of(self.app).sources}
        for link in self.document.findall(nodes.reference):
            if "reftitle" in link and "bibtex-citation" in link.parent.get("classes", ()):
                del link["reftitle"]
                key = str(link.get("refid") or link.get("refuri", "")).rpartition("source-")[2]
                if key in sources and not plain:
                    link["reftitle"] = short_title(sources[key])


LONGEST_TITLE = 90


def short_title(source: Source) -> str:
    """A source's title, cut where it is long, and its day where that is known; its year is in the link."""
    title = str(_text(source.field("title")))
    if len(title) > LONGEST_TITLE:
        title = title[:LONGEST_TITLE].rpartition(" ")[0] + " …"
    dated = source.field("date")
    whole = dated.count("-") == 2  # noqa: PLR2004 (a year, a month and a day)
    return f"{title}, {day(date.fromisoformat(dated))}" if whole else title


_CITE = re.compile(r"\{cite(?::\w+)?\}`([^`\n]*)`")


def check_citations(app: Sphinx, docname: str, source: list[str]) -> None:
    """Report citations that cannot be read, and take them out, so that the rest of the chapter is read."""

    def checked(found: re.Match[str]) -> str:
        try:
            list(parse_citation_targets(found[1]))
        except ValueError:
            line = source[0].count("\n", 0, found.start()) + 1
            mend = "Write {cite}`Key2018word`, commas between several; a page as {cite}`Key2018word{p. 3}`."
            report(f"the citation “{found[1]}” cannot be read", mend, (docname, line), "citation-malformed")
            return ""
        return found[0]

    source[0] = _CITE.sub(checked, source[0])
