"""One function for each question that the records can answer; all take the records and the day that asks.

A function looks only at what had happened by that day, so that the same function serves both clocks.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sixtracks.figures.counts import is_probably_open, months
from sixtracks.networks import measures, seatings, together
from sixtracks.networks.sensitivity import further_readings
from sixtracks.records import Event, Records
from sixtracks.records.edition import day
from sixtracks.records.episodes import begins, ends


class UnansweredError(LookupError):
    """The records lack what a check looks at; says what."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found.

    Attributes:
        figure: The figure: a count, or a list as text.
        says: The same in a sentence; empty where by that day there was nothing to say yet.
        evidence: The ids of the events that it rests on.
        table: The name of the figure of the book whose table it rests on; empty where events are enough.
        verdicts: The verdicts that follow from it, for a claim of any kind.
    """

    figure: int | str
    says: str
    evidence: tuple[str, ...]
    verdicts: tuple[str, ...]
    table: str = ""


Check = Callable[[Records, date], Finding]
HOLDS, HOLDS_NOT = ("accurate",), ("contested",)


def _event(known: Records, ident: str) -> Event:
    """An event by its id.

    Raises:
        UnansweredError: There is none.
    """
    for event in known.events:
        if event.id == ident:
            return event
    raise UnansweredError(f"the event {ident}")


def _by(events: tuple[Event, ...] | list[Event], until: date) -> list[Event]:
    """Those of some events that had begun by a day, in the order of their dates."""
    begun = [event for event in events if event.start.latest <= until]
    return sorted(begun, key=lambda event: (event.start.earliest, event.id))


def _ids(events: list[Event]) -> tuple[str, ...]:
    return tuple(event.id for event in events)


def _holds(holds: bool, when_true: tuple[str, ...] = HOLDS) -> tuple[str, ...]:
    return when_true if holds else HOLDS_NOT


def days_of_the_visit(known: Records, until: date) -> Finding:
    """On which days of which week the July visit fell: “last week” asks for the week before publication."""
    visit = _event(known, "e-2018-pompeo-third-visit")
    first, last, published = visit.start.earliest, visit.last.latest, known.edition.essay.published
    monday = published - timedelta(days=published.weekday())
    holds = monday - timedelta(days=7) <= first and last < monday
    told = f"{first:%A} and {last:%A}, {visit.when}; the essay appeared on {published:%A}, {day(published)}"
    return Finding(f"{first:%A}–{last:%A}", f"The visit fell on {told}.", (visit.id,), _holds(holds))


def tests_up_to_the_pause(known: Records, until: date) -> Finding:
    """Nuclear tests so far, and the launches of 2017: the crisis that the essay calls recent."""
    tests = [test for test in known.tests if test.date.latest <= until]
    launched = [each for each in known.launches if each.date.year == YEAR_OF_TESTS]
    if not (tests and launched):
        raise UnansweredError("nuclear tests and launches of 2017")
    far = [each for each in launched if each.type == "ICBM"]
    recent = [test for test in tests if test.date.year == YEAR_OF_TESTS]
    return Finding(
        len(tests),
        f"Up to {day(until)} the table has {len(tests)} nuclear tests, the last on "
        f"{day(tests[-1].date.earliest)}; "
        f"for {YEAR_OF_TESTS}, {len(launched)} launches, {len(far)} of them intercontinental.",
        (_event(known, "e-2017-sixth-nuclear-test").id,),
        _holds(bool(recent and far)),
        "launches-by-year",
    )


YEAR_OF_TESTS, YEAR_OF_PAUSE = 2017, 2018


def launches_in_the_pause(known: Records, until: date) -> Finding:
    """The last launch before the pause, and how many there were in 2018, up to the day."""
    before = [each for each in known.launches if each.date.year <= YEAR_OF_TESTS]
    if not before:
        raise UnansweredError("launches before 2018")
    last = max(each.date.latest for each in before)
    in_pause = [
        each for each in known.launches if each.date.year == YEAR_OF_PAUSE and each.date.latest <= until
    ]
    end = min(until, date(YEAR_OF_PAUSE, 12, 31))
    holds = not in_pause and last.year == YEAR_OF_TESTS
    return Finding(
        len(in_pause),
        f"The last launch of {YEAR_OF_TESTS} is that of {day(last)} (UTC); from then to {day(end)} the table "
        f"has {len(in_pause) or 'none'}.",
        (_event(known, "e-2017-hwasong-15").id,),
        _holds(holds),
        "launches-by-month",
    )


def short_range_after_the_decision(known: Records, until: date) -> Finding:
    """Launches after the decision of April 2018 to end some of them, by range, up to the end of 2019."""
    decided = _event(known, "e-2018-plenum-april")
    after = [
        each
        for each in known.launches
        if decided.start.latest < each.date.earliest <= min(until, date(2019, 12, 31))
    ]
    far = [each for each in after if each.type in ("ICBM", "IRBM")]
    if after:
        short = f"{len(after)} launches, {len(far) or 'none'} of them of intermediate or longer range"
    else:
        short = "no launch"
    evidence = (decided.id, _event(known, "e-2019-short-range-launches").id) if after else (decided.id,)
    verdicts = ("simplified",) if not far else HOLDS_NOT
    told = (
        f"From the decision of {decided.when} to {day(min(until, date(2019, 12, 31)))} the table has {short}."
    )
    return Finding(len(after), told, evidence, verdicts, "launches-by-month")


def pause_before_concessions(known: Records, until: date) -> Finding:
    """What came first: the last launch, the decision to pause, the summit, or the suspended exercises."""
    order = [
        _event(known, ident)
        for ident in (
            "e-2017-hwasong-15",
            "e-2018-trump-accepts",
            "e-2018-plenum-april",
            "e-2018-singapore-summit",
            "e-2018-exercises-suspended",
        )
    ]
    dates = [event.start.earliest for event in order]
    days = (order[3].start.earliest - order[0].start.earliest).days
    told = "; ".join(f"{day(event.start.earliest)}, {event.title}" for event in order)
    return Finding(
        days,
        f"In the order of their dates: {told}. The last launch came {days} days before the summit.",
        _ids(order),
        _holds(dates == sorted(dates)),
    )


def inter_korean_summits(known: Records, until: date) -> Finding:
    """Meetings of the two Korean leaders in 2018 up to the day."""
    idents = ("e-2018-panmunjom-declaration", "e-2018-second-moon-kim", "e-2018-pyongyang-summit")
    held = _by([_event(known, ident) for ident in idents], until)
    told = "; ".join(event.when for event in held)
    return Finding(len(held), f"{len(held)} in 2018: {told}.", _ids(held), _holds(bool(held)))


def steps_against_china_and_iran(known: Records, until: date) -> Finding:
    """The American steps against Iran and China in the two months before the essay."""
    published = known.edition.essay.published
    steps = [_event(known, ident) for ident in ("e-2018-us-leaves-jcpoa", "e-2018-china-tariffs")]
    near = [
        event for event in steps if timedelta(0) <= published - event.start.earliest <= timedelta(days=92)
    ]
    told = "; ".join(f"{event.title}, {event.when}" for event in near)
    return Finding(
        len(near),
        f"In the three months before publication: {told}.",
        _ids(near),
        _holds(len(near) == 2),  # noqa: PLR2004 (one each)
    )


def meetings_of_kim_and_xi(known: Records, until: date) -> Finding:
    """Meetings of North Korea and China in 2018 up to publication, which a triangle leaves out."""
    published = known.edition.essay.published
    met = _by(
        [
            event
            for event in known.events
            if event.kind == "meeting"
            and {"dprk", "china"} == set(event.parties)
            and event.start.year == published.year
        ],
        min(until, published),
    )
    told = "; ".join(event.when for event in met)
    return Finding(
        len(met),
        f"Kim Jong Un’s meetings with Xi Jinping in {published.year} up to {day(published)}: {len(met)} "
        f"({told}).",
        _ids(met),
        ("simplified",) if met else HOLDS,
    )


def rounds_of_nuclear_talks(known: Records, until: date) -> Finding:
    """Episodes of negotiation with Washington or among the six that had closed, and how they closed."""
    events = {event.id: event for event in known.events}
    strands = ("us-north", "six-party")
    closed = [
        each
        for each in known.episodes
        if each.strand in strands and each.closes and ends(each, events) <= until
    ]
    if not closed:
        raise UnansweredError("episodes of the strands us-north and six-party")
    agreed = [each for each in closed if each.ended == "agreement"]
    first = min(begins(each, events) for each in closed).year
    evidence = tuple(each.closes for each in closed if each.closes)
    return Finding(
        len(closed),
        f"From {first} to {day(until)}, {len(closed)} episodes of talks between North Korea and the United "
        f"States or among the six closed: {len(agreed)} with an agreement, {len(closed) - len(agreed)} "
        "without.",
        evidence,
        ("accurate", "simplified") if len(closed) >= 2 else HOLDS_NOT,  # noqa: PLR2004 (again and again)
        "episodes",
    )


def start_outlasted_the_settlement(known: Records, until: date) -> Finding:
    """Whether START was still open when Europe's treaties of 1990 were done."""
    start = _event(known, "e-1982-start")
    others = [
        _event(known, ident)
        for ident in ("e-1990-two-plus-four-talks", "e-1989-cfe", "e-1990-charter-of-paris")
    ]
    during = [event for event in others if start.start.earliest < event.last.latest < start.last.earliest]
    told = "; ".join(f"{event.title}, ended {event.last}" for event in during)
    holds = len(during) == len(others)
    return Finding(
        len(during),
        f"START, {start.when}, was open when {len(during)} of these {len(others)} closed: {told}.",
        (start.id, *_ids(others)),
        _holds(holds),
    )


