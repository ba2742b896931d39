"""The verbs: read, read_text, load, write and render, as a caller meets them."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

import pytest

import govperf as gp
from govperf.storage import write_whole

HEADS = "主管部门\t预算单位\t项目名称\t绩效目标\t绩效指标\n"
ROW = "甲局\t甲中心\t窗口服务\t窗口按时开放。\t1、产出指标：窗口数，年度指标值：≥6个。\n"
GOAL = HEADS + ROW
FUNDING = (
    "2025年项目支出绩效目标表\n部门名称：甲局\n单位：万元\n"
    "项目名称（资金使用单位）\t总计\t财政拨款\t财政专户拨款\t其他资金\t绩效目标\t绩效指标\n"
    "合计\t25.00\t25.00\t\t\t\t\n甲中心\t25.00\t25.00\t\t\t\t\n"
    "热线运行\t25.00\t25.00\t\t\t热线有人接听。\t1、1-产出指标：11-数量指标：接听量；年度指标值：9万宗。\n"
)
DEPARTMENT = "部门整体预算绩效目标申报表\n部门名称\t甲局\n总体绩效目标\t办好政务服务。\n"
TROUBLED = GOAL + "乙局\t乙中心\t\t目标。\t1、产出指标：甲。\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with a goal form."""
    path = tmp_path / "表.txt"
    path.write_text(GOAL, "utf-8")
    return path


# Reading.


def test_everything_readable_reads_alike(path: Path) -> None:
    """A path, a Path, bytes and a file object give the same disclosure."""
    with path.open("rb") as file:
        read = [
            gp.read(str(path)),
            gp.read(path),
            gp.read(path.read_bytes()),
            gp.read(file),
            gp.read_text(GOAL),
        ]
    assert all(one == read[0] for one in read)
    assert read[0].projects[0].name == "窗口服务"


def test_the_source_is_the_file(path: Path) -> None:
    """A disclosure knows the name of its file, without folders, and the SHA-256 of its bytes."""
    assert gp.read(path).source == gp.Source("表.txt", hashlib.sha256(path.read_bytes()).hexdigest())


def test_sources_without_a_file_have_names_too(path: Path) -> None:
    """Bytes, texts and file objects are named after what they are."""
    with path.open("rb") as file:
        sources = [gp.read(GOAL.encode()).source, gp.read_text(GOAL).source, gp.read(file).source]
    names = [source.name for source in sources if source]
    assert names == ["bytes", "text", "表.txt"]
    assert gp.read(io.BytesIO(GOAL.encode())).source == gp.Source(
        "file", hashlib.sha256(GOAL.encode()).hexdigest()
    )


def test_any_path_like_object_will_do(path: Path) -> None:
    """Whatever has `__fspath__` is a path."""

    class Somewhere(os.PathLike[str]):
        """A path of another library."""

        def __fspath__(self) -> str:
            return str(path)

    assert gp.read(Somewhere()) == gp.read(path)


def test_a_file_open_for_text_is_refused(path: Path) -> None:
    """A file in text mode has lost its bytes; the hint says how to open it."""
    with path.open(encoding="utf-8") as file, pytest.raises(gp.InputError, match="open it with mode 'rb'"):
        gp.read(file)  # type: ignore[arg-type]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A file that is not there is an InputError with its whole path."""
    with pytest.raises(gp.InputError, match="cannot be read") as caught:
        gp.read(tmp_path / "none.txt")
    assert caught.value.where == str(tmp_path / "none.txt")


@pytest.mark.parametrize("text", [GOAL, "a\0b", "甲" * 5000], ids=["table", "null", "long"])
def test_a_text_given_as_a_path_gets_a_hint(text: str) -> None:
    """Who gives the text itself to `read` is told of `read_text`."""
    with pytest.raises(gp.InputError, match="use read_text"):
        gp.read(text)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """A folder cannot be read as a file."""
    with pytest.raises(gp.InputError, match="cannot be read"):
        gp.read(tmp_path)


def test_reading_errors_name_the_file(tmp_path: Path) -> None:
    """An error of reading begins with the file's name."""
    (tmp_path / "leer.txt").write_bytes(b"")
    with pytest.raises(gp.ReadError, match=r"^leer\.txt: the file is empty"):
        gp.read(tmp_path / "leer.txt")


def test_an_unknown_table_is_refused_with_the_nearest(tmp_path: Path) -> None:
    """A document that no layout knows is refused, and the message says what the nearest found and missed."""
    path = tmp_path / "other.txt"
    path.write_text("主管部门\t预算单位\t金额\n甲\t乙\t1.00\n", "utf-8")
    with pytest.raises(gp.UnknownLayoutError, match="goal_form found 主管部门、预算单位 and missed 项目名称"):
        gp.read(path)


@pytest.mark.parametrize("text", ["", " \n\t\n"])
def test_a_text_with_nothing_in_it_is_refused(text: str) -> None:
    """An empty text is a ReadError."""
    with pytest.raises(gp.ReadError, match="empty"):
        gp.read_text(text)


