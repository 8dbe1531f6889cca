"""``sixtracks collate``: two copies of the essay compared, as a table for reading or as JSON.

The JSON is one object::

    {"format": "sixtracks-collation-1",
     "a": {"name": "reprint.txt", "words": 1929, "whole": [1, 2, …], "part": []},
     "b": {…},
     "counts": {"punctuation": 2, "scanning fault": 2, …},
     "variants": [{"passage": 1, "kind": "scanning fault", "fault": "a", "reason": "…",
                   "a": {"words": "…", "place": 40, "before": "…", "after": "…"}, "b": {…}}, …]}

``fault`` is ``a``, ``b`` or empty. ``place`` is the number of the first word in its paragraph, or, where the
copy has no words there, of the word behind which they are wanting. For a heading or paratext ``passage`` is
the paragraph before it, 0 before the first, and ``place`` is 0. JSON holds words of the copies: keep it
private.
"""

import argparse
import json
import shutil
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from sixtracks.witness.collation import Reading, Variant, collate, length
from sixtracks.witness.fingerprint import Fingerprint
from sixtracks.witness.model import Witness

FORMAT = "sixtracks-collation-1"
NARROWEST, WIDEST = 60, 120
"""Columns of the table at least and at most."""
MANY = 3
"""So many variants of the same signs, as “-” for “–”, are one line of the table."""
LONG = 8
"""Longer readings are shortened in the table."""
PLURALS = {"scanning fault": "scanning faults", "spelling": "spellings", "wording": "wordings",
           "lacuna": "lacunae", "heading": "headings"}  # fmt: skip

Row = tuple[str, str, str, str, str]
"""Place, class, what A has, what B has, what stands around it."""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Say which words the command takes."""
    parser = commands.add_parser(
        "collate", help="compare two copies of the essay, word by word; differences are no error"
    )
    parser.add_argument("a", type=Path, metavar="A", help="a copy: .txt, .html, .pdf, .docx or .epub")
    parser.add_argument("b", type=Path, metavar="B", help="another")
    parser.add_argument("--json", action="store_true", help="write JSON instead of a table")
    parser.add_argument(
        "--all", action="store_true", help="list each variant in full: nothing grouped, nothing shortened"
    )
    parser.add_argument(
        "--book", dest="folder", type=Path, default=Path(), help="the book's folder (default: this one)"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Compare, and print what was found."""
    from sixtracks.witness.align import align
    from sixtracks.witness.copies import read_copy
    from sixtracks.witness.fingerprint import load_fingerprint
    from sixtracks.witness.reading import vocabulary_of

    folder = options.folder.resolve()
    fingerprint, known = load_fingerprint(folder), vocabulary_of(folder)
    a, b = (align(read_copy(path), fingerprint, known) for path in (options.a, options.b))
    variants = collate(a, b, known)
    if options.json:
        print(as_json(a, b, variants))
    else:
        width = min(max(shutil.get_terminal_size().columns, NARROWEST), WIDEST)
        print(as_table(a, b, variants, fingerprint, width, in_full=options.all))
    return 0


