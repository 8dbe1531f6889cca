"""Opens what is packed as a zip archive, .docx or .epub, within bounds."""

import zipfile
from io import BytesIO

from sixtracks.witness.gathering import UnreadableError

MOST_UNPACKED = 100_000_000
"""What the files in an archive may hold together, in bytes."""

MOST_IN_A_PART = 30_000_000
"""What a part that is read may hold, in bytes."""

_MOST_FILES = 10_000
_LOCKED = 0x1
_MARKUP = (".xml", ".rels")
_CHUNK = 65_536
_ALONE = "Give only the essay: save it alone in a new file."


class Parts:
    """The files in an archive.

    Attributes:
        names: Their names.
    """

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.names = frozenset(archive.namelist())

    def read(self, name: str) -> bytes:
        """What a file in the archive holds.

        It is read piece by piece: asked for the whole, `zipfile` unpacks all there is before it holds that
        against the size that the archive declares.

        Raises:
            UnreadableError: It is too large.
            zipfile.BadZipFile: It is damaged, or larger than declared.
        """
        pieces, size = [], 0
        with self._archive.open(name) as file:
            while piece := file.read(_CHUNK):
                pieces.append(piece)
                size += len(piece)
                if size > MOST_IN_A_PART:
                    raise UnreadableError(
                        f"{name} in it unpacks to more than {MOST_IN_A_PART / 1e6:.0f} MB", _ALONE
                    )
        return b"".join(pieces)

    def repacked(self) -> BytesIO:
        """An archive of the same parts of XML, each within bounds, and empty ones in place of all others."""
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
            for name in sorted(self.names):
                archive.writestr(name, self.read(name) if name.lower().endswith(_MARKUP) else b"")
        packed.seek(0)
        return packed


def unpacked(data: bytes, kind: str) -> Parts:
    """The files in an archive that keeps within bounds.

    Args:
        data: The archive.
        kind: What it should be, "docx" or "epub".

    Raises:
        UnreadableError: It is larger inside than any document, locked, damaged, or something else.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        reason = str(error).rstrip(".")
        raise UnreadableError(f"it is damaged: {reason}", "Get it again: it is perhaps not whole.") from None
    files = archive.infolist()
    if len(files) > _MOST_FILES or sum(file.file_size for file in files) > MOST_UNPACKED:
        raise UnreadableError(
            f"it unpacks to more than {MOST_UNPACKED / 1e6:.0f} MB, or to more than {_MOST_FILES:,} files",
            _ALONE,
        )
    _check_kind(set(archive.namelist()), kind)
    if any(file.flag_bits & _LOCKED for file in files):
        raise UnreadableError("it is locked with a password", "Unlock it, and save it without the password.")
    return Parts(archive)


def _check_kind(names: set[str], kind: str) -> None:
    if "[Content_Types].xml" in names:
        seems, what, mend = "docx", "an Office document", "Give it the suffix .docx if it is a text."
    elif "META-INF/container.xml" in names:
        seems, what, mend = "epub", "an EPUB", "Give it the suffix .epub."
    elif "content.xml" in names:
        seems, what, mend = "odt", "an OpenDocument", "Open it in a word processor and save it as .docx."
    else:
        seems, what, mend = "zip", "some zip archive", "Unpack it, and give the file that holds the essay."
    if seems != kind:
        raise UnreadableError(f"its name ends in .{kind}, but it seems to be {what}", mend)
