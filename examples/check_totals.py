"""Read a folder of documents, check every printed total, and write one CSV of all projects.

Usage: python examples/check_totals.py [FOLDER [OUTPUT.csv]]
"""

import csv
import sys
from pathlib import Path

import govperf as gp

HERE = Path(__file__).parent
TOTALS = {"total-differs", "funds-differ", "statement-differs"}
HEADS = ("file", "unit", "project", "total in 元", "indicators")


def main(folder: Path, output: Path) -> None:
    """Print the totals that do not add up, and write the projects of all documents."""
    rows: list[tuple[object, ...]] = []
    for path in sorted(folder.glob("*.txt")):
        try:
            disclosure = gp.read(path)
        except gp.GovperfError as error:
            print(f"not read: {error}")
            continue
        for problem in disclosure.problems:
            if problem.code in TOTALS:
                print(f"{path.name}: {problem.severity}: {problem.message}")
        for department in disclosure.departments:
            for unit in department.units:
                rows += [(path.name, unit.name or "", *describe(project)) for project in unit.projects]
    # Excel needs the byte-order mark to show Chinese as Chinese.
    with output.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([HEADS, *rows])
    print(f"{len(rows)} projects in {output.name}")


def describe(project: gp.Project) -> tuple[object, ...]:
    """Name, total in 元 (blank where none is printed) and number of indicators of a project."""
    total = project.budget.total if project.budget else None
    yuan = format(total.yuan, "f") if total and total.yuan is not None else ""
    return (project.name or "", yuan, len(project.indicators))


if __name__ == "__main__":
    main(
        Path(sys.argv[1]) if len(sys.argv) > 1 else HERE,
        Path(sys.argv[2]) if len(sys.argv) > 2 else Path("projects.csv"),
    )