DOZEN = 12


def tracks_at_once(known: Records, until: date) -> Finding:
    """The most negotiations open in the middle of a month, all lanes and the core lanes alone."""
    timeline = next((each for each in known.timelines if each.count), None)
    if timeline is None or timeline.count is None:
        raise UnansweredError("a timeline that counts its negotiations")
    count = timeline.count
    counted = [e for e in known.events if e.lane(timeline.id) and e.kind == "negotiation" and e.counted]
    best, when, core = 0, count.first.earliest, 0
    for month in months(count.first.earliest, count.last.earliest):
        live = [event for event in counted if is_probably_open(event, month.replace(day=15))]
        if len(live) > best:
            best, when = len(live), month
        core = max(core, sum(1 for event in live if event.lane(timeline.id) in count.core))
    verdicts = HOLDS_NOT if best <= DOZEN else HOLDS if core > DOZEN else ("simplified",)
    return Finding(
        best,
        f"The best count is {best} negotiations at once, in {when:%B %Y}; of “{count.core_name}” alone, "
        f"{core} at most.",
        (),
        verdicts,
        f"{timeline.id}-concurrency",
    )


def signatories_of_the_armistice(known: Records, until: date) -> Finding:
    """Who signed the armistice: commands, or states."""
    armistice = _event(known, "e-1953-armistice")
    called = {party.id: party for party in known.parties}
    signed = [called[party] for party in armistice.parties]
    states = [party for party in signed if party.kind == "state"]
    told = ", ".join(party.name for party in signed)
    return Finding(
        told,
        f"The armistice of {armistice.when} was signed for {told}: {len(states) or 'none'} of them a state.",
        (armistice.id,),
        ("simplified",) if not states else HOLDS,
    )


