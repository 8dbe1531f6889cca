"""How parties stand in a design, as figures."""

from collections.abc import Mapping

from sixtracks.figures.model import Bar, Range, RangesFigure, SharesFigure, tabled
from sixtracks.figures.seating import readings_of
from sixtracks.networks import Case, Measures, Outcome, measures, outcomes, seatings, together
from sixtracks.networks.sensitivity import DRAWS, further_readings
from sixtracks.records import Design, Records, Track

APART = ("us", "china", "japan", "russia")
"""The parties that have a part of their own in each bar, after the two in the centre."""
SUCCESSORS = {"ussr": "russia"}
SHARE = (
    "A party’s strength is the sum of its ties: in each track every principal is tied to every other party "
    "there, and a tie weighs as much as the weaker role of the two, times the track’s own weight. Its "
    "share is of all parties’ strengths."
)
WEIGHTS = "The weights of the roles are ours, not the essay’s: {weights}."
MEASURED = (
    "Joined with: the number of parties with which it shares a track, one of the two as a principal; it "
    "depends on who sits and who is a principal, not on weights.",
    "Share of strength: its ties as a share of all; it depends on the weights.",
    "Betweenness: for how many pairs of others it lies on the shortest way between them; it depends on the "
    "rule that non-principals are not tied to one another, and takes every tie as equal; several shortest "
    "ways share a pair.",
    "Closeness: one over its mean distance from the others, 1 for a party that is tied to all; it takes "
    "every "
    "tie as equal.",
    "Eigenvector: high for a party that is strongly tied to parties that are so themselves; it depends on "
    "the weights too.",
    "Cut point: without it the others would fall apart into groups.",
)


def percent(share: float, digits: int = 0) -> str:
    """A share as a number of hundredths: ``33``."""
    return f"{100 * share:.{digits}f}"


def weights_of(known: Records) -> dict[str, float]:
    """The weight of each role."""
    return {str(role.id): role.weight for role in known.roles}


def _weights_told(known: Records) -> str:
    told = ", ".join(f"{role.name} {role.weight:g}" for role in known.roles)
    return WEIGHTS.format(weights=told)


def _measured(design: Design, known: Records, *, reading: str = "", later: bool = True) -> Measures:
    where = seatings(design, known.tracks, reading=reading, later=later)
    return measures(together(where, weights_of(known)))


def designs_figure(known: Records) -> SharesFigure:
    """The designs side by side, each party's share of strength in them.

    A design with tracks that wait for others has a bar for each state, before they convene first; so has each
    further reading.

    Args:
        known: The records.
    """
    called = {party.id: party.name for party in known.parties}
    centres = {party for design in known.designs for party in design.centre}
    apart = tuple(party for party in APART if party in called and party not in centres)
    bars: list[Bar] = []
    rows: list[tuple[str, tuple[str, ...]]] = []
    for design in known.designs:
        for reading, reading_name in readings_of(design, known.tracks):
            for later in (False, True) if design.later else (True,):
                name = _state_name(design, reading_name, later=later)
                found = _measured(design, known, reading=reading, later=later)
                mark = f"row-{len(bars) + 1}-{design.id}"
                bars.append(Bar(mark, name, _parts(found, design, apart), f"{len(found.standings)} parties"))
                rows.append((mark, _design_cells(name, found, design, apart, called)))
    pair = [[called[design.centre[i]] for design in known.designs] for i in (0, 1)]
    series = (
        *(_pair_name(names) for names in pair),
        *(_apart_name(party, called) for party in apart),
        "others",
    )
    heads = (
        "Design", "Parties", "Pairs joined", "Density", *(f"{name}, %" for name in series),
        "Betweenness above 0", "Cut points",
    )  # fmt: skip
    keys = (
        "design", "parties", "pairs", "density", "centre_1_percent", "centre_2_percent",
        *(f"{party}_percent" for party in apart), "others_percent", "betweenness", "cut_points",
    )  # fmt: skip
    return SharesFigure(
        name="designs",
        title="Shares of strength, design by design",
        alt=(
            f"Bar chart of {len(bars)} bars for {len(known.designs)} designs, each divided by party. "
            f"{_bars_told(bars, series)}"
        ),
        description=(
            "Compare shares, not density: density, the share of pairs that are joined, falls when a design "
            "seats more parties.",
        ),
        rule=(SHARE, _weights_told(known)),
        as_of=known.edition.as_of,
        sources=(),
        table=tabled(heads, keys, rows),
        unit="per cent of all strength",
        series=series,
        bars=tuple(bars),
    )


def _apart_name(party: str, called: Mapping[str, str]) -> str:
    """A party's name, and in brackets whose seat it took."""
    before = [called[old] for old, new in SUCCESSORS.items() if new == party and old in called]
    return f"{called[party]} ({', '.join(before)})" if before else called[party]


def _pair_name(names: list[str]) -> str:
    one, *others = dict.fromkeys(names)
    return f"{one} ({', '.join(others)})" if others else one


