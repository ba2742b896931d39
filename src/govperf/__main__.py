"""`python -m govperf` is the command."""

import sys

from govperf.cli import main

__all__: list[str] = []

if __name__ == "__main__":
    sys.exit(main())
