"""The records of claims, and what data/ answers of them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from keeping import edition_gallery
from places import BOOKS
from sixtracks.checks import CHECKS, answers
from sixtracks.checks.answers import contradictions
from sixtracks.faults import FaultError
from sixtracks.records import Records, load_claims, load_passages, load_sources
from sixtracks.records.claims import VERDICTS, in_words, last_day

PUBLISHED = date(2018, 7, 9)


@pytest.fixture(scope="module")
def known() -> Records:
    """The edition's records."""
    return edition_gallery().records


def load(root: Path, claims: str, tracks: tuple[str, ...] = ()) -> None:
    """Load claims into the smallest book."""
    (root / "data" / "claims.yml").write_text(claims, encoding="utf-8")
    load_claims(root, load_passages(root), load_sources(root), tracks, (PUBLISHED, date(2026, 1, 31)))


GOOD = (BOOKS / "ledger" / "data" / "claims.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("paragraph: 1\n", "paragraph: 9\n", 2, "there is no paragraph 9"),
        ("paragraph: 1\n", "paragraph: 2\n", 2, "it is said to stand in ¶2"),
        ("kind: fact", "kind: forecast", 7, "“accurate” is no verdict then on a forecast"),
        ("verdict: not-tried", "verdict: accurate", 27, "“accurate” is no verdict now on a proposal"),
        ("kind: fact", "kind: rumour", 4, "“rumour” is unknown"),
        ("kind: fact", "kind: fact\n  track: nuclear", 5, "a fact has no track"),
        ("kind: proposal", "kind: proposal\n  track: lunar", 21, "there is no track “lunar”"),
        (
            "[Smith2017talks, UN2006second]",
            "[Smith2017talks, Nobody2017said]",
            13,
            "no source Nobody2017said",
        ),
        ("lemma: this thing", "lemma: one two three four five six seven eight nine", 3, "it has 9 words"),
        ("Smith and Doe hold that", "Smith " * 60, 15, "it has"),
        ("evidence: [UN2006second]", "evidence: []", 29, "it is empty"),
    ],
)
def test_a_wrong_claim_is_told_with_its_line(small_book: Path, old: str, new: str, line: int, told: str):
    """The record, its line, and what is wrong."""
    assert GOOD.count(old) >= 1
    with pytest.raises(FaultError) as raised:
        load(small_book, GOOD.replace(old, new, 1), ("nuclear",))
    fault = raised.value.faults[0]
    assert (fault.line, told in fault.what) == (line, True), fault
    assert fault.mend


@pytest.mark.parametrize("dated", ["2018-07-10", "2018-07", "2018", "2026-01-31"])
def test_the_first_clock_rests_on_nothing_later(small_book: Path, dated: str):
    """A source that is later than the day, or that could be, is refused."""
    bib = small_book / "data" / "references.bib"
    text = bib.read_text(encoding="utf-8")
    bib.write_text(
        text.replace("year = {2006}", f"year = {{{dated[:4]}}},\n  date = {{{dated}}}", 1), encoding="utf-8"
    )
    with pytest.raises(FaultError, match="the first clock stands at 2018-07-09"):
        load(small_book, GOOD)


@pytest.mark.parametrize("dated", ["2018-07-09", "2018-06", "2017"])
def test_the_first_clock_takes_what_was_public(small_book: Path, dated: str):
    """Up to the day itself."""
    bib = small_book / "data" / "references.bib"
    text = bib.read_text(encoding="utf-8")
    bib.write_text(
        text.replace("year = {2006}", f"year = {{{dated[:4]}}},\n  date = {{{dated}}}", 1), encoding="utf-8"
    )
    load(small_book, GOOD)


def test_claims_stand_in_the_essays_order(small_book: Path):
    """Else the ledger would not."""
    first, second = GOOD.split("- id: p2-second")
    with pytest.raises(FaultError, match="it stands after one of ¶2"):
        load(small_book, "- id: p2-second" + second + first)


@pytest.mark.parametrize(
    ("dated", "last"),
    [
        ("2018-07-09", date(2018, 7, 9)),
        ("2018-06", date(2018, 6, 30)),
        ("2016-02", date(2016, 2, 29)),
        ("2018-12", date(2018, 12, 31)),
        ("2018", date(2018, 12, 31)),
        ("soon", None),
        ("", None),
    ],
)
def test_the_last_day_of_a_date(dated: str, last: date | None):
    """Of a month or year, its last."""
    assert last_day(dated) == last


def test_the_edition_weighs_every_kind_of_claim(known: Records):
    """Facts, readings, forecasts and proposals, and each track of the essay has a proposal."""
    assert {claim.kind for claim in known.claims} == set(VERDICTS)
    proposed = {claim.track for claim in known.claims if claim.kind == "proposal"}
    assert {track.id for track in known.tracks if track.number} <= proposed


