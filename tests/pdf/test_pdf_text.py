"""What stands on the pages, in reading order, as pdftotext gives it; skipped where there is none."""

import re
import shutil
import subprocess

import pytest

pytestmark = pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")

ONE = """\
# Opening

:::{passage} 1
He argues one thing{annotation}`p1-a`.
:::

:::{annotation} p1-a
:lemma: some words
:kind: person

Kim went.
:::
"""
TWO = """\
# Next

See [](#p1).

:::{passage} 2
He proposes Kim’s plan{annotation}`p2-a`.
:::

:::{annotation} p2-a
:lemma: third words
:kind: term

Moon went.
:::

:::{passage} 3
He ends.
:::
"""


def text_of(built, page: int) -> str:
    """The text of a page, counted from 0, with single spaces."""
    built.opened().close()
    number = str(page + 1)
    done = subprocess.run(
        ["pdftotext", "-raw", "-f", number, "-l", number, built.pdf, "-"],
        capture_output=True,
        text=True,
        check=True,
    )
    return re.sub(r"\s+", " ", done.stdout.replace("\u2060", ""))


@pytest.fixture
def pages(build):
    """The text of the page on which a place stands."""
    built = build(one=ONE, two=TWO, names="# Index of names\n\n```{names-index}\n```\n")
    places = built.places()
    return lambda ident: text_of(built, places[ident])


def test_note_says_number_place_voice_and_lemma(pages):
    text = pages("p1-a")
    assert "1 ¶1 Editors’ note, person. Zelikow: “some words” – Kim went." in text


def test_notes_are_numbered_afresh_in_each_chapter(pages):
    assert "1 ¶2 Editors’ note, term. Zelikow: “third words”" in pages("p2-a")


def test_passage_says_number_and_voice_before_the_digest(pages):
    assert re.search(r"¶1 Digest He argues one thing", pages("p1"))


def test_reference_to_another_page_says_the_page(pages):
    assert "See ¶1 (p. 1)." in pages("p2")


def test_index_gives_pages_once_each_in_order(pages):
    text = pages("index-of-names")
    assert "Kim Jong Un [김정은], 1, 2" in text
    assert "Moon Jae-in, 2" in text


def test_running_head_says_chapter_and_passages(build):
    """Right-hand pages name the chapter and the passages that stand on them."""
    digest = "He argues at length that one thing leads to another. " * 9
    several = "\n".join(f":::{{passage}} {n}\n{digest}\n:::\n" for n in range(1, 17))
    built = build(one=f"# Opening\n\n{several}")
    places = built.places()
    right = next(page for page in sorted(places.values()) if page > places["p1"] and page % 2 == 0)
    shown = sorted(
        int(name[1:]) for name, page in places.items() if page == right and re.fullmatch(r"p\d+", name)
    )
    head = re.search(r"Opening · ¶(\d+)–(\d+)", text_of(built, right))
    assert head
    assert int(head[1]) in (shown[0], shown[0] - 1)
    assert int(head[2]) == shown[-1]
    assert "Six Tracks" in text_of(built, right - 1)
    assert " · ¶" not in text_of(built, places["p1"])


def test_title_page_and_its_back(build):
    built = build(one="# One\n")
    assert "Six Tracks An annotated edition Philip Zelikow, “How Diplomacy" in text_of(built, 0)
    assert "As of 22 November 2026" in text_of(built, 0)
    back = text_of(built, 1)
    assert "The Six Tracks contributors, Six Tracks: An annotated edition, version" in back
    assert "the phrases quoted from it are not under our" in back.replace("\n", " ")
