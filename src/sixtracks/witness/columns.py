"""The order in which a page's words are read: bands across the page, and in each its columns.

A recursive cut at white space (Nagy and Seth 1984, “Hierarchical representation of optically scanned
documents”, Proceedings of the 7th International Conference on Pattern Recognition) in words, not lines: where
columns stand close, a line of pdfminer.six may reach over both. Down the page, the longest run of bands that
share a gutter is read column by column, and each column is cut again; a headline, a wide figure's caption or
notes across the page end such a run. What is left is read line by line. A gutter is told from the gaps that
happen to stand above each other by its width, by the number of lines beside it, and by these lines' common
beginning; one that was found on another page needs less.

All lengths are in points, all proportions in heights of a letter (about one em); y grows upwards.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

Span = tuple[float, float]

_NARROWEST_GUTTER = 0.35
_NARROWEST_KNOWN = 0.5
_NARROWEST_COLUMN = 7.0
_PROOFS = ((0.35, 12, 0.7), (0.5, 5, 0.5), (1.0, 3, 0.5), (2.0, 3, 0.0))
"""A gutter's width, the lines on either side, the share of those at its right that begin at it."""
_KNOWN_LINES = 2
_ACROSS = 0.9
"""Words that cover this share of a page's width leave no gutter."""
_MOST_WORDS = 12_000
_GAP = 0.12
_SAME_LINE = 0.45
_CORE = 0.3
"""A line's core, in which no other line's letters reach, extends this far up and down from its middle."""
_LARGE = 1.3
_TALL = 1.8
_INDENT = 0.8
_WIDE = 1.3
_OTHER_SIZE = 1.25
_FULL = 0.85
_MOST_GUTTERS = 20
_FEW_STEPS = 20
_LEVEL, _STEEP = 0.002, 0.1


@dataclass(frozen=True, slots=True)
class Box:
    """A word where it stands on a page.

    Attributes:
        text: Its letters.
        x0: Its left edge.
        y0: Its lower edge.
        x1: Its right edge.
        y1: Its upper edge.
        parted: Whether a blank was drawn before it.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    parted: bool = False

    @property
    def height(self) -> float:
        """Its height, never nothing."""
        return max(self.y1 - self.y0, 0.1)

    @property
    def middle(self) -> float:
        """Its middle, upwards."""
        return (self.y0 + self.y1) / 2

    def goes_on(self, other: "Box", gap: float) -> bool:
        """Whether another box continues this word; `gap` is what parts words, in heights."""
        height = max(self.height, other.height)
        return abs(self.y0 - other.y0) < height / 2 and -height / 2 < other.x0 - self.x1 < gap * height

    def joined(self, other: "Box") -> "Box":
        """This word with what continues it."""
        x0, y0 = min(self.x0, other.x0), min(self.y0, other.y0)
        x1, y1 = max(self.x1, other.x1), max(self.y1, other.y1)
        return replace(self, text=self.text + other.text, x0=x0, y0=y0, x1=x1, y1=y1)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a page.

    Attributes:
        text: Its words.
        begins_paragraph: Whether an indent, a space, its size or place sets it apart from the line before.
    """

    text: str
    begins_paragraph: bool


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines below each other; `goes_on` if it is a column that is read after another."""

    words: list[Box]
    goes_on: bool = False


def rows_of(words: list[Box], known: Sequence[Span] = ()) -> list[Row]:
    """The lines of a page in the order in which they are read.

    Args:
        words: The page's words.
        known: The gutters that the document's pages have, as `known_gutters` finds them.
    """
    rows: list[Row] = []
    before: list[Box] = []  # the last line
    filled = False  # whether it reached its block's right edge
    for block in _blocks(words, known, []):
        lines = _lines(block.words)
        starts = _starts(lines)
        if block.goes_on and filled and not starts[0]:
            starts[0] = abs(_size(before) / _size(lines[0]) - 1) > _OTHER_SIZE - 1
        else:
            starts[0] = True
        rows += [Row(_text(line), start) for line, start in zip(lines, starts, strict=True)]
        before = lines[-1]
        left, right = _extent(block.words)
        filled = _extent(before)[1] >= left + _FULL * (right - left)
    return rows


def straightened(words: list[Box]) -> list[Box]:
    """The words of a page that was scanned askew, turned so that its lines are level.

    The slope is that of the line which fits the steps from each word to the next one drawn beside it best, in
    the sense of least squares.
    """
    steps = [
        (after.x0 - word.x0, after.middle - word.middle)
        for word, after in pairwise(words)
        if 0 < after.x0 - word.x1 < 2 * word.height and abs(after.middle - word.middle) < word.height / 2
    ]
    slope = sum(right * up for right, up in steps) / (sum(right * right for right, _ in steps) or 1)
    if len(steps) < _FEW_STEPS or not _LEVEL < abs(slope) < _STEEP:
        return words
    turned = []
    for word in words:
        right, up = slope * word.y0, -slope * word.x0
        turned.append(replace(word, x0=word.x0 + right, y0=word.y0 + up, x1=word.x1 + right, y1=word.y1 + up))
    return turned


def known_gutters(pages: Iterable[list[Box]]) -> list[Span]:
    """The gutters between columns that stand out on a document's pages, the commonest first."""
    found: list[Span] = []
    for words in pages:
        for _ in _blocks(words, (), found):
            pass
    counts = Counter((round(left), round(right)) for left, right in found)
    return [span for span, _ in counts.most_common(_MOST_GUTTERS)]


