"""What a contributor writes: ``{passage}``, ``{annotation}`` and the two places that the build fills."""

import re
from collections.abc import Callable
from typing import Any, ClassVar, Literal, get_args

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

from sixtracks.book.nodes import annotation, annotation_mark, colophon_facts, digest, names_index, passage
from sixtracks.book.source import records_of
from sixtracks.records import Claim
from sixtracks.records.claims import LEMMA_LIMIT, in_words

Kind = Literal["context", "precedent", "term", "person", "data", "debate", "aftermath", "text"]

KINDS: tuple[str, ...] = get_args(Kind)
OPTIONS = ("lemma", "kind", "then", "now")
NOTE_LIMIT = 120
"""The most words of a note; a longer story goes to a chapter that the note links to."""
ANNOTATION_ID = re.compile(r"^p[1-9]\d*(-[a-z0-9]+)+$")

logger = logging.getLogger(__name__)


def mark_id(annotation_id: str) -> str:
    """The id of the place in the digest where an annotation hangs."""
    return f"{annotation_id}-mark"


def report(what: str, mend: str, location: nodes.Node | tuple[str, int], subtype: str) -> None:
    """Say what is wrong with a chapter, where, and how to mend it; the build stops at its end."""
    logger.warning("%s. Mend: %s", what, mend, location=location, type="sixtracks", subtype=subtype)


class PassageDirective(SphinxDirective):
    """A numbered paragraph of the essay, as a digest.

    ::

        :::{passage} 17
        The digest, with {annotation}`p17-vietnam` where a note hangs.
        :::
    """

    has_content = True
    required_arguments = 1
    final_argument_whitespace = False

    def run(self) -> list[nodes.Node]:
        """Parse the digest; the number is checked against ``data/passages.yml`` when the chapter is whole."""
        text = self.arguments[0]
        if not text.isascii() or not text.isdigit():
            report(
                f"passage “{text}” has no number",
                "Write the paragraph's number alone: {passage} 17.",
                (self.env.docname, self.lineno),
                "passage-number",
            )
            return []
        number = int(text)
        node = passage("", number=number, ids=[f"p{number}"])
        body = digest()
        for each in (node, body):
            self.set_source_info(each)
        self.state.nested_parse(self.content, self.content_offset, body)
        node += body
        _report_unclosed(node, f"passage {number}")
        make_referable(self.env, f"p{number}", f"¶{number}")
        return [node]


class AnnotationDirective(SphinxDirective):
    """An editors' note on some words of the essay.

    ::

        :::{annotation} p17-vietnam
        :kind: precedent

        The text, with its sources {cite}`Author2018word`.
        :::

    Where ``data/claims.yml`` has a claim of the same id, the lemma and the verdicts stand there, and only
    there; a note that weighs no claim has a ``:lemma:`` of its own.
    """

    has_content = True
    required_arguments = 1
    final_argument_whitespace = False
    option_spec: ClassVar[dict[str, Callable[[str], Any]] | None] = dict.fromkeys(
        OPTIONS, directives.unchanged
    )

    def run(self) -> list[nodes.Node]:
        """Parse the note and check what can be checked without the rest of the chapter."""
        ident = self.arguments[0]
        options = {key: " ".join((self.options.get(key) or "").split()) for key in OPTIONS}
        claim = next((each for each in records_of(self.env.app).claims if each.id == ident), None)
        wrong = annotation_faults(ident, options, claim, empty=not "".join(self.content).strip())
        if claim:
            judged = (in_words(each.verdict) for each in (claim.then, claim.now))
            options |= {"lemma": claim.lemma} | dict(zip(("then", "now"), judged, strict=True))
        node = annotation("", ids=[ident], mark=mark_id(ident), number=0, passage=0, **options)
        self.set_source_info(node)
        for subtype, what, mend in wrong:
            report(f"annotation {ident}: {what}", mend, node, subtype)
        self.state.nested_parse(self.content, self.content_offset, node)
        _report_unclosed(node, f"annotation {ident}")
        if not wrong:
            make_referable(self.env, ident, f"note on “{options['lemma']}”")
        return [node]


def annotation_faults(
    ident: str, options: dict[str, str], claim: Claim | None, *, empty: bool
) -> list[tuple[str, str, str]]:
    """What is wrong with an annotation's head, each as subtype, what and mend.

    Args:
        ident: The annotation's id.
        options: What the chapter gives.
        claim: The claim of the same id, if there is one.
        empty: Whether the annotation has no text.
    """
    wrong = []
    if not ANNOTATION_ID.match(ident):
        wrong.append(
            (
                "annotation-id",
                "its id is not of the form p17-short-words",
                "Write p, the paragraph's number, and a few words in lower case, joined by hyphens.",
            )
        )
    if claim and options["lemma"]:
        mend = "Take the line :lemma: out; what stands twice comes apart."
        wrong.append(("lemma-twice", "its lemma stands in data/claims.yml already", mend))
    elif not claim and not options["lemma"]:
        mend = "Add a line :lemma: with the essay's words, or a claim of this id to data/claims.yml."
        wrong.append(("lemma-missing", "it has no lemma", mend))
    elif len(options["lemma"].split()) > LEMMA_LIMIT:
        wrong.append(
            (
                "lemma-long",
                f"its lemma has {len(options['lemma'].split())} words",
                f"Quote {LEMMA_LIMIT} words of the essay at most, two to four as a rule.",
            )
        )
    if not options["kind"]:
        wrong.append(("kind-missing", "it has no kind", f"Add a line :kind: with one of {', '.join(KINDS)}."))
    elif options["kind"] not in KINDS:
        wrong.append(
            ("kind-unknown", f"its kind “{options['kind']}” is unknown", f"Use one of {', '.join(KINDS)}.")
        )
    if options["then"] or options["now"]:
        mend = "Take :then: and :now: out, and write the verdicts with their reasons into data/claims.yml."
        wrong.append(("verdict-here", "its verdicts do not stand in the chapter", mend))
    if empty:
        wrong.append(("annotation-empty", "it has no text", "Write the note below the options."))
    return wrong


class AnnotationRole(SphinxRole):
    """The place in a digest where an annotation hangs: ``{annotation}`p17-vietnam```."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Leave a mark; it gets its number when the chapter is whole."""
        ident = self.text.strip()
        node = annotation_mark(self.rawtext, ids=[mark_id(ident)], annotation=ident, number=0)
        self.set_source_info(node)
        return [node], []


class NamesIndexDirective(SphinxDirective):
    """The index of names and terms, an alphabet of the registers."""

    def run(self) -> list[nodes.Node]:
        """Leave the place."""
        return [names_index()]


class ColophonDirective(SphinxDirective):
    """Version, commit and date of the build."""

    def run(self) -> list[nodes.Node]:
        """Leave the place."""
        return [colophon_facts()]


def _report_unclosed(node: nodes.Element, what: str) -> None:
    """Say so where a passage or a note holds another: the ::: that ends it is missing."""
    inner = next((n for n in node.findall() if n is not node and isinstance(n, passage | annotation)), None)
    if inner is not None:
        mend = "End it with a line ::: of its own, before the next one begins."
        report(f"{what} is not closed: it holds {inner['ids'][0]}", mend, node, "unclosed")


def make_referable(env: BuildEnvironment, ident: str, text: str) -> None:
    """Let a chapter link to this id, in the chapter that is read: ``[](#p17)`` or ``[some words](#p17)``."""
    standard = env.get_domain("std")
    standard.data["labels"][ident] = (env.docname, ident, text)
    standard.data["anonlabels"][ident] = (env.docname, ident)
