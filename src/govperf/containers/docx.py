"""Word documents (.docx, ECMA-376 part 1, and .odt): tables, and the paragraphs around them.

A document is one grid, or one for each stretch between page breaks that its author set; breaks that only
the length of the text makes are in no file. Cells merged by `gridSpan` and `vMerge` are merged cells, tables
in cells are opened (see `govperf.containers._flows`), deleted text of tracked changes is left out, numbers
of numbered lists are shown as Word shows them; those of an .odt are not.

Reading needs no extra package; writing needs python-docx.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from govperf.containers._archives import Archive, find_mark
from govperf.containers._compound import MAGIC
from govperf.containers._flows import grids_of
from govperf.containers._tables import gather, uncollected
from govperf.errors import ReadError
from govperf.grid import Grid

__all__ = ["NAME", "SUFFIXES", "read", "recognize", "write"]

NAME = "docx"
SUFFIXES: tuple[str, ...] = (".docx",)

_OPEN_DOCUMENT: Final = b"application/vnd.oasis.opendocument.text"
_OLD: Final = "WordDocument".encode("utf-16-le")


def recognize(data: bytes, /) -> str:
    """What says that this is a Word document; the old binary kind too, so that reading can say what to do."""
    if _is_old(data):
        return "a compound file with the stream WordDocument"
    return find_mark(data, b"word/document", b"word/_rels", b"word/styles", _OPEN_DOCUMENT)


def read(data: bytes, /) -> tuple[Grid, ...]:
    """The grids of the document. Raises ReadError for damaged, encrypted, outsized and old binary files."""
    from govperf.containers._documents import read_blocks
    from govperf.containers._opendocument import read_text_document

    if _is_old(data):
        raise ReadError(
            "an old Word or WPS document (.doc, .wps) cannot be read",
            hint="open it in Word or WPS and save it as .docx",
        )
    archive = Archive(data)
    if "content.xml" in archive:
        return gather(grids_of(read_text_document(archive)))
    if "word/document.xml" not in archive:
        raise ReadError("no Word document is in this archive", hint="give the document itself")
    with uncollected():
        return gather(grids_of(read_blocks(archive)))


def write(grids: Sequence[Grid], /) -> bytes:
    """A document in landscape A4, each grid on a page of its own. Raises MissingExtraError."""
    from govperf.containers._document_writing import write_document

    return write_document(grids)


def _is_old(data: bytes) -> bool:
    return data.startswith(MAGIC) and _OLD in data