def _blocks(
    words: list[Box], known: Sequence[Span], found: list[Span], *, goes_on: bool = False
) -> Iterator[_Block]:
    """The blocks of a page or column, in reading order; adds each gutter to `found`."""
    if not words:
        return
    if len(words) > _MOST_WORDS:
        yield _Block(words, goes_on)
        return
    bands = _bands(words)
    size = _width(words), _size(words)
    plain: list[Box] = []
    at = 0
    while at < len(bands):
        end, gutters = _run_of_columns(bands, at, size, known)
        if not gutters:
            plain += bands[at]
            at += 1
            continue
        if plain:
            yield _Block(plain, goes_on)
            plain, goes_on = [], False
        found += gutters
        for number, column in enumerate(_columns([word for band in bands[at:end] for word in band], gutters)):
            yield from _blocks(column, known, found, goes_on=goes_on if not number else True)
        at, goes_on = end, False
    if plain:
        yield _Block(plain, goes_on)


def _bands(words: list[Box]) -> list[list[Box]]:
    """A page cut across wherever no word's core is in the way, from top to bottom."""
    bands: list[list[Box]] = []
    lowest = 0.0
    for word in sorted(words, key=lambda word: -(word.middle + _CORE * word.height)):
        if not bands or word.middle + _CORE * word.height < lowest:
            bands.append([])
            lowest = word.middle
        bands[-1].append(word)
        lowest = min(lowest, word.middle - _CORE * word.height)
    return bands


def _run_of_columns(
    bands: list[list[Box]], at: int, size: Span, known: Sequence[Span]
) -> tuple[int, list[Span]]:
    """The longest run of bands from one on that share gutters: where it ends, and the gutters.

    Args:
        bands: All bands of the page or column.
        at: The one to begin at.
        size: How wide they are together, and how high a usual letter of theirs is.
        known: The document's gutters.
    """
    width, em = size
    covered: list[Span] = []
    shares: list[
        tuple[int, int]
    ] = []  # for each set of gaps, how many bands share it, and how many gaps it has
    for end in range(at, len(bands)):
        merged = _merged([*covered, *_spans(bands[end], em)])
        if len(merged) == 1 and merged[0][1] - merged[0][0] > _ACROSS * width:
            break
        if merged == covered and shares:
            shares[-1] = (end + 1, len(merged) - 1)
        else:
            shares.append((end + 1, len(merged) - 1))
        covered = merged
    for end, gaps in reversed(shares):
        if gaps and (gutters := _gutters([word for band in bands[at:end] for word in band], known)):
            return _trimmed(bands, at, end, gutters)
    return at, []


def _trimmed(bands: list[list[Box]], at: int, end: int, gutters: list[Span]) -> tuple[int, list[Span]]:
    """A run of bands without a running head or foot, a single line that stands apart."""
    spaces = [_space(upper, lower) for upper, lower in pairwise(bands[at:end])]
    if len(spaces) < 3:  # noqa: PLR2004  too few to tell what is apart
        return end, gutters
    apart = median(spaces) + _CORE * 2 * median(word.height for word in bands[at])
    if spaces[0] > apart and len(_lines(bands[at])) == 1:
        return at, []
    return (end - 1 if spaces[-1] > apart and len(_lines(bands[end - 1])) == 1 else end), gutters


def _space(upper: list[Box], lower: list[Box]) -> float:
    return min(word.y0 for word in upper) - max(word.y1 for word in lower)


def _gutters(words: list[Box], known: Sequence[Span]) -> list[Span]:
    """The gutters that part all of some words, from left to right."""
    em = median(word.height for word in words)
    covered = _merged(_spans(words, em))
    gutters: list[Span] = []
    left = float("-inf")
    for (_, start), (end, _) in pairwise(covered):
        if end - start < _NARROWEST_GUTTER * em:
            continue
        before = [word for word in words if left < word.x0 < start]
        after = [word for word in words if word.x0 >= end]
        if _is_gutter((start, end), before, after, em, known):
            gutters.append((start, end))
            left = start
    return gutters


