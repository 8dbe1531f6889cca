"""The highway model as figures: the record's rates, what they lead to, where breadth stops helping."""

import json
import math
from dataclasses import replace
from datetime import date

from sixtracks.figures.model import Curve, CurvesFigure, Range, RangesFigure, tabled
from sixtracks.highway import (
    MovingSpell,
    Rate,
    Road,
    StandingSpell,
    Yardstick,
    agreement_rate,
    agreement_times,
    at_least,
    break_even,
    queue_share,
    queue_times,
    recovery_rate,
    stall_rate,
)
from sixtracks.records import Records
from sixtracks.records.episodes import moving_spells, standing_spells, strands_kept

LANES = 6
DILUTION = 0.5
COUPLING = 0.25
SEED = 20180709
STEPS = 40
ROWS = tuple(tenth / 10 for tenth in range(11))
ROLES = ("s1", "s2", "s3", "s5", "s6", "ink")
MODEL = (
    "Each of six lanes moves or stands. A moving lane stalls by itself at a constant rate; when it does, "
    "it takes "
    "each other moving lane along with a probability, the coupling, and these stand until it moves again. "
    "In the times to agreement, a lane that has agreed leaves the road. Solved exactly as a Markov "
    "chain, and "
    "checked by simulation."
)
CAVEAT = (
    "An illustration under these assumptions, not a forecast: lanes are alike, rates are constant, and a "
    "success in one lane helps no other."
)


def kept_up_to(known: Records) -> date:
    """The day up to which the strands of talks, and so the episodes, were kept."""
    return strands_kept(known.timelines) or known.edition.as_of


def rates(known: Records, *, resumed_only: bool = False) -> tuple[Rate, Rate, Rate]:
    """How often a year a moving strand stalled, a standing one recovered, and a moving one agreed.

    A stretch that ended with its agreement did not stall, and what followed it is no standstill.

    Args:
        known: The records.
        resumed_only: Whether to leave out the standstill of a strand that has not moved since: a table
            that was given up, or one that may still recover.
    """
    events = {event.id: event for event in known.events}
    by_id = {episode.id: episode for episode in known.episodes}
    last = kept_up_to(known)
    moving = [
        MovingSpell(
            spell.years,
            "open" if not spell.over else "agreement" if by_id[spell.id].ended == "agreement" else "stall",
            len(by_id[spell.id].agreements),
        )
        for spell in moving_spells(known.episodes, events, last)
    ]
    standing = [
        StandingSpell(spell.years, spell.over)
        for spell in standing_spells(known.episodes, events, last)
        if by_id[spell.id].ended != "agreement" and (spell.over or not resumed_only)
    ]
    return (
        stall_rate(moving, seed=SEED),
        recovery_rate(standing, seed=SEED),
        agreement_rate(moving, seed=SEED),
    )


def road_of(known: Records) -> Road:
    """A highway of six lanes with the rates of the record, a quarter coupled, its negotiators half shared."""
    stall, recover, agree = rates(known)
    return Road(LANES, stall.value, recover.value, agree.value, COUPLING, DILUTION)


def _model(figure: str, road: Road) -> str:
    """What the page's script needs to compute a figure again."""
    return json.dumps(
        {
            "figure": figure,
            "lanes": road.lanes,
            "stall": round(road.stall, 4),
            "recover": round(road.recover, 4),
            "agree": round(road.agree, 4),
            "coupling": road.coupling,
            "dilution": road.dilution,
        },
        sort_keys=True,
    )


def _still(known: Records) -> str:
    """How many strands stand still since their last episode."""
    events = {event.id: event for event in known.events}
    spells = standing_spells(known.episodes, events, kept_up_to(known))
    still = len({spell.strand for spell in spells if not spell.over})
    strands = len({each.strand for each in known.episodes})
    return (
        "No strand has moved since it last stopped."
        if still == strands
        else f"{still} of the {strands} strands have not moved since they last stopped."
    )


