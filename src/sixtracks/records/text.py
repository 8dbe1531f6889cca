"""What the fields of records may hold: ids, lines of text, sentences."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from sixtracks.records.reading import UnfitError


def printable(text: str) -> str:
    """The text, if every character of it can be printed.

    Raises:
        UnfitError: It holds a control character or another that has no shape.
    """
    for character in text:
        if not character.isprintable():
            raise UnfitError(
                f"it holds U+{ord(character):04X}, which cannot be printed", "Remove the character."
            )
    return text


def one_line(text: str) -> str:
    """The text with each run of white space as one space."""
    return " ".join(text.split())


Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
EventId = Annotated[str, Field(pattern=r"^e-[0-9]{4}(-[a-z0-9]+)+$", max_length=60)]
NoteId = Annotated[str, Field(pattern=r"^p[1-9][0-9]*(-[a-z0-9]+)+$", max_length=60)]
Key = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9]*$", max_length=60)]
"""A citation key."""
Number = Annotated[int, Field(strict=True)]
"""The number of a paragraph of the essay."""
Line = Annotated[
    str,
    AfterValidator(one_line),
    AfterValidator(printable),
    StringConstraints(min_length=1, strip_whitespace=True),
]
"""Text that is printed: no line breaks, no characters without a shape."""
Words = Annotated[str, AfterValidator(one_line), AfterValidator(printable)]
"""The same, or nothing."""