def _state_name(design: Design, reading: str, *, later: bool) -> str:
    state = ("", ", before the last track", ", with all tracks")[0 if not design.later else 1 + later]
    return f"{design.short}{state}{f'; read as: {reading}' if reading else ''}"


def _parts(found: Measures, design: Design, apart: tuple[str, ...]) -> tuple[float, ...]:
    """The parts of a bar, in hundredths: the two in the centre, those named apart, all others."""
    shares: dict[str, float] = {}
    for each in found.standings:
        party = SUCCESSORS.get(each.party, each.party)
        shares[party] = shares.get(party, 0.0) + 100 * each.share
    named = [shares.pop(party, 0.0) for party in (*design.centre, *apart)]
    return (*named, sum(shares.values()))


def _design_cells(
    name: str, found: Measures, design: Design, apart: tuple[str, ...], called: Mapping[str, str]
) -> tuple[str, ...]:
    brokers = sorted(
        (each for each in found.standings if each.betweenness > 0), key=lambda each: -each.betweenness
    )
    return (
        name,
        str(len(found.standings)),
        str(found.pairs),
        "" if found.density is None else f"{found.density:.3f}",
        *(f"{part:.1f}" for part in _parts(found, design, apart)),
        "; ".join(f"{called[each.party]} {each.betweenness:.1f}" for each in brokers) or "none",
        "; ".join(called[party] for party in found.articulations) or "none",
    )


def _bars_told(bars: list[Bar], series: tuple[str, ...]) -> str:
    return " ".join(
        f"{bar.label}: {series[0]} {bar.amounts[0]:.0f}, {series[1]} {bar.amounts[1]:.0f}, "
        f"{series[2]} {bar.amounts[2]:.0f} per cent."
        for bar in bars[:2]
    )


STATES = ("before the last track convenes", "once it has convened")
ONE_STATE = ("share of strength",)


def standing_figure(design: Design, known: Records) -> RangesFigure:
    """How each party stands in a design, before its last tracks convene and once they have.

    Args:
        design: The design.
        known: The records.
    """
    called = {party.id: party.name for party in known.parties}
    states = [_measured(design, known, later=later) for later in ((False, True) if design.later else (True,))]
    order = list(dict.fromkeys(each.party for found in states for each in found.standings))
    rows, cells = [], []
    for party in order:
        points = tuple(100 * found.share(party) if found.of(party) else None for found in states)
        values = [point for point in points if point is not None]
        mark = f"party-{party}"
        rows.append(Range(mark, called[party], points, min(values), max(values)))
        told = (cell for found in states for cell in _standing_cells(found, party))
        cells.append((mark, (called[party], *told)))
    endings = (("before", "before"), ("with", "with")) if design.later else (("", ""),)
    heads = (f"{name}, {ending}".rstrip(", ") for ending, _ in endings for name, _ in MEASURE_HEADS)
    keys = (f"{key}_{ending}".rstrip("_") for _, ending in endings for _, key in MEASURE_HEADS)
    first = states[0]
    ranked = ", ".join(f"{called[each.party]} {percent(each.share)}" for each in first.standings[:3])
    moved = "; ".join(
        f"{called[party]} {' and '.join(percent(found.share(party)) for found in states)}"
        for party in design.centre
    )
    when = "Before the last track convenes the" if design.later else "The"
    later = f" Before and with it: {moved}." if design.later else ""
    title = "Shares of strength"
    return RangesFigure(
        name="standing",
        title=f"{title}, before the last track convenes and once it has" if design.later else title,
        alt=(
            f"Dot plot of the shares of {len(order)} parties. {when} largest are, in per cent: {ranked}."
            f"{later}"
        ),
        description=MEASURED,
        rule=(SHARE, _weights_told(known), *_later_told(design, states, known)),
        as_of=known.edition.as_of,
        sources=(),
        table=tabled(("Party", *heads), ("party", *keys), tuple(cells)),
        unit="per cent of all strength",
        series=STATES if design.later else ONE_STATE,
        rows=tuple(rows),
        first=0,
        last=max(row.high for row in rows),
        spread_name="the difference" if design.later else "",
    )


MEASURE_HEADS = (
    ("Joined with", "joined_with"),
    ("Share, %", "share_percent"),
    ("Betweenness", "betweenness"),
    ("Closeness", "closeness"),
    ("Eigenvector", "eigenvector"),
    ("Cut point", "cut_point"),
)


def _later_told(design: Design, states: list[Measures], known: Records) -> tuple[str, ...]:
    """How much of all strength the last tracks bring, though they meet last; nothing where there are none."""
    if not design.later:
        return ()
    less, more = (sum(each.strength for each in found.standings) for found in states)
    names = " and ".join(track.name for track in known.tracks if track.id in design.later)
    return (
        f"What meets last, {names}, brings {more - less:g} of {more:g} units of strength; so the state "
        "before "
        "it convenes comes first here.",
    )


def _standing_cells(found: Measures, party: str) -> tuple[str, ...]:
    each = found.of(party)
    if each is None:
        return ("–",) * 6
    return (
        str(each.degree),
        percent(each.share, 1),
        f"{each.betweenness:.1f}",
        f"{each.closeness:.2f}",
        "–" if each.eigenvector is None else f"{each.eigenvector:.2f}",
        "yes" if each.articulation else "no",
    )


