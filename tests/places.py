"""Where things are: the repository, the small books, the essay's text, a browser."""

import os
import shutil
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
BOOKS = HERE / "books"
SHARED = Path(os.environ.get("SIXTRACKS_SHARED", ROOT.parent / "shared"))
CHROMIUM = next(
    (
        found
        for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
        if (found := shutil.which(name))
    ),
    None,
)
