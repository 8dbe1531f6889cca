"""How graphs of parties grow: the time to measure, to lay out and to draw them.

Usage: .venv/bin/python benchmarks/networks.py [--parties 10 100 1000] [--rounds 5]

Makes designs of random seats, the same each time: half as many tracks as parties, six seats in each, the
first two principals. For each it prints the median processor time of the projection and all its measures, of
the layout, of the drawing for paper, and of the plotly form, and how much each grew in shares of the ties'
growth.
"""

import argparse
import random
import statistics
import time
from collections.abc import Callable
from itertools import pairwise

from sixtracks.figures.layout import PAGE, WIDE
from sixtracks.figures.model import NetworkFigure
from sixtracks.figures.network_form import network_form
from sixtracks.figures.network_layout import network_layout
from sixtracks.figures.network_paper import draw_network
from sixtracks.figures.seating import design_figure
from sixtracks.networks import measures, seatings, together
from sixtracks.records import Design, Edition, Party, Records, Role, Seat, Track
from sixtracks.records.seats import ROLE_IDS, Card, Remark

SEATS = 6
WEIGHTS = dict(zip(ROLE_IDS, (1.0, 0.5, 0.5, 0.25, 0.25), strict=True))
TOLERATED = 1.15
"""A growth above this, in shares of the ties' own, is flagged."""


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--parties", type=int, nargs="+", default=[10, 100, 1000])
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    found = [measured(number, given.rounds) for number in given.parties]
    print("|", " | ".join(["", *(f"{n} parties" for n in given.parties), "growth"]), "|")
    print("|---|" + "---:|" * (len(found) + 1))
    for name in found[0]:
        amounts = [each[name] for each in found]
        shown = [f"{amount:,.0f}" if name == "ties" else f"{1000 * amount:,.1f} ms" for amount in amounts]
        print("|", " | ".join([name, *shown, growth(amounts, [each["ties"] for each in found])]), "|")


def growth(amounts: list[float], ties: list[float]) -> str:
    """From one size to the next, in shares of the ties' own growth."""
    shares = [b / a / (d / c) for (a, b), (c, d) in zip(pairwise(amounts), pairwise(ties), strict=True)]
    return ", ".join(f"{share:.2f}{' !' if share > TOLERATED else ''}" for share in shares)


def measured(parties: int, rounds: int) -> dict[str, float]:
    """The median times on one design, in seconds, and how many ties it has."""
    known = records(parties)
    design = known.designs[0]
    where = seatings(design, known.tracks)
    figure = design_figure(design, "", known)
    return {
        "ties": float(sum(len(each.seats) for each in where)),
        "projection and measures": timed(lambda: measures(together(where, WEIGHTS)), rounds),
        "layout": timed(lambda: network_layout(figure, WIDE), rounds),
        "drawing, on paper": timed(lambda: draw_network(figure, PAGE), rounds),
        "drawing, on a screen": timed(lambda: draw_network(figure, WIDE), rounds),
        "plotly form": timed(lambda: form(figure), rounds),
    }


def form(figure: NetworkFigure) -> None:
    """Make what plotly is given."""
    network_form(figure, WIDE)


def timed(what: Callable[[], object], rounds: int) -> float:
    """The median processor time of some rounds, in seconds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        what()
        times.append(time.process_time() - start)
    return statistics.median(times)


def records(number: int) -> Records:
    """A book with one design of random seats."""
    draw = random.Random(number)
    parties = tuple(Party(f"p{i}", f"Party {i}", "state") for i in range(number))
    tracks = tuple(
        Track(
            id=f"t{i}",
            name=f"Track {i}",
            short=f"Track {i}",
            seats=tuple(
                Seat(party.id, "principal" if j < 2 else draw.choice(ROLE_IDS[1:]), "stated", "A reason.", 1)  # type: ignore[arg-type]  # noqa: PLR2004
                for j, party in enumerate(draw.sample(parties, min(SEATS, number)))
            ),
        )
        for i in range(max(number // 2, 1))
    )
    card = Card(proposes=(Remark("A remark.", paragraphs=(1,)),))
    ids = tuple(track.id for track in tracks)
    design = Design("random", "Random seats", "Random", "Seats at random.", ids, ("p0", "p1"), card)
    roles = tuple(Role(role, role, role, WEIGHTS[role]) for role in ROLE_IDS)  # type: ignore[arg-type]
    return Records(
        edition=edition(), passages=(), names=(), sources=(), parties=parties, timelines=(), events=(),
        launches=(), tests=(), roles=roles, tracks=tracks, designs=(design,), episodes=(),
    )  # fmt: skip


def edition() -> Edition:
    """The small book's edition."""
    from pathlib import Path

    from sixtracks.records import load_edition

    return load_edition(Path(__file__).resolve().parents[1] / "tests" / "books" / "small")


if __name__ == "__main__":
    main()
