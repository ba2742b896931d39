"""The workbook: what was not edited comes back as it was, what was edited wins, what cannot be is refused with its place."""

from __future__ import annotations

import io
import shutil
import subprocess
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

import govperf as gp
from govperf.containers.excel import read_cells
from govperf.serializers.workbook import LOSSLESS, SUFFIXES, dumps, load_sheets
from tests.serializers.documents import documents
from tests.serializers.strategies import disclosures
from tests.serializers.test_json import everything

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

ROOT = Path(__file__).parents[2]


@cache
def read(name: str = "zengcheng") -> gp.Disclosure:
    """An example by its name."""
    return gp.read(ROOT / "examples" / f"{name}.txt")


def loads(data: bytes) -> gp.Disclosure:
    """A workbook as `load` takes it."""
    return load_sheets(read_cells(data))


def edit(change: Callable[[Workbook], None], name: str = "zengcheng") -> gp.Disclosure:
    """An example, written, changed by a person, and loaded."""
    book = load_workbook(io.BytesIO(dumps(read(name))))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return loads(out.getvalue())


def put(sheet: str, key: str | int, head: str, value: object) -> Callable[[Workbook], None]:
    """Write into the cell of a row, by its key or number, and a head."""

    def change(book: Workbook) -> None:
        _cell(book[sheet], key, head).value = value

    return change


def _cell(sheet: Worksheet, key: str | int, head: str):
    heads = [cell.value for cell in sheet[1]]
    row = key if isinstance(key, int) else [cell.value for cell in sheet["A"]].index(key) + 1
    return sheet.cell(row, heads.index(head) + 1)


def add(sheet: str, **cells: object) -> Callable[[Workbook], None]:
    """Write a new row below the others."""

    def change(book: Workbook) -> None:
        number = book[sheet].max_row + 1
        for head, value in cells.items():
            _cell(book[sheet], number, head).value = value

    return change


@settings(max_examples=25, deadline=None)
@given(disclosures)
def test_what_is_not_edited_comes_back(disclosure: gp.Disclosure) -> None:
    """Any disclosure comes back as it was, with places, problems, source and every digit."""
    again = loads(dumps(disclosure))
    assert again == disclosure
    assert everything(again) == everything(disclosure)


@cache
def cells(name: str) -> dict[str, list[list[tuple[str, Decimal | None]]]]:
    """The cells of an example's workbook."""
    return read_cells(dumps(read(name)))


numbers = st.floats(allow_nan=False, allow_infinity=False).map(lambda one: Decimal(format(one, ".15g")))
typed = st.one_of(
    st.sampled_from(
        ["", "是", "P1", "U1", "I1", "≥95%", "-", "1e999", "NaN", "5 亿元", "（部门整体）", "11-", "万元"]
    ).map(lambda text: (text, None)),
    st.text(max_size=5).map(lambda text: (text, None)),
    numbers.map(lambda number: (format(number, "f"), number)),
)
places = st.tuples(
    st.sampled_from(["单位", "项目", "指标", "重点任务", "问题"]), st.integers(0, 30), st.integers(0, 18)
)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["nansha", "zengcheng-both"]), st.lists(st.tuples(places, typed), min_size=1, max_size=4)
)
def test_any_edit_gives_a_disclosure_or_an_error(
    name: str, edits: list[tuple[tuple[str, int, int], tuple[str, Decimal | None]]]
) -> None:
    """Whatever somebody types into cells, below the rows and beside the columns too, is taken or refused with its place."""
    tables = {sheet: [list(row) for row in rows] for sheet, rows in cells(name).items()}
    for (sheet, row, column), cell in edits:
        rows = tables[sheet]
        rows.extend([] for _ in range(len(rows), row + 1))
        rows[row].extend(("", None) for _ in range(len(rows[row]), column + 1))
        rows[row][column] = cell
    try:
        assert isinstance(load_sheets(tables), gp.Disclosure)
    except gp.InputError as error:
        assert error.where is not None
        assert error.where.startswith("sheet ")


@documents
def test_documents_come_back(path: Path, tmp_path: Path) -> None:
    """Each example and seed comes back as it was, by the suffix of the file."""
    disclosure = gp.read(path)
    gp.write(disclosure, tmp_path / "book.xlsx")
    assert everything(gp.load(tmp_path / "book.xlsx")) == everything(disclosure)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_an_office_program_changes_nothing(tmp_path: Path) -> None:
    """Opened and saved by LibreOffice, the workbook still holds everything."""
    names = ("nansha", "zengcheng-both", "huangpu")
    for name in names:
        gp.write(read(name), tmp_path / f"{name}.xlsx")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "out")]
    books = [str(tmp_path / f"{name}.xlsx") for name in names]
    subprocess.run([*command, *books], check=True, capture_output=True, timeout=180)  # noqa: S603
    for name in names:
        assert everything(gp.load(tmp_path / "out" / f"{name}.xlsx")) == everything(read(name))


