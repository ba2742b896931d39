"""What is seen in a file: for every kind of source, good, odd and broken, and never an exception for its bytes."""

from __future__ import annotations

import io
import zipfile
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govperf as gp
from govperf.cli import main
from govperf.explanations import explain_each
from govperf.storage import dump_form
from tests.containers.damage import make_compound
from tests.containers.test_messages import pack
from tests.containers.test_opendocument import make as make_text
from tests.containers.test_spreadsheet_xml import cell as make_cell
from tests.containers.test_spreadsheet_xml import make as make_workbook

EXAMPLES = Path(__file__).parents[1] / "examples"
PANYU = EXAMPLES / "panyu.txt"
KINDS = (".txt", ".csv", ".html", ".xlsx", ".docx")
FORMS = {kind: dump_form(gp.render(gp.read(PANYU)), kind) for kind in KINDS}
ROWS = [[cell.text for cell in row] for row in gp.render(gp.read(PANYU))]
DAMAGED = {
    **FORMS,
    ".xml": make_workbook("".join(f"<Row>{''.join(map(make_cell, row))}</Row>" for row in ROWS)),
    ".mht": pack(FORMS[".html"]),
    ".odt": make_text("".join(f"<text:p>{escape('|'.join(row))}</text:p>" for row in ROWS)),
    ".xls": make_compound(Workbook=b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(range(256)) * 40),
}
"""A file of each kind that is read, PDF aside."""


@given(st.sampled_from(sorted(DAMAGED)), st.data())
@settings(deadline=None, max_examples=100)
def test_damage_is_told_and_not_raised(kind: str, data: st.DataObject) -> None:
    """A file cut off and with a byte changed is explained, with an error or with tables."""
    whole = DAMAGED[kind]
    broken = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    if broken:
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    explained = gp.explain(bytes(broken))
    assert explained.error or explained.tables
    assert str(explained)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_file_says_why_it_is_one(kind: str) -> None:
    """What is recognised in the bytes is told with their number."""
    explained = gp.explain(FORMS[kind])
    assert (explained.error, explained.size, bool(explained.seen)) == (None, len(FORMS[kind]), True)
    assert explained.tables[0].layout == "funding_form"


def test_every_layout_is_heard() -> None:
    """The evidence of each layout is there, the best first, and which one reads the table."""
    explained = gp.explain(PANYU)
    (table,) = explained.tables
    assert (explained.name, explained.container, explained.error) == ("panyu.txt", "text", None)
    assert table.layout == "funding_form"
    assert {"baiyun", "huangpu", "nansha", "zengcheng", "goal_form"} <= {one.layout for one in table.evidence}
    claims = [one.claims for one in table.evidence]
    assert claims == sorted(claims, reverse=True)
    assert table.evidence[0].found[:2] == ("项目名称（资金使用单位）", "总计")


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"", gp.ReadError), (b"\x89PNG\r\n\x1a\n\0", gp.ReadError), (b"1\t2\n", gp.UnknownLayoutError)],
    ids=["empty", "picture", "other"],
)
def test_what_reading_would_raise_is_the_error(data: bytes, kind: type[Exception]) -> None:
    """What would be an error of reading is the error of the explanation, and the first thing that broke."""
    explained = gp.explain(data)
    assert isinstance(explained.error, kind)
    assert explained.fault is explained.error


def test_the_first_problem_broke_first() -> None:
    """A file that can be read has the first of its grave problems for a fault, and none if it has none."""
    fault = gp.explain(EXAMPLES / "nansha.txt").fault
    assert isinstance(fault, gp.Problem)
    assert fault.place is not None
    assert gp.explain(EXAMPLES / "haizhu.txt").fault is None


def test_every_source_is_explained(tmp_path: Path) -> None:
    """A path, bytes and an open file say the same; a folder, a pattern and a zip are explained file by file."""
    (tmp_path / "a.txt").write_bytes(PANYU.read_bytes())
    (tmp_path / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n\0")
    with zipfile.ZipFile(packed := tmp_path / "c.zip", "w") as archive:
        archive.write(tmp_path / "a.txt", "in/a.txt")
        archive.write(tmp_path / "b.png", "b.png")
    with PANYU.open("rb") as opened:
        assert gp.explain(opened) == gp.explain(PANYU)
    assert gp.explain(PANYU.read_bytes()).tables == gp.explain(PANYU).tables
    for source, kind, count in (
        (tmp_path, "folder", 4),
        (str(tmp_path / "?.*"), "files", 4),
        (packed, "zip", 2),
    ):
        explained = gp.explain(source)
        assert (explained.container, len(explained.members)) == (kind, count)
        assert sum(member.error is None for member in explained.members) == count // 2
    assert [member.name for member in gp.explain(packed.read_bytes()).members] == ["in/a.txt", "b.png"]


def test_a_damaged_file_in_a_zip_is_an_error_of_its_own() -> None:
    """The other files of a zip are explained all the same."""
    with zipfile.ZipFile(buffer := io.BytesIO(), "w") as archive:
        archive.write(PANYU, "a.txt")
        archive.write(PANYU, "b.txt")
    data = bytearray(buffer.getvalue())
    data[data.index(b"b.txt") + 40] ^= 0xFF
    errors = [member.error for member in gp.explain(bytes(data)).members]
    assert errors[0] is None
    assert isinstance(errors[1], gp.ReadError)


def test_what_is_not_there_is_the_callers_error(tmp_path: Path) -> None:
    """A file that does not exist is raised, alone; among several it is an explanation like the others."""
    with pytest.raises(gp.InputError):
        gp.explain(tmp_path / "none.txt")
    assert [type(each.error) for each in explain_each(str(tmp_path / "none.txt"))] == [gp.InputError]


def test_a_table_is_shown_as_it_begins() -> None:
    """The words say how large a table is, how it begins, who reads it and what the nearest missed."""
    lines = str(gp.explain(PANYU)).splitlines()
    assert lines[0] == "panyu.txt: text, 1 table"
    assert "8 rows × 7 columns: read by funding_form" in lines[2]
    assert lines[3] == "  │ 2025年项目支出绩效目标表（含转移支付项目）"
    assert any("nansha" in line and "missed: 南沙区" in line for line in lines)


def test_the_command_goes_on_after_a_broken_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each file of a folder has a line, each argument its explanation, and the exit code says that one failed."""
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n\0")
    (tmp_path / "b.txt").write_bytes(PANYU.read_bytes())
    assert main(["explain", str(tmp_path), str(tmp_path / "none.txt"), str(PANYU)]) == 2
    out = capsys.readouterr().out
    assert "a.png: no table, error: the file is a PNG picture, not a table" in out
    assert "b.txt: text, 1 table, read by funding_form" in out
    assert "No such file" in out
    assert "│ 部门名称：广州市番禺区示例档案局" in out
    assert main(["explain", "--lang", "zh", str(PANYU)]) == 0
    assert "由 funding_form 读取" in capsys.readouterr().out
