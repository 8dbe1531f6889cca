"""What a chapter is made of, beside docutils' own nodes.

One generic node for each thing, the same for every builder: HTML (:mod:`sixtracks.book.html`) and
Typst (:mod:`sixtracks.pdf.writer`) each say how it looks.
"""

from docutils import nodes


class passage(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes in lower case)
    """One numbered paragraph of the essay: a ``digest``, then its ``annotation`` nodes in order.

    In a private edition an ``essay_text`` stands before the digest.

    Attributes: ``ids`` (``["p17"]``), ``number`` (17).
    """


class digest(nodes.General, nodes.Element):  # noqa: N801
    """The edition's summary of a passage, in paragraphs. Its voice is labelled “Digest”.

    Attributes: ``folded``, in a private edition only: ``"closed"`` or ``"open"`` below the essay's text.
    """


class essay_text(nodes.General, nodes.Element):  # noqa: N801
    """A passage as the reader's own copy has it, in a private edition. Its voice is labelled “Zelikow”.

    Attributes: ``state`` (``"whole"``, ``"part"`` or ``"missing"``; a missing one has no children). The
    children are Text, ``lemma_words``, ``mended`` and the ``annotation_mark`` nodes of its lemmas.
    """


class lemma_words(nodes.Inline, nodes.TextElement):  # noqa: N801
    """Words of the essay to which one annotation or more belong; the children are Text and ``mended``."""


class mended(nodes.Inline, nodes.TextElement):  # noqa: N801
    """What is shown in the place of a scanning fault; the child is its Text, or there is none.

    Attributes: ``scanned`` (what the copy has), ``reason``.
    """


class your_copy(nodes.General, nodes.Element):  # noqa: N801
    """Where an edition says of which copy it was made. It is filled when a builder writes."""


class annotation(nodes.General, nodes.Element):  # noqa: N801
    """An editors' note. Its voice is labelled “Editors’ note”; its lemma is in Zelikow's words.

    Attributes: ``ids`` (``["p17-vietnam"]``), ``mark`` (the id of its place in the digest), ``number``
    (its place among the chapter's notes, from 1), ``passage`` (17), ``lemma``, ``kind``, ``then`` and
    ``now`` (verdicts as of the essay's day and the edition's; both empty where nothing is judged),
    ``ledger`` (chapter and id of its claim in the ledger, where a chapter shows that), ``suggest`` (where a
    correction is suggested, in HTML), ``found`` (how its lemma was found in the reader's own copy:
    ``exactly``, ``with scanning faults``, or ``lost``; a public edition, and a passage that the copy lacks,
    have none). The children are its text.
    """


class annotation_mark(nodes.Inline, nodes.Element):  # noqa: N801
    """The place in a digest, or in the essay's own text, where an annotation hangs.

    Attributes: ``ids`` (``["p17-vietnam-mark"]``; none in the digest where the essay's text has the mark),
    ``annotation`` (``"p17-vietnam"``), ``number``.
    """


class name_mention(nodes.Inline, nodes.TextElement):  # noqa: N801
    """An entry of the registers as the running text names it.

    Attributes: ``key``, the entry's id; ``first``, whether it is the chapter's first that may be a link;
    once every chapter is known, ``refuri`` and ``short`` where it is one. The children are the text.
    """


class names_index(nodes.General, nodes.Element):  # noqa: N801
    """Where the index of names and terms goes.

    It is empty when read; once every chapter is known it holds ``index_entry`` nodes.
    """


class index_entry(nodes.General, nodes.Element):  # noqa: N801
    """One heading of the index.

    Attributes: ``key``, ``heading``, ``hangul`` (may be empty), ``kind``, ``card`` (the document and id of
    its card; empty where the book shows none), ``refuri`` (the way there). Where there is no card, the
    child is an ``inline`` with ``reference`` nodes to the places that mention it, in the book's order. A
    builder with pages may give the pages of the ``name_mention`` nodes of that key instead.
    """


