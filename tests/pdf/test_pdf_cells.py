"""What a notebook's cell gives: for paper, the drawing rather than the page's markup."""

import json

from pdf_books import build_book, write_book

from sixtracks.pdf import OUTPUT_FORMS, prefer_print_forms

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 9L9 0" stroke="#000"/></svg>'


def notebook() -> str:
    """A notebook with one run cell whose output has three forms."""
    output = {
        "output_type": "display_data",
        "metadata": {},
        "data": {"text/html": "<b>markup</b>", "image/svg+xml": SVG, "text/plain": "a rising line"},
    }
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": "# One", "id": "a"},
        {
            "cell_type": "code",
            "id": "b",
            "metadata": {"mystnb": {"image": {"alt": "A rising line."}}},
            "source": "chart()",
            "outputs": [output],
            "execution_count": 1,
        },
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python", "language": "python"}}
    return json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5})


def test_cell_gives_its_drawing(tmp_path):
    folder = tmp_path / "book"
    write_book(folder, {"one": "# One"})
    (folder / "one.md").unlink()
    (folder / "one.ipynb").write_text(notebook(), encoding="utf-8")
    built = build_book(folder)
    with built.opened() as pdf:
        figures = [o for o in pdf.objects if getattr(o, "get", None) and o.get("/S") == "/Figure"]
        assert [str(figure.Alt) for figure in figures] == ["A rising line."]


def test_books_own_ranks_win():
    class Config(dict):
        nb_mime_priority_overrides = (("typst", "text/html", 1),)

    config = Config(nb_mime_priority_overrides=())
    prefer_print_forms(None, config)
    assert config.nb_mime_priority_overrides[-1] == ("typst", "text/html", 1)
    assert [form for _, form, _ in config.nb_mime_priority_overrides[:-1]] == list(OUTPUT_FORMS)