CLAIM = (
    "The essay says that its design puts the two Koreas at the centre (¶26). Here that is taken to hold "
    "where "
    "each of them has a larger share of strength than every other party. The lead is the lesser of their "
    "two shares less the largest of all others, in percentage points; at zero or below the claim fails."
)
DRAWN = (
    f"A line is the middle nine tenths of {DRAWS:,} random weightings: each role but the principal’s weighs "
    "anything from 0 to 1, each track from half to twice its own weight. The dot is our own weighting."
)


def sensitivity_figure(design: Design, known: Records) -> RangesFigure:
    """How the essay's claim fares under other readings, seats and weights.

    Args:
        design: The design.
        known: The records.
    """
    called = {party.id: party.name for party in known.parties}
    found = outcomes(design, known.tracks, known.parties, weights_of(known))
    beside = tuple(party for party in ("us",) if party in called)
    rows, cells = [], []
    for number, each in enumerate(found, 1):
        mark, name = f"case-{number}", case_name(each.case, design, known)
        rows.append(
            Range(mark, name, (100 * each.lead,), 100 * each.low, 100 * each.high, f"{percent(each.holds)} %")
        )
        cells.append((mark, _case_cells(each, name, design.centre, beside, called)))
    best, worst = (pick(found, key=lambda each: each.holds) for pick in (max, min))
    return RangesFigure(
        name="sensitivity",
        title="Are the Koreas at the centre? It depends on how one reads",
        alt=(
            f"Dot plot of the Koreas’ lead in {len(found)} cases. The claim holds in "
            f"{percent(best.holds)} per "
            f"cent of random weightings in the best case ({case_name(best.case, design, known)}) and in "
            f"{percent(worst.holds)} per cent in the worst ({case_name(worst.case, design, known)})."
        ),
        description=(_said(found, design, known),),
        rule=(CLAIM, DRAWN),
        as_of=known.edition.as_of,
        sources=(),
        table=tabled(
            (
                "Case", "Lead", "Lead, 5 in 100 below", "Median lead", "Lead, 5 in 100 above",
                "Claim holds, %",
                *(f"{called[party]}, %" for party in (*design.centre, *beside)), "Largest other",
            ),
            (
                "case", "lead", "lead_p5", "lead_median", "lead_p95", "holds_percent",
                *(f"{party}_percent" for party in (*design.centre, *beside)), "largest_other",
            ),
            tuple(cells),
        ),
        unit="percentage points of lead",
        series=("with our weights",),
        rows=tuple(rows),
        first=min(0, *(row.low for row in rows), *(row.points[0] or 0 for row in rows)),
        last=max(0, *(row.high for row in rows), *(row.points[0] or 0 for row in rows)),
        spread_name="nine tenths of random weightings",
        note_name="claim holds",
        level=0,
        level_name="no lead",
    )  # fmt: skip


def case_name(case: Case, design: Design, known: Records) -> str:
    """A case in a few words."""
    readings = next((t.readings for t in known.tracks if t.id in design.tracks and t.readings), ())
    further = further_readings(design, known.tracks)
    names = [readings[0].name if readings else "", *(reading.name for reading in further)]
    parts = [names[case.reading]] if case.inferred or case.reading else []
    if not case.inferred:
        parts.append("stated seats only")
    if case.expanded:
        parts.append("bodies as their members")
    last = " and ".join(_track_name(track) for track in known.tracks if track.id in design.later)
    when = f"With {last}" if case.later else f"Before {last}"
    told = ", ".join(part for part in parts if part) or "all seats"
    return f"{when if last else 'All tracks'}: {told}"


def _track_name(track: Track) -> str:
    return f"track {track.number}" if track.number else track.short


def _case_cells(
    each: Outcome, name: str, centre: tuple[str, ...], others: tuple[str, ...], called: Mapping[str, str]
) -> tuple[str, ...]:
    shares = dict(each.shares)
    other = next((party for party, _ in each.shares if party not in centre), "")
    return (
        name,
        *(f"{100 * value:.1f}" for value in (each.lead, each.low, each.middle, each.high)),
        percent(each.holds, 1),
        *(percent(shares.get(party, 0.0), 1) for party in (*centre, *others)),
        called.get(other, "none"),
    )


def _said(found: tuple[Outcome, ...], design: Design, known: Records) -> str:
    base = found[0]
    fails = [each for each in found if each.lead <= 0]
    firm = sum(1 for each in found if each.holds > 0.95)  # noqa: PLR2004 (nineteen in twenty)
    failing = "; ".join(case_name(each.case, design, known) for each in fails)
    return (
        f"In the first case, {case_name(base.case, design, known)}, the lead is {100 * base.lead:.1f} "
        "points, and "
        f"the claim holds in {percent(base.holds)} per cent of random weightings. It holds in more than "
        f"95 per cent of them in {firm} of the {len(found)} cases"
        + (f", and fails with our own weights in {len(fails)}: {failing}." if fails else ".")
    )
