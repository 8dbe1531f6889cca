"""The title page and its back: what the edition is, how it is cited, whose it is."""

from sixtracks.book.identity import Identity
from sixtracks.pdf.code import array, call, literal, sequence
from sixtracks.records.edition import Edition, day

RIGHTS = (
    "The essay belongs to its publisher and is not included; the phrases quoted from it are not under our "
    "licence."
)
LICENCE = f"The edition’s own text and data: CC BY 4.0; code: MIT. {RIGHTS}"
PERMANENT = (
    "Paragraph numbers (¶1, ¶2, …) and the ids of notes are permanent: they are the same in every version, "
    "on the web and here, where six-tracks.pdf#p17 opens at ¶17. Page numbers and the numbers of notes can "
    "change."
)


def full_title(edition: Edition) -> str:
    """Title and subtitle in one line."""
    return f"{edition.title}: {edition.subtitle}" if edition.subtitle else edition.title


def keywords(edition: Edition) -> tuple[str, ...]:
    """What the file's metadata lists as keywords."""
    return (edition.essay.title, edition.essay.author, edition.essay.container, "annotated edition")


def title_page(edition: Edition, identity: Identity) -> str:
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
        rights=literal(RIGHTS),
        editors=literal(capitalised(edition.editors)),
        facts=array(map(literal, facts)),
    )


def title_back(edition: Edition, identity: Identity) -> str:
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
        ("Licences", literal(LICENCE)),
    ]
    return call("title-back", array(f"({literal(name)}, {body})" for name, body in entries))


def capitalised(text: str) -> str:
    """The text with a capital at its beginning: a name that opens a line."""
    return text[:1].upper() + text[1:]
