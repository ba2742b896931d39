"""A PDF file opened with pdfium, and closed again page by page; what cannot be read is refused before it costs much."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import closing

import pypdfium2
import pypdfium2.raw as pdfium

from govperf.containers._pdf.sheets import Sheet
from govperf.containers._pdf.tables import sheet_of
from govperf.errors import ReadError

__all__ = ["sheets_of"]

_TAIL = 4096
_MOST_PAGES = 20_000
# What one stream may unpack to: a page of text takes some ten thousand bytes, a map some million.
_MOST_UNPACKED = 32 * 2**20
# Flate packs at most about 1,000 to 1: a shorter stream cannot hide more than the limit.
_SUSPECT = _MOST_UNPACKED // 1100
_STREAM = re.compile(rb"stream\r?\n")
_PICTURE = re.compile(rb"/Subtype\s*/Image|/FontFile|/Length1|/CIDFontType0C|/OpenType")
_CODES = {
    pdfium.FPDF_ERR_PASSWORD: ("the file is locked with a password", "unlock it and save it without a password"),
    pdfium.FPDF_ERR_SECURITY: ("the file is locked in an unknown way", "unlock it and save it without a password"),
}
_DAMAGED = "fetch the file again, or open it and print it to a new PDF"


def sheets_of(data: bytes) -> Iterator[Sheet]:
    """The pages one after the other; only one is open at a time. Raises ReadError where the file is damaged."""
    _refuse_cut(data)
    _refuse_bombs(data)
    with closing(_open(data)) as document:
        count = len(document)
        if not 0 < count <= _MOST_PAGES:
            raise ReadError(f"the file says it has {count:,} pages", hint=_DAMAGED)
        for index in range(count):
            yield _sheet(document, index)


def _sheet(document: pypdfium2.PdfDocument, index: int) -> Sheet:
    try:
        with closing(document[index]) as page, closing(page.get_textpage()) as layer:
            return sheet_of(page.raw, layer.raw, index + 1)
    except pypdfium2.PdfiumError as error:
        raise ReadError(f"the page is damaged ({error})", where=f"page {index + 1}", hint=_DAMAGED) from error


def _open(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code = error.err_code
        what, hint = _CODES.get(code or 0, ("the file is damaged, or no PDF at all", _DAMAGED))
        raise ReadError(what, hint=hint) from error


def _refuse_cut(data: bytes) -> None:
    """A file without its end mark was cut off; pdfium would read the pages that are left and say nothing."""
    if b"%%EOF" not in data.rstrip(b"\0 \r\n")[-_TAIL:]:
        raise ReadError("the file is cut off: its end mark %%EOF is missing", hint="fetch the file again")


def _refuse_bombs(data: bytes) -> None:
    """Streams that unpack to more than a page can hold. Pictures and fonts are not unpacked for the text."""
    start = 0
    while match := _STREAM.search(data, start):
        begin = match.end()
        end = data.find(b"endstream", begin)
        end = len(data) if end < 0 else end
        start = max(end, begin + 1)
        if end - begin < _SUSPECT:
            continue
        head = data[max(0, match.start() - 400) : match.start()]
        head = head[head.rfind(b" obj") + 1 :]
        if not _PICTURE.search(head) and _unpacks_to_much(data[begin:end], head.count(b"FlateDecode")):
            raise ReadError(
                f"a stream at byte {begin:,} unpacks to more than {_MOST_UNPACKED >> 20} MB", hint=_DAMAGED
            )


def _unpacks_to_much(stream: bytes, times: int) -> bool:
    """Whether a stream, unpacked as often as its filters say, is longer than the limit."""
    for _ in range(times):
        try:
            stream = zlib.decompressobj().decompress(stream, _MOST_UNPACKED + 1)
        except zlib.error:
            return False
    return len(stream) > _MOST_UNPACKED
