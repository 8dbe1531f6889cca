"""Roles, tracks, seats, designs, cards, episodes: what the records hold, and that nothing wrong gets through.

Each fault that an author may make has a folder in ``tests/books/faults``; ``test_faults.py`` builds them.
"""

import shutil
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from keeping import edition_gallery
from places import BOOKS
from sixtracks.faults import Fault, FaultError
from sixtracks.records import Records, Seat, Track, load_records
from sixtracks.records.cards import all_cards, card_of_design, card_of_track
from sixtracks.records.episodes import Episode, moving_spells, standing_spells
from sixtracks.records.seats import ROLE_IDS, Precedent, Remark

LONGEST = 300
FILES = ("roles", "tracks", "designs", "episodes", "parties")


def laid(root: Path) -> Path:
    """The small book with tracks and designs, in a folder of its own."""
    shutil.copytree(BOOKS / "small", root)
    shutil.copytree(BOOKS / "designs", root, dirs_exist_ok=True)
    return root


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, once for the module; a test that writes puts back what it found."""
    return laid(tmp_path_factory.mktemp("designs") / "book")


@pytest.fixture(scope="module")
def known(book: Path) -> Records:
    """Its records."""
    return load_records(book)


# What the records hold


def test_roles_stand_strongest_first(known: Records):
    """Each with its name, its meaning and its weight."""
    assert tuple(role.id for role in known.roles) == ROLE_IDS
    assert [role.weight for role in known.roles] == [1, 0.5, 0.5, 0.25, 0.25]
    assert known.roles[1].meaning == "confirms what the principals agree"


def test_roles_stand_strongest_first_in_whatever_order_they_are_written(tmp_path: Path):
    """The file's order is the author's own."""
    root = laid(tmp_path / "book")
    path = root / "data" / "roles.yml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(reversed(lines)), encoding="utf-8")
    assert tuple(role.id for role in load_records(root).roles) == ROLE_IDS


def test_a_track_holds_what_its_record_says(known: Records):
    """Its name, number, format, paragraphs; an absent strength is that of a full negotiation."""
    peace, trade, region, table = known.tracks
    assert (peace.id, peace.name, peace.short, peace.number) == ("peace", "Peace between the two", "Peace", 1)
    assert (peace.format, peace.paragraphs, peace.strength) == ("two plus two", (1, 2), 1)
    assert (table.number, table.format, table.strength, table.strength_reason) == (
        None, "", 0.5, "They met once.",
    )  # fmt: skip
    assert [track.card is not None for track in (peace, trade, region, table)] == [True, True, False, False]


def test_seats_hold_what_their_records_say(known: Records):
    """Party, role, basis and support."""
    peace, _, _, table = known.tracks
    assert peace.seats is not None
    assert [(seat.party, seat.role) for seat in peace.seats] == [
        ("north", "principal"), ("south", "principal"), ("us", "ratifier"), ("china", "ratifier"),
    ]  # fmt: skip
    assert peace.seats[2] == Seat(
        party="us", role="ratifier", basis="stated", reason="It confirms what the two agree.", paragraph=2
    )
    assert table.seats is not None
    assert [(seat.basis, seat.paragraph, seat.sources) for seat in table.seats] == [
        ("stated", None, ("UN2006second",)),
        ("stated", None, ("UN2006second", "Smith2017talks")),
        ("inferred", 1, ()),
    ]


def test_a_track_is_seated_in_the_reading_that_is_asked_for(known: Records):
    """In the preferred one, the first, where another is not among its own."""
    peace, trade, *_ = known.tracks
    assert trade.seats is None
    assert trade.readings is not None
    narrow, wide = trade.readings
    assert (narrow.id, narrow.name, wide.reason) == (
        "neighbours", "the two are neighbours", "They speak of it most.",
    )  # fmt: skip
    assert trade.seated() == trade.seated("neighbours") == trade.seated("of-another-track") == narrow.seats
    assert trade.seated("rivals") == wide.seats
    assert [seat.party for seat in wide.seats] == ["us", "north", "south", "council"]
    assert peace.seated("rivals") == peace.seats


def test_a_design_holds_what_its_record_says(known: Records):
    """Its tracks in order, those that convene later, the two in its centre, of whom one may sit nowhere."""
    both, alone = known.designs
    assert (both.id, both.name, both.short) == ("both", "Both at once", "Both")
    assert (both.tracks, both.later, both.centre) == (
        ("peace", "trade", "region"), ("region",), ("north", "south"),
    )  # fmt: skip
    assert (both.paragraphs, alone.paragraphs, alone.later) == ((1, 3), (), ())
    assert "south" not in {seat.party for track in known.tracks[3:] for seat in track.seated()}


def test_cards_hold_what_their_records_say(known: Records):
    """Remarks and precedents with what they rest on, under the card's id and title."""
    peace, trade, both, alone = all_cards(known)
    assert [card.id for card in (peace, trade, both, alone)] == [
        "card-peace", "card-trade", "card-both", "card-alone",
    ]  # fmt: skip
    assert [card.title for card in (peace, both)] == ["Track 1: Peace between the two", "Both at once"]
    assert peace.card.proposes == (
        Remark("The two make a peace treaty.", (1,)),
        Remark("Two others confirm it.", (2,), ("Smith2017talks",)),
    )
    assert peace.card.precedents == (
        Precedent(
            "The same seats.", (), ("Card2011only",), ("e-1990-opening",), name="An older peace", fit="close"
        ),
        Precedent("Nobody came.", (3,), name="A war without end", fit="loose"),
    )
    assert (peace.card.takes_up, peace.card.timing) == (("an armistice", "the border"), "From 1991.")
    assert [remark.events for remark in peace.remarks] == [
        (), (), ("e-1990-opening",), (), ("e-1991-accord", "e-1990-opening"),
    ]  # fmt: skip
    assert trade.card.precedents == trade.card.later == trade.card.takes_up == ()
    assert alone.card.takes_up == ("everything",)


