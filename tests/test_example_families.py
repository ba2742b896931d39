"""The examples of the families say what a careful reader takes from them, in every kind of file."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

import govperf as gp
from govperf.containers.registry import find_container, write_grids
from govperf.model.amounts import Money
from govperf.model.departments import DepartmentStatement
from govperf.model.evaluations import Evaluation
from govperf.model.indicators import Indicator
from govperf.model.projects import Project
from govperf.testing.golden import SUFFIX, check
from tests.office import NEEDS_OFFICE, convert

EXAMPLES = Path(__file__).parents[1] / "examples"
CASES = Path(__file__).parent / "cases" / "families.txt"
KINDS = ("csv", "tsv", "txt", "html", "xlsx", "docx")
"""What govperf writes."""
DOCUMENTS = sorted(path.name.removesuffix(SUFFIX) for path in EXAMPLES.glob(f"*{SUFFIX}"))
SHEETS = "indicator-rows.xlsx"
"""A workbook with a sheet of notes, which only a workbook can hold apart."""
FORMS = "indicator_rows split_values flat_rows self_evaluation side_by_side long_table recipient_matrix department_rows"


def expected() -> dict[str, list[str]]:
    """The lines that were written by hand, by document."""
    found: dict[str, list[str]] = {}
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("@ "):
            lines = found.setdefault(line[2:].partition(" | ")[0], [])
        if line and not line.startswith("#"):
            lines.append(line)
    return found


@cache
def read(name: str) -> gp.Disclosure:
    """An example by its name."""
    return gp.read(EXAMPLES / name)


def describe(name: str) -> Iterator[str]:
    """What govperf takes from an example, in the lines of the cases."""
    found = read(name)
    yield _line("@", name, " ".join(table.layout or "?" for table in found.tables), found.fiscal_year or "-")
    for department in found.departments:
        yield _line("D", department.name or "-")
        if department.statement is not None:
            yield from _statement(department.statement)
        for unit in department.units:
            total = unit.budget.total if unit.budget else None
            yield _line("U", unit.name or "-", *([_yuan(total)] if total else []))
            for project in unit.projects:
                yield from _project(project)


def _statement(one: DepartmentStatement) -> Iterator[str]:
    yield "S"
    yield from (_line("B", line.name, _yuan(line.amount)) for line in one.budget)
    yield from _text("G", one.goal)
    for task in one.tasks:
        others = (f"{label}={text}" for label, text in task.extras)
        yield _line("T", task.name, task.content or "", _yuan(task.funds), *others)
    yield from _evaluation(one.evaluation)
    yield from map(_indicator, one.indicators)


def _project(one: Project) -> Iterator[str]:
    total = one.budget.total if one.budget else None
    yield _line("P", one.name, one.code or "", _yuan(total))
    yield from _text("G", one.goal)
    yield from _evaluation(one.evaluation)
    yield from map(_indicator, one.indicators)


def _evaluation(one: Evaluation | None) -> Iterator[str]:
    if one is None:
        return
    yield from _text("O", one.outcome)
    for line in one.lines:
        money = ("" if each is None else _yuan(each) for each in (line.initial, line.revised, line.executed))
        rate = line.rate.text if line.rate else ""
        yield _line("L", line.name, *money, _plain(line.weight), rate, _plain(line.score))
    if one.score is not None:
        yield _line("E", _plain(one.score))


def _indicator(one: Indicator) -> str:
    periods = {"cycle": "c", "annual": "a", "unlabelled": "u"}
    parts = [f"{periods[period]} {target.text}" for period, target in one.targets]
    result = one.result
    if result is not None:
        said = {
            "act": result.actual.text if result.actual else "",
            "w": _plain(result.weight),
            "s": _plain(result.score),
            "why": result.reason or "",
        }
        parts += [f"{key} {text}" for key, text in said.items() if text]
    return _line("I", one.classification.canonical or "-", one.name or "-", *parts)


def _line(mark: str, *parts: object) -> str:
    return f"{mark} {' | '.join(map(str, parts))}".rstrip()


def _text(mark: str, text: str | None) -> Iterator[str]:
    if text:
        yield _line(mark, "".join(text.split()))


def _yuan(money: Money | None) -> str:
    return "-" if money is None else _plain(money.yuan)


def _plain(number: Decimal | None) -> str:
    return "" if number is None else format(number.normalize(), "f")


@pytest.mark.parametrize("name", expected())
def test_example_says_what_a_careful_reader_takes(name: str) -> None:
    """Departments, units, projects, money, goals, indicators, targets and results are those that the print has."""
    assert list(describe(name)) == [line.rstrip() for line in expected()[name]]


@pytest.mark.parametrize("name", expected())
def test_example_is_read_without_error(name: str) -> None:
    """Nothing of these documents is left over or contradicts itself."""
    assert [problem for problem in read(name).problems if problem.severity is gp.Severity.ERROR] == []


@pytest.mark.parametrize("form", FORMS.split())
def test_each_form_has_two_examples_in_different_containers(form: str) -> None:
    """A file's container says nothing about its family, so each family is shown in two."""
    names = [name for name, lines in expected().items() if form in lines[0].split(" | ")[1].split()]
    assert len({name.rpartition(".")[2] for name in names}) > 1


