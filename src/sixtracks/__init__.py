"""Six Tracks: an annotated digital edition of Philip Zelikow's essay on diplomacy with North Korea."""

from importlib.metadata import version

__version__ = version("sixtracks")
