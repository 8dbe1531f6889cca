"""The guard: no run of the essay's words in a tracked file, whatever markup parts them."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from places import ROOT, SHARED
from sixtracks.cli import main
from sixtracks.cli.guard import LARGEST, check, check_with_copies, check_with_texts, standing_of, texts_of
from sixtracks.faults import FaultError
from sixtracks.records.guard import load_allowances
from sixtracks.witness.guard import (
    FILE,
    FOUND_ALWAYS,
    GROUP,
    LIMIT,
    Guard,
    Standing,
    digest,
    dump,
    essay_of,
    exact_runs,
    load_guard,
    make_guard,
    sampled,
    sampled_runs,
    segments_of,
    text_of,
)
from sixtracks.witness.model import FoundPassage, Mend
from sixtracks.witness.views import views
from sixtracks.witness.words import words_of

# An essay of the test's own, in three paragraphs; it quotes someone, and has what a scan has.
QUOTED = "a ferry is a bridge that comes when it is called"
BEFORE = """Nobody who crosses the estuary by the old ferry forgets its keeper’s patience. He waits
until the last cyclist has chained her wheels against the rail, counts his fares twice, and
only then lets the cable take up its slack. In winter, when fog fills the channel from bank
to bank, he steers by the bells that hang along the eastern pier, each of them tuned a
little lower than the one before. A stranger hears noise; the keeper hears a map. His
grandfather cast two of those bells from the propeller of a wrecked tug, and the parish paid
for the others with money it had saved for a tower that was never begun."""
AFTER = """That was how the council’s engineer put it when the new crossing was proposed in 1987. She
had measured the U.S. and Dutch designs, had read whatever the harbour office kept, and
found that a fixed span would carry 12,500 carts on a market day while the ferry carried
sixty. Yet she argued against her own figures. A span would need deep piers in moving sand;
dredging would starve the oyster beds; and nobody had asked the villages upstream, whose
barges need the full height of the tide. Better, she wrote, to mend the landing stages, buy
a second boat, and print a timetable which people could believe."""
LAST = """The council laughed, then voted with her by a single hand. Thirty years later both boats
still run. The oysters have come back, the bells have been recast, and the timetable hangs
in every kitchen on the western shore, where children learn from it to read the clock before
they learn to read anything else. Whether it saved money is disputed; that it saved the
estuary is not."""
ESSAY = f"{BEFORE}\n\n“{QUOTED.capitalize()}.” {AFTER}\n\n{LAST}"
STANDING = Standing((QUOTED, "The Landing Stages of the West"), (re.compile(r"https?://\S+"),))
SEGMENTS = segments_of((ESSAY,), STANDING)
GUARD = make_guard([(ESSAY,)], STANDING)
KNOWN = essay_of([(ESSAY,)], STANDING)
SAMPLE = BEFORE.split()[14:46]
"""Thirty-two words as they are printed."""


def spaced(text: str) -> str:
    return " ".join(text.split())


def wrapped(words: list[str], start: str = "", end: str = "") -> str:
    """Four words a line, with something at each end of it."""
    lines = (" ".join(words[at : at + 4]) for at in range(0, len(words), 4))
    return "\n".join(f"{start}{line}{end}" for line in lines)


def each(word: Callable[[str], str], step: int = 3) -> Callable[[list[str]], str]:
    """Every third word changed."""
    return lambda words: " ".join(word(w) if at % step == 1 else w for at, w in enumerate(words))


def at_line_ends(words: list[str], sign: str, end: str = "\n") -> str:
    """Longer words parted by a hyphen and a line end."""
    return " ".join(f"{w[:3]}{sign}{end}{w[3:]}" if w.isalpha() and len(w) > 5 else w for w in words)


MARKUP: dict[str, Callable[[list[str]], str]] = {
    "plain": " ".join,
    "upper case": lambda words: " ".join(words).upper(),
    "other punctuation": lambda words: " – ".join(words).replace("’", "'").replace(",", ";"),
    "lines": wrapped,
    "Windows lines": lambda words: wrapped(words, end=" "),
    "non-breaking spaces": "\u00a0".join,
    "soft hyphens": each(lambda w: f"{w[:2]}\u00ad{w[2:]}"),
    "no width": each(lambda w: f"{w[:2]}\u200b{w[2:]}"),
    "ligatures": lambda words: " ".join(words).replace("ff", "ﬀ").replace("fi", "ﬁ").replace("fl", "ﬂ"),
    "emphasis": each(lambda w: f"*{w}*"),
    "strong underscores": each(lambda w: f"__{w}__"),
    "emphasis within words": each(lambda w: f"**{w[0]}**{w[1:]}"),
    "inline HTML": each(lambda w: f'<span class="small caps">{w}</span>'),
    "HTML within words": each(lambda w: f"<b>{w[0]}</b>{w[1:]}"),
    "HTML over lines": each(lambda w: f'<a\n  href="x"\n>{w}</a>'),
    "HTML without blanks": lambda words: "".join(f"<span><i>{w}</i></span>" for w in words),
    "table cells": lambda words: "".join(f"<td>{w}</td>\n" for w in words),
    "broken lines": "<br>".join,
    "comments of HTML": each(lambda w: f"{w} <!-- see the other page -->"),
    "entities": lambda words: "&nbsp;".join(words).replace("’", "&rsquo;"),
    "numbered entities": lambda words: "&#32;".join(words).replace("’", "&#8217;"),
    "entities of entities": lambda words: "&amp;nbsp;".join(words).replace("’", "&amp;#x2019;"),
    "escaped HTML": each(lambda w: f"&lt;em class=&quot;a&quot;&gt;{w}&lt;/em&gt;"),
    "notes hung on words": each(lambda w: f"{w}{{annotation}}`p1-some-note`"),
    "citations": each(lambda w: f"{w} {{cite:t}}`Smith2018ferries,Doe2019boats`"),
    "roles that set words": each(lambda w: f"{{abbr}}`{w}`"),
    "roles with a target": each(lambda w: f"{{ref}}`{w} <some-place>`"),
    "roles of reStructuredText": each(lambda w: f":strong:`{w}`"),
    "links": each(lambda w: f"[{w}](other/page_(1).md)"),
    "links by name": each(lambda w: f"[{w}][the page]"),
    "footnotes": each(lambda w: f"{w}[^note-1]"),
    "bare addresses": each(lambda w: f"{w} (https://example.org/a/b)"),
    "numbered notes": each(lambda w: f"{w}<sup><a href='#n'>12</a></sup>"),
    "numbers in brackets": each(lambda w: f"{w}[12]"),
    "raised figures": each(lambda w: f"{w}¹²"),
    "citations of Pandoc": each(lambda w: f"{w} [@Smith2018ferries, p. 4]"),
    "citations of TeX": each(lambda w: rf"{w}~\autocite[4]{{Smith2018ferries}}"),
    "soft hyphens of HTML": each(lambda w: f"{w[:2]}&shy;{w[2:]}"),
    "breaks within words": each(lambda w: f"{w[:2]}<wbr>{w[2:]}"),
    "Typst with settings": each(lambda w: f"#text(fill: red)[{w}] @smith2018"),
    "Typst": each(lambda w: f"#emph[{w}]"),
    "block quotation": lambda words: wrapped(words, "> > "),
    "comment signs": lambda words: wrapped(words, "    # "),
    "comments of C": lambda words: "/*\n" + wrapped(words, " * ") + "\n*/",
    "comments of JavaScript": lambda words: wrapped(words, "// "),
    "YAML, folded": lambda words: "- id: a\n  text: >-\n" + wrapped(words, "    "),
    "YAML, a list": lambda words: "".join(f"  - {json.dumps(w)}\n" for w in words),
    "JSON": lambda words: json.dumps({"text": " ".join(words)}),
    "JSON with line ends": lambda words: json.dumps({"text": wrapped(words)}),
    "a notebook": lambda words: json.dumps({"source": wrapped(words).splitlines(keepends=True)}, indent=1),
    "JSON in JSON": lambda words: json.dumps(json.dumps(wrapped(words))),
    "CSV": lambda words: f'1,"{" ".join(words)}",2',
    "Python strings": lambda words: "TEXT = (\n" + wrapped(words, '    "', ' "') + "\n)",
    "Python f-strings": lambda words: "TEXT = (\n" + wrapped(words, '    rf"', r'\n"') + "\n)",
    "JavaScript strings": lambda words: wrapped(words, "  '", " ' +"),
    "BibTeX": each(lambda w: f"{{{w[0]}}}{w[1:]}"),
    "TeX": each(lambda w: rf"\textit{{{w}}}"),
    "TeX groups": each(lambda w: rf"{{\em {w}}}"),
    "TeX hyphens": each(lambda w: rf"{w[:2]}\-{w[2:]}"),
    "hyphens at line ends": lambda words: at_line_ends(words, "-"),
    "soft hyphens at line ends": lambda words: at_line_ends(words, "\u00ad"),
    "hyphens at line ends in a quotation": lambda words: at_line_ends(words, "-", "\n> "),
    "hyphens at line ends in JSON": lambda words: json.dumps(at_line_ends(words, "-")),
    "an address": lambda words: "https://example.org/#:~:text=" + "%20".join(words).replace("’", "%E2%80%99"),
}


def flat(runs) -> list[tuple[int, int]]:
    return [(run.line, run.length) for run in runs]


@pytest.mark.parametrize("kind", MARKUP)
def test_markup_hides_nothing(kind: str):
    """Sixteen words are found by the set, nine with a copy, on the line where they begin; eight may stand."""
    before, after = "Another text stands here.\n\n\n", "\n\nAnd another there.\n"
    words = [word for word in SAMPLE if "’" not in word]  # each is one word, so that they can be counted
    assert "".join(words) in "".join(SAMPLE)
    sixteen, nine, eight = (f"{before}{MARKUP[kind](words[:n])}{after}" for n in (16, 9, 8))
    assert sampled_runs(sixteen, GUARD)
    assert [run.length for run in exact_runs(nine, KNOWN)] == [9]
    line = nine[: nine.lower().index(words[0].lower(), len(before))].count("\n") + 1
    assert [run.line for run in exact_runs(nine, KNOWN)] == [line]
    assert max(run.length for run in exact_runs(eight, KNOWN)) == LIMIT
    assert not sampled_runs(eight, GUARD)


def test_a_hyphen_within_a_line_stays():
    """Only what a line end has parted is put together, and every line end is kept."""
    text = "A two-part word, re-\n  turned and well-\nmade at the end.\n"
    assert views(text) == (text, "A two-part word, returned\n and wellmade\n at the end.\n")


SIGNS = st.sampled_from(
    [*"\\\n{}[]()<>&;:#*%`-/\"'^@_ab1 \t\u00ad", "<b ", "</p>", "<!--", "-->", "{r}`", "https://"]
)


@given(st.lists(SIGNS | st.characters(exclude_characters="\r"), max_size=60).map("".join))
def test_any_text_can_be_read(text: str):
    """Whatever stands there, every view has the file's lines, and reading it raises nothing."""
    assert {view.count("\n") for view in views(text)} == {text.count("\n")}
    sampled_runs(text, GUARD)
    exact_runs(text, KNOWN)


