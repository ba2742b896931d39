"""One truth: a document says the same in every kind of file that it is carried in."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import openpyxl
import pytest

import govperf as gp
from govperf.containers.registry import find_container
from govperf.containers.text import read as read_print
from tests.office import NEEDS_OFFICE, convert

EXAMPLES = Path(__file__).parents[1] / "examples"
SEEDS = Path(os.environ.get("GOVPERF_SEEDS", Path(__file__).parents[2] / "shared" / "seeds"))
SEED_NAMES = ("baiyun", "huangpu", "nansha", "zengcheng", "zengcheng-department")
WITHOUT_SEEDS = pytest.mark.skipif(not SEEDS.is_dir(), reason=f"the seeds are not here: {SEEDS}")
KINDS = ("csv", "tsv", "txt", "html", "xlsx", "docx")
"""What govperf writes."""
SAVED_AS = (("xlsx", "xls"), ("xlsx", "ods"), ("xlsx", "xlsx"), ("docx", "docx"), ("docx", "odt"))
"""What LibreOffice opens, and what it saves it as."""

examples = [pytest.param(path, id=path.stem) for path in sorted(EXAMPLES.glob("*.txt"))]
seeds = [pytest.param(SEEDS / f"{name}.txt", id=f"seed-{name}", marks=WITHOUT_SEEDS) for name in SEED_NAMES]
documents = pytest.mark.parametrize("path", [*examples, *seeds])
kinds = pytest.mark.parametrize("kind", KINDS)


@cache
def disclosure(path: Path) -> gp.Disclosure:
    """What a document says as it was published."""
    return gp.read(path)


def carry(path: Path, kind: str, folder: Path) -> Path:
    """The print of a document, cell by cell as it stands, in another kind of file."""
    (grid,) = read_print(path.read_bytes())
    gp.write(grid, target := folder / f"{path.parent.name}-{path.stem}.{kind}")
    return target


@kinds
@documents
def test_a_print_says_the_same_in_every_kind_of_file(path: Path, kind: str, tmp_path: Path) -> None:
    """A document whose cells are put into a file of another kind, oddities and all, reads the same."""
    assert gp.read(carry(path, kind, tmp_path)) == disclosure(path)


@kinds
@documents
def test_a_form_says_the_same_in_every_kind_of_file(path: Path, kind: str, tmp_path: Path) -> None:
    """A document that is written anew in its official form reads the same."""
    gp.write(gp.render(disclosure(path)), target := tmp_path / f"form.{kind}")
    assert gp.read(target) == disclosure(path)


@NEEDS_OFFICE
@pytest.mark.parametrize(("kind", "saved_as"), SAVED_AS)
def test_an_office_program_changes_nothing(kind: str, saved_as: str, tmp_path: Path) -> None:
    """All documents, opened by LibreOffice and saved as another kind of file, read the same."""
    paths = [path for path in (*EXAMPLES.glob("*.txt"), *SEEDS.glob("*.txt")) if path.is_file()]
    sources = {carry(path, kind, tmp_path): path for path in paths}
    saved = convert(list(sources), saved_as, tmp_path)
    differing = [
        source.stem for source, path in sources.items() if gp.read(saved[source.stem]) != disclosure(path)
    ]
    assert len(saved) == len(paths)
    assert differing == []


def test_each_form_has_a_sheet_of_its_own(tmp_path: Path) -> None:
    """A project table and a department form stand on two sheets, and only the first repeats its own heads."""
    gp.write(gp.render(disclosure(EXAMPLES / "zengcheng-both.txt")), path := tmp_path / "both.xlsx")
    sheets = openpyxl.load_workbook(path).worksheets
    assert [(sheet.title, sheet.print_title_rows) for sheet in sheets] == [
        ("项目支出绩效目标表（含转移支付项目）", "$4:$4"),
        ("部门整体预算绩效目标申报表", None),
    ]


@pytest.mark.parametrize(("kind", "count"), [("xlsx", 2), ("html", 2), ("docx", 2), ("csv", 1), ("txt", 1)])
def test_each_form_has_a_page_of_its_own(kind: str, count: int, tmp_path: Path) -> None:
    """Where a file has sheets or pages, the second form begins a new one; else it follows after a blank row."""
    gp.write(gp.render(disclosure(EXAMPLES / "zengcheng-both.txt")), path := tmp_path / f"both.{kind}")
    grids = find_container(data := path.read_bytes()).read(data)
    assert [grid.page for grid in grids] == [*range(1, count + 1)]
