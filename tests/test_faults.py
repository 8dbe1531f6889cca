"""What an author gets wrong stops the build with file, line, what and mend; the last good output stays."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sixtracks.cli import main
from sixtracks.cli.stamp import digest_of_folder

FAULTS = sorted(p.name for p in (Path(__file__).parent / "books" / "faults").iterdir())


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_with_its_place_and_mend(
    fault: str, overlay: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
):
    root = overlay(f"faults/{fault}")
    expected = (root / "expected.txt").read_text(encoding="utf-8").rstrip("\n")
    good = root / "_build" / "html"
    good.mkdir(parents=True)
    (good / "index.html").write_text("the last good output", encoding="utf-8")
    before = digest_of_folder(good)

    status = main(["build", str(root)])

    told = capsys.readouterr().err
    assert status == 1
    assert expected in told
    assert "Traceback" not in told
    assert told.count("\n    Mend: ") == told.count(".md:") + told.count(".yml:") + told.count(
        ".bib:"
    ) + told.count(".csv:"), told
    assert digest_of_folder(good) == before
    assert not (root / "_build" / "pdf").exists()