@pytest.mark.parametrize("name", DOCUMENTS)
def test_example_equals_its_golden_file(name: str) -> None:
    """Each document says what its golden file has, places and problems included, and the README names it."""
    check(EXAMPLES / name)
    assert f"`{name}`" in (EXAMPLES / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_print_says_the_same_in_every_kind_of_file(name: str, kind: str, tmp_path: Path) -> None:
    """A document whose cells are put into a file of another kind, oddities and all, reads the same."""
    if name == SHEETS and kind != "xlsx":
        pytest.skip("a sheet of notes has no sheet of its own there")
    data = (EXAMPLES / name).read_bytes()
    grids = find_container(data).read(data)
    path = tmp_path / f"print.{kind}"
    path.write_bytes(write_grids(grids, f".{kind}"))
    assert _content(gp.read(path)) == _content(read(name))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_form_says_the_same_in_every_kind_of_file(name: str, kind: str, tmp_path: Path) -> None:
    """A document that is written anew in its official form reads the same."""
    path = tmp_path / f"form.{kind}"
    gp.write(gp.render(read(name)), path)
    assert _content(gp.read(path)) == _content(read(name))


@NEEDS_OFFICE
@pytest.mark.parametrize(("suffix", "saved_as"), [("xlsx", "xls"), ("xlsx", "ods"), ("docx", "odt")])
def test_an_office_program_changes_nothing(suffix: str, saved_as: str, tmp_path: Path) -> None:
    """Examples that LibreOffice opens and saves as another kind of file read the same."""
    names = [name for name in expected() if name.endswith(suffix)]
    saved = convert([EXAMPLES / name for name in names], saved_as, tmp_path)
    differing = [
        name for name in names if _content(gp.read(saved[name.rpartition(".")[0]])) != _content(read(name))
    ]
    assert differing == []


@NEEDS_OFFICE
def test_workbooks_printed_to_pdf_say_the_same(tmp_path: Path) -> None:
    """Examples that LibreOffice prints to PDF read the same, merged cells and centred classes included."""
    names = [name for name in expected() if name.endswith("xlsx") and name != SHEETS]
    printed = convert([EXAMPLES / name for name in names], "pdf", tmp_path)
    differing = [
        name for name in names if _content(gp.read(printed[name.rpartition(".")[0]])) != _content(read(name))
    ]
    assert differing == []


def _content(one: gp.Disclosure) -> object:
    """What a disclosure says but for how its tables lie in the file."""
    return one.departments, one.fiscal_year


BOOKLET = """<h1>某市示例区2025年部门预算</h1><p>2025年，本部门共设置绩效目标14个，涉及一级指标3个、二级指标7个、三级指标52个。</p>
<table><tr><th>序号</th><th>单位</th><th>项目个数</th><th>绩效指标个数</th></tr>
<tr><td>1</td><td>示例区教育局</td><td>8</td><td>31</td></tr><tr><td>2</td><td>示例区体育中心</td><td>6</td><td>21</td></tr></table>"""
REPORT = """示例县2024年农村道路养护项目绩效评价报告
一、项目概况
项目总投资860万元，养护道路212公里。
二、评价结论
评价指标\t权重\t得分\t得分率
决策\t20\t18.5\t92.5%
过程\t20\t17\t85%
产出\t30\t28.4\t94.7%
效益\t30\t26\t86.7%
综合\t100\t89.9\t89.9%"""


@pytest.mark.parametrize("document", [BOOKLET, REPORT], ids=["booklet", "report"])
def test_what_holds_no_targets_is_refused(document: str) -> None:
    """A booklet that only counts its targets, and an evaluation report, have nothing to read: a clear answer, no invention."""
    with pytest.raises(gp.LayoutError, match="no target table here"):
        gp.read(document.encode())
