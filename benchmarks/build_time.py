"""How long a build takes, beside stock Jupyter Book on the same chapters.

Usage: .venv/bin/python benchmarks/build_time.py [--rounds 3] [--cells plain|plot]

Ours is this book. Stock is a copy of its chapters in plain MyST (passages and notes as admonitions, no
citations) with Jupyter Book's default theme and settings. Six small notebook pages are added to both, the
same for both: with ``plain`` they print a number, with ``plot`` they draw a line with matplotlib. Each
round builds both from nothing (no `_build`, no cache), one after the other, and the median counts. Stock
builds HTML and, where TeX is installed (xelatex or pdflatex), the PDF with ``--builder pdflatex``; ours
always builds both.
"""

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
PAGES = 6
CELLS = {
    "plain": "import json\nprint({n} + 1)\n",
    "plot": (
        "---\nmystnb:\n  image:\n    alt: A rising line.\n---\n"
        "import matplotlib.pyplot as plt\nplt.plot([0, {n}]);\n"
    ),
}


def notebook(number: int, cells: str) -> str:
    """A small notebook page."""
    body = CELLS[cells].format(n=number)
    return (
        "---\nfile_format: mystnb\nkernelspec:\n  name: python3\n---\n\n"
        f"# Notebook {number}\n\nA page with a cell.\n\n```{{code-cell}} ipython3\n{body}```\n"
    )


def add_notebooks(root: Path, cells: str) -> None:
    """Add the notebook pages to a book and its table of contents."""
    toc = root / "_toc.yml"
    lines = [toc.read_text(encoding="utf-8"), "  - caption: Notebooks", "    chapters:"]
    for number in range(PAGES):
        (root / "book" / f"notebook-{number}.md").write_text(notebook(number, cells), encoding="utf-8")
        lines.append(f"      - file: book/notebook-{number}")
    toc.write_text("\n".join(lines) + "\n", encoding="utf-8")


def plain(text: str) -> str:
    """A chapter in MyST that stock Jupyter Book understands."""
    text = re.sub(r"\{annotation\}`[^`]*`", "", text)
    text = re.sub(r":::\{annotation\} \S+\n(?::\w+:.*\n)*", ":::{note}\n", text)
    text = re.sub(r":::\{passage\} (\d+)", r":::{admonition} ¶\1", text)
    text = re.sub(r"\s*\{cite\}`[^`]*`", "", text)
    text = re.sub(r"^```\{(?:bibliography|names-index|colophon)\}\n```\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"\{\{ \w+ \}\}", "now", text)
    return re.sub(r"\[([^\]]*)\]\(#p[\w-]+\)", r"\1", text)


def make_ours(root: Path, cells: str) -> None:
    """A copy of this book."""
    for name in ("book", "data"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("_config.yml", "_toc.yml"):
        shutil.copy(ROOT / name, root)
    add_notebooks(root, cells)


def make_stock(root: Path, cells: str) -> None:
    """The same chapters for stock Jupyter Book."""
    (root / "book").mkdir(parents=True)
    for chapter in sorted((ROOT / "book").glob("*.md")):
        (root / "book" / chapter.name).write_text(plain(chapter.read_text("utf-8")), encoding="utf-8")
    toc = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    (root / "_toc.yml").write_text(re.sub(r"^defaults:.*\n", "", toc, flags=re.MULTILINE), encoding="utf-8")
    config = (
        "title: Six Tracks\nauthor: The Six Tracks contributors\nonly_build_toc_files: true\n"
        "execute: {execute_notebooks: cache}\nparse: {myst_enable_extensions: [colon_fence, deflist]}\n"
    )
    (root / "_config.yml").write_text(config, encoding="utf-8")
    add_notebooks(root, cells)


def seconds(*command: str | Path, cwd: Path) -> float:
    """How long a command takes; it must succeed."""
    began = time.monotonic()
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{command} failed:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return time.monotonic() - began


def main() -> None:
    """Compare, and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cells", choices=CELLS, default="plot")
    options = parser.parse_args()
    tex = shutil.which("xelatex") or shutil.which("pdflatex")
    times: dict[str, list[float]] = {"ours, HTML and PDF": [], "stock, HTML": []}
    if tex:
        times["stock, PDF (pdflatex)"] = []
    with tempfile.TemporaryDirectory() as folder:
        ours, stock = Path(folder, "ours"), Path(folder, "stock")
        make_ours(ours, options.cells)
        make_stock(stock, options.cells)
        for _ in range(options.rounds):
            for root in (ours, stock):
                shutil.rmtree(root / "_build", ignore_errors=True)
            times["ours, HTML and PDF"].append(seconds(BIN / "sixtracks", "build", cwd=ours))
            times["stock, HTML"].append(seconds(BIN / "jupyter-book", "build", ".", cwd=stock))
            if tex:
                pdf = (BIN / "jupyter-book", "build", ".", "--builder", "pdflatex")
                times["stock, PDF (pdflatex)"].append(seconds(*pdf, cwd=stock))
    medians = {name: statistics.median(each) for name, each in times.items()}
    for name, each in times.items():
        print(f"{name:24} {medians[name]:6.1f} s   ({', '.join(f'{t:.1f}' for t in each)})")
    share = medians.pop("ours, HTML and PDF") / sum(medians.values())
    print(f"cells: {options.cells}; TeX: {'yes' if tex else 'no'}; ours takes {share:.2f} of stock")


if __name__ == "__main__":
    main()