def test_apostrophes_are_apostrophes():
    """However a file writes them."""
    words = BEFORE.split()[4:20]
    assert "keeper’s" in words
    for written in (
        "keeper's",
        "keeper&rsquo;s",
        r"keeper\u2019s",
        "keeper” s",
        "keeper&#x27;s",
        r"keeper\'s",
    ):
        runs = exact_runs(" ".join(words).replace("keeper’s", written), KNOWN)
        assert [run.length for run in runs] == [17], written


def test_an_abbreviation_is_one_word_and_so_is_a_number():
    """A scan that lost a stop, and a number with other separators, are the same text."""
    start = AFTER.index("measured the")
    text = spaced(AFTER[start : AFTER.index("on a market day")])
    for written in (
        text,
        text.replace("U.S.", "US."),
        text.replace("U.S.", "u.s.").replace("12,500", "12’500"),
    ):
        assert len(exact_runs(written, KNOWN)) == 1, written


@pytest.mark.parametrize("segment", SEGMENTS, ids=len)
def test_sixteen_words_are_found_wherever_they_stand(segment: tuple[str, ...]):
    """At every place; fifteen are found at seven of eight, nine at one of eight, eight nowhere."""
    assert len(segment) > 2 * FOUND_ALWAYS
    for length in range(LIMIT, 25):
        places = range(len(segment) - length + 1)
        found = {at for at in places if sampled_runs(" ".join(segment[at : at + length]), GUARD)}
        expected = min(length - LIMIT, 8)
        assert all((at in found) == (-at % 8 < expected) for at in places), length
    assert {-at % 8 for at in range(len(segment) - 14)} == set(range(8))


