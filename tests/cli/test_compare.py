"""`govperf compare`."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from govperf.cli import main
from tests.cli.test_newcomers import run

EXAMPLES = Path(__file__).parents[2] / "examples"
PAIR = [str(EXAMPLES / "nansha.txt"), str(EXAMPLES / "zengcheng.txt")]


def test_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    """Two documents give a table, and the code for success."""
    code, out, err = run(["compare", *PAIR, "--lang", "zh"], capsys)
    assert (code, err) == (0, "")
    assert out.startswith("2 个部门，")
    assert "满意度" in out


@pytest.mark.parametrize("kind", ["table", "json", "jsonl", "md", "html", "xlsx"])
def test_each_form_by_option_and_by_suffix(
    kind: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """What `--to` prints is what a file of that suffix holds."""
    path = tmp_path / f"out.{'txt' if kind == 'table' else kind}"
    assert main(["compare", *PAIR, "-o", str(path)]) == 0
    assert main(["compare", *PAIR, "--to", kind]) == 0
    printed = capsysbinary.readouterr().out
    assert printed == path.read_bytes() if kind != "xlsx" else printed[:2] == b"PK"


def test_rows_are_members(capsys: pytest.CaptureFixture[str]) -> None:
    """JSON Lines hold a row for each promise, as the design says."""
    _, out, _ = run(["compare", *PAIR, "--to", "jsonl"], capsys)
    rows = [json.loads(line) for line in out.splitlines()]
    assert list(rows[0])[:4] == ["concept", "concept_zh", "source", "department"]
    assert {row["source"] for row in rows} == {"nansha.txt", "zengcheng.txt"}


def test_concepts_of_a_user(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--concepts` names a file whose concepts are asked first."""
    path = tmp_path / "own.toml"
    path.write_text("[[concept]]\nid = 'anything'\nzh = '任何'\nname = '.'\nunit = '%'\n", "utf-8")
    _, out, _ = run(["compare", *PAIR, "--to", "jsonl", "--concepts", str(path)], capsys)
    assert "anything" in {json.loads(line)["concept"] for line in out.splitlines()}


def test_a_saved_document_is_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A .json that govperf wrote stands for the document."""
    path = tmp_path / "saved.json"
    assert main(["read", PAIR[0], "-o", str(path), "-q"]) == 0
    first, second = (
        run(["compare", one, PAIR[1], "--to", "json"], capsys)[1] for one in (PAIR[0], str(path))
    )
    assert json.loads(first)["rows"] == json.loads(second)["rows"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`-` is a document too."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(Path(PAIR[0]).read_bytes())))
    assert run(["compare", "-", PAIR[1], "-q"], capsys)[0] == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([PAIR[0]], "there is nothing to compare: 1 department in 1 documents"),
        ([*PAIR, "--least", "0"], "the least is 1"),
        ([*PAIR, "-o", "out.pdf"], "a comparison cannot go into such a file"),
        ([*PAIR, "--concepts", "nowhere.toml"], "nowhere.toml: the concepts cannot be read"),
        (["nowhere.txt", PAIR[0]], "the file cannot be read"),
    ],
)
def test_faults_are_one_line(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The code is 2, and standard error has one line that says what is wrong."""
    code, out, err = run(["compare", *arguments], capsys)
    assert (code, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1


def test_what_can_be_read_is_compared(capsys: pytest.CaptureFixture[str]) -> None:
    """A third document that cannot be read is complained about, and the other two are compared."""
    code, out, err = run(["compare", *PAIR, "nowhere.txt"], capsys)
    assert code == 2
    assert "nowhere.txt" in err
    assert out.startswith("2 departments")


def test_an_empty_document_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A department without indicators is named on standard error, and its column is empty."""
    path = tmp_path / "empty.txt"
    path.write_text(
        "主管部门\t预算单位\t项目名称\t绩效目标\t绩效指标\n某局\t某中心\t培训\t办好培训。\t\n", "utf-8"
    )
    code, out, err = run(["compare", PAIR[0], str(path)], capsys)
    assert code == 0
    assert "某局 has no indicators to compare" in err
    assert out == "2 departments, 0 shared concepts\n"


def test_a_workbook_does_not_go_to_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Bytes of a workbook would garble it."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    code, _, err = run(["compare", *PAIR, "--to", "xlsx"], capsys)
    assert code == 2
    assert "name a file with -o FILE.xlsx" in err
