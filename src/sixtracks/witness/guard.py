"""The guard: whether a file holds a run of the essay's words, known without the essay and with it.

**What is compared.** Words as :func:`sixtracks.witness.words.words_of` has them, read through the
:func:`~sixtracks.witness.views.views` of a file, so that case, accents, punctuation, markup and line ends
make no difference. Two more things are made alike: the letters of an abbreviation are one word (a scan has
“US.” for “U.S.”), and so are the digits of a number that separators part. A possessive's s stays a word.

**The sampled set**, ``data/guard.json``, is for whoever has no copy. The essay's words are cut where
something of others stands (see :class:`Standing`). Of each segment between two cuts, the groups of nine words
that begin at its words 0, 8, 16, … are kept, each as a digest of five bytes (BLAKE2b, RFC 7693), sorted by
the digests. So rsync compares files: blocks at fixed places of one with every place of the other (Tridgell
and Mackerras, “The rsync algorithm”, 1996). A run of sixteen words of a segment always holds a whole group:
let it begin at word ``a``. The first multiple of eight that is not below ``a`` is at most ``a + 7``, and the
ninth word from there is at most word ``a + 15``, the run's last. That word lies in the segment, so the group
was kept. A run of ``n`` words, 9 to 15, is found from ``n - 8`` of eight places. Where it is found it is
reported: nine words are already more than the eight that may be quoted.

A group is kept in each form that the texts give it: the scan's “Vietham”, and the word that was meant. All
forms have the places of the fullest text, so that they add digests, but no further places.

**What the set can reveal.** Whoever knows seven or eight words of a group finds the others with a
dictionary, and six perhaps with the fingerprint's help. It ends with the group: two groups have at most one
word in common, so that of the next group eight words are still unknown. Eight words at once are beyond a
dictionary: 20,000 words make 3e34 groups of eight, of which 2e22 have a given digest of 40 bits by chance.
Whoever guesses nine words right can confirm the guess, as with any such list. English has 0.6 to 1.3 bits a
letter for one who guesses well (Shannon, “Prediction and entropy of printed English”, 1951), so that nine
words of fifty letters have 30 to 65: a language model with much computing may come upon the likeliest of
the groups. It was not tried.

**With a copy** the runs are exact: every stretch that a file shares with the essay, as long as it is.
"""

import json
import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import blake2b
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

from sixtracks.faults import Fault, FaultError, shown
from sixtracks.witness.model import FoundPassage
from sixtracks.witness.views import views
from sixtracks.witness.words import Word, words_of

FILE = Path("data", "guard.json")
GROUP = 9
EVERY = 8
BYTES = 5
FOUND_ALWAYS = GROUP + EVERY - 1
"""The length from which a run is always found by the sampled set: 16 words."""
LIMIT = 8
"""The longest run that may stand where the essay's text is known."""
SHORTEST = 4
"""The shortest run that is looked for with a copy."""
SHORTEST_CUT = 4
"""The fewest words of a phrase that cuts the essay's text. A shorter one brings no run near a limit; and if
it cut, fifteen words before it and fifteen behind it would pass together."""

