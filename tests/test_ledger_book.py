"""The ledger of claims in a small book: evidence first, verdicts folded, each with an address of its own."""

import copy
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from bs4 import BeautifulSoup

from markup import one, page, words
from sixtracks.book.citations import short_title
from sixtracks.records import Source


@pytest.fixture(scope="module")
def root(built_book: Callable[..., Path]) -> Path:
    """The smallest book with a ledger."""
    return built_book("ledger")


def opened(root: Path, name: str) -> BeautifulSoup:
    """A page of the book."""
    return page(root / "_build" / "html" / "book" / f"{name}.html")


def test_a_claim_shows_its_evidence_before_its_verdicts(root: Path):
    """What is open says what the essay claims and what was known, and neither verdict."""
    claim = copy.copy(one(opened(root, "ledger"), "#claim-p1-first"))
    assert words(one(claim, "h2")) == "Zelikow “this thing” fact"
    for state in claim.select("details"):
        assert not state.has_attr("open")
        state.extract()
    told = words(claim)
    assert "Digest Author says that this was so." in told
    assert "Evidence of 9 July 2018: (UN Security Council 2006a)." in told
    assert "ccurate" not in told
    assert "ontested" not in told


def test_each_verdict_stands_behind_a_native_disclosure(root: Path):
    """Day, verdict, reason and sources; the dissent with what is known now."""
    claim = one(opened(root, "ledger"), "#claim-p1-first")
    then, now = claim.select("details")
    assert words(one(then, "summary")) == "Our verdict for 9 July 2018"
    assert words(one(now, "summary")) == "What is known on 31 January 2026"
    assert "Accurate. The first document says the same." in words(then)
    assert "Contested. Two scholars have since denied it (Smith and Doe 2017; UN" in words(now)
    assert "Dissent. Smith and Doe hold that it was otherwise (Smith and Doe 2017)." in words(now)


def test_each_state_of_each_claim_has_an_address(root: Path):
    """In the pages, with a link to it, and as a named destination of the PDF."""
    ledger = opened(root, "ledger")
    addresses = [
        f"claim-{ident}{clock}" for ident in ("p1-first", "p2-second") for clock in ("", "-then", "-now")
    ]
    for ident in addresses:
        target = one(ledger, f"#{ident}")
        if ident.endswith(("-then", "-now")):
            assert one(target, ".ways a")["href"] == f"#{ident}"
            assert target.find_parent("details") is not None
    (pdf,) = (root / "_build" / "pdf").glob("*.pdf")
    with pikepdf.open(pdf) as document:
        named = {str(name) for name in pikepdf.NameTree(document.Root.Names.Dests)}
    assert set(addresses) <= named


def test_a_note_takes_lemma_and_verdicts_from_its_claim(root: Path):
    """They stand in one place; the note leads to the reasons."""
    note = one(opened(root, "one"), "#p1-first")
    assert words(one(note, ".lemma")) == "Zelikow “this thing”"
    assert words(one(note, ".verdict")) == "Verdict 9 July 2018: accurate 31 January 2026: contested why"
    assert one(note, ".verdict a")["href"] == "ledger.html#claim-p1-first"
    assert not one(opened(root, "one"), "#p2-third").select(".verdict")


def test_on_paper_every_verdict_is_open(root: Path):
    """In the ledger and below the note, which leads to the ledger's page."""
    (pdf,) = (root / "_build" / "pdf").glob("*.pdf")
    read = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, text=True, check=True)
    told = " ".join(read.stdout.replace("\u2060", "").split())
    assert "Verdict as of 9 July 2018: accurate; as of 31 January 2026: contested; why (p." in told
    assert "Our verdict for 9 July 2018: Accurate. The first document says the same." in told
    assert "What is known on 31 January 2026: Not tried. Nobody has tried it since" in told


def test_a_claim_leads_to_its_passage_and_note(root: Path):
    """And is sorted by what it is."""
    claim = one(opened(root, "ledger"), "#claim-p2-second")
    assert [link["href"] for link in claim.select(".claim-place a")] == ["one.html#p2", "one.html#p2-second"]
    facets = {name: claim[f"data-{name}"] for name in ("place", "kind", "then", "now")}
    assert facets == {"place": "2", "kind": "proposal", "then": "untried", "now": "not tried"}


def test_the_outcomes_are_those_of_the_claims(root: Path):
    """Proposals and forecasts alone, each with what became of it and the way to the ledger."""
    (item,) = opened(root, "outcomes").select(".outcomes li")
    told = "Author would have a treaty follow. ¶2 – Not tried. Nobody has tried it since (UN"
    assert words(item).startswith(told)
    assert item.select("a")[-1]["href"] == "ledger.html#claim-p2-second"


def test_only_the_ledger_loads_its_script(root: Path):
    """Other pages do not pay for it."""
    assert opened(root, "ledger").select('script[src*="ledger.js"]')
    assert not opened(root, "one").select('script[src*="ledger.js"]')


@pytest.mark.parametrize(
    ("title", "dated", "short"),
    [
        ("{{A word}}", "2018-07-07", "A word, 7 July 2018"),
        ("{{A word}}", "2018-07", "A word"),
        ("{{[A list]}}", "", "[A list]"),
        ("{{" + "word " * 40 + "}}", "2018-07-07", "word " * 17 + "word …, 7 July 2018"),
    ],
)
def test_a_citations_title_says_what_its_words_do_not(title: str, dated: str, short: str):
    """No author, no year alone, no address."""
    source = Source("UN2018word", "misc", (("date", dated), ("title", title.strip("{}"))), 1)
    assert short_title(source) == short


def test_citations_say_their_title_in_notes_and_not_in_the_ledger(root: Path):
    """There they are many."""
    links = opened(root, "one").select(".annotation .bibtex-citation a")
    assert {link["title"] for link in links} == {
        "First document",
        "Second document",
        "On talks, 2 March 2017",
    }
    assert not opened(root, "ledger").select(".bibtex-citation a[title]")
