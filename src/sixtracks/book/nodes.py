"""What a chapter is made of, beside docutils' own nodes.

One generic node for each thing, the same for every builder: HTML (:mod:`sixtracks.book.html`) and
Typst (:mod:`sixtracks.pdf.translator`) each say how it looks.
"""

from docutils import nodes


class passage(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes in lower case)
    """One numbered paragraph of the essay: a ``digest``, then its ``annotation`` nodes in order.

    Attributes: ``ids`` (``["p17"]``), ``number`` (17).
    """


class digest(nodes.General, nodes.Element):  # noqa: N801
    """The edition's summary of a passage, in paragraphs. Its voice is labelled “Digest”."""


class annotation(nodes.General, nodes.Element):  # noqa: N801
    """An editors' note. Its voice is labelled “Editors’ note”; its lemma is in Zelikow's words.

    Attributes: ``ids`` (``["p17-vietnam"]``), ``mark`` (the id of its place in the digest), ``number``
    (its place among the chapter's notes, from 1), ``passage`` (17), ``lemma``, ``kind``, ``then`` and
    ``now`` (verdicts as of the essay's day and the edition's; both empty where nothing is judged).
    The children are its text.
    """


class annotation_mark(nodes.Inline, nodes.Element):  # noqa: N801
    """The place in a digest where an annotation hangs.

    Attributes: ``ids`` (``["p17-vietnam-mark"]``), ``annotation`` (``"p17-vietnam"``), ``number``.
    """


class name_mention(nodes.Inline, nodes.TextElement):  # noqa: N801
    """A name or term as it stands in the running text, for the index.

    Attributes: ``key``, the name's id in ``data/names.yml``. The children are the text.
    """


class names_index(nodes.General, nodes.Element):  # noqa: N801
    """Where the index of names and terms goes.

    It is empty when read; once every chapter is known it holds ``index_entry`` nodes.
    """


class index_entry(nodes.General, nodes.Element):  # noqa: N801
    """One heading of the index.

    Attributes: ``key``, ``heading``, ``hangul`` (may be empty), ``kind``. The child is an ``inline``
    with ``reference`` nodes to passages and notes, in the book's order; a builder with pages may
    give the pages of the ``name_mention`` nodes of that key instead.
    """


class colophon_facts(nodes.General, nodes.Element):  # noqa: N801
    """Where version, commit and date of this build stand.

    It is filled when a builder writes, as a ``definition_list``, so that a new commit does not make
    every chapter be read again.
    """


class foreign(nodes.Inline, nodes.TextElement):  # noqa: N801
    """Words in another script, found by the build; the children are the text.

    Attributes: ``lang`` (``"ko"``).
    """