Text: TypeAlias = Sequence[str]
"""The essay's text as one copy has it: stretches in which no paragraph is missing (see :func:`text_of`)."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What of the essay may stand in a file: titles, headings, addresses, what it quotes from others.

    Attributes:
        phrases: The words of each.
        patterns: What else may stand, by its form, such as an address.
    """

    phrases: tuple[str, ...] = ()
    patterns: tuple[re.Pattern[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Guard:
    """The sampled set.

    Attributes:
        digests: A digest of each sampled group of words.
    """

    digests: frozenset[bytes]


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive words of the essay in a file.

    Attributes:
        line: The line on which it begins, from 1.
        last_line: The line on which it ends.
        length: How many words it has, as ``words_of`` counts them; with the sampled set, at least.
        words: The words. They are the essay's: print :attr:`brief` only.
    """

    line: int
    last_line: int
    length: int
    words: tuple[str, ...]

    @property
    def brief(self) -> str:
        """Its first four words and its last, from which nobody reads the rest."""
        return f"“{' '.join(self.words[:4])} … {self.words[-1]}”"


@dataclass(frozen=True, slots=True)
class Essay:
    """The essay's words, to be compared with files.

    Attributes:
        words: The segments one behind the other, an empty word between them.
        places: Where each group of :data:`SHORTEST` words begins.
    """

    words: tuple[str, ...]
    places: dict[tuple[str, ...], tuple[int, ...]]


_INITIALS = re.compile(r"(?<![^\W_])([^\W\d_])\.(?=[^\W\d_](?![^\W_]))")
_THOUSANDS = re.compile(r"(?<=\d)[,’'_\u00a0\u2009\u202f](?=\d{3}(?![^\W_]))")
_JOINT = "\u00ad"  # a soft hyphen, which parts no word: as long as what it stands for


def _words(text: str) -> list[Word]:
    """The words of a text; the letters of an abbreviation are one, the digits of a number too."""
    return words_of(_THOUSANDS.sub(_JOINT, _INITIALS.sub(rf"\1{_JOINT}", text)))


def _texts(text: str) -> tuple[str, ...]:
    return tuple(word.text for word in _words(text))


def text_of(passages: Iterable[FoundPassage], *, mended: bool = False) -> tuple[str, ...]:
    """The essay's text in the paragraphs of a copy, without what surrounds them.

    Args:
        passages: The paragraphs that were found, by number.
        mended: Whether the display's mends are made.

    Returns:
        One stretch for each series of paragraphs of which none is missing.
    """
    series = groupby(enumerate(passages), lambda each: each[1].number - each[0])
    return tuple(
        "\n\n".join(passage.mended if mended else passage.text for _, passage in stretch)
        for _, stretch in series
    )


def segments_of(text: Text, standing: Standing) -> tuple[tuple[str, ...], ...]:
    """The essay's words, cut where its text breaks off and where something may stand."""
    phrases = [_texts(phrase) for phrase in standing.phrases]
    cutting = [phrase for phrase in phrases if len(phrase) >= SHORTEST_CUT]
    pieces = list(text)
    for pattern in standing.patterns:
        pieces = [part for piece in pieces for part in _apart(pattern, piece)]
    return tuple(segment for piece in pieces for segment in _without(_texts(piece), cutting) if segment)


def _apart(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    at = 0
    for found in pattern.finditer(text):
        yield text[at : found.start()]
        at = found.end()
    yield text[at:]


def _without(words: tuple[str, ...], phrases: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """The words between phrases."""
    begin = at = 0
    while at < len(words):
        length = max((len(p) for p in phrases if words[at : at + len(p)] == p), default=0)
        if length:
            yield words[begin:at]
            begin = at + length
        at += length or 1
    yield words[begin:]


def make_guard(texts: Sequence[Text], standing: Standing) -> Guard:
    """The sampled set of the essay, from the texts that survive and from their mended forms.

    Args:
        texts: The essay's text as each has it. The fullest one gives the places of the groups; the others add
            their own forms of a group where they have as many words in it.
        standing: What may stand.
    """
    cut = [segments_of(text, standing) for text in texts]
    base = max(cut, key=lambda segments: sum(map(len, segments)), default=())
    digests = {digest(group) for _, group in sampled(base)}
    for segments in cut:
        digests |= {digest(group) for group in _forms(base, segments)}
    return Guard(frozenset(digests))


def sampled(segments: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Every eighth group of nine words of each segment, with its place in the joined segments."""
    offset = 0
    for segment in segments:
        for at in range(0, len(segment) - GROUP + 1, EVERY):
            yield offset + at, segment[at : at + GROUP]
        offset += len(segment)


def _forms(base: Sequence[tuple[str, ...]], other: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """The sampled groups of one text as another words them, where it has word for word another."""
    here = [word for segment in base for word in segment]
    there = [word for segment in other for word in segment]
    match: dict[int, int] = {}
    matcher = SequenceMatcher(None, here, there, autojunk=False)
    for kind, start, end, from_, to in matcher.get_opcodes():
        if kind == "equal" or (kind == "replace" and end - start == to - from_):
            match.update(zip(range(start, end), range(from_, to), strict=True))
    for at, _ in sampled(base):
        first = match.get(at)
        if first is not None and all(match.get(at + k) == first + k for k in range(GROUP)):
            yield tuple(there[first : first + GROUP])


def digest(group: Sequence[str]) -> bytes:
    """The digest of a group of words."""
    return _digest(" ".join(group))


def _digest(group: str) -> bytes:
    return blake2b(group.encode(), digest_size=BYTES, person=b"sixtracks.guard").digest()


def dump(guard: Guard) -> str:
    """The sampled set as JSON."""
    packed = b64encode(b"".join(sorted(guard.digests))).decode()
    method = {"group": GROUP, "every": EVERY, "bytes": BYTES, "hash": "blake2b, person sixtracks.guard"}
    return json.dumps({**method, "count": len(guard.digests), "digests": packed}, indent=1) + "\n"


def load_guard(root: Path) -> Guard:
    """The sampled set of the book in this folder.

    Raises:
        FaultError: The book has none, it is damaged, or another method made it.
    """
    path = root / FILE
    mend = "Restore the file from git, or make it anew from the essay's texts: sixtracks fingerprint."
    try:
        text = path.read_text(encoding="utf-8")
        made = json.loads(text)
        packed = b64decode(made["digests"], validate=True)
    except FileNotFoundError:
        raise FaultError(Fault(shown(path, root), 0, "the file does not exist", mend)) from None
    except (OSError, ValueError, TypeError, KeyError, RecursionError, Base64Error):
        raise FaultError(Fault(shown(path, root), 0, "the sampled set cannot be read", mend)) from None
    digests = frozenset(packed[at : at + BYTES] for at in range(0, len(packed), BYTES))
    if dump(Guard(digests)) != text.replace("\r\n", "\n"):
        what = "the sampled set is not whole, or was made by another method"
        raise FaultError(Fault(shown(path, root), 0, what, mend))
    return Guard(digests)


def sampled_runs(text: str, guard: Guard) -> tuple[Run, ...]:
    """The runs in a file's text that hold a sampled group; each is at least as long as it says.

    Args:
        text: The file's text, with plain line ends.
        guard: The sampled set.
    """
    runs: list[Run] = []
    passed: set[str] = set()  # what a view before has shown to be no group
    for view in views(text):
        words = _words(view)
        texts = [word.text for word in words]
        spans: list[tuple[int, int]] = []
        for at in range(len(texts) - GROUP + 1):
            group = " ".join(texts[at : at + GROUP])
            if group in passed:
                continue
            if _digest(group) not in guard.digests:
                passed.add(group)
            elif spans and at < spans[-1][1]:
                spans[-1] = spans[-1][0], at + GROUP
            else:
                spans.append((at, at + GROUP))
        runs += [_run(view, words[slice(*span)]) for span in spans]
    return _longest(runs)


def essay_of(texts: Iterable[Text], standing: Standing) -> Essay:
    """The essay's words in any number of copies, to be compared with files."""
    segments = dict.fromkeys(segment for text in texts for segment in segments_of(text, standing))
    words: list[str] = []
    for segment in segments:
        words += ["", *segment]
    words.append("")
    places: dict[tuple[str, ...], tuple[int, ...]] = {}
    for at in range(len(words) - SHORTEST + 1):
        group = tuple(words[at : at + SHORTEST])
        if "" not in group:
            places[group] = (*places.get(group, ()), at)
    return Essay(tuple(words), places)


def exact_runs(text: str, essay: Essay) -> tuple[Run, ...]:
    """The runs of four words and more that a file's text shares with the essay, each as long as it is.

    Args:
        text: The file's text, with plain line ends.
        essay: The essay's words.
    """
    runs: list[Run] = []
    for view in views(text):
        words = _words(view)
        runs += [_run(view, words[slice(*span)]) for span in _shared([word.text for word in words], essay)]
    return _longest(runs)


def _shared(words: list[str], essay: Essay) -> Iterator[tuple[int, int]]:
    """Where words and the essay agree: stretches that cannot be lengthened at either side."""
    groups = zip(*(words[k:] for k in range(SHORTEST)), strict=False)
    for at, group in enumerate(groups):
        for place in essay.places.get(group, ()):
            if at and words[at - 1] == essay.words[place - 1]:
                continue  # it began earlier
            length = SHORTEST
            while at + length < len(words) and words[at + length] == essay.words[place + length]:
                length += 1
            yield at, at + length


def _run(view: str, words: list[Word]) -> Run:
    start, end = words[0].start, words[-1].end
    line = view.count("\n", 0, start) + 1
    length = len(words_of(view[start:end]))
    return Run(line, line + view.count("\n", start, end), length, tuple(word.text for word in words))


def _longest(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Of runs that lie in the same lines and in one another, the longest; in the file's order."""
    kept: list[Run] = []
    for run in sorted(set(runs), key=lambda each: (-each.length, each.line)):
        if not any(_lies_in(run, other) for other in kept):
            kept.append(run)
    return tuple(sorted(kept, key=lambda each: (each.line, each.last_line)))


def _lies_in(run: Run, other: Run) -> bool:
    near = other.line <= run.last_line and run.line <= other.last_line
    return near and f" {' '.join(run.words)} " in f" {' '.join(other.words)} "
