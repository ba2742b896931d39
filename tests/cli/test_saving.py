"""Saving at the command: workbooks, finance tables, open data, whole disclosures as JSON Lines, and the schema."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import govperf as gp
from govperf.cli import main
from govperf.serializers.schema import dumps_schema

EXAMPLES = Path(__file__).parents[2] / "examples"
PANYU = str(EXAMPLES / "panyu.txt")


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.xlsx", b"PK"),
        ("a.json", b"{"),
        ("a.sql", b"CREATE TABLE PM_PERF_GOAL_INFO"),
        ("a.xml", b"<?xml"),
        ("a.zip", b"PK"),
    ],
)
def test_the_name_of_the_output_says_how(name: str, start: bytes, tmp_path: Path) -> None:
    """A disclosure goes into the kind of file that the suffix names."""
    assert main(["read", PANYU, "-o", str(tmp_path / name)]) == 0
    assert (tmp_path / name).read_bytes().startswith(start)


def test_an_edited_workbook_is_read_again(tmp_path: Path) -> None:
    """What `--to xlsx` writes can be loaded."""
    main(["read", PANYU, "--to", "xlsx", "-o", str(tmp_path / "a.xlsx")])
    assert gp.load(tmp_path / "a.xlsx") == gp.read(PANYU)
    assert main(["read", str(tmp_path / "a.xlsx"), "-o", str(tmp_path / "a.json")]) == 0
    assert gp.load(tmp_path / "a.json") == gp.read(PANYU)
    assert main(["render", str(tmp_path / "a.xlsx"), "-o", str(tmp_path / "form.txt")]) == 0
    assert gp.read(tmp_path / "form.txt") == gp.read(PANYU)
    assert [reading.disclosure for reading in gp.scan(tmp_path / "a.xlsx")] == [gp.read(PANYU)]


def test_a_form_in_a_workbook_is_read_as_a_document(tmp_path: Path) -> None:
    """Only a workbook that carries a disclosure is loaded; a broken one is complained about."""
    gp.write(gp.render(gp.read(PANYU)), tmp_path / "form.xlsx")
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 nothing")
    broken, form = gp.scan(tmp_path)
    assert form.disclosure == gp.read(PANYU)
    assert isinstance(broken.error, gp.GovperfError)


def test_a_corpus_is_a_line_a_disclosure(tmp_path: Path) -> None:
    """All documents of a folder, whole, come back one by one in the order of their names."""
    target = tmp_path / "corpus.jsonl"
    names = ["haizhu.txt", "panyu.txt", "zengcheng.txt"]
    files = [str(EXAMPLES / name) for name in names]
    assert main(["read", *files, "-q", "--table", "disclosures", "-o", str(target)]) == 0
    found = list(gp.load_all(target))
    assert found == [gp.read(path) for path in files]
    assert [one.source.name for one in found if one.source] == names


def test_a_bad_line_is_told_by_its_number(tmp_path: Path) -> None:
    """What came before it is given; the error names file and line."""
    target = tmp_path / "corpus.jsonl"
    gp.write(gp.read(PANYU), target, table="disclosures")
    target.write_bytes(target.read_bytes() + b"\n{}\n")
    disclosures = gp.load_all(target)
    assert next(disclosures) == gp.read(PANYU)
    with pytest.raises(gp.ReadError, match=r"corpus.jsonl, line 3: .*row of a table"):
        next(disclosures)


def test_whole_disclosures_go_into_json_lines_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A table of disclosures cannot be a CSV, and no corpus is in a .csv."""
    assert main(["read", PANYU, "--table", "disclosures", "--to", "csv"]) == 2
    assert "use --to jsonl" in capsys.readouterr().err
    (tmp_path / "a.csv").write_text("a", encoding="utf-8")
    with pytest.raises(gp.InputError, match=r"cannot be loaded from such a file"):
        next(gp.load_all(tmp_path / "a.csv"))
    with pytest.raises(gp.InputError, match=r"cannot be read"):
        next(gp.load_all(tmp_path / "a.jsonl"))


def test_one_file_holds_one_disclosure(capsys: pytest.CaptureFixture[str]) -> None:
    """Two documents do not go into one workbook; the message says what does."""
    assert main(["read", PANYU, PANYU, str(EXAMPLES / "haizhu.txt"), "--to", "xlsx"]) == 2
    assert "an .xlsx holds one disclosure; give one file, or use --to jsonl" in capsys.readouterr().err


def test_the_schema_is_printed(capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> None:
    """`govperf schema` gives the JSON Schema of what `--to json` writes."""
    assert main(["schema", "-o", str(tmp_path / "schema.json")]) == 0
    assert (tmp_path / "schema.json").read_bytes() == dumps_schema()
    assert main(["schema"]) == 0
    assert json.loads(capfdbinary.readouterr().out)["title"] == "govperf/1"