def test_a_long_run_is_one_run():
    """The groups in it are put together; what comes before the first or behind the last is not counted."""
    text = "\n".join(SEGMENTS[0][3:60])
    assert flat(sampled_runs(text, GUARD)) == [(8 - 3 + 1, 49)]
    assert flat(exact_runs(text, KNOWN)) == [(1, 57)]


def test_a_run_across_paragraphs_counts():
    """Of the essay, and of the file."""
    across = AFTER.split()[-8:] + LAST.split()[:8]
    for text in (" ".join(across), "\n\n".join(across)):
        assert [run.length for run in exact_runs(text, KNOWN)] == [16]
        assert sampled_runs(text, GUARD)


def test_two_runs_that_overlap_are_both_measured():
    """A shorter run that begins earlier does not hide the longer one that begins within it."""
    essay = essay_of(
        [
            (
                "one two three four five six seven",
                "four five six eight nine ten eleven twelve",
            )
        ],
        Standing(),
    )
    text = "one two three four five six eight nine ten eleven twelve"
    assert {run.length for run in exact_runs(text, essay)} == {6, 8}


def test_what_may_stand_stands():
    """What is quoted from someone else does not count, nor lengthen the runs beside it."""
    beside = " ".join(BEFORE.split()[-8:] + QUOTED.split() + AFTER.split()[:7])
    assert [run.length for run in exact_runs(beside, KNOWN)] == [8, 8]
    assert not sampled_runs(beside, GUARD)
    assert [run.length for run in exact_runs(beside, essay_of([(ESSAY,)], Standing()))] == [8 + 11 + 8]


