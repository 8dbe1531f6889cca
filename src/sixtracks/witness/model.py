"""What the room hands on: a copy as it was read, and the essay as it was found in it."""

from dataclasses import dataclass
from typing import Literal

from sixtracks.faults import Fault, FaultError

Begins = Literal["line", "paragraph", "page"]
"""What begins with a line: only itself, a paragraph (or any other block), or a page."""

PRIVATE = "Private study copy: it holds the essay’s text from your own copy. Do not pass it on."
"""What stands on every page of a private edition; a copy that says it is one itself."""

State = Literal["whole", "part"]
How = Literal["exactly", "with scanning faults"]


class CopyError(FaultError):
    """A reader's copy cannot be used; says why, and what to do."""

    def __init__(self, name: str, what: str, mend: str) -> None:
        super().__init__(Fault(name, 0, what, mend))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a copy; where markup tells, a whole paragraph.

    Attributes:
        text: Its characters as the copy has them, without a line end; never empty.
        begins: What begins with it.
        page: The page of a PDF, from 1; 0 where the copy has no pages.
    """

    text: str
    begins: Begins = "line"
    page: int = 0


@dataclass(frozen=True, slots=True)
class Copy:
    """A reader's copy as it was read, in reading order: the columns of a page one after the other.

    Attributes:
        name: The file's name, as messages and pages give it.
        lines: Its lines, with everything that surrounds the essay.
    """

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Mend:
    """A scanning fault and what stands in its place in the display.

    Attributes:
        start: Where it begins in the passage's text, in characters.
        end: Where it ends.
        mended: What is shown instead of the text between.
        reason: Why it is taken for a fault, in a few words.
    """

    start: int
    end: int
    mended: str
    reason: str


@dataclass(frozen=True, slots=True)
class LemmaPlace:
    """Where the lemma of an annotation stands in a passage.

    Attributes:
        id: The annotation's id.
        start: Where it begins in the passage's text, in characters.
        end: Where it ends. A mend lies inside or outside, never across.
        how: Whether the words are the lemma's own, or differ by faults of scanning.
    """

    id: str
    start: int
    end: int
    how: How


TOO_MANY, TOO_MANY_SHARE = 5, 0.1
"""By how many words, and by which share of its words, scanning alone hardly lengthens a paragraph."""


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """One of the essay's 27 paragraphs as a copy has it.

    Attributes:
        number: The paragraph's number.
        state: Whether it is there whole or in part.
        similarity: Dice's coefficient of the content words, the copy's and the fingerprint's: 0 to 1.
        text: The copy's own words, in one line: line ends are spaces, hyphens at line ends are gone.
        mends: What the display mends, in order; none overlap.
        lemmas: The lemmas that were located, in order of their places; they may overlap.
        length: How many words the essay's paragraph has; 0 where that is not known.
    """

    number: int
    state: State
    similarity: float
    text: str
    mends: tuple[Mend, ...] = ()
    lemmas: tuple[LemmaPlace, ...] = ()
    length: int = 0

    @property
    def more(self) -> int:
        """How many words the text has beyond the paragraph's, where they are too many to be chance: else 0.

        Then something else may stand in it: a caption, a note, another language.
        """
        more = len(self.mended.split()) - self.length
        return more if self.length and more > max(TOO_MANY, TOO_MANY_SHARE * self.length) else 0

    @property
    def mended(self) -> str:
        """The text as the display has it."""
        parts, at = [], 0
        for mend in self.mends:
            parts += [self.text[at : mend.start], mend.mended]
            at = mend.end
        return "".join([*parts, self.text[at:]])


@dataclass(frozen=True, slots=True)
class Rest:
    """What a copy has beside the paragraphs: a heading, a caption, a closing note, navigation.

    Attributes:
        text: A line or block, in one line.
        after: The number of the paragraph before it; 0 where none is.
        within: Whether the same paragraph goes on behind it, as it does behind a running head.
    """

    text: str
    after: int
    within: bool = False


@dataclass(frozen=True, slots=True)
class Witness:
    """A copy aligned with the essay's paragraphs.

    Attributes:
        name: The file's name.
        passages: The paragraphs that were found, by number.
        rest: What surrounds them, in the copy's order.
    """

    name: str
    passages: tuple[FoundPassage, ...]
    rest: tuple[Rest, ...] = ()
