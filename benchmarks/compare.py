"""How fast departments are compared, and how that grows: promises a second, as a ratio to searching one expression.

Documents are made by hand: `NAMES` indicators of different names, or a thousand projects that are all the same. Run with
`PYTHONPATH=src python benchmarks/compare.py`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import govperf as gp

NAMES = 400
FLOOR = re.compile("满意[度率]")


def make(place: str, projects: int, names: int) -> gp.Disclosure:
    """A department with so many projects of so many indicators each."""
    kinds = ("满意度", "及时率", "完成率", "数量", "合格率")
    indicators = tuple(
        gp.Indicator(
            name=f"第{chr(0x4E00 + at)}类服务{kinds[at % 5]}", annual=gp.parse_target(f"≥{at % 100}%")
        )
        for at in range(names)
    )
    made = tuple(gp.Project(name=f"项目{at}", indicators=indicators) for at in range(projects))
    return gp.Disclosure((gp.Department(name=f"{place}区某局", units=(gp.BudgetUnit(None, projects=made),)),))


def seconds(run: Callable[[], object]) -> float:
    """The best of three runs."""
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    """Print, for each shape of documents, the promises a second and the ratio to the floor."""
    gp.compare([make("甲", 1, 1), make("乙", 1, 1)])
    shapes = (("different names", 1, NAMES), ("equal projects", 1000, 5), ("equal projects", 4000, 5))
    for title, projects, names in shapes:
        documents = [make(place, projects, names) for place in "甲乙"]
        texts = [one.name or "" for document in documents for one in document.indicators]
        floor = seconds(lambda texts=texts: [FLOOR.search(text) for text in texts])
        spent = seconds(lambda documents=documents: gp.compare(documents))
        print(
            f"{title:16} {len(texts):7,} promises {len(texts) / spent:10,.0f}/s  {spent / floor:8.0f} × one search"
        )


if __name__ == "__main__":
    main()