def test_the_right_layout_may_be_named() -> None:
    """Naming the layout that would be found anyway changes nothing."""
    assert gp.read_text(GOAL, layout="goal_form") == gp.read_text(GOAL)


def test_a_nearer_layout_may_be_named() -> None:
    """A layout that did not claim the table, but whose form it is, reads it when it is asked for."""
    assert gp.read_text(GOAL, layout="huangpu").layout == "huangpu"


def test_the_wrong_layout_is_refused() -> None:
    """A layout of another form finds nothing, and says what it missed rather than give an empty
    disclosure.
    """
    with pytest.raises(gp.UnknownLayoutError, match=r"funding_form finds nothing to read .*总计"):
        gp.read_text(GOAL, layout="funding_form")


@pytest.mark.parametrize("verb", [gp.read_text, lambda text, layout: gp.read(text.encode(), layout=layout)])
def test_an_unknown_layout_is_refused_with_those_there_are(verb: object) -> None:
    """A layout that does not exist is refused with the list of those that do."""
    with pytest.raises(gp.UnknownLayoutError, match=r"'atlantis'; choose from baiyun, .*zengcheng"):
        verb(GOAL, layout="atlantis")  # type: ignore[operator]


def test_the_year_of_the_print_is_read() -> None:
    """The title's year is the budget year; without one it is unknown."""
    assert gp.read_text(FUNDING).fiscal_year == 2025
    assert gp.read_text(GOAL).fiscal_year is None


def test_the_caller_may_know_the_year() -> None:
    """`fiscal_year` is for prints that do not say it."""
    assert gp.read_text(GOAL, fiscal_year=2024).fiscal_year == 2024


def test_strict_raises_every_grave_problem() -> None:
    """`strict=True` raises one ParseError for each warning or error, together, each with file and place."""
    grave = [one for one in gp.read_text(TROUBLED).problems if one.severity is not gp.Severity.INFORMATION]
    with pytest.raises(ExceptionGroup, match="problems") as caught:
        gp.read_text(TROUBLED, strict=True)
    errors = caught.value.exceptions
    assert grave
    assert [error.what for error in errors if isinstance(error, gp.ParseError)] == [
        one.message for one in grave
    ]
    assert all(str(error).startswith("text, row 3") for error in errors)


def test_strict_passes_what_is_clean() -> None:
    """A table without problems, or with information only, is read as ever."""
    restarts = HEADS + ROW.replace("≥6个。", "≥6个。1、产出指标：甲，年度指标值：1个。")
    assert gp.read_text(GOAL, strict=True) == gp.read_text(GOAL)
    assert gp.read_text(restarts, strict=True).problems[0].severity is gp.Severity.INFORMATION


def test_several_forms_make_one_disclosure() -> None:
    """A project table and a department form in one text are one department with units and a statement."""
    disclosure = gp.read_text(f"{FUNDING}\n{DEPARTMENT}")
    department = disclosure.departments[0]
    assert len(disclosure.departments) == 1
    assert [table.form for table in disclosure.tables] == ["funding_form", "department_form"]
    assert department.units[0].projects
    assert department.statement is not None
    assert department.statement.goal == "办好政务服务。"


def test_departments_stand_side_by_side() -> None:
    """Two tables of two departments are one disclosure with both, in print order."""
    disclosure = gp.read_text(f"{FUNDING}\n{FUNDING.replace('甲局', '乙局')}")
    assert [department.name for department in disclosure.departments] == ["甲局", "乙局"]
    assert len(disclosure.projects) == 2


def test_a_table_of_something_else_is_named() -> None:
    """A table that no layout knows, beside one that is known, is a problem and not an error."""
    disclosure = gp.read_text(f"{FUNDING}项目绩效自评表\n某栏\t另一栏\n1\t2\n")
    assert len(disclosure.projects) == 1
    assert [one.code for one in disclosure.problems] == ["table-unknown"]


# Saving.


def test_what_was_written_loads_again(tmp_path: Path) -> None:
    """A disclosure survives `write` and `load` with problems, places and source."""
    disclosure = gp.read_text(TROUBLED)
    gp.write(disclosure, tmp_path / "d.json")
    again = gp.load(tmp_path / "d.json")
    assert again == disclosure
    assert (again.problems, again.source) == (disclosure.problems, disclosure.source)
    assert [one.place for one in again.indicators] == [one.place for one in disclosure.indicators]


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".JSON", ".CSV"])
def test_the_suffix_decides(tmp_path: Path, suffix: str) -> None:
    """A suffix in either case says what is written."""
    target = tmp_path / f"d{suffix}"
    gp.write(gp.read_text(GOAL), target)
    assert "窗口数" in target.read_text("utf-8")


@pytest.mark.parametrize("table", ["indicators", "projects", "tasks"])
def test_the_table_may_be_chosen(tmp_path: Path, table: str) -> None:
    """A CSV holds the tidy table that was asked for."""
    gp.write(gp.read_text(GOAL), tmp_path / "d.csv", table=table)
    head = (tmp_path / "d.csv").read_text("utf-8-sig").splitlines()[0].split(",")
    assert {"indicators": "annual_text", "projects": "goal", "tasks": "expected"}[table] in head


