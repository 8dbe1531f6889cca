"""What every reader of a copy hands on line by line, and the word it uses when it cannot go on."""

import re

from sixtracks.witness.model import Begins, Line

MOST_WORDS = 150_000
MOST_CHARACTERS = 4_000_000
"""A text of this many letters is refused too: one without blanks has no words to count."""

_RUN = re.compile(r"\S+")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


class UnreadableError(Exception):
    """A copy cannot be read.

    Attributes:
        what: What is wrong, without a full stop.
        mend: What to do about it, as one sentence.
    """

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what = what
        self.mend = mend


class Gathering:
    """The lines of a copy while it is read.

    Attributes:
        lines: Those that were added, in order.
    """

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._words = 0
        self._characters = 0

    def add(self, text: str, begins: Begins, page: int = 0) -> bool:
        """Add a line unless it is blank; tells whether it was added.

        Blanks around it go, and so do control characters, which no page may hold.

        Raises:
            UnreadableError: There is more text than any page or issue that holds the essay.
        """
        text = _CONTROLS.sub("", text).strip()
        if not text:
            return False
        self._characters += len(text)
        if self._characters <= MOST_CHARACTERS:
            self._words += sum(1 for _ in _RUN.finditer(text))
        if self._words > MOST_WORDS or self._characters > MOST_CHARACTERS:
            raise UnreadableError(
                f"it holds more than {MOST_WORDS:,} words",
                "Give only the essay, or the page or the issue that holds it.",
            )
        self.lines.append(Line(text, begins, page))
        return True
