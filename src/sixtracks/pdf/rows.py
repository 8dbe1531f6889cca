"""What a figure shows as rows: tables of numbers and words, and where a network's seats stand."""

from collections import Counter
from collections.abc import Collection, Iterable
from itertools import pairwise
from typing import NamedTuple

from docutils import nodes

from sixtracks.book.nodes import count_table, figure_rows
from sixtracks.figures.model import ColumnsFigure, Figure, RangesFigure, SharesFigure
from sixtracks.pdf.code import array, call, literal, sequence
from sixtracks.pdf.writer import Writer, writes
from sixtracks.records.cards import TitledCard, card_of_design, card_of_track

MOST_ROWS = 100
"""A table with more rows than this is left to the site's files."""
FEWEST_ALIKE = 3
"""As many columns whose heads end alike make a group, which may stand by itself."""


class Group(NamedTuple):
    """Columns that stand together where a table is too wide for the page.

    Attributes:
        name: What stands above them; empty where their heads say enough.
        columns: Their places, from 0; the first column stands before each group.
        heads: Their heads.
    """

    name: str
    columns: tuple[int, ...]
    heads: tuple[str, ...]


@writes(count_table)
def _counts(writer: Writer, node: nodes.Element) -> str:
    """A figure's rows, or where to find them."""
    figure = writer.book.figure(node["figure"])
    table = figure.table
    if len(table.rows) > MOST_ROWS:
        told = f"The {len(table.rows):,} rows of this chart are in the file {figure.name}.csv of the site."
        return call("count-rows-elsewhere", literal(told))
    numeric = [key in table.numeric for key in table.keys]
    ends: list[int] = []
    labels: dict[str, str] = {}
    if isinstance(figure, ColumnsFigure):
        labels = {column.id: column.label for column in figure.columns}
        ends = _ends([cells[0] for _, cells in table.rows])
    rows = [(labels.get(ident, cells[0]), *cells[1:]) for ident, cells in table.rows]
    head = "The counts" if labels else "The numbers" if any(numeric) else "The same in words"
    groups = (
        call("", name=literal(group.name), columns=array(map(str, group.columns)), heads=_words(group.heads))
        for group in groups_of(figure)
    )
    parts = {
        "heads": _words(table.heads),
        "numeric": array("true" if each else "false" for each in numeric),
        "rows": array("\n" + array(map(_cell, cells, numeric)) for cells in rows),
        "ends": array(map(str, ends)),
        "groups": array(groups),
    }
    return writer.marked(figure.name, call("count-table", literal(head), **parts))


def _words(words: tuple[str, ...]) -> str:
    return array(map(literal, words))


def _cell(text: str, is_number: bool) -> str:
    return literal(text.replace("-", "\N{MINUS SIGN}") if is_number else text)


def _ends(names: list[str]) -> list[int]:
    """The numbers, from 1, of the rows that end a year of months or a decade of years."""
    groups = [name[:4] if "-" in name else name[:3] for name in names]
    return [number for number, (one, other) in enumerate(pairwise(groups), 1) if one != other]


def groups_of(figure: Figure) -> list[Group]:
    """The groups of a table's columns: those whose heads end alike after a comma, and the others.

    Args:
        figure: The figure.
    """
    table = figure.table
    endings = [_ending(head) for head in table.heads]
    alike = {ending for ending, number in Counter(endings[1:]).items() if ending and number >= FEWEST_ALIKE}
    columns: dict[str, list[int]] = {}
    for place, ending in enumerate(endings[1:], 1):
        columns.setdefault(ending if ending in alike else "", []).append(place)
    names = _names(figure, list(columns))
    groups = []
    for ending, places in columns.items():
        name = names.get(ending, "")
        heads = (table.heads[place] for place in places)
        heads = (head.removesuffix(f", {ending}") if name else head for head in heads)
        groups.append(Group(name[:1].upper() + name[1:], tuple(places), tuple(heads)))
    return groups


def _names(figure: Figure, endings: list[str]) -> dict[str, str]:
    """What groups are called: by the series of which each holds one, or, of per cent, by the unit."""
    if isinstance(figure, RangesFigure) and "" not in endings and len(endings) == len(figure.series):
        return dict(zip(endings, figure.series, strict=True))
    return {"%": figure.unit} if isinstance(figure, SharesFigure) else {}


def _ending(head: str) -> str:
    return head.rpartition(", ")[2] if ", " in head else ""


@writes(figure_rows)
def _seats(writer: Writer, node: nodes.Element) -> str:
    """Where the seats of each design stand; those that stand in no card are given here."""
    told: list[str] = []
    cards: list[str] = []
    rest: list[nodes.Node] = []
    tables = [child for child in node.children if isinstance(child, nodes.table)]
    names = [child for child in node.children if isinstance(child, nodes.paragraph)]
    for design, name, table in zip(writer.book.designs, names, tables, strict=True):
        tracks = [track for ident in design.tracks for track in writer.book.tracks if track.id == ident]
        own = _link(writer, card_of_design(design))
        if own and not any(track.card for track in tracks):
            cards.append(own)  # it has all seats
            continue
        links = {track.name: link for track in tracks if (link := _link(writer, card_of_track(track)))}
        if links:
            told.append(
                sequence([literal(f"{design.name}, by track: "), *_joined(links.values()), literal(". ")])
            )
        if len(links) < len(tracks):
            rest += [name, _without(table, links)]
    if cards:
        told.append(sequence([*_joined(cards, "; "), literal(".")]))
    if told:
        which = (
            "These seats are in cards, with what they rest"
            if rest
            else "Each seat is in a card, with what it rests"
        )
        told.insert(0, literal(f"{which} on. "))
    where = [call("rows-elsewhere", literal("The seats"), sequence(told))] if told else []
    return "\n".join([*where, *([writer.blocks(rest)] if rest else [])])


def _without(table: nodes.table, tracks: Collection[str]) -> nodes.table:
    """A table of seats without those of some tracks, which its first column names."""
    kept: nodes.table = table.deepcopy()
    for row in [row for body in kept.findall(nodes.tbody) for row in body.children]:
        if row.children[0].astext() in tracks:
            row.parent.remove(row)
    return kept


def _link(writer: Writer, card: TitledCard | None) -> str:
    """A link to a card with its page; nothing where the book does not show it."""
    if card is None:
        return ""
    found = (target for (_, known), target in writer.book.targets.items() if known == card.id)
    target = next((target for target in found if target.public), None)
    return call("see", literal(target.label), literal(card.title)) if target else ""


def _joined(parts: Iterable[str], between: str = ", ") -> list[str]:
    return [part for i, each in enumerate(parts) for part in ([literal(between), each] if i else [each])]
