"""Every figure of a book, by the name by which a cell asks for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from sixtracks.figures.counts import By, concurrency_figure, launches_figure
from sixtracks.figures.histories import timeline_figure
from sixtracks.figures.model import Figure
from sixtracks.records import Records
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
