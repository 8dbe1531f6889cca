"""Facts in ``data/`` as typed, frozen records; every fault names its file, its line and its mend."""

from sixtracks.records.edition import Edition, load_edition
from sixtracks.records.names import Name, load_names
from sixtracks.records.passages import Passage, load_passages
from sixtracks.records.sources import Source, load_sources

__all__ = [
    "Edition",
    "Name",
    "Passage",
    "Source",
    "load_edition",
    "load_names",
    "load_passages",
    "load_sources",
]
