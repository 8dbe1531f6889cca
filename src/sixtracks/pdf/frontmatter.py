"""The title page and its back: what the edition is, how it is cited, whose it is."""

from sixtracks.book.copies import NOTICE, PRIVATE
from sixtracks.book.copies import RIGHTS as PRIVATE_RIGHTS
from sixtracks.book.identity import Identity
from sixtracks.pdf.code import array, call, literal, sequence
from sixtracks.records.edition import Edition, day

RIGHTS = (
    "The essay belongs to its publisher and is not included; the phrases quoted from it are not under our "
    "licence."
)
LICENCE = "The edition’s own text and data: CC BY 4.0; code: MIT."
PERMANENT = (
    "Paragraph numbers (¶1, ¶2, …) and the ids of notes are permanent: they are the same in every version, "
    "on the web and here, where six-tracks.pdf#p17 opens at ¶17. Page numbers and the numbers of notes can "
    "change."
)


def full_title(edition: Edition) -> str:
    """Title and subtitle in one line."""
    return f"{edition.title}: {edition.subtitle}" if edition.subtitle else edition.title


def file_title(edition: Edition, *, private: bool) -> str:
    """What the file's metadata has as its title."""
    return full_title(edition) + (f" ({PRIVATE[0].lower()}{PRIVATE[1:]})" if private else "")


def keywords(edition: Edition, *, private: bool = False) -> tuple[str, ...]:
    """What the file's metadata lists as keywords."""
    words = (edition.essay.title, edition.essay.author, edition.essay.container, "annotated edition")
    return (PRIVATE, *words) if private else words


def rights(*, private: bool) -> str:
    """Whose the essay is, and where its text comes from if it is here."""
    return PRIVATE_RIGHTS if private else RIGHTS


def title_page(edition: Edition, identity: Identity, *, private: bool = False) -> str:
    """The title page."""
    essay = edition.essay
    source = [
        literal(f"{essay.author}, “{essay.title}”, "),
        call("emph", literal(essay.container)),
        literal(f", {day(essay.published)}"),
    ]
    facts = [f"As of {day(edition.as_of)}", f"Version {identity.version}, {day(identity.date)}"]
    if identity.commit:
        facts.append(f"Commit {identity.commit}")
    return call(
        "title-page",
        title=literal(edition.title),
        subtitle=literal(edition.subtitle),
        essay=call("lining", sequence(source)),
        rights=literal(rights(private=private)),
        editors=literal(capitalised(edition.editors)),
        facts=array(map(literal, facts)),
        **({"notice": literal(NOTICE)} if private else {}),
    )


def title_back(edition: Edition, identity: Identity, *, private: bool = False) -> str:
    """The back of the title page."""
    commit = f", commit {identity.commit}" if identity.commit else ""
    address = [literal(" "), call("web", literal(edition.repository), literal(edition.repository))]
    cite = [
        literal(f"{capitalised(edition.editors)}, "),
        call("emph", literal(full_title(edition))),
        literal(f", version {identity.version}{commit}, {day(identity.date)}, PDF."),
        *(address if edition.repository else []),
    ]
    entries = [
        ("How to cite this edition", sequence(cite)),
        ("What stays the same", literal(PERMANENT)),
        ("Licences", literal(f"{LICENCE} {rights(private=private)}")),
    ]
    return call("title-back", array(f"({literal(name)}, {body})" for name, body in entries))


def capitalised(text: str) -> str:
    """The text with a capital at its beginning: a name that opens a line."""
    return text[:1].upper() + text[1:]
