"""PDF files, read with pdfium: tables by their ruling lines, rows that run over a page break joined again.

A grid is a page. Lines around a table are rows of one cell; page numbers, running heads and what
browsers print in the margins are left out. Text in a cell keeps its line breaks; radicals are ordinary
characters again. A row that runs over pages stands whole on the page where it begins; blank cells hold
its place on later pages.

PDF is only read: `SUFFIXES` is empty and `write` refuses. It needs the extra `pdf` (pypdfium2).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from typing import NoReturn

from govperf.errors import InputError, MissingExtraError, ReadError
from govperf.grid import Grid

__all__ = ["NAME", "SUFFIXES", "iterate", "read", "recognize", "write"]

NAME = "pdf"
SUFFIXES: tuple[str, ...] = ()
# Readers of PDF accept the signature anywhere in the first kilobyte.
_START = 1024


def recognize(data: bytes, /) -> str:
    """What says that these bytes are a PDF: the signature `%PDF-`."""
    return "the signature %PDF-" if b"%PDF-" in data[:_START] else ""


def read(data: bytes, /) -> tuple[Grid, ...]:
    """The pages as grids. See `iterate`, which gives them one by one."""
    return tuple(iterate(data))


def iterate(data: bytes, /) -> Iterator[Grid]:
    """The pages as grids, one after the other, in memory that does not grow with their number.

    Raises:
        ReadError: the file is damaged, cut off or locked, a page is a picture, or no page holds text.
        MissingExtraError: pypdfium2 is not installed.
    """
    if find_spec("pypdfium2") is None:
        raise MissingExtraError("reading PDF needs pypdfium2", hint="pip install 'govperf[pdf]'")
    from govperf.containers._pdf.documents import sheets_of
    from govperf.containers._pdf.joins import join_rows
    from govperf.containers._pdf.margins import without_margins
    from govperf.containers._pdf.sheets import grid_of

    found = False
    for sheet in join_rows(without_margins(sheets_of(data))):
        found = found or bool(sheet.blocks)
        yield grid_of(sheet)
    if not found:
        raise ReadError("no page holds any text", hint="ask for the file it was made from")


def write(grids: Sequence[Grid], /) -> NoReturn:
    """Refuse: print the form from xlsx or docx instead. Raises InputError."""
    raise InputError(
        f"PDF is read only; {len(grids)} grids were given", hint="write .xlsx or .docx and print it"
    )