def test_a_track_without_a_number_has_its_name_for_a_title(known: Records):
    """And one without a card has no title at all."""
    peace, _, region, _ = known.tracks
    card = card_of_track(replace(peace, number=None))
    assert card is not None
    assert card.title == "Peace between the two"
    assert card_of_track(region) is None
    assert card_of_design(known.designs[1]).paragraphs == ()


def test_episodes_stand_in_the_order_of_their_beginnings(known: Records):
    """Whatever their order in the file; with how they ended, if they did."""
    assert [each.id for each in known.episodes] == [
        "ep-1990-home", "ep-1993-abroad", "ep-1993-home", "ep-1995-abroad",
    ]  # fmt: skip
    assert [each.ended for each in known.episodes] == ["breakdown", "agreement", None, "lapse"]
    assert known.episodes[0] == Episode(
        id="ep-1990-home",
        strand="home",
        name="First talks at home",
        opens="e-1990-opening",
        reason="From the first meeting to the walk-out.",
        closes="e-1992-walkout",
        ended="breakdown",
        agreements=("e-1991-accord",),
    )


def test_spells_are_what_lies_between_the_events(known: Records):
    """A strand moves in its episodes and stands between them; what is open lasts as long as the record."""
    events = {event.id: event for event in known.events}
    last = date(2026, 1, 31)
    moving = {each.id: each for each in moving_spells(known.episodes, events, last)}
    assert (moving["ep-1990-home"].start, moving["ep-1990-home"].end) == (date(1990, 2, 1), date(1992, 2, 1))
    assert moving["ep-1990-home"].years == 730 / 365.25
    assert (moving["ep-1993-home"].end, moving["ep-1993-home"].over) == (last, False)
    standing = [
        (each.id, each.start, each.end, each.over) for each in standing_spells(known.episodes, events, last)
    ]
    assert standing == [
        ("ep-1990-home", date(1992, 2, 1), date(1993, 8, 1), True),
        ("ep-1993-abroad", date(1994, 10, 21), date(1995, 5, 1), True),
        ("ep-1995-abroad", date(1996, 1, 15), last, False),
    ]


def test_a_book_may_do_without_all_of_it(small_book: Path):
    """Or have the files, but nothing in them yet."""
    for _ in range(2):
        found = load_records(small_book)
        assert (found.roles, found.tracks, found.designs, found.episodes) == ((), (), (), ())
        for name in ("designs", "episodes", "roles"):
            (small_book / "data" / f"{name}.yml").write_text("# Nothing yet.\n", encoding="utf-8")


