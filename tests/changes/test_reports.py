"""What a difference is called."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs
import pytest

import govperf as gp
from tests.changes.tables import disclose, indicator, project


def edits(old: gp.Disclosure, new: gp.Disclosure) -> list[tuple[str, str | None, Any, Any]]:
    """Kind, field, old and new of each edit."""
    return [(edit.kind.value, edit.field, edit.old, edit.new) for edit in gp.diff(old, new)]


def state(**values: Any) -> gp.Disclosure:
    """A disclosure with a department statement."""
    return gp.Disclosure((gp.Department("某市某局", statement=gp.DepartmentStatement(**values)),))


def money(amount: str, unit: str | None = "万元") -> gp.Money:
    """An amount."""
    return gp.Money(Decimal(amount), unit)


def test_budgets_are_told_source_by_source_in_yuan() -> None:
    """Each source that changed is an edit of its own, exact, in 元."""
    sides = (
        disclose(gp.Project("普法", budget=gp.Budget(money(total), money("1.50"), other=other)))
        for total, other in (("2.00", money("0.50")), ("1.50", None))
    )
    assert edits(*sides) == [
        ("budget-changed", "total", 20000, 15000),
        ("budget-changed", "other", 5000, None),
    ]


@pytest.mark.parametrize(
    ("old", "new"), [(("40.00", "万元"), ("400000", "元")), (("40.00", "万元"), ("40", None))]
)
def test_the_same_money_in_another_unit_is_no_edit(old: tuple[str, str], new: tuple[str, str | None]) -> None:
    """40万元 and 400000元 are the same, and what one version does not say of the unit is no difference."""
    sides = [disclose(gp.Project("普法", budget=gp.Budget(money(*one)))) for one in (old, new)]
    assert edits(*sides) == []
    assert gp.diff(*sides).apply(sides[0]) == sides[1]


def test_totals_are_told_apart_from_budgets() -> None:
    """A subtotal of a unit and the grand total of a table are edits of their own kind, with the reason."""
    old, new = disclose(project("普法")), disclose(project("普法"))
    unit = attrs.evolve(new.departments[0].units[0], budget=gp.Budget(money("2.00")))
    table = attrs.evolve(new.tables[0], total=gp.Budget(money("3.00")))
    new = gp.Disclosure((attrs.evolve(new.departments[0], units=(unit,)),), (table,))
    found = gp.diff(old, new)
    assert {(edit.kind.value, edit.new, edit.reason) for edit in found} == {
        ("total-changed", 20000, "subtotal of 某中心"),
        ("total-changed", 30000, "grand total"),
    }


def test_goals_are_told_and_their_line_wraps_not() -> None:
    """Another goal is an edit, another line wrap or closing stop is none; only the year is said to be only the year."""
    one = [
        disclose(project("普法", goal=goal))
        for goal in ("办好 普法。", "办好普法", "办好2024年普法", "办好2025年普法")
    ]
    assert edits(one[0], one[1]) == []
    assert edits(one[1], one[2]) == [("goal-changed", "goal", "办好普法", "办好2024年普法")]
    assert [edit.reason for edit in gp.diff(one[2], one[3])] == ["year"]


def test_other_facts_of_a_project_are_told() -> None:
    """That a project is withheld, and what its form says besides, are edits of the project."""
    old = disclose(project("普法", extras=(("项目属性", "一次性"),)))
    new = disclose(project("普法", redacted=True, extras=(("项目属性", "经常性"),)))
    assert edits(old, new) == [
        ("project-changed", "redacted", "False", "True"),
        ("project-changed", "extras", "项目属性：一次性", "项目属性：经常性"),
    ]


def test_a_class_is_told_where_it_differs() -> None:
    """Another class is an edit; a code or a level that only one version prints is none."""
    one, other = (disclose(project("普法", indicator("次数", "≥6次", code))) for code in ("11", "12"))
    assert edits(one, other) == [
        ("indicator-reclassified", "class", "产出指标/数量指标", "产出指标/质量指标")
    ]
    plain = disclose(
        project(
            "普法",
            gp.Indicator(
                "次数",
                gp.IndicatorClass(level1="产出指标", canonical="output"),
                annual=gp.parse_target("≥6次"),
            ),
        )
    )
    assert edits(one, plain) == []


def test_running_numbers_are_no_edit() -> None:
    """An indicator that got another number is the same."""
    old, new = (
        disclose(project("普法", indicator("次数", "≥6次", number=number, group=number))) for number in (1, 2)
    )
    assert edits(old, new) == []


def test_a_department_statement_is_compared() -> None:
    """Budget lines, goal, tasks and indicators of the department form are edits without a project."""
    old = state(
        budget=(gp.BudgetLine("基本支出", money("10.00")), gp.BudgetLine("其他", money("1.00"))),
        goal="甲",
        tasks=(gp.KeyTask("政务服务优化", "一", money("5.00")), gp.KeyTask("数字政府建设")),
        indicators=(indicator("办结率", "≥95%"),),
    )
    new = state(
        budget=(gp.BudgetLine("基本支出", money("12.00")), gp.BudgetLine("财政拨款", money("9.00"))),
        goal="乙",
        tasks=(gp.KeyTask("政务服务提升优化", "二", money("6.00")), gp.KeyTask("档案")),
        indicators=(indicator("办结率", "≥90%"),),
    )
    found = gp.diff(old, new)
    assert {(edit.kind.value, edit.field, edit.old, edit.new) for edit in found} == {
        ("line-changed", "基本支出", 100000, 120000),
        ("line-removed", "其他", 10000, None),
        ("line-added", "财政拨款", None, 90000),
        ("goal-changed", "goal", "甲", "乙"),
        ("task-renamed", "name", "政务服务优化", "政务服务提升优化"),
        ("task-changed", "content", "一", "二"),
        ("task-changed", "funds", 50000, 60000),
        ("task-removed", "数字政府建设", None, None),
        ("task-added", "档案", None, None),
        ("target-looser", None, "≥95%", "≥90%"),
    }
    assert {edit.project for edit in found} == {None}
    assert found.apply(old) == new


def test_results_of_a_self_evaluation_are_compared() -> None:
    """Actual value, weight and score are edits of the result; outcome and grade are edits of the evaluation."""
    sides = (
        disclose(
            project(
                "普法",
                indicator(
                    "次数", "≥6次", result=gp.Result(gp.parse_target(actual), Decimal(10), Decimal(score))
                ),
                evaluation=gp.Evaluation(
                    (gp.ExecutionLine("年度资金总额", money(spent)),), outcome="完成", grade=grade
                ),
            )
        )
        for actual, score, spent, grade in (("5次", "8", "1.00", "良"), ("7次", "10", "2.00", "优"))
    )
    assert set(edits(*sides)) == {
        ("result-changed", "actual", "5次", "7次"),
        ("result-changed", "score", Decimal(8), Decimal(10)),
        ("evaluation-changed", "grade", "良", "优"),
        ("evaluation-changed", "initial", 10000, 20000),
    }


def test_names_of_department_and_unit_are_told_once() -> None:
    """A department or unit that is called otherwise is one edit, and what was not printed was not renamed."""
    old = disclose(project("普法"))
    new = attrs.evolve(old, departments=(attrs.evolve(old.departments[0], name="某市某某局"),))
    unnamed = attrs.evolve(old, departments=(attrs.evolve(old.departments[0], name=None),))
    assert edits(old, new) == [("department-renamed", "name", "某市某局", "某市某某局")]
    assert edits(old, unnamed) == []


def test_an_added_project_says_its_total() -> None:
    """A project that is new, or gone, has its total beside it."""
    found = edits(disclose(project("普法", total="2.00")), disclose(project("清淤", total="3.00")))
    assert found == [("project-added", "total", None, 30000), ("project-removed", "total", 20000, None)]


def test_kinds_are_asked_for_by_name() -> None:
    """`of` gives the edits of some kinds, and refuses a kind there is not."""
    changes = gp.diff(disclose(project("普法")), disclose(project("清淤")))
    assert [edit.project_new for edit in changes.of("project-added")] == ["清淤"]
    assert len(changes) == 2
    assert repr(changes) == "<Changes 1 project-added, 1 project-removed>"
    with pytest.raises(gp.InputError, match="no such kind"):
        changes.of("project-lost")


def test_rows_have_the_columns_of_the_contract() -> None:
    """Each row has the thirteen columns in their order."""
    (row, *_) = gp.diff(disclose(), disclose(project("普法"))).to_rows()
    assert (
        ",".join(row)
        == "kind,project,project_new,indicator,indicator_new,period,field,old,new,score,reason,old_row,new_row"
    )
