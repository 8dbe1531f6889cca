"""``python -m sixtracks.cli``."""

import sys

from sixtracks.cli import main

sys.exit(main())