def test_the_editions_own_records_load():
    """Its six tracks are numbered, each has a card, and no card stands without a source or a paragraph."""
    known = edition_gallery().records
    six = [track for track in known.tracks if track.number]
    assert [track.number for track in six] == [1, 2, 3, 4, 5, 6]
    assert tuple(track.id for track in six) == known.designs[0].tracks
    assert all(track.card for track in six)
    assert known.designs[0].later == (six[-1].id,)
    seats = [seat for track in known.tracks for reading in _readings(track) for seat in reading]
    assert all(seat.paragraph or seat.sources for seat in seats)


def _readings(track: Track) -> list[tuple[Seat, ...]]:
    return [reading.seats for reading in track.readings] if track.readings else [track.seated()]


# What is wrong


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path):
    """So that a file is mended in one go: each fault at its own line."""
    root = laid(tmp_path / "book")
    path = root / "data" / "tracks.yml"
    lines = path.read_text(encoding="utf-8").splitlines()
    wrong = {
        "{party: north, role: principal, basis: stated": "{party: noth, role: principal, basis: stated",
        "party: russia": "party: japan",
        "events: [e-1990-opening]": "events: [e-1990-closing]",
        "sources: [UN2006first, Smith2017talks]": "sources: [UN2006third, Smith2017talks]",
        "paragraph: 2, reason: It confirms it too.": "paragraph: 9, reason: It confirms it too.",
    }
    expected = []
    for old, new in wrong.items():
        number = next(n for n, line in enumerate(lines) if old in line)
        lines[number] = lines[number].replace(old, new)
        expected.append(number + 1)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(FaultError) as stopped:
        load_records(root)
    faults = stopped.value.faults
    assert sorted(fault.line for fault in faults) == sorted(expected)
    assert {fault.path for fault in faults} == {"data/tracks.yml"}
    assert {fault.what for fault in faults} == {
        "there is no party “noth”",
        "party japan has two seats in this track",
        "there is no event “e-1990-closing”",
        "there is no source “UN2006third”",
        "the essay has no paragraph 9",
    }


def places(tree: object, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where a value stands in a tree of lists and fields, the tree itself first."""
    yield at
    steps = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for step, inner in steps:
        yield from places(inner, (*at, step))


ORIGINALS = {
    name: yaml.safe_load((BOOKS / "designs" / "data" / f"{name}.yml").read_text(encoding="utf-8"))
    for name in FILES
}
PLACES = [(name, place) for name in FILES for place in places(ORIGINALS[name])]
ODD = (
    None, True, "", " ", "x", "north", "e-1990-opening", "\u200b", "*", 0, -1, 1, 2, 1.5, -0.0, 1e-320,
    float("nan"), float("inf"), 10**400, date(1990, 1, 1), [], [[]], {}, ["north"], ["north", "north"],
    {"party": "north"}, "a" * 2000, "half", "0,5", [None], {"": None}, b"\x00",
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@example(("roles", (0, "weight")), 10**400)
@example(("tracks", (3, "strength")), 10**400)
@example(("tracks", (0, "number")), 10**400)
@example(("designs", (0, "centre")), ["north"])
@example(("episodes", (0, "closes")), "e-1990-opening")
@given(st.sampled_from(PLACES), st.sampled_from(ODD))
def test_an_odd_value_loads_or_is_told(book: Path, where: tuple[str, tuple[Any, ...]], odd: object):
    """Whatever stands wherever: never a traceback, always a place and a mend."""
    name, place = where
    path = book / "data" / f"{name}.yml"
    before = path.read_bytes()
    tree = [deepcopy(ORIGINALS[name])]
    holder: Any = tree
    steps = (0, *place)
    for step in steps[:-1]:
        holder = holder[step]
    holder[steps[-1]] = odd
    told: tuple[Fault, ...] = ()
    try:
        path.write_text(yaml.safe_dump(tree[0], allow_unicode=True, width=10**6), encoding="utf-8")
        load_records(book)
    except FaultError as error:
        told = error.faults
    finally:
        path.write_bytes(before)
    for fault in told:
        assert fault.path.startswith("data/")
        assert fault.line > 0
        assert fault.mend
        assert 0 < len(fault.what) < LONGEST
        assert all(part.isprintable() for part in str(fault).split("\n"))
