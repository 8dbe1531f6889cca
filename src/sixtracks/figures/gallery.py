"""Every figure of a book, by the name by which a cell asks for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from sixtracks.figures.counts import concurrency_figure, launches_figure
from sixtracks.figures.histories import timeline_figure
from sixtracks.figures.model import Figure
from sixtracks.records import Edition, Event, Launch, NuclearTest, Party, Source, Timeline
from sixtracks.records.sources import short_name


@dataclass(frozen=True)
class Gallery:
    """The figures of a book; each is made when it is asked for.

    Attributes:
        edition: What the edition says of itself.
        timelines: The timelines.
        events: The events.
        parties: The parties.
        sources: The bibliography.
        launches: The launches.
        tests: The nuclear tests.
    """

    edition: Edition
    timelines: tuple[Timeline, ...]
    events: tuple[Event, ...]
    parties: tuple[Party, ...]
    sources: tuple[Source, ...]
    launches: tuple[Launch, ...]
    tests: tuple[NuclearTest, ...]

    @cached_property
    def _makers(self) -> Mapping[str, Callable[[], Figure]]:
        names = {source.key: short_name(source) for source in self.sources}
        makers: dict[str, Callable[[], Figure]] = {}
        for timeline in self.timelines:
            makers[timeline.id] = partial(
                timeline_figure, timeline, self.events, self.parties, names, self.edition
            )
            if timeline.count:
                makers[f"{timeline.id}-concurrency"] = partial(
                    concurrency_figure, timeline, timeline.count, self.events, self.edition
                )
        if self.launches:
            makers["launches-by-year"] = partial(
                launches_figure, "year", self.launches, self.tests, self.edition
            )
            makers["launches-by-month"] = partial(
                launches_figure, "month", self.launches, self.tests, self.edition
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
