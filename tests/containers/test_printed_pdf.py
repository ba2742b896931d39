"""Forms that are written, printed by an office program and read again: what the print holds comes back equal."""

from __future__ import annotations

import re
import shutil
import tempfile
from functools import cache
from pathlib import Path

import attrs
import pytest

import govperf as gp
from govperf.containers import docx, pdf
from tests.containers.pdf_prints import convert

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))
SUFFIXES = (".xlsx", ".docx")
pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
# A blank beside a Chinese character or mark parts no words.
IDLE = re.compile("(?<=[\u2e80-\uffef]) +| +(?=[\u2e80-\uffef])|(?<=[(（]) +| +(?=[)）(（])")


def form(path: Path) -> gp.Grid:
    """The official form of an example."""
    return gp.render(gp.read(path))


@cache
def prints() -> dict[tuple[str, str], tuple[bytes, bytes]]:
    """Each example's form as a file, and as LibreOffice prints it; all are printed at once."""
    with tempfile.TemporaryDirectory() as folder:
        paths = {}
        for path in EXAMPLES:
            for suffix in SUFFIXES:
                paths[path.stem, suffix] = target = Path(folder) / f"{path.stem}{suffix[1:]}{suffix}"
                gp.write(form(path), target)
        convert(paths.values(), folder)
        return {
            name: (path.read_bytes(), path.with_suffix(".pdf").read_bytes()) for name, path in paths.items()
        }


def said(value: object, *, idle: bool = True) -> object:
    """What a disclosure says, as plain tuples; without blanks that part no words if they are not to count."""
    if isinstance(value, tuple):
        return tuple(said(one, idle=idle) for one in value)
    if attrs.has(type(value)):
        fields = (field.name for field in attrs.fields(type(value)) if field.eq)
        return tuple((name, said(getattr(value, name), idle=idle)) for name in fields)
    return value if idle or not isinstance(value, str) else IDLE.sub("", value)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_printed_workbook_reads_back_equal(path: Path) -> None:
    """A form that Calc prints says all that it said."""
    _, printed = prints()[path.stem, ".xlsx"]
    assert gp.read(printed).departments == gp.read(path).departments


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_printed_document_reads_back_equal(path: Path) -> None:
    """A form that Writer prints says all that it said, but for blanks between Chinese at the ends of lines."""
    _, printed = prints()[path.stem, ".docx"]
    whole = gp.read(path).departments
    assert said(gp.read(printed).departments, idle=False) == said(whole, idle=False)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_only_blanks_at_line_ends_are_lost(path: Path) -> None:
    """Writer does not print a blank that ends a line; every other blank is in the PDF."""
    written, printed = prints()[path.stem, ".docx"]
    whole = {"".join(cell.text.split()): cell.text for grid in docx.read(written) for cell in grid.cells}
    cells = [cell.text for grid in pdf.read(printed) for cell in grid.cells]
    texts = [(whole[bare], text) for text in cells if (bare := "".join(text.split())) in whole]
    assert len(texts) > len(whole) / 2
    for before, after in texts:
        lines = r"\s?".join(map(re.escape, after.split("\n")))
        assert re.fullmatch(lines, before), (before, after)