def test_the_workbook_says_what_it_is() -> None:
    """It answers to `.xlsx` and claims to be lossless."""
    assert (SUFFIXES, LOSSLESS) == ((".xlsx",), True)


def test_sheets_are_for_people() -> None:
    """A guide, five sheets with filters and heads that stay, columns that say nothing hidden, the rest carried unseen."""
    book = load_workbook(io.BytesIO(dumps(read("nansha"))))
    assert book.sheetnames == ["说明", "单位", "项目", "指标", "重点任务", "问题", "_govperf"]
    assert [sheet.sheet_state for sheet in book.worksheets[-2:]] == ["visible", "hidden"]
    assert book["项目"].freeze_panes == "B2"
    assert book["指标"].auto_filter.ref == f"A1:S{len(read('nansha').indicators) + 1}"
    assert book["指标"].column_dimensions["M"].hidden
    assert not book["指标"].column_dimensions["K"].hidden
    assert book["项目"].conditional_formatting


def test_amounts_are_numbers_as_printed() -> None:
    """77.30 is a number that shows two decimals; a long one is text, because a sheet keeps 15 digits."""
    book = load_workbook(io.BytesIO(dumps(read())))
    total = _cell(book["项目"], "P1", "总计")
    assert (total.value, total.number_format) == (40.04, "#,##0.00")
    money = gp.Money(Decimal("12345678901234567.89"), "元")
    project = gp.Project("甲", budget=gp.Budget(money))
    long = gp.Disclosure((gp.Department("乙", units=(gp.BudgetUnit("丙", projects=(project,)),)),))
    sheet = load_workbook(io.BytesIO(dumps(long)))["项目"]
    assert _cell(sheet, "P1", "总计").value == "12,345,678,901,234,567.89 元"
    assert loads(dumps(long)) == long


def test_no_text_becomes_a_formula() -> None:
    """A name that begins like a formula is text, and stays it when somebody edits the cell."""
    project = gp.Project('=HYPERLINK("http://x")')
    book = gp.Disclosure((gp.Department("+乙", units=(gp.BudgetUnit("@丙", projects=(project,)),)),))
    cell = _cell(load_workbook(io.BytesIO(dumps(book)))["项目"], "P1", "项目名称")
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert loads(dumps(book)) == book


def test_a_text_longer_than_a_cell_is_carried() -> None:
    """The cell shows its beginning; all of it comes back, and an edit of the beginning alone is refused."""
    long = gp.Project("甲", goal="长" * 40_000)
    book = gp.Disclosure((gp.Department("乙", units=(gp.BudgetUnit("丙", projects=(long,)),)),))
    assert loads(dumps(book)) == book
    sheets = load_workbook(io.BytesIO(dumps(book)))
    put("项目", "P1", "绩效目标", "短")(sheets)
    out = io.BytesIO()
    sheets.save(out)
    with pytest.raises(gp.InputError, match=r"sheet '项目', row 2, column '绩效目标': .*first 32,000"):
        loads(out.getvalue())


def test_an_edited_target_is_understood() -> None:
    """A new value is parsed as a printed one is, and nothing else changes."""
    again = edit(put("指标", "I1", "年度指标值", "≤30个工作日"))
    assert again.indicators[0].annual == gp.parse_target("≤30个工作日")
    assert again.indicators[1:] == read().indicators[1:]
    assert again.problems == read().problems


def test_an_edited_amount_has_the_decimals_it_shows() -> None:
    """`41` typed over 40.04 is 41.00 万元; its place is gone, since nobody printed it."""
    budget = edit(put("项目", "P1", "总计", 41)).projects[0].budget
    assert budget is not None
    assert budget.total == gp.Money(Decimal("41.00"), "万元")
    assert budget.fiscal_appropriation == read().projects[0].budget.fiscal_appropriation


def test_a_number_as_text_is_taken() -> None:
    """`１，２３４.５` and `5 亿元` are amounts."""
    budget = edit(put("项目", "P1", "总计", "１,２３４.５")).projects[0].budget
    assert budget.total == gp.Money(Decimal("1234.5"), "万元")
    budget = edit(put("项目", "P1", "总计", "5 亿元")).projects[0].budget
    assert budget.total == gp.Money(Decimal(5), "亿元")


