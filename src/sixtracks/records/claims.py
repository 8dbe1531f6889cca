"""The two-clock ledger: what the essay claims, and whether it holds, then and now."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field
from pydantic.dataclasses import dataclass

from sixtracks.records.passages import Passage
from sixtracks.records.reading import UnfitError, Wrong, load_list, refuse
from sixtracks.records.sources import Source
from sixtracks.records.text import Id, Key, Line, NoteId, Number

ClaimKind = Literal["fact", "reading", "forecast", "proposal"]

_JUDGED = ("accurate", "simplified", "contested", "interpretive", "unverified")
VERDICTS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "fact": (_JUDGED, _JUDGED),
    "reading": (_JUDGED, _JUDGED),
    "forecast": (("supported", "open", "doubtful"), ("borne-out", "partly", "not-borne-out", "open")),
    "proposal": (("untried", "tried-before", "under-way"), ("done", "tried", "not-tried", "overtaken")),
}
"""By kind of claim, the verdicts of the first clock and those of the second."""

LEMMA_LIMIT, CLAIM_LIMIT, REASON_LIMIT, DISSENT_LIMIT = 8, 35, 45, 55
"""The most words of a lemma, a claim, a reason and a dissent."""


def in_words(verdict: str) -> str:
    """A verdict as it is printed: ``not borne out``."""
    return verdict.replace("-", " ")


def _at_most(limit: int) -> AfterValidator:
    def checked(text: str) -> str:
        if (length := len(text.split())) > limit:
            raise UnfitError(f"it has {length} words", f"Shorten it to {limit} words.")
        return text

    return AfterValidator(checked)


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Judgement:
    """What is held of a claim on one day.

    Attributes:
        verdict: The verdict in a word; :data:`VERDICTS` has those of each kind and clock.
        reason: Why, in a sentence.
        evidence: Citation keys of what the reason rests on; for the first clock, of what was public by then.
    """

    verdict: Id
    reason: Annotated[Line, _at_most(REASON_LIMIT)]
    evidence: Annotated[tuple[Key, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Dissent:
    """The strongest case against a claim, or against our verdict.

    Attributes:
        text: Who holds it, and why.
        sources: Citation keys of texts that hold it.
    """

    text: Annotated[Line, _at_most(DISSENT_LIMIT)]
    sources: Annotated[tuple[Key, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Claim:
    """A claim, reading, forecast or proposal of the essay, judged on two days.

    Attributes:
        id: The id of its annotation; it never changes.
        paragraph: The number of its paragraph.
        lemma: The essay's own words.
        kind: Whether it can be checked, is a reading, looks ahead, or proposes.
        claim: What the essay says, in our words.
        then: What could be known on the day of publication.
        now: What is known on the edition's day.
        track: The essay's track that a forecast or proposal is about; empty where it is about the whole.
        dissent: The strongest dissent; none where nobody was found to dissent.
        check: The name of the computation that answers it from ``data/``; empty where data cannot.
    """

    id: NoteId
    paragraph: Number
    lemma: Annotated[Line, _at_most(LEMMA_LIMIT)]
    kind: ClaimKind
    claim: Annotated[Line, _at_most(CLAIM_LIMIT)]
    then: Judgement
    now: Judgement
    track: Annotated[str, Field(pattern=r"^([a-z0-9]+(-[a-z0-9]+)*)?$")] = ""
    dissent: Dissent | None = None
    check: Annotated[str, Field(pattern=r"^([a-z0-9]+(-[a-z0-9]+)*)?$")] = ""

    @property
    def address(self) -> str:
        """The id under which the ledger shows it; ``-then`` and ``-now`` behind it address its two states."""
        return f"claim-{self.id}"

    @property
    def sources(self) -> tuple[str, ...]:
        """Every key that it cites, each once."""
        dissent = self.dissent.sources if self.dissent else ()
        return tuple(dict.fromkeys((*self.then.evidence, *self.now.evidence, *dissent)))


def load_claims(
    root: Path,
    passages: Sequence[Passage],
    sources: Sequence[Source],
    tracks: Sequence[str],
    days: tuple[date, date],
) -> tuple[Claim, ...]:
    """The claims in ``data/claims.yml``, in the file's order, which is the essay's.

    Args:
        root: The book's folder.
        passages: The essay's paragraphs.
        sources: The bibliography.
        tracks: The ids of the essay's tracks.
        days: The day of the first clock, and that of the second.

    Raises:
        FaultError: The file is wrong, an id stands twice, a claim names what does not exist, has a verdict
            that is not its kind's, or rests its first verdict on something later than the day.
    """
    path = root / "data" / "claims.yml"
    claims = load_list(path, tuple[Claim, ...], root, what="claim")
    by_key = {source.key: source for source in sources}
    numbers = {passage.number for passage in passages}
    known = _Known(by_key, numbers, tracks, *days)
    wrong: list[Wrong] = []
    for index, claim in enumerate(claims):
        wrong += [((index, *place), what, mend) for place, what, mend in _faults(claim, known)]
    wrong += _out_of_order(claims)
    refuse(wrong, path, root)
    return claims


@dataclass(frozen=True, slots=True)
class _Known:
    sources: dict[str, Source]
    numbers: set[int]
    tracks: Sequence[str]
    published: date
    as_of: date


def _faults(claim: Claim, known: _Known) -> Iterator[Wrong]:
    """What is wrong with a claim, each with its place in the record."""
    head = f"claim {claim.id}:"
    if claim.paragraph not in known.numbers:
        yield ("paragraph",), f"{head} there is no paragraph {claim.paragraph}", "Correct its number."
    elif not claim.id.startswith(f"p{claim.paragraph}-"):
        mend = f"The id of a claim on ¶{claim.paragraph} begins with p{claim.paragraph}-."
        yield ("paragraph",), f"{head} it is said to stand in ¶{claim.paragraph}", mend
    yield from _mistracked(claim, head, known)
    yield from _misjudged(claim)
    for clock, judgement in (("then", claim.then), ("now", claim.now)):
        yield from _unknown(judgement.evidence, (clock, "evidence"), head, known)
    if claim.dissent:
        yield from _unknown(claim.dissent.sources, ("dissent", "sources"), head, known)
    yield from _late(claim, head, known)
    if claim.dissent is None and claim.kind != "fact":
        mend = "Give the strongest case against it, with a source; only a plain fact may do without."
        yield ("kind",), f"{head} a {claim.kind} has no dissent", mend


def _mistracked(claim: Claim, head: str, known: _Known) -> Iterator[Wrong]:
    """A track that there is not, or that a claim of this kind cannot have."""
    if claim.track:
        if claim.track not in known.tracks:
            mend = f"Use one of {', '.join(known.tracks) or 'none'}."
            yield ("track",), f"{head} there is no track “{claim.track}”", mend
        elif claim.kind not in ("forecast", "proposal"):
            mend = "Take the track out; only a forecast or a proposal has one."
            yield ("track",), f"{head} a {claim.kind} has no track", mend


def _late(claim: Claim, head: str, known: _Known) -> Iterator[Wrong]:
    """Evidence that is later than its clock."""
    for number, key in enumerate(claim.then.evidence):
        if source := known.sources.get(key):
            yield from _too_late(source, ("then", "evidence", number), head, known.published)
    for number, key in enumerate(claim.now.evidence):
        if (source := known.sources.get(key)) and source.field("date")[:10] > str(known.as_of):
            what = f"{head} {key} is dated {source.field('date')}, after the edition's day, {known.as_of}"
            yield (
                ("now", "evidence", number),
                what,
                "Move as_of: in data/edition.yml on, or correct the date.",
            )


def _misjudged(claim: Claim) -> Iterator[Wrong]:
    """Verdicts that are not of the claim's kind."""
    for clock, judgement, allowed in zip(
        ("then", "now"), (claim.then, claim.now), VERDICTS[claim.kind], strict=True
    ):
        if judgement.verdict not in allowed:
            what = f"claim {claim.id}: “{judgement.verdict}” is no verdict {clock} on a {claim.kind}"
            yield (clock, "verdict"), what, f"Use one of {', '.join(allowed)}."


