"""The two-clock ledger, the outcomes of proposals, and the table of resolutions, from the records."""

from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from sixtracks.book.directives import make_referable, report
from sixtracks.book.figures import Place, cites, joined, reference, text_table
from sixtracks.book.nodes import ledger, ledger_claim, ledger_state
from sixtracks.book.source import answers_of, records_of
from sixtracks.checks import Finding
from sixtracks.records import Claim, Records
from sixtracks.records.claims import in_words
from sixtracks.records.edition import day
from sixtracks.records.reading import Wrong, refuse

FILE = "data/claims.yml"


class _MadeDirective(SphinxDirective):
    """What the build makes from records alone."""

    has_content = True  # so that we can say that it may have none

    def run(self) -> list[nodes.Node]:
        """Make it; a text given to it is refused."""
        if self.content:
            mend = f"Let {{{self.name}}} stand alone, and write the text above or below it."
            where = (self.env.docname, self.lineno)
            report(f"{{{self.name}}} has no text of its own", mend, where, "made-text")
            return []
        return self.made()

    def made(self) -> list[nodes.Node]:
        """What the records give."""
        raise NotImplementedError


class LedgerDirective(_MadeDirective):
    """Every claim of ``data/claims.yml``, with its evidence of the first day, then both verdicts.

    ::

        ```{ledger}
        ```
    """

    def made(self) -> list[nodes.Node]:
        """Make the ledger; the chapter that holds it is where claims are addressed."""
        known = records_of(self.env.app)
        if any(each.address in self.env.get_domain("std").data["labels"] for each in known.claims):
            mend = "Keep one; a claim has one address."
            report("the ledger is shown twice", mend, (self.env.docname, self.lineno), "ledger-twice")
            return []
        place = Place(self.state.document, self.env, self.lineno)
        holder = ledger()
        found = answers_of(self.env.app)
        for claim in known.claims:
            answer = found.get(claim.id)
            holder += self.claim(claim, known, (answer.then, answer.now) if answer else None, place)
        return [holder]

    def claim(
        self, claim: Claim, known: Records, found: tuple[Finding, Finding] | None, place: Place
    ) -> ledger_claim:
        """One claim: what it says, what was known, and what is held of it on each day."""
        node = ledger_claim(
            ids=[claim.address], claim=claim.id, paragraph=claim.paragraph, lemma=claim.lemma,
            kind=claim.kind, track=claim.track,
            then=in_words(claim.then.verdict), now=in_words(claim.now.verdict),
        )  # fmt: skip
        self.set_source_info(node)
        self._named(node, f"claim “{claim.lemma}”")
        head = nodes.paragraph(classes=["claim-place"])
        head += reference(place.docname, f"p{claim.paragraph}", f"¶{claim.paragraph}")
        head += nodes.Text(" · ")
        head += reference(place.docname, claim.id, f"note on “{claim.lemma}”")
        if claim.track:
            title = next((track.name for track in known.tracks if track.id == claim.track), claim.track)
            head += [nodes.Text(" · "), reference(place.docname, f"card-{claim.track}", title)]
        node += head
        voice = nodes.inline("", "Digest", classes=["voice"])
        node += nodes.paragraph("", "", voice, nodes.Text(f" {claim.claim}"), classes=["claim-says"])
        first, last = day(known.edition.essay.published), day(known.edition.as_of)
        evidence = nodes.paragraph("", f"Evidence of {first}: ", classes=["claim-evidence"])
        if found and found[0].says:
            evidence += [nodes.Text(f"{found[0].says} "), *_rests_on(found[0], place, known)]
        evidence += cites(claim.then.evidence, place)
        evidence += nodes.Text(".")
        node += evidence
        then = self.state_of(claim, "then", f"Our verdict for {first}")
        then += _judged(claim.then.verdict, claim.then.reason, ())
        node += then
        now = self.state_of(claim, "now", f"What is known on {last}")
        now += _judged(claim.now.verdict, claim.now.reason, cites(claim.now.evidence, place))
        if (
            found
            and found[1].says
            and (found[1].figure, found[1].evidence) != (found[0].figure, found[0].evidence)
        ):
            now += nodes.paragraph(
                "", "", nodes.Text(f"The records: {found[1].says} "), *_rests_on(found[1], place, known)
            )
        if claim.dissent:
            now += nodes.paragraph(
                "", "", nodes.strong("", "Dissent."), nodes.Text(f" {claim.dissent.text.rstrip('.')} "),
                *cites(claim.dissent.sources, place), nodes.Text("."),
            )  # fmt: skip
        node += now
        return node

    def state_of(self, claim: Claim, clock: str, title: str) -> ledger_state:
        """Where a claim's verdict on one clock stands, with an address of its own."""
        ident = f"{claim.address}-{clock}"
        state = ledger_state(ids=[ident], clock=clock, title=title)
        self._named(state, f"claim “{claim.lemma}”, {'2018' if clock == 'then' else 'now'}")
        return state

    def _named(self, node: nodes.Element, text: str) -> None:
        (ident,) = node["ids"]
        self.state.document.ids[ident] = node
        make_referable(self.env, ident, text)


