"""What the checks find for the claims that name one, and whether the verdicts still follow."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sixtracks.checks.findings import CHECKS, Finding, UnansweredError
from sixtracks.records import Claim, Records
from sixtracks.records.claims import in_words
from sixtracks.records.reading import Wrong, refuse


@dataclass(frozen=True, slots=True)
class Answer:
    """What a claim's check finds on each clock.

    Attributes:
        then: By the day of publication.
        now: By the edition's day.
    """

    then: Finding
    now: Finding


def answers(known: Records) -> Mapping[str, Answer]:
    """What is found for each claim that names a check, by its id; what cannot be answered is left out."""
    found = {}
    for claim in known.claims:
        if claim.check in CHECKS:
            try:
                found[claim.id] = answer(claim, known)
            except UnansweredError:
                continue  # told by refuse_contradictions
    return found


def answer(claim: Claim, known: Records) -> Answer:
    """What a claim's check finds.

    Raises:
        KeyError: There is no such check.
        UnansweredError: The records lack what it looks at.
    """
    check = CHECKS[claim.check]
    return Answer(check(known, known.edition.essay.published), check(known, known.edition.as_of))


def contradictions(known: Records) -> Iterator[Wrong]:
    """Where a claim names no check that there is, or has a verdict that does not follow from its check."""
    first: dict[str, str] = {}
    for index, claim in enumerate(known.claims):
        if not claim.check:
            continue
        head = f"claim {claim.id}:"
        if (other := first.setdefault(claim.check, claim.id)) != claim.id:
            mend = "A check answers one claim; take it out of the other."
            yield (index, "check"), f"{head} the check {claim.check} answers {other} already", mend
            continue
        if claim.check not in CHECKS:
            yield (
                (index, "check"),
                f"{head} there is no check “{claim.check}”",
                f"Use one of {', '.join(CHECKS)}.",
            )
            continue
        try:
            found = answer(claim, known)
        except UnansweredError as error:
            mend = "Restore it in data/, or take check: out of the claim."
            yield (index, "check"), f"{head} the check {claim.check} needs {error}, which is not there", mend
            continue
        for clock, finding, judged in (("then", found.then, claim.then), ("now", found.now, claim.now)):
            if judged.verdict not in finding.verdicts:
                allowed = " or ".join(f"“{in_words(each)}”" for each in finding.verdicts)
                what = (
                    f"{head} the verdict {clock} is “{in_words(judged.verdict)}”, but data/ gives {allowed}: "
                    f"{finding.says.rstrip('.')}"
                )
                yield (
                    (index, clock, "verdict"),
                    what,
                    "Correct the verdict and its reason, or the record in data/.",
                )


def refuse_contradictions(known: Records, root: Path) -> None:
    """Stop where a verdict does not follow from what ``data/`` says.

    Raises:
        FaultError: One fault for each such verdict, at its line in ``data/claims.yml``.
    """
    refuse(list(contradictions(known)), root / "data" / "claims.yml", root)