def test_an_unknown_table_is_refused(tmp_path: Path) -> None:
    """A table that does not exist is refused with those that do, and no file is left behind."""
    with pytest.raises(gp.InputError, match="'pies'; choose from indicators, projects, tasks"):
        gp.write(gp.read_text(GOAL), tmp_path / "d.csv", table="pies")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["d.doc", "d", ".json.bak"])
def test_an_unknown_suffix_is_refused(tmp_path: Path, name: str) -> None:
    """A suffix that nothing is written to is refused with those that work."""
    with pytest.raises(gp.InputError, match=r"use \.json, .*\.jsonl, .*\.csv"):
        gp.write(gp.read_text(GOAL), tmp_path / name)


def test_only_lossless_files_are_loaded(tmp_path: Path) -> None:
    """A CSV cannot be loaded: too much is lost in it."""
    gp.write(gp.read_text(GOAL), tmp_path / "d.csv")
    with pytest.raises(gp.InputError, match=r"cannot be loaded .*'\.csv'; use \.json"):
        gp.load(tmp_path / "d.csv")


def test_loading_errors_name_the_file(tmp_path: Path) -> None:
    """A broken file is named in the error."""
    (tmp_path / "d.json").write_text("{", "utf-8")
    with pytest.raises(gp.ReadError, match=r"^d\.json: this is no JSON"):
        gp.load(tmp_path / "d.json")


def test_a_form_is_written_as_text_and_reads_back(tmp_path: Path) -> None:
    """A rendered form goes into a text file and is read from it as the same disclosure."""
    disclosure = gp.read_text(FUNDING)
    gp.write(gp.render(disclosure), tmp_path / "form.txt")
    assert gp.read(tmp_path / "form.txt") == disclosure


def test_a_form_goes_into_no_other_file(tmp_path: Path) -> None:
    """A form is not written where no container can put it."""
    with pytest.raises(gp.InputError, match=r"'\.json'; use .*\.txt"):
        gp.write(gp.render(gp.read_text(GOAL)), tmp_path / "form.json")


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    """A new file replaces the old one, and nothing else is left in the folder."""
    target = tmp_path / "d.json"
    target.write_bytes(b"old and longer than the new one")
    write_whole(target, b"new")
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


def test_the_old_file_stays_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the disk is full half-way, the old file is as it was, and the half of the new one is gone."""
    target = tmp_path / "d.json"
    target.write_bytes(b"old")

    def fail(path: Path, *_: object) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(gp.InputError, match="cannot be written: No space left on device"):
        write_whole(target, b"new")
    monkeypatch.undo()
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """Writing into a folder that is not there is the caller's error."""
    with pytest.raises(gp.InputError, match="cannot be written"):
        gp.write(gp.read_text(GOAL), tmp_path / "no" / "d.json")


# Rendering.


@pytest.mark.parametrize("text", [GOAL, FUNDING, DEPARTMENT, f"{FUNDING}\n{DEPARTMENT}"])
def test_a_disclosure_renders_in_its_own_layouts(text: str) -> None:
    """Without `layout=` each table goes into the form it came from, and reads back to the same disclosure."""
    disclosure = gp.read_text(text)
    rendered = "\n".join("\t".join(row) for row in gp.render(disclosure).texts)
    assert gp.read_text(rendered).departments == disclosure.departments


def test_a_disclosure_renders_in_a_layout_of_the_same_form() -> None:
    """A disclosure goes into another district's layout where both have one form."""
    grid = gp.render(gp.read_text(GOAL), layout="huangpu")
    assert grid.texts[-1] == ROW.rstrip("\n").split("\t")


def test_what_a_form_cannot_hold_is_refused() -> None:
    """A form without columns for money refuses a budget, and says whose."""
    with pytest.raises(gp.NotRenderableError, match=r"goal_form cannot hold the .*: '热线运行'"):
        gp.render(gp.read_text(FUNDING), layout="goal_form")


def test_a_disclosure_made_by_hand_needs_a_layout() -> None:
    """A disclosure that names no layout is rendered only where one is named."""
    unit = gp.BudgetUnit("甲中心", projects=(gp.Project("窗口服务", goal="窗口按时开放。"),))
    disclosure = gp.Disclosure((gp.Department("甲局", units=(unit,)),))
    with pytest.raises(gp.NotRenderableError, match="layout="):
        gp.render(disclosure)
    assert gp.render(disclosure, layout="goal_form").texts[-1][:4] == [
        "甲局",
        "甲中心",
        "窗口服务",
        "窗口按时开放。",
    ]


def test_rendering_in_an_unknown_layout_is_refused() -> None:
    """A layout that does not exist is refused by name."""
    with pytest.raises(gp.UnknownLayoutError, match="'atlantis'"):
        gp.render(gp.read_text(GOAL), layout="atlantis")


def test_nothing_renders_to_nothing() -> None:
    """An empty disclosure is refused rather than written as an empty form."""
    with pytest.raises(gp.NotRenderableError, match="empty"):
        gp.render(gp.Disclosure())