def _unknown(keys: Sequence[str], place: tuple[str, ...], head: str, known: _Known) -> Iterator[Wrong]:
    for number, key in enumerate(keys):
        if key not in known.sources:
            mend = "Correct the key, or add its entry to data/references.bib."
            yield (*place, number), f"{head} there is no source {key}", mend


def _too_late(source: Source, place: tuple[str | int, ...], head: str, published: date) -> Iterator[Wrong]:
    """Say so where a source of the first clock is later than its day, or could be."""
    dated = source.field("date") or source.field("year")
    last = last_day(dated)
    if last is None or last > published:
        when = f"is dated {dated}" if dated else "has no date"
        mend = "Rest it on something that was public by then, or give the entry its day: date = {YYYY-MM-DD}."
        yield place, f"{head} {source.key} {when}, and the first clock stands at {published}", mend


def last_day(dated: str) -> date | None:
    """The last day of a date of one, two or three parts; none where it cannot be read.

    >>> last_day("2018-06")
    datetime.date(2018, 6, 30)
    """
    parts = dated.split("-")
    try:
        year, month, day = (int(part) for part in (*parts, *("1",) * (3 - len(parts))))
        first = date(year, month, day)
    except ValueError:
        return None
    if len(parts) == 1:
        return date(year, 12, 31)
    if len(parts) == 2:  # noqa: PLR2004 (a year and a month)
        return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first


def _out_of_order(claims: Sequence[Claim]) -> Iterator[Wrong]:
    reached = 0
    for index, claim in enumerate(claims):
        if claim.paragraph < reached:
            mend = "Put the claims in the order of the essay's paragraphs."
            yield (index, "paragraph"), f"claim {claim.id}: it stands after one of ¶{reached}", mend
        reached = max(reached, claim.paragraph)
