"""How many indicators of the made documents of all families are read rightly, family by family and in each kind of file.

Right is: class, name, and each target's sign, numbers, unit and kind. The keys were written before the documents were read;
the part `last` was opened only when the layouts were done. Run with `PYTHONPATH=src python benchmarks/families.py`.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).absolute().parents[1]
sys.path.insert(0, str(ROOT))

from tests.family_documents import Count, Document, count_right, read_documents  # noqa: E402

import govperf as gp  # noqa: E402
from govperf.containers.registry import write_grids  # noqa: E402

KINDS = (".xlsx", ".html", ".docx", ".csv")


def measure(document: Document, kind: str) -> Count:
    """The counts of a document carried in a file of some kind."""
    try:
        disclosure = gp.read(write_grids(document.grids, kind))
    except gp.GovperfError:
        disclosure = None
    return count_right(document.indicators, disclosure)


def lines(counts: dict[str, Count]) -> Iterator[str]:
    """A line for each group."""
    for name, one in counts.items():
        recall = f"{one.right / one.expected:8.1%}" if one.expected else "       –"
        precision = f"{one.right / one.found:9.1%}" if one.found else "        –"
        yield f"{name:10} {one.expected:8} {one.found:6} {one.right:6} {recall} {precision}"


def main() -> None:
    """Print the tables."""
    groups: dict[str, dict[str, Count]] = {
        name: defaultdict(lambda: Count(0, 0, 0)) for name in ("family", "part", "file")
    }
    for document in read_documents():
        for kind in KINDS:
            count = measure(document, kind)
            keys = {"family": document.family, "part": document.part, "file": kind}
            for name, key in keys.items():
                groups[name][key] += count
    for name, counts in groups.items():
        print(f"\n{name:10} {'expected':>8} {'found':>6} {'right':>6} {'recall':>8} {'precision':>9}")
        print("\n".join(lines(counts)))


if __name__ == "__main__":
    main()