def rates_figure(known: Records) -> RangesFigure:
    """The rates of the record, each with its bootstrap interval.

    Args:
        known: The records.
    """
    names = ("A moving strand stalls", "A standing strand moves again", "A moving strand agrees")
    found = rates(known)
    resumed = rates(known, resumed_only=True)[1].value
    marks = ("rate-stall", "rate-recover", "rate-agree")
    rows = tuple(
        Range(
            mark, name, (each.value, other), each.low, each.high, f"{each.count} in {each.exposure:.1f} years"
        )
        for mark, name, each, other in zip(marks, names, found, (None, resumed, None), strict=True)
    )
    cells = tuple(
        (
            row.id,
            (
                row.label,
                f"{each.value:.2f}",
                f"{each.low:.2f}",
                f"{each.high:.2f}",
                str(each.count),
                f"{each.exposure:.1f}",
            ),
        )
        for row, each in zip(rows, found, strict=True)
    )
    strands = len({each.strand for each in known.episodes})
    return RangesFigure(
        name="rates",
        title="How often negotiations with North Korea stalled, resumed and agreed",
        alt=(
            f"Dot plot of three rates from {len(known.episodes)} episodes in {strands} strands: "
            + "; ".join(
                f"{row.label.lower()} {each.value:.2f} times a year"
                for row, each in zip(rows, found, strict=True)
            )
            + "."
        ),
        description=(
            f"A rate is the number of happenings over the years in which they could happen. It rests on "
            f"{len(known.episodes)} episodes of negotiation in {strands} strands: few, so the intervals "
            f"are wide, and probably still too narrow. {_still(known)} Without those standstills, which "
            "may be "
            f"endings, a standing strand would move again {resumed:.2f} times a year.",
        ),
        rule=(
            "An episode runs from one dated event to another. It ended by agreement, by a break, or without "
            "either; between two episodes of a strand it stood still, unless the first had ended in "
            "agreement. "
            "The interval is where nineteen in twenty of 2,000 resamplings of the episodes, or of the "
            "standstills "
            "between them, fall.",
        ),
        as_of=kept_up_to(known),
        sources=(),
        table=tabled(
            ("Rate", "A year", "Low", "High", "Happenings", "Years"),
            ("rate", "per_year", "low", "high", "happenings", "years"),
            cells,
        ),
        unit="times a year",
        series=("rate", "without standstills that have not ended"),
        rows=rows,
        first=0,
        last=max(resumed, *(row.high for row in rows)),
        spread_name="95 % interval",
        note_name="record",
    )  # fmt: skip


MORE_OFTEN = "the highway has some lane moving more often than the toll road"


def open_figure(known: Records) -> CurvesFigure:
    """How much of the time at least so many lanes move, as coupling grows.

    Args:
        known: The records.
    """
    road = replace(road_of(known), coupling=0.0)
    single = queue_share(road)
    grid = [step / STEPS for step in range(STEPS + 1)]
    shares = [at_least(replace(road, coupling=c)) for c in grid]
    curves = [
        Curve(
            f"curve-{k}",
            _at_least_name(k, LANES),
            tuple((c, s[k]) for c, s in zip(grid, shares, strict=True)),
            ROLES[k - 1],
        )
        for k in range(1, LANES + 1)
    ]
    curves.append(Curve("curve-toll-road", "toll road", ((0.0, single), (1.0, single)), "red", dashed=True))
    even = break_even(road, "open")
    rows = tuple(
        (
            f"at-{round(100 * c)}",
            (
                f"{100 * c:.0f}",
                *(f"{100 * s:.1f}" for s in at_least(replace(road, coupling=c))[1:]),
                f"{100 * single:.1f}",
            ),
        )
        for c in ROWS
    )
    none = shares[0]
    return CurvesFigure(
        name="lanes-open",
        title="How much of the time talks move",
        alt=(
            "Curves of the share of time in which at least one to six of six lanes move, as coupling "
            "grows from "
            f"0 to 100 per cent. Uncoupled, at least one lane moves {percent_of(none[1])} of the time, "
            "the toll "
            f"road’s only lane {percent_of(single)}. "
            f"{_even_told(even, MORE_OFTEN)}"
        ),
        description=(_open_text(known, road, even),),
        rule=(MODEL, CAVEAT),
        as_of=kept_up_to(known),
        sources=(),
        table=tabled(
            ("Coupling, %", *(f"{_at_least_name(k, LANES)}, %" for k in range(1, LANES + 1)), "Toll road, %"),
            ("coupling", *(f"at_least_{k}" for k in range(1, LANES + 1)), "toll_road"),
            rows,
        ),
        across="coupling: the chance that a stall takes another lane along",
        up="share of the time",
        curves=tuple(curves),
        first=(0.0, 0.0),
        last=(1.0, math.ceil(10 * max(y for curve in curves for _, y in curve.points)) / 10),
        marks=((even, "breadth stops helping"),) if even else (),
        percent=(True, True),
        model=_model("open", road_of(known)),
    )  # fmt: skip


def percent_of(share: float) -> str:
    """A share in words: ``63 per cent``."""
    return f"{100 * share:.0f} per cent"


def _at_least_name(k: int, lanes: int) -> str:
    return f"all {lanes}" if k == lanes else f"{k} or more"


def _even_told(even: float | None, what: str) -> str:
    if even is None:
        return f"At every coupling {what}."
    if even == 0:
        return f"At no coupling {what}."
    return f"Up to a coupling of {percent_of(even)} {what}."


def _open_text(known: Records, road: Road, even: float | None) -> str:
    stall, recover, _ = rates(known)
    ends = [
        break_even(replace(road, stall=s, recover=r), "open")
        for s in (stall.low, stall.high)
        for r in (recover.low, recover.high)
        if r > 0
    ]
    found = [1.0 if each is None else each for each in ends]
    told = _even_told(even, "at least one of six lanes moves more of the time than the toll road’s only lane")
    return (
        f"{told} At the ends of the rates’ intervals that coupling lies between {percent_of(min(found))} and "
        f"{percent_of(max(found))}. Beyond it the highway stands still more often than the toll road "
        "would, because "
        "any of six issues can stop it."
    )