def _judged(verdict: str, reason: str, support: tuple[nodes.Node, ...] | list[nodes.Node]) -> nodes.paragraph:
    words = in_words(verdict)
    told = f" {reason.rstrip('.')} " if support else f" {reason}"
    line = nodes.paragraph("", "", nodes.strong("", f"{words[0].upper()}{words[1:]}."), nodes.Text(told))
    if support:
        line += [*support, nodes.Text(".")]
    return line


def _rests_on(finding: Finding, place: Place, known: Records) -> list[nodes.Node]:
    """The ways to what a finding rests on: the table of a figure, and events, by their years."""
    events = {event.id: event for event in known.events}
    links: list[nodes.Node] = []
    if finding.table:
        links.append(reference(place.docname, f"figure-{finding.table}", "table"))
    links += [
        reference(place.docname, ident, str(events[ident].start.year))
        for ident in finding.evidence
        if ident in events
    ]
    return [nodes.Text("["), *joined(links), nodes.Text("] ")] if links else []


class OutcomesDirective(_MadeDirective):
    """What became of the proposals and forecasts about one track, or, without a track, about the whole.

    ::

        ```{outcomes} economic
        ```
    """

    optional_arguments = 1

    def made(self) -> list[nodes.Node]:
        """Make the list from the records."""
        known = records_of(self.env.app)
        track = self.arguments[0] if self.arguments else ""
        tracks = [each.id for each in known.tracks if each.number]
        if track and track not in tracks:
            mend = f"Use one of {', '.join(tracks) or 'none'}, or none for what concerns the whole."
            report(f"there is no track “{track}”", mend, (self.env.docname, self.lineno), "outcomes-track")
            return []
        place = Place(self.state.document, self.env, self.lineno)
        items = [
            nodes.list_item("", self.outcome(claim, place))
            for claim in known.claims
            if claim.kind in ("proposal", "forecast") and claim.track == track
        ]
        return [nodes.bullet_list("", *items, bullet="-", classes=["outcomes"])] if items else []

    def outcome(self, claim: Claim, place: Place) -> nodes.paragraph:
        """One proposal or forecast, and what became of it."""
        line = nodes.paragraph("", f"{claim.claim} ")
        line += reference(place.docname, f"p{claim.paragraph}", f"¶{claim.paragraph}")
        judged = _judged(claim.now.verdict, claim.now.reason, cites(claim.now.evidence, place))
        line += [nodes.Text(" – "), *judged.children, nodes.Text(" [")]
        line += [reference(place.docname, claim.address, "ledger"), nodes.Text("]")]
        return line


def check_claims(app: Sphinx, env: BuildEnvironment) -> None:
    """Stop where a claim has no annotation in the book.

    Raises:
        FaultError: Claims have no annotation; one fault for each, at its line.
    """
    labels = env.get_domain("std").data["labels"]
    root = Path(app.srcdir)
    refuse(list(_without_a_note(records_of(app).claims, set(labels))), root / FILE, root)


def _without_a_note(claims: tuple[Claim, ...], labels: set[str]) -> Iterator[Wrong]:
    for index, claim in enumerate(claims):
        if claim.id not in labels:
            mend = f"Write {{annotation}} {claim.id} below ¶{claim.paragraph}, or correct the id."
            yield (index, "id"), f"claim {claim.id}: there is no such annotation", mend


class ResolutionsDirective(_MadeDirective):
    """The Security Council's resolutions of ``data/resolutions.csv``, as a table.

    ::

        ```{resolutions}
        ```
    """

    def made(self) -> list[nodes.Node]:
        """Make the table from the records."""
        place = Place(self.state.document, self.env, self.lineno)
        rows: list[list[list[nodes.Node]]] = [
            [
                [nodes.Text(str(each.number))],
                [nodes.Text(day(each.date))],
                [nodes.Text(each.sanctions)],
                [nodes.Text(f"{each.subject} "), *cites(each.sources, place)],
            ]
            for each in records_of(self.env.app).resolutions
        ]
        return (
            [text_table(("Number", "Adopted", "Sanctions", "Subject"), (10, 20, 12, 58), rows)]
            if rows
            else []
        )
