"""`govperf layouts`: what there is, what could not be used, and drafts from samples."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import govperf as gp
from govperf.cli import main
from govperf.grid import Grid
from govperf.layouts.declared import FOLDERS, find_declarations
from govperf.layouts.registry import all_layouts

if TYPE_CHECKING:
    from collections.abc import Sequence

ROWS = [
    ["某县绩效目标表"],
    ["项目名称", "培训"],
    ["类型", "细类", "做什么", "做到多少"],
    ["产出指标", "数量指标", "场次", "≥6次"],
    ["产出指标", "质量指标", "合格率", "≥95%"],
    ["满意度指标", "服务对象满意度指标", "学员满意度", "≥90%"],
]
KINDS = (".txt", ".csv", ".html", ".xlsx", ".docx")


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """The registry is looked up anew before and after each test."""
    all_layouts.cache_clear()
    find_declarations.cache_clear()
    yield
    all_layouts.cache_clear()
    find_declarations.cache_clear()


def run(arguments: Sequence[object], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """The exit code, the output and the complaints of a command."""
    code = main([str(one) for one in arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.mark.parametrize("suffix", KINDS)
def test_a_draft_reads_its_sample(suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A draft from any kind of file, used by its path, reads the file without a warning."""
    gp.write(Grid.of(ROWS), sample := tmp_path / f"sample{suffix}")
    assert run(["layouts", "new", sample, "-o", tmp_path / "mycounty.toml"], capsys) == (0, "", "")
    code, rows, complaints = run(["read", sample, "--layout", tmp_path / "mycounty.toml"], capsys)
    assert (code, complaints.count("warning")) == (0, 0)
    assert "mycounty · 1 projects, 3 indicators" in complaints + rows


def test_a_draft_is_called_by_its_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The layout has the name asked for, else that of the file, without what a name cannot have."""
    gp.write(Grid.of(ROWS), sample := tmp_path / "2025 某县.txt")
    assert 'name = "某县"' in run(["layouts", "new", sample], capsys)[1]
    assert 'name = "mine"' in run(["layouts", "new", sample, "--name", "mine"], capsys)[1]


def test_a_draft_has_a_name_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sample that is called as a layout of govperf gives a draft that is not."""
    sample = tmp_path / "flat_rows.xlsx"
    sample.write_bytes((Path(__file__).parents[2] / "examples" / "flat-rows.xlsx").read_bytes())
    assert 'name = "my_flat_rows"' in run(["layouts", "new", sample], capsys)[1]


def test_no_draft_over_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A declaration that somebody completed is not written over."""
    gp.write(Grid.of(ROWS), sample := tmp_path / "sample.txt")
    (mine := tmp_path / "mine.toml").write_text("mine", encoding="utf-8")
    code, _, complaint = run(["layouts", "new", sample, "-o", mine], capsys)
    assert (code, mine.read_text(encoding="utf-8")) == (2, "mine")
    assert "the file is there already; delete it, or choose another -o" in complaint


@pytest.mark.parametrize("suffix", KINDS)
def test_no_draft_of_something_else(suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sample that has no targets is refused with what was seen in it."""
    gp.write(Grid.of([["姓名", "部门"], ["张三", "办公室"]]), sample := tmp_path / f"staff{suffix}")
    code, _, complaint = run(["layouts", "new", sample], capsys)
    assert code == 2
    assert "no target table here: 1 table seen" in complaint
    assert "“姓名、部门”" in complaint


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 cut", b"PK\x03\x04 cut", b"\x00\xff" * 50])
def test_no_draft_of_a_broken_file(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A sample that cannot be read is one line of complaint."""
    (sample := tmp_path / "broken").write_bytes(content)
    code, _, complaint = run(["layouts", "new", sample], capsys)
    assert (code, complaint.count("\n")) == (2, 1)
    assert complaint.startswith("govperf: broken: ")


def test_a_form_in_one_cell_needs_a_class(capsys: pytest.CaptureFixture[str]) -> None:
    """A table whose indicators stand in one cell cannot be declared, and the complaint says so."""
    example = Path(__file__).parents[2] / "examples" / "panyu.txt"
    assert "needs a class" in run(["layouts", "new", example], capsys)[2]


def test_declarations_are_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The list names where a declared layout comes from, and the fault of one that cannot be used."""
    (tmp_path / "mine.toml").write_text('name = "mine"\ndistrict = "某县"', encoding="utf-8")
    (tmp_path / "wrong.toml").write_text("nome = 1", encoding="utf-8")
    monkeypatch.setenv(FOLDERS, str(tmp_path))
    code, listed, complaint = run(["layouts"], capsys)
    assert (code, complaint) == (0, "")
    mine, wrong = (line for line in listed.splitlines() if str(tmp_path) in line)
    assert mine.split() == ["mine", "indicator_rows", "项目支出绩效目标表", str(tmp_path / "mine.toml")]
    assert "no such key: 'nome'" in wrong


@pytest.mark.filterwarnings("default::govperf.plugins.PluginWarning")
def test_a_broken_one_is_one_line_of_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Reading goes on beside a broken declaration, and a line says what is wrong with it."""
    (tmp_path / "wrong.toml").write_text("nome = 1", encoding="utf-8")
    monkeypatch.setenv(FOLDERS, str(tmp_path))
    gp.write(Grid.of(ROWS), sample := tmp_path / "sample.txt")
    code, _, complaint = run(["read", sample, "-q"], capsys)
    assert code == 0
    assert [
        line for line in complaint.splitlines() if line.startswith("govperf: warning: layout declaration")
    ]
    assert ".py" not in complaint
