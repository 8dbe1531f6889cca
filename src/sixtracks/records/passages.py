"""The essay's paragraphs, by their frozen numbers."""

from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from sixtracks.records.reading import load, refuse_repeats


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Passage:
    """One paragraph of the essay, as the edition counts them.

    Attributes:
        number: Its frozen number, ¶1 to ¶27.
        chapter: The file in ``book/``, without ``.md``, that holds its digest.
        words: The paragraph's length in words; its digest may have two fifths of that.
    """

    number: Annotated[int, Field(ge=1)]
    chapter: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    words: Annotated[int, Field(ge=1)]

    @property
    def id(self) -> str:
        """The passage's id in HTML, in the PDF and in the exports: ``p17``."""
        return f"p{self.number}"

    @property
    def digest_limit(self) -> int:
        """The most words that its digest may have: two fifths of the paragraph."""
        return self.words * 2 // 5


def load_passages(root: Path) -> tuple[Passage, ...]:
    """The passages in ``data/passages.yml``, in the essay's order.

    Raises:
        FaultError: The file is missing or wrong, or a number stands twice.
    """
    path = root / "data" / "passages.yml"
    passages = load(path, tuple[Passage, ...], root)
    refuse_repeats([str(p.number) for p in passages], path, root, what="passage", field="number")
    return tuple(sorted(passages, key=lambda p: p.number))