def sanctions_resolutions(known: Records, until: date) -> Finding:
    """The Council's resolutions that imposed sanctions on North Korea."""
    adopted = [each for each in known.resolutions if each.sanctions == "yes" and each.date <= until]
    if not adopted:
        raise UnansweredError("the sanctions resolutions of data/resolutions.csv")
    first, last = adopted[0], adopted[-1]
    return Finding(
        len(adopted),
        f"By {day(until)} the Council had adopted {len(adopted)} sanctions resolutions, from "
        f"{first.number} of {day(first.date)} to {last.number} of {day(last.date)}.",
        (),
        HOLDS,
    )


def members_of_the_six(known: Records, until: date) -> Finding:
    """Which states sat in the first round of the six-party talks."""
    first = _event(known, "e-2003-six-party-first-round")
    called = {party.id: party.name for party in known.parties}
    told = ", ".join(called[party] for party in first.parties)
    six = {"china", "japan", "russia", "us", "dprk", "rok"}
    verdicts = ("accurate", "simplified") if set(first.parties) == six else HOLDS_NOT
    return Finding(told, f"In the first round, {first.when}, sat {told}.", (first.id,), verdicts)


ESSAY = "six-tracks"


def koreas_at_the_centre(known: Records, until: date) -> Finding:
    """Shares of strength before the last track convenes, and in how many readings the Koreas lead."""
    design = next((each for each in known.designs if each.id == ESSAY), None)
    if design is None:
        raise UnansweredError(f"the design {ESSAY}")
    weights = {str(role.id): role.weight for role in known.roles}
    readings = ("", *(each.id for each in further_readings(design, known.tracks)))
    leads = []
    for reading in readings:
        found = measures(together(seatings(design, known.tracks, reading=reading, later=False), weights))
        shares = {each.party: each.share for each in found.standings}
        least = min(shares.get(party, 0.0) for party in design.centre)
        leads.append((least, max(share for party, share in shares.items() if party not in design.centre)))
    holding = sum(1 for least, other in leads if least > other)
    least, other = leads[0]
    return Finding(
        f"{100 * least:.0f}",
        f"Before the last track convenes the lesser share of the two Koreas is {100 * least:.0f} per cent of "
        f"strength, the largest of all others {100 * other:.0f}; they lead in {holding} of {len(leads)} "
        "readings with our weights.",
        (),
        ("interpretive", "accurate") if holding else HOLDS_NOT,
        "sensitivity",
    )


