"""The tidy tables: the same columns for every layout, and a row for everything."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings

import govperf as gp
from govperf.serializers.tidy import COLUMNS, HEADS_ZH, read_rows
from tests.serializers.strategies import disclosures

DESIGN = {
    "indicators": """
        source layout form fiscal_year department division_code budget_unit project project_code group number
        level1_code level1 level2_code level2 class indicator direction
        cycle_text cycle_kind cycle_operator cycle_value cycle_upper cycle_unit cycle_per
        annual_text annual_kind annual_operator annual_value annual_upper annual_unit annual_per
        unlabelled_text unlabelled_kind unlabelled_operator unlabelled_value unlabelled_upper unlabelled_unit
        unlabelled_per actual_text actual_value actual_unit weight score page row column start end""",
    "projects": """
        source layout form fiscal_year department division_code budget_unit project project_code redacted goal
        budget_total budget_fiscal_appropriation budget_special_account budget_other indicator_count
        page row""",
    "tasks": "source layout form fiscal_year department task content funds expected page row",
}
"""The columns that the design promises, in order."""

INDICATOR = gp.Indicator(
    "窗口数",
    gp.IndicatorClass("1", "产出指标", "11", "数量指标", "output.quantity"),
    3,
    2,
    annual=gp.Target(
        "≥1.7万个",
        gp.TargetKind.QUANTITY,
        (gp.Clause(None, gp.Operator.AT_LEAST, Decimal(17000), None, "个"),),
    ),
    cycle=gp.Target(
        "甲1个，乙2个",
        gp.TargetKind.COMPOUND,
        (gp.Clause("甲", None, Decimal(1)), gp.Clause("乙", None, Decimal(2))),
    ),
    place=gp.Place(7, 5, 10, 30, page=2),
)
PROJECT = gp.Project(
    "窗口服务",
    "P1",
    "按时开放。",
    gp.Budget(gp.Money(Decimal("77.30"), "万元"), gp.Money(Decimal("1.5"), "元")),
    (INDICATOR,),
    place=gp.Place(7),
)
STATEMENT = gp.DepartmentStatement(
    goal="办好。",
    tasks=(gp.KeyTask("开窗", "开放窗口。", gp.Money(Decimal(40)), "少跑路。", place=gp.Place(14)),),
    indicators=(gp.Indicator("满意度"),),
)
DISCLOSURE = gp.Disclosure(
    (
        gp.Department(
            "广州市南沙区某局", units=(gp.BudgetUnit("甲中心", projects=(PROJECT,)),), statement=STATEMENT
        ),
    ),
    (gp.Table("表", "funding_form", "nansha"), gp.Table("总", "department_form", "department_form")),
    2025,
    gp.Source("a.txt", "0" * 64),
)


def _row(table: str, at: int = -1) -> dict[str, object]:
    return dict(list(read_rows(DISCLOSURE, table))[at])


@pytest.mark.parametrize("table", sorted(DESIGN))
def test_the_columns_are_those_of_the_design(table: str) -> None:
    """Names and order of the columns are fixed."""
    assert list(COLUMNS[table]) == DESIGN[table].split()


@settings(max_examples=40, deadline=None)
@given(disclosures)
def test_every_row_has_every_column(disclosure: gp.Disclosure) -> None:
    """Whatever is printed, each row has all columns of its table in order."""
    for table, columns in COLUMNS.items():
        assert {tuple(row) for row in read_rows(disclosure, table)} <= {columns}


@settings(max_examples=40, deadline=None)
@given(disclosures)
def test_everything_has_a_row(disclosure: gp.Disclosure) -> None:
    """There are as many rows as indicators, projects and tasks, in the order of the flat views."""
    rows = {table: list(read_rows(disclosure, table)) for table in COLUMNS}
    assert [row["indicator"] for row in rows["indicators"]] == [one.name for one in disclosure.indicators]
    assert [row["project"] for row in rows["projects"]] == [one.name for one in disclosure.projects]
    assert [row["task"] for row in rows["tasks"]] == [one.name for one in disclosure.tasks]


@settings(max_examples=40, deadline=None)
@given(disclosures)
def test_money_is_exact(disclosure: gp.Disclosure) -> None:
    """A budget's total is the printed amount times its unit, to the last digit, and null where the unit is
    unknown.
    """
    for row, project in zip(read_rows(disclosure, "projects"), disclosure.projects, strict=True):
        total = project.budget.total if project.budget else None
        assert row["budget_total"] == (total.yuan if total else None)


def test_a_row_of_an_indicator_says_all() -> None:
    """An indicator's row holds its document, its project, its class, its targets and its place."""
    row = _row("indicators")
    expected = {
        "source": "a.txt", "layout": "nansha", "form": "funding_form",
        "fiscal_year": 2025, "department": "广州市南沙区某局",
        "division_code": "440115", "budget_unit": "甲中心", "project": "窗口服务",
        "project_code": "P1", "group": 2, "number": 3,
        "level1_code": "1", "level2": "数量指标", "class": "output.quantity",
        "indicator": "窗口数", "annual_text": "≥1.7万个",
        "annual_kind": "quantity", "annual_operator": ">=", "annual_value": 17000,
        "annual_upper": None, "annual_unit": "个",
        "unlabelled_text": None, "page": 2, "row": 7, "column": 5, "start": 10, "end": 30,
    }  # fmt: skip
    assert {key: row[key] for key in expected} == expected


