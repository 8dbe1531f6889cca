"""What ``data/`` itself answers of the essay's claims: a figure, its evidence, and the verdict that follows.

A claim names its check in ``data/claims.yml``. The ledger shows what the check finds on each clock, and the
build stops where a verdict no longer follows from the records.
"""

from sixtracks.checks.answers import Answer, answers, refuse_contradictions
from sixtracks.checks.findings import CHECKS, Finding

__all__ = ["CHECKS", "Answer", "Finding", "answers", "refuse_contradictions"]
