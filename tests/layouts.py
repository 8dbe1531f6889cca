"""Sheets as files: text in lines, a page of a newspaper's site, a PDF in two columns.

What a layout puts around and between the words (running heads, numbers of pages and lines, navigation) is
nobody's paragraph. A piece that ends with a space goes on with the next.
"""

import html
import random
import re
from collections.abc import Callable, Iterator
from itertools import count, groupby
from pathlib import Path

from damage import Piece, Sheet

Write = Callable[[Sheet], str]

AFTER_HYPHEN = 3
"""As many letters of a word, at least, stand on either side of a line's end."""

HEADS = ("How Diplomacy With North Korea Can Work", "Foreign Affairs  ·  July 2018  ·  Philip Zelikow")


def blocks(sheet: Sheet) -> list[str]:
    """The paragraphs as they are set: a piece that ends with a space goes on with the next."""
    found: list[str] = []
    going_on = False
    for piece in sheet:
        if going_on:
            found[-1] += piece.text
        else:
            found.append(piece.text)
        going_on = piece.text.endswith(" ")
    return found


def wrapped(columns: int, *, hyphens: bool = False, indent: str = "") -> Write:
    """Lines of at most so many columns, an empty line between paragraphs.

    With `hyphens`, words of six letters and more are broken at the ends of lines wherever they fall. With an
    `indent`, it shows where a paragraph begins, and no empty line does.
    """

    def write(sheet: Sheet) -> str:
        parts = ["\n".join(_lines(indent + block, columns, hyphens)) for block in blocks(sheet)]
        return ("\n" if indent else "\n\n").join(parts) + "\n"

    return write


def in_pages(columns: int, lines: int = 45) -> Write:
    """Wrapped, with a running head and a page number every so many lines, wherever that falls."""

    def write(sheet: Sheet) -> str:
        all_lines = wrapped(columns)(sheet).split("\n")
        found: list[str] = []
        for at, line in enumerate(all_lines):
            if at and at % lines == 0:
                page = at // lines + 1
                found += [f"{page - 1}", ""] if page % 2 else ["", f"Page {page - 1}"]
                found += [HEADS[page % 2], ""]
            found.append(line)
        return "\n".join(found)

    return write


def numbered(columns: int) -> Write:
    """Wrapped, with every fifth line's number in the margin."""

    def write(sheet: Sheet) -> str:
        numbers = count(1)
        found = []
        for line in wrapped(columns)(sheet).split("\n"):
            number = next(numbers) if line else 1
            found.append(f"{number:>3}  {line}" if number % 5 == 0 and line else f"     {line}".rstrip())
        return "\n".join(found)

    return write


def line_a_paragraph(sheet: Sheet) -> str:
    """Each paragraph one long line, none empty."""
    return "\n".join(blocks(sheet)) + "\n"


def one_line(sheet: Sheet) -> str:
    """No line ends at all."""
    return " ".join(blocks(sheet))


def html_page(seed: int) -> Write:
    """A page of a newspaper's site: the article with its markup, and all that stands around it."""
    chance = random.Random(seed)

    def write(sheet: Sheet) -> str:
        parts = []
        known = None
        groups = groupby(_joined(sheet), key=lambda piece: (piece.number > 0, piece.section))
        for (of_essay, section), pieces in groups:
            for piece in pieces:
                if not of_essay:
                    tag = "h2" if piece.section else "div"
                    parts.append(f"<{tag}>{html.escape(piece.text)}</{tag}>")
                else:
                    parts.append(f"<p>{_marked_up(piece.text, chance, drop=section != known)}</p>")
                    known = section
        return PAGE.replace("ARTICLE", "\n".join(parts))

    return write


def pdf_of_columns(sheet: Sheet, path: Path) -> Path:
    """A PDF of two columns with running heads and page numbers, set by Typst."""
    import typst

    body = "\n\n".join(f"#par[#{_typst(block)}]" for block in blocks(sheet))
    source = path.with_suffix(".typ")
    source.write_text(
        '#set page(paper: "a5", columns: 2, numbering: "1", '
        f"header: context if calc.even(here().page()) [#{_typst(HEADS[0])}] else [#{_typst(HEADS[1])}])\n"
        '#set text(size: 8pt, lang: "en", hyphenate: true)\n#set par(justify: true)\n' + body,
        encoding="utf-8",
    )
    typst.compile(str(source), output=str(path))
    source.unlink()
    return path