def requests_for_peace_talks(known: Records, until: date) -> Finding:
    """North Korea's proposals of peace talks that the record has, and how many seat Seoul."""
    made = _by(
        [
            event
            for event in known.events
            if event.lane("peace") == "proposals" and event.parties[0] == "dprk"
        ],
        until,
    )
    told = "; ".join(f"{event.title}, {event.when}" for event in made)
    return Finding(
        len(made),
        f"{len(made)} formal proposals by {day(until)}: {told}.",
        _ids(made),
        ("accurate", "simplified") if len(made) >= 2 else HOLDS_NOT,  # noqa: PLR2004 (long asked)
    )


def agreements_in_principle(known: Records, until: date) -> Finding:
    """Agreements that North Korea joined and that the note on the claim names."""
    joined = _by(
        [e for e in known.events if "p27-in-principle" in e.annotations and "dprk" in e.parties], until
    )
    told = "; ".join(f"{event.title}, {event.when}" for event in joined)
    return Finding(
        len(joined), f"{len(joined)} texts by {day(until)}: {told}.", _ids(joined), _holds(bool(joined))
    )


def strands_moving_in_2019(known: Records, until: date) -> Finding:
    """The most strands of talks that moved on one day of 2019, of all strands of the record."""
    events = {event.id: event for event in known.events}
    first, last = date(2019, 1, 1), date(2019, 12, 31)
    spans = [
        (each, begins(each, events), ends(each, events) if each.closes else until) for each in known.episodes
    ]
    moved = [each for each, start, end in spans if start <= min(last, until) and end >= first]
    opened = [each for each, start, _ in spans if first <= start <= min(last, until)]
    names = ", ".join(f"“{each.name}”" for each in moved)
    verdicts = ("not-tried", "overtaken", "tried", "not-borne-out") if not opened else ("done", "tried")
    what = f"no episode of talks opened; {len(moved)} that had begun before still moved ({names})"
    if until < first:
        return Finding(0, "", (), ("untried", "tried-before", "open"))
    if opened:
        what = f"{len(opened)} episodes of talks opened"
    evidence = tuple(each.closes for each in moved if each.closes)
    return Finding(len(opened), f"In 2019 {what}.", evidence, verdicts, "episodes")


def tests_in_the_window(known: Records, until: date) -> Finding:
    """Nuclear tests and intercontinental launches from publication to the end of 2019, and the next after."""
    published, end = known.edition.essay.published, min(until, date(2019, 12, 31))
    far = [each.date.earliest for each in known.launches if each.type == "ICBM"]
    tested = [test.date.earliest for test in known.tests]
    inside = [when for when in (*far, *tested) if published < when <= end]
    later = [when for when in far if end < when <= until]
    next_one = f" The next intercontinental launch is that of {day(min(later))}." if later else ""
    if until <= published:
        return Finding(0, "", (), ("open", "supported", "untried", "under-way", "tried-before"))
    return Finding(
        len(inside),
        f"From {day(published)} to {day(end)}: {len(inside) or 'no'} nuclear test or intercontinental "
        f"launch.{next_one}",
        ("e-2022-icbm-resumed",) if any(e.id == "e-2022-icbm-resumed" for e in known.events) else (),
        ("partly", "borne-out", "tried", "done") if not inside else ("not-borne-out", "overtaken"),
        "launches-by-year",
    )


CHECKS: Mapping[str, Check] = {
    "days-of-the-visit": days_of_the_visit,
    "tests-up-to-the-pause": tests_up_to_the_pause,
    "launches-in-the-pause": launches_in_the_pause,
    "short-range-after-the-decision": short_range_after_the_decision,
    "pause-before-concessions": pause_before_concessions,
    "inter-korean-summits": inter_korean_summits,
    "steps-against-china-and-iran": steps_against_china_and_iran,
    "meetings-of-kim-and-xi": meetings_of_kim_and_xi,
    "rounds-of-nuclear-talks": rounds_of_nuclear_talks,
    "start-outlasted-the-settlement": start_outlasted_the_settlement,
    "tracks-at-once": tracks_at_once,
    "signatories-of-the-armistice": signatories_of_the_armistice,
    "sanctions-resolutions": sanctions_resolutions,
    "members-of-the-six": members_of_the_six,
    "koreas-at-the-centre": koreas_at_the_centre,
    "requests-for-peace-talks": requests_for_peace_talks,
    "agreements-in-principle": agreements_in_principle,
    "strands-moving-in-2019": strands_moving_in_2019,
    "tests-in-the-window": tests_in_the_window,
}
"""Every check by the name that ``data/claims.yml`` gives."""