def test_no_evidence_of_the_first_clock_is_later(known: Records):
    """Said of the edition too, source by source, apart from the loader."""
    dated = {source.key: source.field("date") or source.field("year") for source in known.sources}
    late = {
        (claim.id, key)
        for claim in known.claims
        for key in claim.then.evidence
        if dated[key] > str(PUBLISHED) or dated[key] == str(PUBLISHED.year)
    }
    assert late == set()


def test_a_dissent_stands_with_all_that_can_be_disputed(known: Records):
    """Only a plain fact may have none."""
    without = [claim for claim in known.claims if claim.dissent is None]
    assert {claim.kind for claim in without} <= {"fact"}
    assert {claim.then.verdict for claim in without} <= {"accurate", "simplified", "unverified"}


@pytest.mark.parametrize("name", CHECKS)
def test_every_check_answers_a_claim(known: Records, name: str):
    """A check that no claim names would be dead code."""
    assert name in {claim.check for claim in known.claims}


def test_the_verdicts_follow_from_the_records(known: Records):
    """Each message names the claim."""
    assert [what for _, what, _ in contradictions(known)] == []


@pytest.mark.parametrize(
    ("name", "then", "now"),
    [
        ("days-of-the-visit", "Friday–Saturday", "Friday–Saturday"),
        ("tests-up-to-the-pause", 6, 6),
        ("launches-in-the-pause", 0, 0),
        ("short-range-after-the-decision", 0, 27),
        ("pause-before-concessions", 196, 196),
        ("inter-korean-summits", 2, 3),
        ("steps-against-china-and-iran", 2, 2),
        ("meetings-of-kim-and-xi", 3, 3),
        ("rounds-of-nuclear-talks", 8, 9),
        ("start-outlasted-the-settlement", 3, 3),
        ("tracks-at-once", 16, 16),
        (
            "signatories-of-the-armistice",
            *["United Nations Command, Korean People’s Army, Chinese People’s Volunteers"] * 2,
        ),
        ("sanctions-resolutions", 10, 10),
        ("members-of-the-six", *["China, North Korea, Japan, South Korea, Russia, United States"] * 2),
        ("koreas-at-the-centre", "30", "30"),
        ("requests-for-peace-talks", 4, 4),
        ("agreements-in-principle", 5, 5),
        ("strands-moving-in-2019", 0, 0),
        ("tests-in-the-window", 0, 0),
    ],
)
def test_what_the_records_give(known: Records, name: str, then: int | str, now: int | str):
    """The figure on each clock; what it rests on is in the book."""
    found = [CHECKS[name](known, when) for when in (known.edition.essay.published, known.edition.as_of)]
    assert [each.figure for each in found] == [then, now]
    events = {event.id for event in known.events}
    assert all(set(each.evidence) <= events and each.verdicts for each in found)
    assert found[1].says


def test_every_check_is_pinned():
    """A new one has its figures above."""
    (mark,) = test_what_the_records_give.pytestmark  # type: ignore[attr-defined]
    assert [case[0] for case in mark.args[1]] == list(CHECKS)


def without_event(known: Records, ident: str) -> Records:
    """The records without an event."""
    return replace(known, events=tuple(event for event in known.events if event.id != ident))


def test_a_change_of_data_is_told_with_the_claims_name(known: Records):
    """A seventh test before the pause ended, a launch in 2018, a signatory that is a state, a date moved."""
    launch = replace(known.launches[-1], date=replace(known.launches[-1].date, year=2018, month=3, day=1))
    armistice = next(event for event in known.events if event.id == "e-1953-armistice")
    visit = next(event for event in known.events if event.id == "e-2018-pompeo-third-visit")
    july = replace(visit.start, day=9)
    changed = {
        "launches-in-the-pause": replace(known, launches=(*known.launches, launch)),
        "signatories-of-the-armistice": replace(
            known,
            events=tuple(
                replace(e, parties=(*e.parties, "us")) if e is armistice else e for e in known.events
            ),
        ),
        "days-of-the-visit": replace(
            known,
            events=tuple(replace(e, start=july, end=None) if e is visit else e for e in known.events),
        ),
        "tracks-at-once": replace(
            known, events=tuple(e for e in known.events if not e.lane("cold-war") or e.lane("peace"))
        ),
    }
    for name, records in changed.items():
        claims = {claim.id for claim in known.claims if claim.check == name}
        told = [what for _, what, _ in contradictions(records)]
        assert claims
        assert any(f"claim {ident}: the verdict" in what for ident in claims for what in told), name


def test_a_check_without_its_record_is_told(known: Records):
    """It names what is missing, and the ledger goes without its answer."""
    broken = without_event(known, "e-1953-armistice")
    (what,) = [what for _, what, _ in contradictions(broken)]
    assert "needs the event e-1953-armistice, which is not there" in what
    lost = {claim.id for claim in known.claims if claim.check == "signatories-of-the-armistice"}
    assert set(answers(known)) - set(answers(broken)) == lost


def test_verdicts_in_words():
    """As they are printed."""
    assert in_words("not-borne-out") == "not borne out"