def _lines(text: str, columns: int, hyphens: bool) -> Iterator[str]:
    line = ""
    for word in re.split(r"[ \t]+", text):
        whole = word
        room = columns - len(line) - 2
        stem = re.match(r"[^\W\d_]+", word)
        if len(line) + len(word) >= columns and line:
            able = hyphens and stem and len(stem[0]) >= 2 * AFTER_HYPHEN
            if able and stem and room >= AFTER_HYPHEN:
                broken = min(room, len(stem[0]) - AFTER_HYPHEN)
                line += f" {word[:broken]}-"
                whole = word[broken:]
            yield line
            line = whole
        else:
            line = f"{line} {whole}" if line else whole
    yield line


def _joined(sheet: Sheet) -> Iterator[Piece]:
    held: list[Piece] = []
    for piece in sheet:
        held.append(piece)
        if not piece.text.endswith(" "):
            first = held[0]
            yield Piece("".join(p.text for p in held), first.number, first.section)
            held = []


def _marked_up(text: str, chance: random.Random, *, drop: bool) -> str:
    """A paragraph's words with the markup that editors and programs leave in them."""
    found = []
    for at, word in enumerate(text.split(" ")):
        shown = html.escape(word)
        if at == 0 and drop and word[:1].isalpha():
            shown = f'<span class="dropcap">{word[0]}</span>{html.escape(word[1:])}'
        elif chance.random() < 0.02:
            shown = f'<a href="/tags/{at}">{shown}</a>'
        elif chance.random() < 0.02:
            shown = f"<em>{shown}</em>"
        elif len(word) > 9 and word.isalpha() and chance.random() < 0.5:
            shown = f"{word[:4]}&shy;{word[4:]}"
        elif chance.random() < 0.1:
            shown = shown.replace("’", "&rsquo;").replace("“", "&quot;").replace("”", "&quot;")
        found.append(shown + ("&nbsp;" if chance.random() < 0.03 else " "))
    return re.sub(r"(&nbsp;| )$", "", "".join(found))


def _typst(text: str) -> str:
    """A text as a string of Typst's."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>How Diplomacy With North Korea Can Work | Foreign Affairs</title>
<style>.dropcap { float: left; font-size: 3em }</style>
<script>window.dataLayer = []; function track(what) { dataLayer.push("North Korea diplomacy " +
what); }</script>
</head>
<body>
<div id="cookies" role="dialog"><p>We and our partners store cookies on your device to measure how our pages
are read and to show advertisements that suit you. You can change your choice at any time.</p>
<button onclick="track('agreed')">Agree</button> <a href="/privacy">Privacy policy</a></div>
<nav><ul><li><a href="/">Home</a></li><li><a href="/regions">Regions</a></li><li><a href="/nk">North
Korea</a></li>
<li><a href="/topics">Topics</a></li><li><a href="/nuclear">Nuclear weapons and proliferation</a></li>
<li><a href="/subscribe">Subscribe</a></li></ul></nav>
<main><header><p class="topic">Diplomacy</p><h1>How Diplomacy With North Korea Can Work</h1>
<p class="author">By Philip Zelikow</p><time datetime="2018-07-09">July 9, 2018</time></header>
<figure><img src="meeting.jpg" alt="Two delegations at a long table in Pyongyang"><figcaption>The
Secretary of
State and his hosts at a guest house in Pyongyang, July 2018. Photo: agency</figcaption></figure>
<article>
ARTICLE
</article>
<aside><h2>Related articles</h2>
<h3>No deal is better than a bad one</h3><p>Kim Jong Un wants sanctions lifted first and will
disarm never. The
President should walk away from talks on the peninsula until Pyongyang declares every warhead it has.</p>
<h3>What Seoul wants</h3><p>South Korea’s president sees a peace regime as the road to a
nuclear-free peninsula,
and hopes that Washington, Beijing and Pyongyang will sign an end to the Korean War this year.</p>
<h3>The limits of pressure</h3><p>Sanctions have never made North Korea give up a missile. What
they can do is
buy time for negotiations on security, trade and the border between the two Koreas.</p></aside>
<section id="comments"><h2>Comments</h2>
<p><b>reader88</b> The nuclear issue always comes first, and the North knows that the United States
will not wait.
Any peace treaty without inspections is worth nothing, as in 1994.</p>
<p><b>Seoulite</b> We have lived with this for seventy years. Let the two Koreas talk about
families, railways
and the armistice, and let the great powers listen for once.</p></section></main>
<footer><p>© 2018. All rights reserved. Terms of use. Contact us. Published by a council.</p></footer>
<script src="https://ads.example/show.js"></script>
</body>
</html>
"""
