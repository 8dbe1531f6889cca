"""How sources look: the bibliography's entries, and the short reference in a note."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pybtex.database import Entry, Person
from pybtex.richtext import HRef, Tag, Text
from pybtex.style.formatting import BaseStyle
from pybtex.style.template import Node, node
from sphinxcontrib.bibtex.style.referencing import BracketStyle, PersonStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle

from sixtracks.records.edition import day

TYPES = (
    "article", "book", "booklet", "dataset", "inbook", "incollection", "inproceedings", "manual",
    "mastersthesis", "misc", "online", "phdthesis", "proceedings", "report", "software", "techreport",
    "unpublished",
)  # fmt: skip
_CONTAINERS = ("journal", "booktitle", "howpublished", "institution", "publisher", "organization")


@node  # type: ignore[untyped-decorator]  # pybtex ships no types
def _whole_entry(children: list[Any], data: dict[str, Any]) -> Text:
    """A pybtex template of one piece: the entry as this edition writes it."""
    return format_source(data["entry"])


class EditionStyle(BaseStyle):  # type: ignore[misc]  # pybtex ships no types
    """Author, title, container, number, date, address and the day on which it was read.

    One template for every type of entry: the fields that it has decide, in an order that suits
    documents, articles and books alike.
    """

    default_sorting_style = "author_year_title"


def _template(_self: EditionStyle, _entry: Entry) -> Node:
    return _whole_entry


for _type in TYPES:
    setattr(EditionStyle, f"get_{_type}_template", _template)


def format_source(entry: Entry) -> Text:
    """One entry of the bibliography."""
    parts = [_authors(entry), _title(entry), *_containers(entry), Text(_date(entry))]
    text = Text(Text(", ").join([part for part in parts if str(part)]), ".")
    if note := entry.fields.get("note"):
        text = Text(text, " ", Text.from_latex(note).add_period())
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
    return Text.from_latex(f"{family}, {given}" if given else family)


def _full_name(person: Person) -> Text:
    given = [*person.first_names, *person.middle_names]
    family = [*person.prelast_names, *person.last_names, *person.lineage_names]
    return Text.from_latex(" ".join(given + family))


def _title(entry: Entry) -> Text:
    title = Text.from_latex(entry.fields.get("title", ""))
    return Text(Tag("em", title)) if entry.type == "book" else Text("“", title, "”")


def _containers(entry: Entry) -> list[Text]:
    get = entry.fields.get
    parts = []
    for name in _CONTAINERS:
        if get(name):
            text = Text.from_latex(get(name))
            parts.append(
                Text("in " if name == "booktitle" else "", Tag("em", text))
                if name in ("journal", "booktitle")
                else text
            )
    if get("volume"):
        parts.append(Text(f"{get('volume')}:{get('number')}" if get("number") else get("volume")))
    elif get("number"):
        parts.append(Text.from_latex(get("number")))
    if get("pages"):
        pages = get("pages").replace("--", "–").replace("-", "–")
        parts.append(Text(f"pp. {pages}" if "–" in pages else f"p. {pages}"))
    return parts


def _date(entry: Entry) -> str:
    try:
        return day(date.fromisoformat(entry.fields.get("date", "")))
    except ValueError:
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
class NoteReferenceStyle(AuthorYearReferenceStyle):
    """The short reference in a note: (Hecker et al. 2018; KCNA 2018)."""

    bracket_parenthetical: BracketStyle = field(default_factory=lambda: BracketStyle("(", ")", sep="; "))
    bracket_textual: BracketStyle = field(default_factory=lambda: BracketStyle("(", ")", sep="; "))
    person: PersonStyle = field(
        default_factory=lambda: PersonStyle(sep2=" and ", last_sep=" and ", other=Text(" et al."))
    )
    author_year_sep: str = " "
