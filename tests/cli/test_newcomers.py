"""What people type first: wrong suffixes, standard input, saved files, terminals without Chinese."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from govperf.cli import main
from govperf.display.text import format_problems
from govperf.model.problems import report

if TYPE_CHECKING:
    from collections.abc import Sequence

EXAMPLES = Path(__file__).parents[2] / "examples"
HAIZHU = str(EXAMPLES / "haizhu.txt")


def run(arguments: Sequence[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """The exit code, the output and the complaints of a command."""
    code = main(arguments)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_rows_go_into_no_other_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`-o rows.docs` is refused and nothing is written, because a table of text in it would mislead."""
    target = tmp_path / "rows.docs"
    code, _, complaint = run(["read", HAIZHU, "-o", str(target)], capsys)
    assert code == 2
    assert "'.docs'" in complaint
    assert not target.exists()


@pytest.mark.parametrize("name", ["rows.txt", "rows"])
def test_a_table_goes_into_a_text_file(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file for text, or without a suffix, gets the table of the terminal."""
    assert run(["read", HAIZHU, "-o", str(tmp_path / name)], capsys)[0] == 0
    assert "社区书屋" in (tmp_path / name).read_text(encoding="utf-8")


def test_a_missing_file_is_told_plainly(capsys: pytest.CaptureFixture[str]) -> None:
    """The complaint about a missing file does not advise a function that the command does not have."""
    code, _, complaint = run(["read", "nowhere.txt"], capsys)
    assert code == 2
    assert "nowhere.txt: the file cannot be read" in complaint
    assert "read_text" not in complaint


def test_standard_input_has_a_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is wrong with standard input is said of standard input."""
    stream = io.BytesIO(b"")
    stream.name = "<stdin>"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream))
    code, _, complaint = run(["read", "-"], capsys)
    assert code == 2
    assert complaint == "govperf: <stdin>: the file is empty\n"


def test_a_saved_disclosure_can_be_read_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A `.json` that was written gives the same rows as the document."""
    saved = str(tmp_path / "saved.json")
    run(["read", HAIZHU, "-o", saved], capsys)
    rows = run(["read", HAIZHU, "--to", "jsonl"], capsys)[1]
    assert run(["read", saved, "--to", "jsonl"], capsys)[1] == rows


def test_a_saved_disclosure_takes_no_layout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """How to read is no question for what was read before."""
    saved = str(tmp_path / "saved.json")
    run(["read", HAIZHU, "-o", saved], capsys)
    code, _, complaint = run(["read", saved, "--layout", "nansha"], capsys)
    assert code == 2
    assert "has been read already" in complaint


def test_a_terminal_without_chinese_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a terminal cannot show a character it shows a question mark."""
    bytes_ = io.BytesIO()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", io.TextIOWrapper(bytes_, encoding="latin-1", write_through=True))
        assert main(["explain", HAIZHU]) == 0
        assert b"read by goal_form" in bytes_.getvalue()


def test_explain_speaks_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    """With `--lang zh` the evidence and its places are in Chinese."""
    out = run(["explain", "--lang", "zh", HAIZHU], capsys)[1]
    assert "表（第 1 行第 1 列），4 行 × 5 列：由 goal_form 读取" in out
    assert "缺少：白云区" in out


@pytest.mark.parametrize(("count", "said"), [(1, "1 more note;"), (2, "2 more notes;")])
def test_notes_are_counted_as_people_count(count: int, said: str) -> None:
    """One hidden note is a note, two are notes."""
    line, *_ = format_problems([report("redacted")] * count, "d.txt")
    assert line == f"d.txt: {said} --problems shows them"
