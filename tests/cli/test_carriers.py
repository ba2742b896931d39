"""Files of many documents, written by the command: Parquet, SQLite, DuckDB, with heads in both languages."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import govperf as gp
from govperf.cli import main
from govperf.serializers.tidy import COLUMNS, HEADS_ZH

if TYPE_CHECKING:
    from collections.abc import Sequence

EXAMPLES = Path(__file__).parents[2] / "examples"
HAIZHU, PANYU = str(EXAMPLES / "haizhu.txt"), str(EXAMPLES / "panyu.txt")


def run(arguments: Sequence[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The exit code and the complaints of a command that prints nothing."""
    code = main(["read", *arguments])
    captured = capsys.readouterr()
    assert captured.out == ""
    return code, captured.err


def both() -> list[gp.Disclosure]:
    """What the two documents say."""
    return [gp.read(HAIZHU), gp.read(PANYU)]


@pytest.mark.parametrize("suffix", ["sqlite", "duckdb"])
@pytest.mark.parametrize("chosen", [(), ("--to",)])
def test_documents_go_into_a_database(
    suffix: str, chosen: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`-o x.sqlite` writes all documents without loss, and so does `--to sqlite` into a file of any name."""
    pytest.importorskip("duckdb")
    target = tmp_path / f"all.{suffix}"
    output = tmp_path / "all" if chosen else target
    words = [*chosen, suffix] if chosen else []
    assert run([HAIZHU, PANYU, "-o", str(output), *words], capsys) == (0, "")
    output.rename(target)
    assert list(gp.load_all(target)) == both()


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("table", sorted(COLUMNS))
def test_rows_go_into_parquet(
    lang: str, table: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`-o x.parquet` writes the rows of all documents, under the heads of the language."""
    pq = pytest.importorskip("pyarrow.parquet")
    target = tmp_path / "all.parquet"
    assert run([HAIZHU, PANYU, "-o", str(target), "--table", table, "--lang", lang], capsys) == (0, "")
    found = pq.read_table(target)
    expected = gp.to_frame(both(), table, backend="arrow", lang=lang)
    assert found.to_pylist() == expected.to_pylist()
    assert found.column_names == [HEADS_ZH[name] if lang == "zh" else name for name in COLUMNS[table]]


def test_what_cannot_be_read_is_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Documents that cannot be read are complained about, the others are written, and the exit code is 2."""
    target = tmp_path / "all.sqlite"
    code, complaint = run(["nowhere.txt", PANYU, "-o", str(target)], capsys)
    assert code == 2
    assert "nowhere.txt" in complaint
    connection = sqlite3.connect(target)
    assert connection.execute("SELECT COUNT(*) FROM projects").fetchone() == (2,)
    connection.close()


@pytest.mark.parametrize("output", [[], ["-o", "-"]])
def test_a_database_goes_into_a_file(output: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """What is no text is never written to the terminal; the message says how to name a file."""
    code, complaint = run([HAIZHU, "--to", "parquet", *output], capsys)
    assert code == 2
    assert "parquet goes into a file; name it: -o FILE.parquet" in complaint
