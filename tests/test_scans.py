"""Many files: every file once, in order, errors as values, whatever the number of workers."""

from __future__ import annotations

import io
import os
import sys
import zipfile
from pathlib import Path

import pytest

import govperf as gp
from govperf import scans

EXAMPLES = Path(__file__).parents[1] / "examples"
NAMES = ("haizhu.txt", "panyu.txt", "zengcheng.txt")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three documents, a picture, a hidden file and the lock file of an office program."""
    for name in NAMES:
        (tmp_path / name).write_bytes((EXAMPLES / name).read_bytes())
    (tmp_path / "zz").mkdir()
    (tmp_path / "zz" / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (tmp_path / ".hidden.txt").write_text("x")
    (tmp_path / "~$lock.xlsx").write_text("x")
    return tmp_path


def names(readings: list[gp.Reading]) -> list[str]:
    """The bare names of the files that were read, in order."""
    return [Path(reading.name).name for reading in readings]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_folder_is_read_in_order(folder: Path, workers: int) -> None:
    """Every file of a folder is read once, in the order of names, what is no table as an error."""
    readings = list(gp.scan(folder, workers=workers))
    assert names(readings) == [*NAMES, "picture.png"]
    assert [bool(reading) for reading in readings] == [True, True, True, False]
    assert isinstance(readings[-1].error, gp.ReadError)
    assert readings[0].disclosure == gp.read(EXAMPLES / NAMES[0])


def test_workers_change_nothing(folder: Path) -> None:
    """One process and two give the same readings."""
    one, two = list(gp.scan(folder)), list(gp.scan(folder, workers=2))
    assert [reading.disclosure for reading in one] == [reading.disclosure for reading in two]
    assert [str(reading.error) for reading in one] == [str(reading.error) for reading in two]


def test_a_pattern_chooses(folder: Path) -> None:
    """A pattern reads what it matches, and several sources are read once each."""
    assert names(list(gp.scan(str(folder / "*.txt")))) == list(NAMES)
    assert names(list(gp.scan([folder / "panyu.txt", str(folder / "p*.txt")]))) == ["panyu.txt"]


def test_a_zip_is_read_inside(folder: Path) -> None:
    """The files inside a zip are read one by one, and one that is damaged is an error of its own."""
    path = folder / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in NAMES:
            archive.write(folder / name, f"2025/{name}")
    data = bytearray(path.read_bytes())
    at = data.find(b"2025/zengcheng.txt") + 40
    data[at : at + 20] = b"\xff" * 20
    path.write_bytes(data)
    readings = list(gp.scan(path))
    assert [reading.name.partition("!")[2] for reading in readings] == [f"2025/{name}" for name in NAMES]
    assert [bool(reading) for reading in readings] == [True, True, False]
    assert "taken out of the zip" in str(readings[-1].error)


@pytest.mark.parametrize(
    ("encoding", "name"), [("gbk", "绩效目标.txt"), ("utf-8", "绩效目标.txt"), ("latin-1", "caf\xff.txt")]
)
def test_names_in_a_zip_are_as_they_were_meant(tmp_path: Path, encoding: str, name: str) -> None:
    """A zip made by Windows in China or by macOS names its files in an encoding that it does not tell."""
    raw = name.encode(encoding)
    with zipfile.ZipFile(path := tmp_path / "all.zip", "w") as archive:
        archive.writestr("A" * len(raw), (EXAMPLES / "panyu.txt").read_bytes())
    path.write_bytes(path.read_bytes().replace(b"A" * len(raw), raw))
    (reading,) = gp.scan(path)
    assert reading
    assert reading.name.endswith(name) is (encoding != "latin-1")
    assert [member.name for member in gp.explain(path).members] == [reading.name.partition("!")[2]]


def test_a_file_that_is_no_zip_is_read_as_it_is(tmp_path: Path) -> None:
    """A name ending in .zip does not make a zip."""
    path = tmp_path / "table.zip"
    path.write_bytes((EXAMPLES / "panyu.txt").read_bytes())
    assert [bool(reading) for reading in gp.scan(path)] == [True]


def test_a_large_member_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file inside a zip that is too large is not unpacked."""
    path = folder / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(folder / "panyu.txt", "panyu.txt")
    monkeypatch.setattr(scans, "_LARGEST_MEMBER", 10)
    (reading,) = gp.scan(path)
    assert "larger than" in str(reading.error)


def test_a_saved_disclosure_is_loaded(tmp_path: Path) -> None:
    """A .json is what `write` saved."""
    d = gp.read(EXAMPLES / "panyu.txt")
    gp.write(d, tmp_path / "saved.json")
    (reading,) = gp.scan(tmp_path)
    assert reading.disclosure == d


def test_a_missing_file_is_an_error_of_its_own(folder: Path) -> None:
    """The other files are read all the same."""
    readings = list(gp.scan([folder / "nowhere.txt", folder / "panyu.txt"]))
    assert [bool(reading) for reading in readings] == [False, True]
    assert "No such file" in str(readings[0].error)


@pytest.mark.parametrize(("source", "workers"), [("*.nothing", 1), (".", 0)])
def test_nothing_to_read_is_refused(tmp_path: Path, source: str, workers: int) -> None:
    """A pattern that matches nothing, and no worker at all, are the caller's errors."""
    with pytest.raises(gp.InputError):
        gp.scan(str(tmp_path / source), workers=workers)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    """A folder without files has nothing to read."""
    with pytest.raises(gp.InputError, match="nothing to read"):
        gp.scan(tmp_path)


class _Deadly:
    """Reads as usual, but a file called deadly.txt ends its process, as a fault in a C library does."""

    def __call__(self, file: scans._File) -> gp.Reading:
        if file.name.endswith("deadly.txt"):
            os._exit(1)
        return scans._Task()(file)


def test_a_file_that_kills_its_process_is_named(folder: Path) -> None:
    """The other files are read in order, and the deadly one is an error."""
    (folder / "deadly.txt").write_text("x")
    files = scans.list_files(str(folder / "*.txt"))
    readings = list(scans._read_apart(files, _Deadly(), 2))
    assert names(readings) == ["deadly.txt", *NAMES]
    assert [bool(reading) for reading in readings] == [False, True, True, True]
    assert "ended its process" in str(readings[0].error)


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_shown_on_a_terminal_only(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal a line says how far it is; elsewhere nothing is written."""
    terminal, elsewhere = _Terminal(), io.StringIO()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert len(list(gp.scan(folder, progress=True))) == 4
    assert "4/4 files, 1 not read" in terminal.getvalue()
    monkeypatch.setattr(sys, "stderr", elsewhere)
    list(gp.scan(folder, progress=True))
    assert elsewhere.getvalue() == ""