def test_a_new_unit_is_for_the_whole_row() -> None:
    """元 over 万元 changes the unit of every amount of the project."""
    budget = edit(put("项目", "P1", "金额单位", "元")).projects[0].budget
    assert {money.unit for money in budget.moneys if money} == {"元"}


def test_an_edited_class_is_classified_anew() -> None:
    """Code and name go where they belong, and the canonical class follows."""
    kind = edit(put("指标", "I1", "二级指标", "12-质量指标")).indicators[0].classification
    assert (kind.level2_code, kind.level2, kind.canonical) == ("12", "质量指标", "output.quality")


def test_what_has_no_column_is_kept() -> None:
    """The notes of a class stay where its name was edited; what the print says besides is there to be seen."""
    kind = gp.IndicatorClass(None, "产出指标", None, "数量指标", "output.quantity", "50分", "必填")
    one = gp.Indicator("场次", kind, extras=(("备注", "核心指标"), ("数据来源", "台账")))
    unit = gp.BudgetUnit("丙", projects=(gp.Project("甲", indicators=(one,)),))
    statement = gp.DepartmentStatement(cycle_goal="三年建成", evaluation=gp.Evaluation(outcome="建成"))
    sheets = load_workbook(
        io.BytesIO(dumps(gp.Disclosure((gp.Department("乙", units=(unit,), statement=statement),))))
    )
    assert _cell(sheets["指标"], "I1", "其他内容").value == "备注：核心指标；数据来源：台账"
    put("指标", "I1", "二级指标", "质量指标")(sheets)
    put("单位", "D1", "部门中期目标", "两年建成")(sheets)
    put("单位", "D1", "自评总分", 95.5)(sheets)
    out = io.BytesIO()
    sheets.save(out)
    (department,) = loads(out.getvalue()).departments
    again = department.units[0].projects[0].indicators[0]
    assert (again.classification.canonical, again.extras) == ("output.quality", one.extras)
    assert (again.classification.level1_note, again.classification.level2_note) == ("50分", "必填")
    evaluation = gp.Evaluation(outcome="建成", score=Decimal("95.5"))
    assert department.statement == gp.DepartmentStatement(cycle_goal="两年建成", evaluation=evaluation)


def test_blank_is_none() -> None:
    """A cell that was emptied is what the print leaves out."""
    again = edit(put("项目", "P1", "绩效目标", None))
    assert again.projects[0].goal is None
    again = edit(put("指标", "I1", "年度指标值", ""))
    assert again.indicators[0].annual is None


def test_a_name_is_changed_in_one_place() -> None:
    """Rows of other sheets that have the old name still belong to the project, and to the unit."""
    again = edit(put("项目", "P1", "项目名称", "新名"))
    assert again.projects[0].name == "新名"
    assert again.projects[0].indicators == read().projects[0].indicators
    again = edit(put("单位", "U1", "预算单位", "新单位"))
    assert again.departments[0].units[0] == attrs_evolve(read().departments[0].units[0], name="新单位")


def attrs_evolve(value: object, **changes: object) -> object:
    """A copy with some attributes changed."""
    from attrs import evolve

    return evolve(value, **changes)


def test_a_row_that_is_gone_is_deleted() -> None:
    """Without its row an indicator is gone, and a problem that was dealt with too."""
    again = edit(lambda book: book["指标"].delete_rows(2))
    assert again.indicators == read().indicators[1:]
    again = edit(lambda book: book["问题"].delete_rows(2))
    assert again.problems == read().problems[1:]


def test_a_new_row_belongs_to_what_it_names() -> None:
    """An indicator below the others goes to its project, at the end of it."""
    name = read().projects[0].name
    cells = {"项目名称": name, "一级指标": "1-产出指标", "三级指标": "场次", "年度指标值": "≥6次"}
    again = edit(add("指标", **cells))
    assert again.projects[0].indicators[:-1] == read().projects[0].indicators
    new = again.projects[0].indicators[-1]
    assert (new.name, new.classification.canonical, new.annual.value) == ("场次", "output", 6)