def as_json(a: Witness, b: Witness, variants: Iterable[Variant]) -> str:
    """A collation for machines."""
    variants = list(variants)
    told = {
        "format": FORMAT,
        "a": _summary(a),
        "b": _summary(b),
        "counts": _counts(variants),
        "variants": [asdict(each) for each in variants],
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _summary(copy: Witness) -> dict[str, object]:
    found = {
        state: [each.number for each in copy.passages if each.state == state] for state in ("whole", "part")
    }
    return {"name": copy.name, "words": sum(length(each.text) for each in copy.passages), **found}


def _counts(variants: Iterable[Variant]) -> dict[str, int]:
    return dict(sorted(Counter(each.kind for each in variants).items()))


def as_table(
    a: Witness,
    b: Witness,
    variants: Iterable[Variant],
    fingerprint: Fingerprint,
    width: int,
    *,
    in_full: bool,
) -> str:
    """A collation for readers.

    Args:
        a: The first copy.
        b: The second.
        variants: The variants between them.
        fingerprint: The essay's.
        width: The longest line, in columns.
        in_full: Whether each variant is listed with all its words.
    """
    variants = list(variants)
    total = len(fingerprint.prints)
    told = [f"{side}  {_described(copy, total)}" for side, copy in (("A", a), ("B", b))]
    told += ["", _counted(variants)]
    if not {each.number for each in a.passages} & {each.number for each in b.passages}:
        told.append("The two copies have no paragraph in common.")
    lines = [line for each in told for line in textwrap.wrap(each, width, subsequent_indent="   ") or [""]]
    if variants:
        rows = [_row(each, in_full=True) for each in variants] if in_full else list(_grouped(variants))
        lines += ["", *_set(rows, width)]
    return "\n".join(line.rstrip() for line in lines)


def _described(copy: Witness, total: int) -> str:
    part = [f"¶{each.number}" for each in copy.passages if each.state == "part"]
    words = sum(length(each.text) for each in copy.passages)
    in_part = (
        f", {' and '.join(part) if len(part) < MANY else f'{len(part)} of them'} in part" if part else ""
    )
    return _printable(f"{copy.name}: {len(copy.passages)} of {total} paragraphs{in_part}; {words:,} words")


def _counted(variants: list[Variant]) -> str:
    if not variants:
        return "No variants: the copies agree in every word."
    faults = Counter(each.fault for each in variants if each.kind == "scanning fault")
    where = ", ".join(f"{faults[side]} in {side.upper()}" for side in ("a", "b") if faults[side])
    told = []
    for kind, count in _counts(variants).items():
        name = kind if count == 1 else PLURALS.get(kind, kind)
        told.append(f"{count} {name}" + (f" ({where})" if kind == "scanning fault" and where else ""))
    return f"{len(variants)} variant{'s' if len(variants) > 1 else ''}: {', '.join(told)}."


# The table --------------------------------------------------------------------------------------------------


def _grouped(variants: list[Variant]) -> Iterator[Row]:
    """The rows; the same change of signs, and paragraphs that follow one another and are wanting, in one."""
    bundles: dict[str, list[Variant]] = {}
    for each in variants:
        bundles.setdefault(_bundle(each), []).append(each)
    for each in variants:
        bundle = bundles[_bundle(each)]
        if each.whole_passage:
            runs = [run for run in _runs(bundle) if run[0] is each]
            yield from map(_paragraphs, runs)
        elif not _bundle(each) or len(bundle) < MANY:
            yield _row(each, in_full=False)
        elif each is bundle[0]:
            a, b = _signs(each)
            yield ("; ".join(map(_place, bundle)), f"punctuation, {len(bundle)} times", a, b, "")


def _bundle(variant: Variant) -> str:
    """What several variants may have in common: the same change of signs, or paragraphs wanting in a copy."""
    if variant.whole_passage:
        return "b wants" if variant.a.words else "a wants"
    return " for ".join(_signs(variant)) if variant.kind == "punctuation" else ""


def _signs(variant: Variant) -> tuple[str, str]:
    """The signs in which a variant differs."""
    here, there = (
        Counter(sign for sign in side.words if not sign.isalnum()) for side in (variant.a, variant.b)
    )
    return "".join((here - there).elements()), "".join((there - here).elements())


def _runs(variants: list[Variant]) -> list[list[Variant]]:
    """Variants by paragraphs that follow one another."""
    runs: list[list[Variant]] = []
    for each in variants:
        if runs and runs[-1][-1].passage + 1 == each.passage:
            runs[-1].append(each)
        else:
            runs.append([each])
    return runs


def _paragraphs(variants: list[Variant]) -> Row:
    first, last = variants[0].passage, variants[-1].passage
    numbers = f"¶{first}" if first == last else f"¶{first}–{last}"
    has = f"{sum(length(each.a.words or each.b.words) for each in variants):,} words"
    a, b = (has, "–") if variants[0].a.words else ("–", has)
    return (numbers, "lacuna", a, b, "")


def _row(variant: Variant, *, in_full: bool) -> Row:
    side = f", {variant.fault.upper()}" if variant.fault else ""
    a, b = (_shown(each, in_full=in_full) for each in (variant.a, variant.b))
    around = variant.a if variant.a.place else variant.b
    where = f"{around.before} ~ {around.after}".strip() if around.before or around.after else ""
    return (_place(variant), f"{variant.kind}{side}", a, b, _printable(where))


def _place(variant: Variant) -> str:
    if variant.outside:
        return f"after ¶{variant.passage}" if variant.passage else "before ¶1"
    return f"¶{variant.passage}, {variant.place}"


def _shown(reading: Reading, *, in_full: bool) -> str:
    words = reading.words.split()
    if len(words) > LONG and not in_full:
        return _printable(f"{' '.join(words[:3])} … {' '.join(words[-3:])} ({len(words)} words)")
    return _printable(reading.words) or "–"


def _printable(text: str) -> str:
    """A text without signs that a terminal would obey."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)


SHARES = (14, 17, 25, 25, 19)
"""How the columns share the width, in hundredths."""


def _set(rows: list[Row], width: int) -> Iterator[str]:
    """The rows as lines, each cell wrapped in its column."""
    room = width - len(SHARES) + 1
    widths = [room * share // sum(SHARES) for share in SHARES]
    for cells in [("place", "class", "A", "B", "between"), tuple("-" * each for each in widths), *rows]:
        columns = [textwrap.wrap(cell, size) or [""] for cell, size in zip(cells, widths, strict=True)]
        for at in range(max(map(len, columns))):
            line = (column[at] if at < len(column) else "" for column in columns)
            yield " ".join(cell.ljust(size) for cell, size in zip(line, widths, strict=True))
