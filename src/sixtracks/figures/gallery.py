"""Every figure of a book, by the name by which a cell asks for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from sixtracks.figures.counts import By, concurrency_figure, launches_figure
from sixtracks.figures.histories import timeline_figure
from sixtracks.figures.maps import NAME as PLACES
from sixtracks.figures.maps import places_figure
from sixtracks.figures.model import Figure
from sixtracks.figures.roads import first_figure, open_figure, rates_figure, waiting_figure
from sixtracks.figures.seating import (
    design_figure,
    matrix_figure,
    network_figure,
    readings_of,
    track_figure,
    view_id,
)
from sixtracks.figures.standing import designs_figure, sensitivity_figure, standing_figure
from sixtracks.figures.talks import episodes_figure
from sixtracks.records import Records
from sixtracks.records.episodes import STRANDS
from sixtracks.records.sources import short_name


@dataclass(frozen=True)
class Gallery:
    """The figures of a book; each is made when it is asked for.

    Attributes:
        records: What they are made from.
    """

    records: Records

    @cached_property
    def _makers(self) -> Mapping[str, Callable[[], Figure]]:
        known = self.records
        names = {source.key: short_name(source) for source in known.sources}
        makers: dict[str, Callable[[], Figure]] = {}
        for timeline in known.timelines:
            makers[timeline.id] = partial(
                timeline_figure, timeline, known.events, known.parties, names, known.edition
            )
            if timeline.count:
                makers[f"{timeline.id}-concurrency"] = partial(
                    concurrency_figure, timeline, timeline.count, known.events, known.edition
                )
        if known.launches:
            bys: tuple[By, ...] = ("year", "month")
            for by in bys:
                makers[f"launches-by-{by}"] = partial(
                    launches_figure, by, known.launches, known.tests, known.edition
                )
        makers |= self._designs()
        if {place.map for place in known.registers.places} & {each.id for each in known.maps}:
            makers[PLACES] = partial(places_figure, known)
        if known.episodes:
            roads = {
                "rates": rates_figure,
                "lanes-open": open_figure,
                "first-agreement": first_figure,
                "waiting": waiting_figure,
            }
            makers |= {name: partial(made, known) for name, made in roads.items()}
            for strands in (each for each in known.timelines if each.id == STRANDS):
                makers["episodes"] = partial(episodes_figure, strands, known)
        return makers

    def _designs(self) -> dict[str, Callable[[], Figure]]:
        """The figures of who sits where: of the first design, the edition's subject, and of all of them."""
        known = self.records
        if not known.designs:
            return {}
        first = known.designs[0]
        makers: dict[str, Callable[[], Figure]] = {
            "network": partial(network_figure, known),
            "seats": partial(matrix_figure, first, known),
            "designs": partial(designs_figure, known),
            "standing": partial(standing_figure, first, known),
            "sensitivity": partial(sensitivity_figure, first, known),
        }
        for design in known.designs:
            for reading, _ in readings_of(design, known.tracks):
                makers[f"network-{view_id(design, reading)}"] = partial(design_figure, design, reading, known)
        for track in known.tracks:
            if track.card:
                design = next(each for each in known.designs if track.id in each.tracks)
                makers[f"network-{track.id}"] = partial(track_figure, track, design.centre, known)
        return makers

    @cached_property
    def _made(self) -> dict[str, Figure]:
        return {}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the figures."""
        return tuple(self._makers)

    def figure(self, name: str) -> Figure:
        """A figure by its name.

        Raises:
            KeyError: There is none of that name.
        """
        if name not in self._made:
            self._made[name] = self._makers[name]()
        return self._made[name]