def test_the_texts_are_cut_at_headings_and_addresses():
    """Where a copy's paragraph has swallowed one, it is not taken for the essay's words."""
    text = (
        f"{BEFORE}\nThe Landing Stages of the West\n{AFTER}\nSee https://example.org/{'-'.join(SAMPLE)}\n",
    )
    kept = segments_of(text, STANDING)
    assert [len(segment) for segment in kept] == [
        len(SEGMENTS[0]),
        len(segments_of((AFTER,), STANDING)[0]) + 1,
    ]
    assert len(segments_of(text, Standing())) == 1


def test_a_short_phrase_cuts_nothing():
    """Otherwise fifteen words on each side of it could be copied together."""
    standing = Standing((*STANDING.phrases, "oyster beds"), STANDING.patterns)
    assert segments_of((ESSAY,), standing) == SEGMENTS
    assert len(SEGMENTS) == 2


def test_each_form_of_a_group_is_kept():
    """A scanning fault hides no group, in whichever text; the places stay those of the fullest one."""
    scan = ESSAY.replace("dredging", "dredgiug").replace("U.S.", "US.")
    short = ESSAY[: ESSAY.index("Yet she")].replace("cyclist", "cydist")
    guard = make_guard([(short,), (scan,), (ESSAY,)], STANDING)
    assert len(guard.digests) == len(GUARD.digests) + 2  # “US.” and “U.S.” are one word
    for text in (ESSAY, scan, short):
        for segment in segments_of((text,), STANDING):
            for at in range(len(segment) - 15):
                assert sampled_runs(" ".join(segment[at : at + 16]), guard)


def test_the_text_of_a_copy():
    """A missing paragraph parts the text; the mended form is another text."""

    def passage(number: int, *mends: Mend) -> FoundPassage:
        return FoundPassage(number, "whole", 1.0, f"Paragraph {number} Vietham", mends)

    passages = (passage(1), passage(2, Mend(12, 19, "Vietnam", "one letter")), passage(4))
    assert text_of(passages) == (
        "Paragraph 1 Vietham\n\nParagraph 2 Vietham",
        "Paragraph 4 Vietham",
    )
    assert text_of(passages, mended=True)[0] == "Paragraph 1 Vietham\n\nParagraph 2 Vietnam"


# What the set can reveal


def test_two_groups_share_one_word_at_most():
    """So that whoever has found the whole of one knows one word of the next, and lacks eight."""
    places = [at for at, _ in sampled(SEGMENTS)]
    assert len(places) == len(GUARD.digests)
    assert all(later - earlier >= GROUP - 1 for earlier, later in pairwise(places))