def test_a_compound_target_has_no_one_value() -> None:
    """A target of two clauses has its text and kind, and no value that would be true of one clause only."""
    row = _row("indicators")
    assert (row["cycle_text"], row["cycle_kind"], row["cycle_value"]) == ("甲1个，乙2个", "compound", None)


def test_an_indicator_of_the_department_has_no_project() -> None:
    """An indicator of the department form has the form's own layout, and neither unit nor project."""
    row = _row("indicators", 0)
    assert (row["indicator"], row["form"], row["project"], row["budget_unit"]) == (
        "满意度",
        "department_form",
        None,
        None,
    )


def test_a_row_of_a_project_has_money_in_yuan() -> None:
    """Amounts are in 元 without zeros at their end; what is not printed is null, not 0."""
    row = _row("projects")
    assert str(row["budget_total"]) == "773000"
    assert str(row["budget_fiscal_appropriation"]) == "1.5"
    assert row["budget_other"] is None
    assert (row["indicator_count"], row["redacted"], row["row"]) == (1, False, 7)


def test_a_row_of_a_task_says_all() -> None:
    """A task's row holds its name, content and expectation; money without a unit is unknown."""
    row = _row("tasks")
    assert (row["task"], row["content"], row["expected"], row["funds"]) == (
        "开窗",
        "开放窗口。",
        "少跑路。",
        None,
    )
    assert (row["form"], row["row"]) == ("department_form", 14)


def test_a_withheld_project_has_a_row() -> None:
    """A project without indicators is in the projects table all the same."""
    unit = gp.BudgetUnit(None, projects=(gp.Project("22202412003", redacted=True),))
    row = next(read_rows(gp.Disclosure((gp.Department(None, units=(unit,)),)), "projects"))
    assert (row["project"], row["redacted"], row["indicator_count"], row["source"]) == (
        "22202412003",
        True,
        0,
        None,
    )


def test_every_column_has_one_chinese_head() -> None:
    """Each column has a Chinese head of its own within its table."""
    for columns in COLUMNS.values():
        heads = [HEADS_ZH[column] for column in columns]
        assert len(set(heads)) == len(heads)


def test_an_unknown_table_is_refused() -> None:
    """A table that does not exist is refused with those that do."""
    with pytest.raises(gp.InputError, match="choose from indicators, projects, tasks"):
        read_rows(DISCLOSURE, "pies")