class register_card(nodes.General, nodes.Element):  # noqa: N801
    """A card of the registers: a person, body, place, term or agreement.

    Attributes: ``ids`` (``["name-kim-jong-un"]``), ``key``, ``kind``, ``heading``. The children are a
    ``card_heading``, then paragraphs: ``card-forms`` (its names in other scripts, each an ``inline``),
    ``card-facts`` and a text with citations; once every chapter is known ``card-places`` (links to what
    mentions it) and a ``card_events``; last ``card-links``.
    """


class card_heading(nodes.General, nodes.TextElement):  # noqa: N801
    """The heading of a card; no title, since contents would list hundreds."""


class card_events(nodes.General, nodes.Element):  # noqa: N801
    """The events that mention what a card is about; the child is a paragraph with a link to each.

    Attributes: ``number``.
    """


class colophon_facts(nodes.General, nodes.Element):  # noqa: N801
    """Where version, commit and date of this build stand.

    It is filled when a builder writes, as a ``definition_list``, so that a new commit does not make
    every chapter be read again.
    """


class foreign(nodes.Inline, nodes.TextElement):  # noqa: N801
    """Words in another script or language; the children are the text.

    Attributes: ``lang`` (``"ko"`` for hangul in the text, ``"ko-Hani"`` and others on cards).
    """


class chart(nodes.General, nodes.Element):  # noqa: N801
    """Where a figure is drawn.

    Attributes: ``figure``, its name among the book's figures; ``small``, whether it belongs to a card, and
    has neither files nor a table of its own. It has no children; what it shows is made from the records when
    a builder writes.
    """


class event_table(nodes.General, nodes.Element):  # noqa: N801
    """The events of a timeline, in the order of their dates.

    Attributes: ``figure``, the timeline's name. The children are ``event_row`` nodes.
    """


class event_row(nodes.General, nodes.Element):  # noqa: N801
    """One event.

    Attributes: ``ids`` (``["e-1994-agreed-framework"]``), ``event`` (the same id), ``home`` (whether the
    timeline is the event's first, where links to it lead), ``title``, ``kind``, ``lane``, ``spoken`` (date
    and title),
    ``start`` and ``end`` (ISO), ``parties`` and ``paragraphs``, by which a page filters. The children are
    five
    ``event_cell`` nodes: ``when``, ``what`` (a paragraph with the title, one with the text), ``parties``,
    ``bears`` (links to passages and notes) and ``sources`` (citations).
    """


class event_cell(nodes.General, nodes.Element):  # noqa: N801
    """A part of an event. Attributes: ``role``. The children are paragraphs."""


class count_table(nodes.General, nodes.Element):  # noqa: N801
    """The rows of a chart of columns. Attributes: ``figure``, its name. It has no children."""


class figure_rows(nodes.General, nodes.Element):  # noqa: N801
    """The rows of a figure as tables of words.

    Attributes: ``figure``, its name. The children are paragraphs and tables; a row's id is its mark.
    """


class passage_events(nodes.General, nodes.Element):  # noqa: N801
    """The events that bear on a passage; the children are paragraphs, each with a link to one event."""


class passage_cards(nodes.General, nodes.Element):  # noqa: N801
    """The cards of tracks and designs that a passage describes; the child is a paragraph with the links."""


class ledger(nodes.General, nodes.Element):  # noqa: N801
    """The ledger of claims; the children are ``ledger_claim`` nodes, in the essay's order."""


class ledger_claim(nodes.General, nodes.Element):  # noqa: N801
    """One claim of the essay, judged on two days.

    Attributes: ``ids`` (``["claim-p2-tests"]``), ``claim`` (the id of its annotation), ``paragraph``,
    ``lemma``, ``kind``, ``track`` (may be empty), ``then`` and ``now`` (verdicts in words). The children are
    three paragraphs (where it stands, what it says, the evidence of the first day), then two
    ``ledger_state`` nodes.
    """


class ledger_state(nodes.General, nodes.Element):  # noqa: N801
    """What is held of a claim on one day; folded on a screen until a reader has judged.

    Attributes: ``ids`` (``["claim-p2-tests-then"]``), ``clock`` (``then`` or ``now``), ``title``.
    """


class suggestion(nodes.Inline, nodes.Element):  # noqa: N801
    """The link that suggests a correction of a card or a claim; HTML alone has it.

    Attributes: ``address``, where it leads; ``label``, what is to be corrected. It has no children.
    """
