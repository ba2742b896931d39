"""The example documents show what `examples/README.md` says of them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import govperf as gp
from govperf.testing.golden import check

EXAMPLES = Path(__file__).parent.parent / "examples"

HOLDS = {
    # file: layouts, projects, indicators, tasks, and the problems that its oddities give
    "baiyun": ("baiyun", 6, 28, 0, {"replacement-character", "class-misplaced"}),
    "flat-rows": ("flat_rows", 2, 10, 0, set()),
    "haizhu": ("goal_form", 2, 5, 0, set()),
    "huangpu": ("huangpu", 6, 23, 0, {"numbering-restarts"}),
    "nansha": ("nansha", 10, 22, 0, {"cells-missing", "name-missing", "class-conflict", "markup-removed"}),
    "panyu": ("funding_form", 2, 5, 0, set()),
    "zengcheng": ("zengcheng", 7, 21, 0, {"class-conflict", "total-differs", "redacted"}),
    "zengcheng-both": ("zengcheng department_form", 3, 22, 3, {"period-missing", "class-derived"}),
    "zengcheng-department": (
        "department_form",
        0,
        15,
        3,
        {"period-missing", "class-derived", "statement-differs"},
    ),
}


def read(name: str) -> gp.Disclosure:
    """An example by its name."""
    return gp.read(EXAMPLES / f"{name}.txt")


def test_every_document_is_in_the_table() -> None:
    """No example is without an expectation, and none is missing."""
    assert {path.stem for path in EXAMPLES.glob("*.txt")} == set(HOLDS)


@pytest.mark.parametrize("name", HOLDS)
def test_document_holds(name: str) -> None:
    """Each document is read by its layouts, whole, with the problems of its oddities and no error."""
    layouts, projects, indicators, tasks, codes = HOLDS[name]
    found = read(name)
    assert " ".join(table.layout or "" for table in found.tables) == layouts
    assert (len(found.projects), len(found.indicators), len(found.tasks)) == (projects, indicators, tasks)
    assert codes <= {problem.code for problem in found.problems}
    assert [problem for problem in found.problems if problem.severity is gp.Severity.ERROR] == []


@pytest.mark.parametrize("name", HOLDS)
def test_document_is_named_in_the_readme(name: str) -> None:
    """The README of the examples says what each document shows."""
    assert f"`{name}.txt`" in (EXAMPLES / "README.md").read_text(encoding="utf-8")


def test_numbering_that_starts_again_is_a_second_group() -> None:
    """Huangpu: 1, 2, then 1, 2, 3 in one cell."""
    indicators = read("huangpu").projects[0].indicators
    assert [(one.group, one.number) for one in indicators] == [(1, 1), (1, 2), (2, 1), (2, 2), (2, 3)]


def test_comma_before_a_value_is_read() -> None:
    """Huangpu: `年度指标值，95%`."""
    (indicator,) = read("huangpu").find("服务满意率")
    assert indicator.annual is not None
    assert indicator.annual.text == "95%"


def test_unit_that_comes_back_is_one_unit() -> None:
    """Huangpu: the unit of the first row has the last row, too."""
    units = read("huangpu").departments[0].units
    assert [len(unit.projects) for unit in units] == [3, 2, 1]


def test_wrapped_names_and_goals_are_told_apart() -> None:
    """Baiyun: on one line, in two blocks, and in one block."""
    projects = read("baiyun").projects
    assert [(project.name, (project.goal or "")[:5]) for project in projects[:4]] == [
        ("信息化项目合同存量款项", "按合同约定"),
        ("12345热线智慧办理系统2021年建设项目经费", "让1234"),
        ("信息化项目管理经费", "1. 评审"),
        ("智慧白云建设经费", "把分散在各"),
    ]


def test_number_cut_by_a_line_is_whole() -> None:
    """Baiyun: `8` at the end of a line and `0%` at the beginning of the next are 80%."""
    assert "超过80%。" in (read("baiyun").projects[1].goal or "")


def test_withheld_project_has_its_code() -> None:
    """Zengcheng: `略`, and a code for a name."""
    project = read("zengcheng").projects[5]
    assert (project.redacted, project.code, project.indicators) == (True, "22202412003", ())


def test_money_in_yuan_and_ten_thousand_yuan_is_exact() -> None:
    """Panyu prints 元, zengcheng 万元; both give 元."""
    panyu, zengcheng = (read(name).projects[0].budget for name in ("panyu", "zengcheng"))
    assert panyu is not None
    assert zengcheng is not None
    totals = [budget.total.yuan for budget in (panyu, zengcheng) if budget.total is not None]
    assert totals == [Decimal(920_000), Decimal(400_400)]


def test_year_is_read_from_the_title() -> None:
    """Panyu: the title begins with 2025年."""
    assert read("panyu").fiscal_year == 2025


def test_target_without_a_period_has_none() -> None:
    """Nansha: a value printed without saying for which period is neither annual nor of the cycle."""
    (indicator,) = read("nansha").find("系统验收合格率")
    assert [period for period, _ in indicator.targets] == ["unlabelled"]


def test_row_that_kept_one_value_has_no_annual_target() -> None:
    """The department form: nothing is guessed where the page break dropped a value."""
    (indicator,) = read("zengcheng-department").find("大厅窗口业务办理时限")
    assert [(period, target.text) for period, target in indicator.targets] == [("cycle", "约30分钟/件")]


@pytest.mark.parametrize("name", HOLDS)
def test_document_renders_to_itself(name: str) -> None:
    """Written in its own form and read again, each document is what it was."""
    found = read(name)
    text = "\n".join("\t".join(row) for row in gp.render(found).texts)
    assert gp.read_text(text) == found


@pytest.mark.parametrize("name", HOLDS)
def test_document_equals_its_golden_file(name: str) -> None:
    """Each document says what its golden file has, places and problems included."""
    check(EXAMPLES / f"{name}.txt")
