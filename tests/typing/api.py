"""The public API as a user writes it. This file is only type-checked, by mypy --strict and pyright, and
never run.
"""

# pyright: strict, reportUnnecessaryTypeIgnoreComment=true

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path
from typing import assert_type

import govperf as gp

# Reading.
disclosure = gp.read("nansha.txt")
assert_type(disclosure, gp.Disclosure)
assert_type(gp.read(Path("nansha.txt")), gp.Disclosure)
assert_type(gp.read(b"", layout="nansha", fiscal_year=2025, strict=True), gp.Disclosure)
assert_type(gp.read(io.BytesIO()), gp.Disclosure)
with Path("nansha.txt").open("rb") as file:
    assert_type(gp.read(file), gp.Disclosure)
assert_type(gp.read_text("", layout=None, fiscal_year=None, strict=False), gp.Disclosure)
with Path("nansha.txt").open(encoding="utf-8") as text_file:
    gp.read(text_file)  # type: ignore[arg-type]
gp.read("nansha.txt", "nansha")  # type: ignore[call-arg]

# Explaining.
explanation = gp.explain("nansha.txt")
assert_type(explanation, gp.Explanation)
assert_type(explanation.name, str)
assert_type(explanation.container, str | None)
assert_type(explanation.error, gp.GovperfError | None)
for table in explanation.tables:
    assert_type(table.layout, str | None)
    for evidence in table.evidence:
        assert_type(evidence.score, int)
        assert_type(evidence.missed, tuple[str, ...])

# The tree and its flat views.
assert_type(disclosure.departments, tuple[gp.Department, ...])
assert_type(disclosure.departments[0].units[0].projects[0], gp.Project)
assert_type(disclosure.projects, gp.View[gp.Project])
assert_type(disclosure.indicators, gp.View[gp.Indicator])
assert_type(disclosure.tasks, gp.View[gp.KeyTask])
assert_type(disclosure.find("满意度"), gp.View[gp.Indicator])
assert_type(disclosure.projects["培训"], gp.Project)
assert_type(disclosure.projects[0], gp.Project)
assert_type(disclosure.projects[:2], gp.View[gp.Project])
assert_type(disclosure.layout, str | None)
assert_type(disclosure.form, str | None)
assert_type(disclosure.fiscal_year, int | None)
assert_type(disclosure.source, gp.Source | None)
assert_type(disclosure.tables, tuple[gp.Table, ...])

# What the print leaves out is None, and the type checker knows it.
project = disclosure.projects[0]
assert_type(project.name, str | None)
assert_type(project.goal, str | None)
assert_type(project.redacted, bool)
assert_type(project.budget, gp.Budget | None)
_ = project.budget.total  # type: ignore[union-attr]
if project.budget is not None and project.budget.total is not None:
    assert_type(project.budget.total, gp.Money)
    assert_type(project.budget.total.amount, Decimal)
    assert_type(project.budget.total.yuan, Decimal | None)

indicator = project.indicators[0]
assert_type(indicator.name, str | None)
assert_type(indicator.number, int | None)
assert_type(indicator.group, int)
assert_type(indicator.classification, gp.IndicatorClass)
assert_type(indicator.classification.canonical, str | None)
assert_type(indicator.annual, gp.Target | None)
assert_type(indicator.result, gp.Result | None)
assert_type(indicator.place, gp.Place | None)
for period, target in indicator.targets:
    assert_type(period, str)
    assert_type(target, gp.Target)

target = gp.parse_target("≥95%")
assert_type(target, gp.Target)
assert_type(target.kind, gp.TargetKind)
for clause in target.clauses:
    assert_type(clause, gp.Clause)
    assert_type(clause.operator, gp.Operator | None)
    assert_type(clause.value, Decimal | None)

for problem in disclosure.problems:
    assert_type(problem, gp.Problem)
    assert_type(problem.severity, gp.Severity)
    assert_type(problem.place, gp.Place | None)

# The model is frozen.
project.name = "另一个"  # type: ignore[misc]

# Writing.
grid = gp.render(disclosure, layout="zengcheng")
assert_type(grid, gp.Grid)
assert_type(gp.render(disclosure), gp.Grid)
assert_type(grid.texts, list[list[str]])
for row in grid:
    assert_type(row, tuple[gp.Cell, ...])
gp.write(disclosure, "out.json")
gp.write(disclosure, Path("out.csv"), table="projects")
gp.write(grid, "form.txt")
gp.write([disclosure], "out.parquet", table="projects", lang="zh")
gp.write((reading.disclosure for reading in gp.scan("tables") if reading.disclosure), "out.sqlite")
gp.write(["out.json"], "out.json")  # type: ignore[list-item]
assert_type(gp.load("out.json"), gp.Disclosure)
for one in gp.load_all("out.sqlite"):
    assert_type(one, gp.Disclosure)

# Frames: what library they are for is chosen by a word, so the type checker does not know them.
disclosure.to_frame("projects", backend="polars", lang="zh")
gp.to_frame([disclosure], backend="arrow")
assert_type(gp.from_frame(object(), projects=None, tasks=None), list[gp.Disclosure])

# Made by hand.
made = gp.Disclosure(
    (
        gp.Department(
            "某局", units=(gp.BudgetUnit("某中心", projects=(gp.Project("培训", place=gp.Place(1)),)),)
        ),
    ),
    fiscal_year=2025,
)
assert_type(made, gp.Disclosure)
gp.Project(1)  # type: ignore[arg-type]

# Errors.
try:
    gp.read("nansha.txt")
except gp.AmbiguousLayoutError as error:
    assert_type(error.hint, str | None)
except gp.LayoutError as error:
    assert_type(error.at("nansha.txt"), gp.GovperfError)
except gp.GovperfError as error:
    assert_type(error.what, str)
    assert_type(error.where, str | None)
assert_type(gp.__version__, str)
