"""The process that reads a copy, apart from the one that builds: whatever a file does to it stays here.

It is run as ``python -m sixtracks.witness.child KIND``, takes the file at its standard input, and answers at
its standard output with one JSON object: the lines, or a fault. `sixtracks.witness.bounded` starts it.
"""

import contextlib
import gc
import json
import sys
from collections.abc import Callable

from sixtracks.witness.gathering import UnreadableError
from sixtracks.witness.kinds import TITLES, check_content
from sixtracks.witness.model import Line

MOST_MEMORY = 1_500_000_000
"""Bytes of address space. Reading the longest copies that are let through takes a third of it."""

MOST_BYTES = 50_000_000
"""The largest file that is read, in bytes."""

TOO_MUCH_MEMORY = UnreadableError(
    f"reading it takes more than {MOST_MEMORY / 1e9:.1f} GB of memory",
    "Give only the essay, or the page or the issue that holds it; save it anew if it is not large.",
)
_NO_TEXT = {
    "html": "Scripts are not run: open it in a browser, and save it when the essay can be read there.",
    "pdf": "It has pictures of pages only: run OCR on it first (ocrmypdf).",
}


def lines_of(data: bytes, kind: str) -> list[Line]:
    """The lines of a copy.

    Args:
        data: The file's bytes.
        kind: What its name says it is, one of `sixtracks.witness.kinds.KINDS`.

    Raises:
        UnreadableError: The copy cannot be read.
    """
    check_content(data, kind)
    lines = _reader(kind)(data)
    if not lines:
        what = "it has no text layer" if kind == "pdf" else "there is no text in it"
        raise UnreadableError(what, _NO_TEXT.get(kind, "Give the file that holds the essay."))
    return lines


def _reader(kind: str) -> Callable[[bytes], list[Line]]:
    """What reads a kind; only its own libraries are loaded."""
    if kind == "text":
        from sixtracks.witness.plain import plain_lines

        return plain_lines
    if kind == "pdf":
        from sixtracks.witness.pdfs import pdf_lines

        return pdf_lines
    from sixtracks.witness import marked_up

    return {"html": marked_up.html_lines, "docx": marked_up.docx_lines, "epub": marked_up.epub_lines}[kind]


def _limit_memory() -> None:
    """Bound this process's memory, where the system can: macOS refuses, and has the time limit only."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def _answer(kind: str) -> dict[str, object]:
    try:
        lines = lines_of(sys.stdin.buffer.read(MOST_BYTES + 1), kind)
        return {"lines": [(line.text, line.begins, line.page) for line in lines]}
    except UnreadableError as fault:
        return {"fault": (fault.what, fault.mend)}
    except MemoryError:
        return {"fault": (TOO_MUCH_MEMORY.what, TOO_MUCH_MEMORY.mend)}
    except Exception as error:
        what = f"it cannot be read as {TITLES[kind]}: it is damaged, or another kind of file"
        # The error's kind alone: its words may be the copy's own.
        return {"fault": (what, f"Open it, and save it anew ({type(error).__name__}).")}


def main() -> None:
    """Read the copy at standard input, and answer at standard output."""
    _limit_memory()
    gc.disable()  # the process is short, and to look for rings among a PDF's small parts costs a tenth
    sys.stdout.buffer.write(json.dumps(_answer(sys.argv[1])).encode("ascii"))


if __name__ == "__main__":
    main()
