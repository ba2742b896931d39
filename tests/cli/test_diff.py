"""`govperf diff`: forms, exit codes, and what goes wrong."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

import govperf as gp
from govperf.changes.edits import COLUMNS
from govperf.cli import main
from govperf.storage import CHANGE_FORMS
from tests.cli.test_newcomers import EXAMPLES, run

NANSHA = EXAMPLES / "nansha.txt"


@pytest.fixture
def later(tmp_path: Path) -> str:
    """A second-year version of an example."""
    text = NANSHA.read_text("utf-8")
    text = text.replace("政务服务工作经费\t77.30\t77.30", "政务服务专项经费\t80.30\t80.30")
    path = tmp_path / "later.txt"
    path.write_text(text.replace("大于等于165箱", "有效保障"), "utf-8")
    return str(path)


def test_the_same_document_exits_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a difference the code is 0, and the table says that nothing changed."""
    code, printed, _ = run(["diff", str(NANSHA), str(NANSHA)], capsys)
    assert code == 0
    assert "nothing changed" in printed


def test_a_difference_exits_with_1(later: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With a difference the code is 1, and the table begins with the line that sums it up."""
    code, printed, _ = run(["diff", str(NANSHA), later], capsys)
    first, *rest = printed.splitlines()
    assert code == 1
    assert first.startswith("nansha.txt → later.txt: projects: 1 renamed; targets: 2 made vague")
    assert any("大于等于165箱 → 有效保障" in line for line in rest)
    assert any("77.30 万元 → 80.30 万元 (+3.9%)" in line for line in rest)


@pytest.mark.parametrize("arguments", [["nowhere.txt"], [str(EXAMPLES / "README.md")]])
def test_what_cannot_be_read_exits_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is missing, or no table, gives the code 2 and one line."""
    code, printed, complaint = run(["diff", str(NANSHA), *arguments], capsys)
    assert code == 2
    assert printed == ""
    assert complaint.count("\n") == 1


def test_rows_are_those_of_the_contract(later: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`--to jsonl` prints one edit a row with the columns in their order, amounts in 元."""
    _, printed, _ = run(["diff", str(NANSHA), later, "--to", "jsonl"], capsys)
    rows = [json.loads(line) for line in printed.splitlines()]
    assert all(tuple(row) == COLUMNS for row in rows)
    assert [(row["old"], row["new"]) for row in rows if row["kind"] == "budget-changed"] == [
        (773000, 803000)
    ] * 2


@pytest.mark.parametrize("form", CHANGE_FORMS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_form_is_written(
    form: str, lang: str, later: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each form goes into a file in either language, and is not empty."""
    target = tmp_path / "out"
    code, printed, _ = run(
        ["diff", str(NANSHA), later, "--to", form, "-o", str(target), "--lang", lang], capsys
    )
    assert (code, printed) == (1, "")
    assert len(target.read_bytes()) > 100


def test_the_suffix_says_the_form(later: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`-o` chooses the form by its suffix, and refuses one that is none."""
    assert run(["diff", str(NANSHA), later, "-o", str(tmp_path / "a.json")], capsys)[0] == 1
    assert json.loads((tmp_path / "a.json").read_bytes())["edits"][0]["kind"] == "project-renamed"
    code, _, complaint = run(["diff", str(NANSHA), later, "-o", str(tmp_path / "a.docx")], capsys)
    assert code == 2
    assert "'docx'" in complaint


def test_pairs_are_saved_and_heeded(later: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--save-pairs` writes what was judged, and `--pairs` takes it, corrected, back."""
    path = tmp_path / "pairs.json"
    run(["diff", str(NANSHA), later, "--save-pairs", str(path)], capsys)
    saved = path.read_text("utf-8")
    assert "政务服务专项经费" in saved
    path.write_text('{"schema": "govperf-pairs/1", "pairs": [{"project": "政务服务工作经费"}]}', "utf-8")
    _, printed, _ = run(["diff", str(NANSHA), later, "--pairs", str(path), "--to", "jsonl"], capsys)
    assert "project-removed" in printed


def test_one_version_may_come_from_standard_input(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`-` is standard input for one side, a saved .json may be the other; both sides cannot be."""
    gp.write(gp.read(NANSHA), tmp_path / "a.json")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(NANSHA.read_bytes())))
    assert main(["diff", str(tmp_path / "a.json"), "-"]) == 0
    capsys.readouterr()
    assert run(["diff", "-", "-"], capsys)[0] == 2


def test_notes_go_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    """What makes the comparison doubtful is told beside the rows, unless quiet."""
    arguments = ["diff", str(NANSHA), str(EXAMPLES / "haizhu.txt"), "--to", "jsonl"]
    assert "no project in common" in run(arguments, capsys)[2]
    assert run([*arguments, "-q"], capsys)[2] == ""