def test_a_new_project_can_have_indicators() -> None:
    """A project and its indicator, both new, find each other by name; money is in the document's unit."""

    def change(book: Workbook) -> None:
        add("项目", 预算单位=read().departments[0].units[0].name, 项目名称="新项目", 总计=12.5)(book)
        add("指标", 项目名称="新项目", 三级指标="场次", 年度指标值="6次")(book)

    project = edit(change).projects[-1]
    assert (project.name, project.budget.total) == ("新项目", gp.Money(Decimal("12.50"), "万元"))
    assert [one.name for one in project.indicators] == ["场次"]


def test_an_indicator_of_the_department_can_be_added() -> None:
    """（部门整体） stands for the department itself; a new task goes to its statement."""
    again = edit(
        add("指标", 项目名称="（部门整体）", 三级指标="满意度", 年度指标值="≥90%"), "zengcheng-department"
    )
    assert again.departments[0].statement.indicators[-1].name == "满意度"
    again = edit(add("重点任务", 任务名称="修路", 拟投入资金=3), "zengcheng-department")
    assert again.tasks[-1].name == "修路"


def test_a_copied_row_is_a_new_one() -> None:
    """A row that was copied with its key stands twice: the first is the old one, the second is new."""

    def change(book: Workbook) -> None:
        sheet = book["指标"]
        sheet.insert_rows(3)
        for cell in sheet[2]:
            sheet.cell(3, cell.column).value = cell.value
        _cell(sheet, 3, "三级指标").value = "另一个"

    again = edit(change)
    assert [one.name for one in again.indicators[:2]] == [read().indicators[0].name, "另一个"]
    assert len(again.indicators) == len(read().indicators) + 1


def test_a_row_moves_to_another_project() -> None:
    """Another project's name moves the indicator there."""
    again = edit(put("指标", "I1", "项目名称", read().projects[1].name))
    assert read().indicators[0] in again.projects[1].indicators
    assert len(again.projects[0].indicators) == len(read().projects[0].indicators) - 1


def test_sorted_rows_change_nothing() -> None:
    """The order of rows, of columns and of sheets is the reader's own."""

    def change(book: Workbook) -> None:
        for name in ("单位", "项目", "指标"):
            sheet = book[name]
            rows = [[cell.value for cell in row][::-1] for row in sheet.iter_rows()]
            for number, row in enumerate([rows[0], *rows[:0:-1]], 1):
                for at, value in enumerate(row, 1):
                    sheet.cell(number, at).value = value
        book.move_sheet("问题", -3)

    assert everything(edit(change, "nansha")) == everything(read("nansha"))


def test_fewer_decimals_in_sight_are_no_edit() -> None:
    """Who shows an amount without decimals has not changed it."""

    def change(book: Workbook) -> None:
        _cell(book["项目"], "P1", "总计").number_format = "0"

    assert edit(change) == read()


def _remove(sheet: str) -> Callable[[Workbook], None]:
    return lambda book: book.remove(book[sheet])


def _delete_project(book: Workbook) -> None:
    book["项目"].delete_rows(2)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_remove("指标"), ["no such sheet: '指标'"]),
        (_remove("_govperf"), ["no hidden sheet '_govperf'"]),
        (put("_govperf", 2, "govperf-workbook/1", "x"), ["sheet '_govperf'", "was changed"]),
        (put("指标", 1, "年度指标值", "年度目标值"), ["sheet '指标', row 1: the sheet has no such column: '年度指标值'; '年度目标值' stands in row 1"]),
        (put("指标", 1, "问题", "备注"), ["no such column: '问题'"]),
        (add("指标", 项目名称="无此项目", 三级指标="甲"), ["sheet '指标', row 23: there is no project of this name: '无此项目'"]),
        (add("指标", 三级指标="甲"), ["row 23: this row names no project"]),
        (put("指标", "I1", "项目名称", "政务大厅运行保障经"), ["row 2, column '项目名称': there is no project of this name"]),
        (put("项目", "P1", "预算单位", "无此单位"), ["sheet '项目', row 2, column '预算单位': there is no unit of this name: '无此单位'"]),
        (_delete_project, ["sheet '指标', row 2: what this row belongs to (P1) was deleted"]),
        (put("项目", "P1", "总计", "约四十"), ["sheet '项目', row 2, column '总计': an amount must stand here: '约四十'; write a number"]),
        (put("项目", "P1", "总计", "#DIV/0!"), ["column '总计': an amount must stand here"]),
        (put("项目", "P1", "总计", 1e30), ["column '总计': an amount is too large"]),
        (put("项目", "P1", "金额单位", "美元"), ["column '金额单位': this is no unit of money: '美元'"]),
        (put("项目", "P1", "是否略去", "也许"), ["column '是否略去': 是 or 否 must stand here: '也许'"]),
        (put("指标", "I1", "序号", "三"), ["column '序号': a number must stand here: '三'"]),
        (put("指标", "I1", "序号", 1.5), ["column '序号': a whole number must stand here"]),
        (put("指标", "I1", "分值", "十分"), ["column '分值': a number must stand here: '十分'"]),
        (put("指标", "I1", "原文位置", "第 1 行"), ["column '原文位置': this cell cannot be edited"]),
        (put("问题", 2, "说明", "没有问题"), ["sheet '问题', row 2, column '说明': this cell cannot be edited"]),
        (add("问题", 说明="新问题"), ["a problem cannot be added"]),
        (put("指标", "I1", "编号", "I99"), ["column '编号': there was no row of this key: 'I99'"]),
        (put("单位", "D1", "总计", 5), ["sheet '单位', row 2, column '总计': this row has no such value"]),
        (put("单位", "D1", "预算单位", "某中心"), ["the row of a department names no unit"]),
        (add("重点任务", 主要实施内容="甲"), ["a task must have a name"]),
    ],
)  # fmt: skip
def test_what_no_longer_fits_is_refused_with_its_place(
    change: Callable[[Workbook], None], words: list[str]
) -> None:
    """A sheet, a column, a name or a value that cannot be is refused: what, sheet, row, column, text, what to do."""
    with pytest.raises(gp.GovperfError) as caught:
        edit(change)
    for word in words:
        assert word in str(caught.value)


