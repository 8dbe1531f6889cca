"""Style sheets without the rules that no page uses.

The theme's and Sphinx's sheets serve every book; a third of their rules name things that ours does not have,
and every reader would load them with the first page.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

import tinycss2
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

SHEETS = ("styles/furo.css", "basic.css", "sixtracks.css")
_ATTRIBUTE = re.compile(r'\b(?:class|id)="([^"]*)"')
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_NESTED = ("media", "supports", "layer", "container")


def lean_sheets(app: Sphinx, exception: Exception | None) -> None:
    """Take from the site's style sheets the rules for classes and ids that no page and no script names."""
    if exception or not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    out = Path(app.outdir)
    named = names_in((path.read_text(encoding="utf-8") for path in sorted(out.rglob("*.html"))), markup=True)
    scripts = (path.read_text(encoding="utf-8") for path in sorted((out / "_static").rglob("*.js")))
    named |= names_in(scripts, markup=False)
    for name in SHEETS:
        sheet = out / "_static" / name
        if sheet.exists():
            sheet.write_text(lean(sheet.read_text(encoding="utf-8"), named), encoding="utf-8", newline="\n")


def names_in(texts: Iterable[str], *, markup: bool) -> set[str]:
    """The classes and ids in pages; of scripts every word, for they may give one to an element.

    Args:
        texts: Pages or scripts.
        markup: Whether they are pages.
    """
    found: set[str] = set()
    for text in texts:
        parts = _ATTRIBUTE.findall(text) if markup else _WORD.findall(text)
        found.update(name for part in parts for name in part.split())
    return found


def lean(sheet: str, named: Collection[str]) -> str:
    """A style sheet without comments and without the rules that match nothing.

    A rule goes where each of its selectors asks for a class or an id that is not among the names; what stands
    in brackets, such as ``:not(…)``, asks for nothing.

    Args:
        sheet: The style sheet.
        named: The classes and ids that there are.

    >>> lean("/* note */ .a, .gone { color: red } .gone { color: blue }", {"a"})
    '.a{ color: red }'
    """
    rules = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    return "".join(_kept(rules, named))


def _kept(rules: Iterable[Any], named: Collection[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [each for each in _selectors(rule.prelude) if set(_asked(each)) <= set(named)]
            if selectors:
                told = ",".join(tinycss2.serialize(each).strip() for each in selectors)
                yield f"{told}{{{_body(rule.content)}}}"
        elif rule.type == "at-rule" and rule.at_keyword in _NESTED and rule.content is not None:
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            if told := "".join(_kept(inner, named)):
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{told}}}"
        else:
            yield rule.serialize()


def _body(content: Iterable[Any]) -> str:
    return str(tinycss2.serialize([token for token in content if token.type != "comment"]))


def _selectors(prelude: Iterable[Any]) -> Iterator[list[Any]]:
    """A rule's selectors, which commas part."""
    selector: list[Any] = []
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            yield selector
            selector = []
        else:
            selector.append(token)
    yield selector


def _asked(selector: list[Any]) -> Iterator[str]:
    """The classes and ids that a selector asks for, outside brackets."""
    for before, token in zip([None, *selector], selector, strict=False):
        if token.type == "hash" or (
            token.type == "ident" and before is not None and before.type == "literal" and before.value == "."
        ):
            yield token.value
