"""What a command makes of folders, zips and patterns: rows of all that can be read, complaints of the rest."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

import govperf as gp
from govperf.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = ("haizhu.txt", "panyu.txt")
ROWS = 10
"""The indicators of both documents."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder `tables` with two documents, one of them a level below, beside what offices leave behind."""
    tables = tmp_path / "tables"
    (tables / "2025").mkdir(parents=True)
    shutil.copy(EXAMPLES / NAMES[0], tables)
    shutil.copy(EXAMPLES / NAMES[1], tables / "2025")
    (tables / "~$haizhu.docx").write_bytes(b"lock")
    (tables / ".DS_Store").write_bytes(b"\0")
    monkeypatch.chdir(tmp_path)
    return tables


def read_rows(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str], str]:
    """The exit code of `read`, the rows of its CSV without the heads, and its complaints."""
    code = main(["read", *arguments, "--to", "csv"])
    captured = capsys.readouterr()
    return code, captured.out.splitlines()[1:], captured.err


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_folder_gives_all_rows(workers: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder is read with all below it, in the order of the names, on any number of workers."""
    code, rows, complaints = read_rows(capsys, "tables", "--workers", workers)
    assert (code, len(rows), complaints) == (0, ROWS, "")
    assert list(dict.fromkeys(row.split(",")[0] for row in rows)) == ["panyu.txt", "haizhu.txt"]


def test_a_zip_gives_all_rows(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A zip is read as the folder that was put into it."""
    with zipfile.ZipFile("tables.zip", "w") as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(folder))
    code, rows, _ = read_rows(capsys, "tables.zip")
    assert (code, len(rows)) == (0, ROWS)


@pytest.mark.usefixtures("folder")
def test_a_pattern_takes_what_it_matches(capsys: pytest.CaptureFixture[str]) -> None:
    """A pattern in quotes is matched by govperf where the shell does not."""
    code, rows, _ = read_rows(capsys, "tables/**/p*.txt")
    assert code == 0
    assert {row.split(",")[0] for row in rows} == {"panyu.txt"}


def test_what_is_no_table_stops_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that cannot be read is complained about by name, and the others are written all the same."""
    (folder / "a-letter.txt").write_text("各位同事，请查收。\n", encoding="utf-8")
    code, rows, complaints = read_rows(capsys, "tables")
    assert (code, len(rows)) == (2, ROWS)
    assert "a-letter.txt: no target table here" in complaints


@pytest.mark.parametrize(
    "arguments", [("empty",), ("no*.xlsx",), (str(EXAMPLES / NAMES[0]), "--workers", "0")]
)
def test_nothing_to_do_is_an_error(
    arguments: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """An empty folder, a pattern that matches nothing and no worker at all are one line and exit code 2."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    code, _, complaints = read_rows(capsys, *arguments)
    assert code == 2
    assert len(complaints.splitlines()) == 1


@pytest.mark.parametrize(
    ("suffix", "container"),
    [(".csv", "csv"), (".html", "html"), (".txt", "text"), (".xlsx", "excel"), (".docx", "docx")],
)
def test_a_form_is_written_by_its_suffix(suffix: str, container: str, tmp_path: Path) -> None:
    """`render -o` writes each kind of form, and what is read from it is what the document itself says."""
    target = tmp_path / f"form{suffix}"
    document = EXAMPLES / NAMES[1]
    assert main(["render", str(document), "-o", str(target)]) == 0
    assert gp.read(target) == gp.read(document)
    assert gp.explain(target).container == container