def test_a_changed_carrier_is_refused() -> None:
    """A hidden sheet of another form, as a newer govperf would write, is refused with its name."""
    with pytest.raises(
        gp.ReadError, match=r"sheet '_govperf': .*not of the form govperf-workbook/1: 'govperf-workbook/2'"
    ):
        edit(lambda book: setattr(book["_govperf"]["A1"], "value", "govperf-workbook/2"))


def test_numbers_and_flags_are_taken_as_people_write_them() -> None:
    """A weight as text, a flag, a number of the print, a unit's department."""

    def change(book: Workbook) -> None:
        put("指标", "I1", "分值", "９.5")(book)
        put("指标", "I1", "序号", "7")(book)
        put("指标", "I1", "组", None)(book)
        put("项目", "P1", "是否略去", "是")(book)
        put("项目", "P2", "总计", "-5")(book)

    again = edit(change)
    one = again.indicators[0]
    assert (one.result, one.number, one.group) == (gp.Result(weight=Decimal("9.5")), 7, 1)
    assert again.projects[0].redacted
    assert again.projects[1].budget.total == gp.Money(Decimal(-5), "万元")
    with pytest.raises(gp.InputError, match=r"an amount must stand here: '1\.2\.3'"):
        edit(put("项目", "P2", "总计", "1.2.3"))


def test_several_projects_of_one_name_are_told_by_their_keys() -> None:
    """A name that two projects have is refused; the message has their keys, and a key is taken for a name."""
    unit = gp.BudgetUnit("丙", projects=(gp.Project("甲"), gp.Project("甲")))
    book = gp.Disclosure((gp.Department("乙", units=(unit,)),))

    def load_with(name: str) -> gp.Disclosure:
        sheets = load_workbook(io.BytesIO(dumps(book)))
        add("指标", 项目名称=name, 三级指标="场次")(sheets)
        out = io.BytesIO()
        sheets.save(out)
        return loads(out.getvalue())

    with pytest.raises(
        gp.InputError, match="several projects have this name: '甲'; write the key instead: P1、P2"
    ):
        load_with("甲")
    assert [len(project.indicators) for project in load_with("P2").projects] == [0, 1]


def test_a_workbook_is_not_read_as_a_table(tmp_path: Path) -> None:
    """`read` says that it is a saved one, and `load` that a published one is none."""
    gp.write(read(), tmp_path / "book.xlsx")
    with pytest.raises(gp.ReadError, match=r"book.xlsx: .*govperf wrote.*use load"):
        gp.read(tmp_path / "book.xlsx")
    gp.write(gp.render(read()), tmp_path / "form.xlsx")
    with pytest.raises(gp.ReadError, match=r"form.xlsx: .*no hidden sheet.*read"):
        gp.load(tmp_path / "form.xlsx")
    (tmp_path / "text.xlsx").write_text("甲", encoding="utf-8")
    with pytest.raises(gp.ReadError, match=r"no .xlsx workbook"):
        gp.load(tmp_path / "text.xlsx")