def _is_gutter(gap: Span, before: list[Box], after: list[Box], em: float, known: Sequence[Span]) -> bool:
    """Whether a gap parts two columns."""
    if not (_is_column(before, em) and _is_column(after, em)):
        return False
    beside = _lines(after)
    lines = min(len(_lines(before)), len(beside))
    if lines >= _KNOWN_LINES and any(_overlap(gap, other) >= _NARROWEST_KNOWN * em for other in known):
        return True
    begin = sum(_extent(line)[0] - gap[1] < _SAME_LINE * em for line in beside) / len(beside)
    width = (gap[1] - gap[0]) / em
    return any(width >= least and lines >= few and begin >= share for least, few, share in _PROOFS)


def _is_column(words: list[Box], em: float) -> bool:
    """Whether words are wide enough for a column, or count lines or paragraphs in a margin."""
    if not words:
        return False
    return _width(words) >= _NARROWEST_COLUMN * em or all(
        word.text.strip("().").isdecimal() for word in words
    )


def _columns(words: list[Box], gutters: list[Span]) -> list[list[Box]]:
    edges = [float("-inf"), *(start for start, _ in gutters), float("inf")]
    return [[word for word in words if left <= word.x0 < right] for left, right in pairwise(edges)]


def _lines(words: list[Box]) -> list[list[Box]]:
    """Words that stand below each other as lines, from top to bottom, each from left to right."""
    em = median(word.height for word in words)
    initials = [word for word in words if _is_initial(word, em)]
    lines: list[list[Box]] = []
    middle = height = 0.0
    for word in sorted(words, key=lambda word: -word.middle):
        if _is_initial(word, em):
            continue
        if not lines or middle - word.middle > _SAME_LINE * max(height, word.height):
            lines.append([])
            middle, height = word.middle, word.height
        elif word.height > height:
            middle, height = word.middle, word.height
        lines[-1].append(word)
    for initial in initials:
        _add_initial(lines, initial)
    return [sorted(line, key=lambda word: word.x0) for line in lines]


def _is_initial(word: Box, em: float) -> bool:
    return word.height > _TALL * em and len(word.text) == 1


def _add_initial(lines: list[list[Box]], initial: Box) -> None:
    """Add a letter that is several lines high to the uppermost of the lines beside it."""
    top = initial.y1 - initial.height / 10
    for number, line in enumerate(lines):
        if _middle(line) < top:
            if _middle(line) > initial.y0:
                line.append(initial)
            else:
                lines.insert(number, [initial])
            return
    lines.append([initial])


def _starts(lines: list[list[Box]]) -> list[bool]:
    """Which lines of a block begin a paragraph; of the first, only whether it is indented."""
    em = median(_size(line) for line in lines)
    lefts = [_extent(line)[0] for line in lines]
    left = min(lefts)
    steps = [_middle(upper) - _middle(lower) for upper, lower in pairwise(lines)]
    usual = median(steps) if len(steps) > 1 else 1.5 * em
    starts = []
    for number, line in enumerate(lines):
        beside = lefts[max(number - 1, 0) : number + 2]
        is_indented = lefts[number] > left + _INDENT * em and (
            len(beside) < 3 or max(beside) - min(beside) > _CORE * em  # noqa: PLR2004  lines of a quotation
        )
        ratio = _size(line) / _size(lines[number - 1]) if number else 1
        apart = number > 0 and (
            steps[number - 1] > _WIDE * usual or not 1 / _OTHER_SIZE < ratio < _OTHER_SIZE
        )
        starts.append(is_indented or apart)
    return starts


def _spans(words: list[Box], em: float) -> Iterator[Span]:
    """What words cover from left to right; in a headline, the gaps between its words too."""
    yield from ((word.x0, word.x1) for word in words)
    large = [word for word in words if word.height > _LARGE * em]
    for line in _lines(large) if large else ():
        for word, after in pairwise(line):
            if after.x0 - word.x1 < _SAME_LINE * min(word.height, after.height):
                yield word.x1, max(after.x0, word.x1)


def _text(line: list[Box]) -> str:
    parts = [line[0].text]
    for before, word in pairwise(line):
        em = min(before.height, word.height)
        is_parted = word.parted or word.x0 - before.x1 > _GAP * em
        parts.append(f" {word.text}" if is_parted and before.height < _TALL * word.height else word.text)
    return "".join(parts)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Spans as the least number of spans that cover the same."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _overlap(one: Span, other: Span) -> float:
    return min(one[1], other[1]) - max(one[0], other[0])


def _extent(words: list[Box]) -> Span:
    return min(word.x0 for word in words), max(word.x1 for word in words)


def _width(words: list[Box]) -> float:
    left, right = _extent(words)
    return right - left


def _middle(line: list[Box]) -> float:
    return median(word.middle for word in line)


def _size(line: list[Box]) -> float:
    return median(word.height for word in line)