def test_a_dictionary_finds_the_ninth_word_and_no_more():
    """Eight known words give the ninth; from there, no group with less than eight new words is confirmed."""
    words = SEGMENTS[0]
    dictionary = sorted({word for segment in SEGMENTS for word in segment})
    assert [word for word in dictionary if digest((*words[:8], word)) in GUARD.digests] == [words[8]]
    confirmed = [
        at for at in range(len(words) - GROUP + 1) if digest(words[at : at + GROUP]) in GUARD.digests
    ]
    assert confirmed == list(range(0, len(words) - GROUP + 1, 8))
    # Of the groups of eight that the essay's own words make, many fit each digest by chance.
    assert len(dictionary) ** 8 > 1_000 * 2**40


def test_the_set_has_no_order():
    """The file sorts the digests; only their number tells how long the text is."""
    packed = dump(GUARD)
    assert packed == dump(make_guard([(ESSAY,)], STANDING))
    assert json.loads(packed)["count"] == len(GUARD.digests)
    assert len(dump(Guard(frozenset()))) < 200


# Tracked files


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A git repository with the test's essay guarded, and nothing of it in its files."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "guard.yml").write_text(
        f"- text: {QUOTED}\n  kind: quotation\n  source: Smith2017talks\n  why: Said by another.\n",
        encoding="utf-8",
    )
    shutil.copy(ROOT / "tests" / "books" / "small" / "data" / "references.bib", tmp_path / "data")
    (tmp_path / FILE).write_text(dump(GUARD), encoding="utf-8")
    (tmp_path / "book.md").write_text("Nothing of it.\n", encoding="utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    return tmp_path


def planted(root: Path, name: str, content: str | bytes) -> None:
    """A tracked file."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    git(root, "add", "-f", name)


def exact(root: Path):
    return check_with_texts(root, [(ESSAY,)], "the copy")


def test_a_clean_repository(repository: Path, capsys: pytest.CaptureFixture[str]):
    """One line says what was checked."""
    assert main(["guard", str(repository)]) == 0
    said = capsys.readouterr()
    assert said.out == (
        f"The guard compared 4 tracked files with the sampled set ({len(GUARD.digests)} groups of nine "
        "words): none holds 16 or more of its words in a row.\n"
    )
    assert said.err == ""
    assert str(exact(repository)) == "The guard compared 4 tracked files with the copy: no run has 4 words."


def test_a_leak_is_named(repository: Path, capsys: pytest.CaptureFixture[str]):
    """By file and line, with so few of its words that the report is none itself."""
    planted(repository, "notes/a b–c.md", "One.\n\nTwo words " + spaced(LAST)[:400] + "\n")
    assert main(["guard", str(repository)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    first, mend = said.err.splitlines()
    assert first.startswith("notes/a b–c.md:3: here stand at least ")
    assert mend.startswith("    Mend: ")
    assert max((run.length for run in exact_runs(said.err, KNOWN)), default=0) <= 4


def test_the_exact_limit(repository: Path):
    """Eight words may stand, nine may not; the longest run is said."""
    words = LAST.split()
    planted(repository, "a.md", " ".join(words[:8]))
    assert exact(repository).longest == 8
    assert exact(repository).faults == ()
    planted(repository, "b.yml", "a: 1\nb: " + " ".join(words[:9]))
    (fault,) = exact(repository).faults
    assert (fault.path, fault.line) == ("b.yml", 2)
    assert fault.what == "here stand 9 words of the essay in a row, “the council laughed then … a”"


def test_a_copy_of_a_part(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """What a copy lacks is looked for with the sampled set; what it has, with the copy alone."""
    monkeypatch.setattr("sixtracks.cli.guard.texts_of", lambda path, root: ((BEFORE,),))
    command = ["guard", "--copy", "a.pdf", "--copy", "b.pdf", str(repository)]
    assert main(command) == 0
    with_copies, with_set = capsys.readouterr().out.splitlines()
    assert "with 2 copies: " in with_copies
    assert "with the sampled set " in with_set
    planted(repository, "a.md", LAST)
    assert main(command) == 1
    assert capsys.readouterr().err.startswith("a.md:1: here stand at least ")
    planted(repository, "b.md", BEFORE)
    assert main(command) == 1
    assert capsys.readouterr().err.startswith("b.md:1: here stand 116 words ")


def test_every_leak_is_named(repository: Path):
    """Two in one file, one in another; each once, though it is read in three views."""
    leak = spaced(LAST)
    planted(repository, "a.md", f"{leak}\n\nOther *words*.\n\n{' '.join(SAMPLE[:20])}\n")
    planted(repository, "b.md", f"\n{leak}\n")
    for checked in (check(repository), exact(repository)):
        assert [(fault.path, fault.line) for fault in checked.faults] == [
            ("a.md", 1),
            ("a.md", 5),
            ("b.md", 2),
        ]


def test_only_tracked_files_are_read(repository: Path):
    """A copy that lies beside them is the reader's own; a link's target too; a deleted file is no fault."""
    (repository / "copy.txt").write_text(ESSAY, encoding="utf-8")
    (repository / "link.txt").symlink_to("copy.txt")
    git(repository, "add", "link.txt")
    planted(repository, "gone.md", ESSAY)
    (repository / "gone.md").unlink()
    assert check(repository).faults == exact(repository).faults == ()
    git(repository, "add", "copy.txt")
    assert [fault.path for fault in check(repository).faults] == ["copy.txt", "copy.txt"]


def test_binaries_and_other_encodings(repository: Path):
    """A binary is refused; other encodings and line ends, and a byte-order mark, are read."""
    leak = wrapped(LAST.split())
    planted(repository, "a.bin", b"\0" + leak.encode())
    planted(repository, "b.txt", f"Zeile f\u00fcr Zeile\n{leak}".encode("cp1252"))
    planted(repository, "c.txt", "\ufeff\r\n" + leak.replace("\n", "\r\n"))
    planted(repository, "d.txt", "\r\r" + leak.replace("\n", "\r"))
    planted(repository, "e.txt", leak.encode("utf-16"))
    planted(repository, "picture.png", b"\x89PNG\0" + leak.encode())
    found = [(f.path, f.line) for f in exact(repository).faults]
    assert found == [("b.txt", 2), ("c.txt", 2), ("d.txt", 3), ("e.txt", 1), ("a.bin", 0)]
    assert "cannot read this file" in exact(repository).faults[-1].what


def test_copies_in_the_formats_of_readers_are_read(repository: Path, tmp_path: Path):
    """Somebody might add the very file from which a private edition was made."""
    document = docx.Document()
    document.add_paragraph(LAST)
    document.save(str(tmp_path / "copy.docx"))
    planted(repository, "data/copy.docx", (tmp_path / "copy.docx").read_bytes())
    assert [fault.path for fault in exact(repository).faults] == ["data/copy.docx"]
    planted(repository, "data/copy.docx", b"PK\x03\x04 damaged")
    assert [fault.what for fault in exact(repository).faults] == [
        "the guard cannot read this file, so it may hold the essay"
    ]


def test_a_file_that_is_too_large_is_named(repository: Path):
    """It is not read, so it may hold anything; a picture is only named."""
    planted(repository, "large.txt", " " * (LARGEST + 1))
    assert [fault.path for fault in check(repository).faults] == ["large.txt"]
    planted(repository, "large.png", " " * (LARGEST + 1))
    assert str(check(repository)).endswith("Not read, being too large or no text: large.png, large.txt.")


def test_a_folder_below_the_checkout(repository: Path):
    """The book may lie in a folder of a larger repository."""
    planted(repository, "inner/data/guard.json", dump(GUARD))
    planted(repository, "inner/a.md", LAST)
    assert [fault.path for fault in check(repository / "inner").faults] == ["a.md"]


def test_no_checkout(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """A plain folder has no tracked files: that is said."""
    (tmp_path / "data").mkdir()
    (tmp_path / FILE).write_text(dump(GUARD), encoding="utf-8")
    assert main(["guard", str(tmp_path)]) == 1
    assert "this is no git checkout" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [("none.txt", None, "none.txt: "), ("other.txt", f"{ESSAY}\n\n{ESSAY}", "this is not the essay")],
)
def test_a_copy_of_no_use(
    repository: Path, capsys: pytest.CaptureFixture[str], name: str, content: str | None, what: str
):
    """A missing file or another text is refused, and nothing is said to be clean."""
    shutil.copy(ROOT / "data" / "fingerprint.json", repository / "data")
    path = repository / name
    if content:
        path.write_text(content, encoding="utf-8")
    assert main(["guard", "--copy", str(path), str(repository)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert what in said.err


def test_no_git(repository: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", str(repository))
    with pytest.raises(FaultError, match="git is missing"):
        check(repository)


# The records


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda text: "", "cannot be read"),
        (lambda text: "[]", "cannot be read"),
        (lambda text: '{"digests": 3}', "cannot be read"),
        (lambda text: text.replace('"digests": "', '"digests": "!'), "cannot be read"),
        (lambda text: text.replace('"group": 9', '"group": 8'), "another method"),
        (lambda text: re.sub(r'(?<="digests": ")....', "", text), "not whole"),
    ],
)
def test_a_damaged_set(tmp_path: Path, change: Callable[[str], str], what: str):
    """It is not taken for a set that finds nothing."""
    (tmp_path / "data").mkdir()
    (tmp_path / FILE).write_text(dump(GUARD), encoding="utf-8")
    assert load_guard(tmp_path) == GUARD
    (tmp_path / FILE).write_text(change(dump(GUARD)), encoding="utf-8")
    with pytest.raises(FaultError, match=what):
        load_guard(tmp_path)


def test_no_set(tmp_path: Path):
    with pytest.raises(FaultError, match="does not exist"):
        load_guard(tmp_path)


@pytest.mark.parametrize(
    ("record", "line", "what"),
    [
        ("- kind: title\n  source: A1\n  why: So.", 1, "it should have a text or a pattern"),
        ("- text: a\n  pattern: a\n  kind: title\n  source: A1\n  why: So.", 1, "a text or a pattern"),
        ("- text: a\n  kind: joke\n  source: A1\n  why: So.", 2, "“joke” is unknown"),
        ("- text: a\n  kind: title\n  source: B2\n  why: So.", 3, "there is no source “B2”"),
        ("- pattern: '('\n  kind: address\n  source: A1\n  why: So.", 1, "no regular expression"),
        ("- pattern: a*\n  kind: address\n  source: A1\n  why: So.", 1, "fits every text"),
        ("- &r {text: a, kind: title, source: A1, why: So.}\n- *r", 2, "stands for another part"),
        (
            "- {text: a, kind: title, source: A1, why: So.}\n- {text: a, kind: title, source: A1, why: So.}",
            2,
            "twice",
        ),
    ],
)
def test_a_wrong_allowance(tmp_path: Path, record: str, line: int, what: str):
    """Each fault has its line and its mend."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "guard.yml").write_text(record, encoding="utf-8")
    with pytest.raises(FaultError) as stopped:
        load_allowances(tmp_path, {"A1"})
    (fault,) = stopped.value.faults
    assert (fault.path, fault.line) == ("data/guard.yml", line)
    assert what in fault.what
    assert fault.mend


def test_what_the_edition_lets_stand():
    """Titles and headings of the essay, and quotations whose sources are in the bibliography."""
    phrases = standing_of(ROOT).phrases
    assert "How Diplomacy With North Korea Can Work" in phrases
    assert all(len(words_of(phrase)) <= 10 for phrase in phrases)


# The repository itself


@pytest.fixture(scope="module")
def checkout() -> Path:
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout: git alone says which files are tracked")
    return ROOT


def test_no_tracked_file_holds_a_run_of_the_essay(checkout: Path):
    """With the sampled set, which every contributor has."""
    checked = check(checkout)
    assert checked.files > 300
    assert not checked.faults, "\n".join(map(str, checked.faults))


@pytest.fixture(scope="module")
def seeds() -> list[Path]:
    return sorted((SHARED / "seeds").glob("*.txt"))


@pytest.mark.essay
def test_no_tracked_file_holds_nine_words_of_the_essay(checkout: Path, seeds: list[Path]):
    """With both surviving texts."""
    checked = check_with_copies(checkout, seeds)
    assert not checked.faults, "\n".join(map(str, checked.faults))
    assert checked.longest


@pytest.mark.essay
def test_the_set_is_what_the_texts_make(seeds: list[Path]):
    """The file is the command's, and finds every run of sixteen words of either text, mended or not."""
    standing = standing_of(ROOT)
    texts = [text for path in seeds for text in texts_of(path, ROOT)]
    guard = make_guard(texts, standing)
    assert (ROOT / FILE).read_text(encoding="utf-8") == dump(guard)
    for text in texts:
        segments = segments_of(text, standing)
        assert sum(map(len, segments)) > 250
        for segment in segments:
            kept = [
                digest(segment[at : at + GROUP]) in guard.digests for at in range(len(segment) - GROUP + 1)
            ]
            assert all(any(kept[at : at + 8]) for at in range(len(segment) - FOUND_ALWAYS + 1))