DILUTIONS = ((0.0, "own teams", "s1"), (0.5, "teams half shared", "s3"), (1.0, "one team for all", "s5"))


def first_figure(known: Records) -> CurvesFigure:
    """How long it takes to the first agreement, as coupling grows, for three degrees of dilution.

    Args:
        known: The records.
    """
    road = road_of(known)
    single = queue_times(road)[0]
    grid = [step / STEPS for step in range(STEPS + 1)]

    def wait(coupling: float, dilution: float) -> float:
        return agreement_times(replace(road, coupling=coupling, dilution=dilution))[0]

    curves = [
        Curve(f"curve-dilution-{round(100 * d)}", name, tuple((c, wait(c, d)) for c in grid), role)
        for d, name, role in DILUTIONS
    ]
    curves.append(Curve("curve-toll-road", "toll road", ((0.0, single), (1.0, single)), "red", dashed=True))
    evens = [(name, break_even(replace(road, dilution=d), "first")) for d, name, _ in DILUTIONS]
    rows = tuple(
        (
            f"at-{round(100 * c)}",
            (f"{100 * c:.0f}", *(f"{wait(c, d):.2f}" for d, _, _ in DILUTIONS), f"{single:.2f}"),
        )
        for c in ROWS
    )
    told = " ".join(
        _even_told(even, f"a highway with {name} comes to its first agreement sooner than the toll road")
        for name, even in evens
    )
    return CurvesFigure(
        name="first-agreement",
        title="How long to the first agreement",
        alt=(
            "Curves of the expected years to the first agreement as coupling grows, for three ways to share "
            f"negotiators. {told}"
        ),
        description=(
            f"The toll road takes {single:.1f} years on average. {told}",
            "Dilution is the second price of breadth: with one team for all, six lanes each go at a "
            "sixth of the "
            "pace.",
        ),
        rule=(MODEL, CAVEAT),
        as_of=kept_up_to(known),
        sources=(),
        table=tabled(
            (
                "Coupling, %", *(f"{name[0].upper()}{name[1:]}, years" for _, name, _ in DILUTIONS),
                "Toll road, years",
            ),
            ("coupling", *(f"dilution_{round(100 * d)}" for d, _, _ in DILUTIONS), "toll_road"),
            rows,
        ),
        across="coupling: the chance that a stall takes another lane along",
        up="years to the first agreement",
        curves=tuple(curves),
        first=(0.0, 0.0),
        last=(1.0, max(single, *(y for curve in curves for _, y in curve.points))),
        marks=tuple((even, name) for name, even in evens if even),
        percent=(True, False),
        model=_model("first", road),
    )  # fmt: skip


def waiting_figure(known: Records) -> RangesFigure:
    """How long each of six agreements takes, on the highway and in the toll road's queue.

    Args:
        known: The records.
    """
    road = road_of(known)
    times, queue = agreement_times(road), queue_times(road)
    ends = [agreement_times(replace(road, coupling=c)) for c in (0.0, 1.0)]
    rows = tuple(
        Range(
            f"agreement-{j + 1}",
            _ordinal(j + 1),
            (times[j], queue[j]),
            min(e[j] for e in ends),
            max(e[j] for e in ends),
        )
        for j in range(LANES)
    )
    cells = tuple(
        (row.id, (str(j + 1), f"{times[j]:.1f}", f"{ends[0][j]:.1f}", f"{ends[1][j]:.1f}", f"{queue[j]:.1f}"))
        for j, row in enumerate(rows)
    )
    evens: list[tuple[Yardstick, str]] = [("first", "first"), ("last", "last")]
    told = " ".join(
        _even_told(break_even(road, yardstick), f"the {name} agreement comes sooner on the highway")
        for yardstick, name in evens
    )
    return RangesFigure(
        name="waiting",
        title="How long until each agreement",
        alt=(
            f"Dot plot of the expected years to each of six agreements. The first takes {times[0]:.1f} "
            "years on the "
            f"highway and {queue[0]:.1f} on the toll road, the last {times[-1]:.1f} and {queue[-1]:.1f}. "
            f"{told}"
        ),
        description=(
            f"Drawn with a coupling of {percent_of(COUPLING)} and negotiators half shared; both are our "
            "choice, not the "
            f"record’s. In the queue the sixth issue waits six "
            f"times as long as the first; on the highway a lane that has agreed stalls no more and frees its "
            f"people for the rest. {told}",
        ),
        rule=(MODEL, CAVEAT),
        as_of=kept_up_to(known),
        sources=(),
        table=tabled(
            ("Agreement", "Highway, years", "Uncoupled, years", "Fully coupled, years", "Toll road, years"),
            ("agreement", "highway", "uncoupled", "fully_coupled", "toll_road"),
            cells,
        ),
        unit="years",
        series=("highway", "toll road"),
        rows=rows,
        first=0,
        last=max(*queue, *(row.high for row in rows)),
        spread_name="the highway, from uncoupled to fully coupled",
        model=_model("wait", road),
    )  # fmt: skip


def _ordinal(number: int) -> str:
    return ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth")[number - 1]
