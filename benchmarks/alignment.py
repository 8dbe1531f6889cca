"""How well a damaged copy of the essay is aligned: a table of damages, wrong characters and seeds.

Usage: .venv/bin/python benchmarks/alignment.py [--shares 0 1 3 5] [--seeds 1 2 3] [--only WORD] [--all]

Needs the essay's surviving texts in ../shared/seeds. For every damage in tests/damage_cases.py it prints how
many paragraphs were found, which were missed, found wrongly or called whole when they are not, the share of
words in the right paragraph, where the lemmas were located, and the longest time to align. Without --all, a
seed has a line of its own only where something failed. Then come the texts that must be refused.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from aligning import essay_aligned
from damage import sheet_of
from damage_cases import bag_of, cases, copied, damaged, other_texts
from essay_text import Essay, all_lemmas, broken_off_essay, whole_essay
from judging import Score, judged
from sixtracks.witness.child import lines_of
from sixtracks.witness.model import Copy, CopyError

TITLE = "How Diplomacy With North Korea Can Work"
ENOUGH = 0.98
"""The share of the words that must stand in their paragraph."""

COLUMNS = (
    "text | damage | wrong characters | there, found | missed | wrong | misjudged | words right "
    "| foreign words | lemmas exact/fuzzy/lost | elsewhere | astray | unreported | seconds"
)


def main() -> None:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--shares", type=float, nargs="+", default=[0, 1, 3, 5], help="percent")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--only", default="", help="damages with this word in their name")
    parser.add_argument("--text", choices=["000", "001"], nargs="+", default=["000", "001"])
    parser.add_argument("--all", action="store_true", help="each seed, not only those that fail")
    given = parser.parse_args()
    print("|", COLUMNS, "|\n" + "|---" * (COLUMNS.count("|") + 1) + "|")
    texts = {"000": whole_essay(), "001": broken_off_essay()}
    for name in given.text:
        measure_text(name, texts[name], given)
    measure_others(texts["000"])


def measure_text(name: str, essay: Essay, given: argparse.Namespace) -> None:
    """A line for each damage and share, the seeds summed up; and one for each that fails."""
    for case in cases(essay, 1):
        if given.only not in case:
            continue
        for share in given.shares:
            seeds = given.seeds if share else given.seeds[:1]
            found = [one(essay, case, share / 100, seed) for seed in seeds]
            lines = [(f"{share:g} % #{seed}", *each) for seed, each in zip(seeds, found, strict=True)]
            for told, score, seconds in lines:
                if given.all or fails(score):
                    print(row(name, case, told, [score], seconds), flush=True)
            if not given.all and len(lines) > 1:
                scores = [score for _, score, _ in lines if score]
                longest = max(seconds for _, _, seconds in lines)
                print(row(name, case, f"{share:g} %, all", scores, longest), flush=True)


def one(essay: Essay, name: str, share: float, seed: int) -> tuple[Score | None, float]:
    """The score of one damaged copy, nothing if it was refused, and the seconds that aligning took."""
    case = cases(essay, seed)[name]
    sheet = damaged(case, sheet_of(essay, TITLE), share, f"{name} {seed}")
    with tempfile.TemporaryDirectory() as folder:
        copy = copied(case, sheet, Path(folder))
    begun = time.perf_counter()
    try:
        witness = essay_aligned(copy)
    except CopyError:
        return None, time.perf_counter() - begun
    seconds = time.perf_counter() - begun
    return judged(witness, sheet, essay, all_lemmas(), by_words=case.once), seconds


def fails(score: Score | None) -> bool:
    """Whether anything is not as it should be."""
    return score is None or bool(
        score.missed
        or score.wrong
        or score.misjudged
        or score.astray
        or score.elsewhere
        or score.unreported
        or score.share_right < ENOUGH
    )


def row(text: str, case: str, told: str, scores: Sequence[Score | None], seconds: float) -> str:
    """A line of the table."""
    kept = [score for score in scores if score]
    if not kept:
        return f"| {text} | {case} | {told} | REFUSED " + "| " * 10 + "|"

    def listed(name: str) -> str:
        return " ".join(str(each) for score in kept for each in getattr(score, name))

    def summed(name: str) -> int:
        return sum(len(getattr(score, name)) for score in kept)

    words = sum(score.words for score in kept)
    right = f"{sum(score.right for score in kept) / words:.2%}" if words else "not counted"
    cells = [
        text, case, told, f"{summed('found') + summed('missed')}, {summed('found')}",
        listed("missed"), listed("wrong"), listed("misjudged"), right,
        str(sum(score.foreign for score in kept)),
        f"{summed('exact')}/{summed('fuzzy')}/{summed('lost')}", listed("elsewhere"), listed("astray"),
        str(summed("unreported")), f"{seconds:.2f}",
    ]  # fmt: skip
    return "| " + " | ".join(cells) + " |"


def measure_others(essay: Essay) -> None:
    """Which texts that are not the essay are taken for it."""
    texts = {name: make() for name, make in other_texts().items()}
    texts |= {f"the essay's words, shuffled, {seed}": bag_of(essay, seed) for seed in range(3)}
    refused = 0
    for name, text in texts.items():
        try:
            witness = essay_aligned(Copy(name, tuple(lines_of(text.encode(), "text"))))
        except CopyError:
            refused += 1
        else:
            found = [(p.number, p.state, round(p.similarity, 2)) for p in witness.passages]
            print(f"NOT REFUSED: {name}: {found}")
    print(f"{refused} of {len(texts)} other texts refused")


if __name__ == "__main__":
    main()
