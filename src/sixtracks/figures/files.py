"""What a reader takes along: a figure's rows as CSV and JSON."""

import csv
import io
import json

from sixtracks.figures.model import Figure


def as_csv(figure: Figure) -> str:
    """The figure's rows as CSV, one line a row, the keys in the first."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(figure.table.keys)
    writer.writerows(cells for _, cells in figure.table.rows)
    return buffer.getvalue()


def as_json(figure: Figure, citation: str) -> str:
    """The figure's rows as JSON, with what is needed to understand and to cite them."""
    numeric = figure.table.numeric
    told = {
        "title": figure.title,
        "citation": citation,
        "licence": "CC BY 4.0",
        "as_of": figure.as_of.isoformat(),
        "rule": list(figure.rule),
        "description": [figure.alt, *figure.description],
        "rows": [
            {
                key: _number(cell) if key in numeric else cell
                for key, cell in zip(figure.table.keys, cells, strict=True)
            }
            for _, cells in figure.table.rows
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _number(cell: str) -> float | None:
    """A cell as a number; nothing where it has none."""
    if not cell or cell == "–":
        return None
    return float(cell) if "." in cell else int(cell)
