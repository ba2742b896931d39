"""Files that are written piece by piece: whole or not at all, whatever fails."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govperf as gp
from govperf.serializers import csv, jsonl
from govperf.serializers.registry import find_serializer, find_stream
from tests.serializers.strategies import disclosures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

STREAMS = (".jsonl", ".ndjson", ".csv", ".parquet", ".sqlite", ".duckdb")
SUFFIXES = (*STREAMS, ".json")
PANYU = gp.read("examples/panyu.txt")


@settings(max_examples=20, deadline=None)
@given(st.lists(disclosures, max_size=3), st.sampled_from(["indicators", "projects", "tasks"]))
def test_a_stream_of_text_is_its_documents(
    tmp_path_factory: pytest.TempPathFactory, several: list[gp.Disclosure], table: str
) -> None:
    """A file of many documents is the files of each, one after the other, below one line of heads."""
    folder = tmp_path_factory.mktemp("text")
    for module, cut in ((jsonl, 0), (csv, len(csv.dumps(gp.Disclosure(), table=table)))):
        path = folder / f"x{module.SUFFIXES[0]}"
        gp.write(several, path, table=table)
        head = module.dumps(gp.Disclosure(), table=table)
        assert path.read_bytes() == head + b"".join(module.dumps(one, table=table)[cut:] for one in several)


@pytest.mark.parametrize("suffix", STREAMS)
def test_one_is_as_good_as_a_list_of_one(suffix: str, tmp_path: Path) -> None:
    """A disclosure alone and a list of it give the same rows."""
    gp.write(PANYU, tmp_path / f"one{suffix}")
    gp.write(iter([PANYU]), tmp_path / f"list{suffix}")
    assert (tmp_path / f"one{suffix}").stat().st_size == (tmp_path / f"list{suffix}").stat().st_size


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_interrupted_stream_leaves_what_was_there(suffix: str, tmp_path: Path) -> None:
    """Where a document cannot be had after others were written, the file is as before, and nothing lies beside it."""

    def stream() -> Iterator[gp.Disclosure]:
        yield PANYU
        raise KeyError("gone")

    path = tmp_path / f"x{suffix}"
    path.write_bytes(b"old")
    with pytest.raises(KeyError, match="gone"):
        gp.write(stream(), path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


_FULL = """
import resource, sys, pathlib
import govperf as gp
one = gp.read("examples/panyu.txt")
many = [gp.Disclosure(one.departments, one.tables, source=gp.Source("x", str(at))) for at in range(3000)]
many = many if sys.argv[1].endswith(("jsonl", "ndjson", "csv", "parquet", "sqlite", "duckdb")) else many[0]
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    gp.write(many, sys.argv[1])
except gp.InputError as error:
    print(error)
"""


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_full_disk_leaves_what_was_there(suffix: str, tmp_path: Path) -> None:
    """Where the disk is full before the file is whole, an InputError names the file, which is as before."""
    path = tmp_path / f"x{suffix}"
    path.write_bytes(b"old")
    limit = "2000" if suffix in {".json", ".parquet"} else "20000"
    done = subprocess.run(  # noqa: S603 - our own code.
        [sys.executable, "-c", _FULL, str(path), limit],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.stderr == ""
    assert str(path.parent) in done.stdout
    assert "the file cannot be written" in done.stdout
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_folder_that_is_not_there_is_told(suffix: str, tmp_path: Path) -> None:
    """A file in a folder that does not exist cannot be written, and the message names it."""
    with pytest.raises(gp.InputError, match="the file cannot be written"):
        gp.write(PANYU, tmp_path / "nowhere" / f"x{suffix}")


@pytest.mark.parametrize("suffix", [".parquet", ".sqlite", ".duckdb"])
def test_an_integer_beyond_all_columns_is_refused(suffix: str, tmp_path: Path) -> None:
    """A number of more than 64 bits where a count belongs is an InputError, and no file is written."""
    project = gp.Project("项目", indicators=(gp.Indicator("甲", number=10**20),))
    unit = gp.BudgetUnit("心", projects=(project,))
    with pytest.raises(gp.InputError, match=r"large|range|long|fits|convert"):
        gp.write(gp.Disclosure((gp.Department("局", units=(unit,)),)), tmp_path / f"x{suffix}")
    assert list(tmp_path.iterdir()) == []


def test_a_number_that_duckdb_cannot_hold_is_refused(tmp_path: Path) -> None:
    """Its views are decimals of 38 digits: a longer number is refused when it is written, not when it is asked for."""
    target = gp.Target("值", gp.TargetKind.QUANTITY, (gp.Clause(value=Decimal(10) ** 30),))
    project = gp.Project("项目", indicators=(gp.Indicator("甲", annual=target),))
    one = gp.Disclosure((gp.Department("局", units=(gp.BudgetUnit("心", projects=(project,)),)),))
    with pytest.raises(gp.InputError, match=r"more digits .* \.sqlite"):
        gp.write(one, tmp_path / "x.duckdb")
    gp.write(one, tmp_path / "x.sqlite")
    assert gp.load(tmp_path / "x.sqlite") == one


def test_many_do_not_go_into_a_json(tmp_path: Path) -> None:
    """A .json holds one disclosure; the message names the files that hold many."""
    for several in ([], [PANYU, PANYU]):
        with pytest.raises(
            gp.InputError, match=r"a \.json holds one disclosure; write \.jsonl, \.sqlite or \.parquet"
        ):
            gp.write(several, tmp_path / "x.json")


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_a_wrong_table_is_refused(suffix: str, tmp_path: Path) -> None:
    """Where only one table fits, a table that does not exist is refused, and no file is written."""
    with pytest.raises(gp.InputError, match="choose from indicators, projects, tasks"):
        gp.write(PANYU, tmp_path / f"x{suffix}", table="pies")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", [".parquet", ".csv", ".docs"])
def test_rows_are_not_loaded(suffix: str, tmp_path: Path) -> None:
    """What holds rows alone is not loaded; the message names what is."""
    (tmp_path / f"x{suffix}").write_bytes(b"")
    with pytest.raises(gp.InputError, match=r"use \.json, \.xlsx, \.jsonl, \.ndjson, \.sqlite, \.duckdb"):
        gp.load(tmp_path / f"x{suffix}")


def test_a_missing_file_is_not_loaded(tmp_path: Path) -> None:
    """A database that is not there is an InputError, and none is made."""
    for suffix in (".sqlite", ".duckdb"):
        with pytest.raises(gp.InputError, match="cannot be read"):
            gp.load(tmp_path / f"x{suffix}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", STREAMS)
def test_a_stream_answers_to_its_suffix(suffix: str) -> None:
    """Each stream is found by its suffix, in capitals too, and none by another."""
    stream: Any = find_stream(suffix.upper())
    assert suffix in stream.SUFFIXES
    assert (find_stream(suffix, lossless=True) is not None) is stream.LOSSLESS
    assert find_stream(".json") is None
    with pytest.raises(gp.InputError, match=r"\.duckdb"):
        find_serializer(".docs")


@pytest.mark.parametrize(
    ("library", "suffix", "extra"),
    [("pyarrow", ".parquet", "arrow"), ("pyarrow", ".duckdb", "duckdb"), ("duckdb", ".duckdb", "duckdb")],
)
def test_a_missing_library_is_named(
    library: str, suffix: str, extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without its library a file is refused with the command that installs it, and none is written."""
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(gp.MissingExtraError, match=rf"pip install 'govperf\[{extra}\]'"):
        gp.write(PANYU, tmp_path / f"x{suffix}")
    assert list(tmp_path.iterdir()) == []
