"""Read a document and list its targets, each with the line where it is printed.

Usage: python examples/list_targets.py [FILE]
"""

import sys
from pathlib import Path

import govperf as gp

HERE = Path(__file__).parent


def main(path: Path) -> None:
    """Print the targets of one document, project by project."""
    disclosure = gp.read(path)
    print(disclosure)
    for project in disclosure.projects:
        print(project.name)
        for indicator in project.indicators:
            for period, target in indicator.targets:
                line = target.place.row if target.place else "–"
                print(f"  line {line}: {indicator.name or '(no name)'}, {period}: {target.text}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "huangpu.txt")
