"""A PDF file opened with pdfium page by page; what cannot be read is refused before it costs much."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import closing
from threading import RLock

import pypdfium2
import pypdfium2.raw as pdfium

from govperf.containers._pdf.sheets import Sheet
from govperf.containers._pdf.tables import sheet_of
from govperf.errors import ReadError

__all__ = ["sheets_of"]

# pdfium may be used by one thread at a time, whatever the documents.
_LOCK = RLock()
_TAIL = 4096
_MOST_PAGES = 20_000
# pdfium keeps the fonts of all pages until the document is closed, so it is opened anew after so many.
_AT_ONCE = 50
# What one stream may unpack to: a page of text takes some ten thousand bytes, a map some million.
_MOST_UNPACKED = 16 * 2**20
# Flate packs at most about 1,000 to 1: a shorter stream cannot hide more than the limit, unless packed twice.
_SUSPECT = _MOST_UNPACKED // 1100
_MOST_TIMES = 4
_STREAM = re.compile(rb"stream\r?\n")
_PICTURE = re.compile(rb"/Subtype\s*/Image|/Length1|/CIDFontType0C|/Type1C|/OpenType|/EmbeddedFile|/Metadata")
_CODES = {
    pdfium.FPDF_ERR_PASSWORD: (
        "the file is locked with a password",
        "unlock it and save it without a password",
    ),
    pdfium.FPDF_ERR_SECURITY: (
        "the file is locked in an unknown way",
        "unlock it and save it without a password",
    ),
}
_DAMAGED = "fetch the file again, or open it and print it to a new PDF"


def sheets_of(data: bytes) -> Iterator[Sheet]:
    """The pages one after the other, one open at a time. Raises ReadError where the file is damaged."""
    _refuse_cut(data)
    _refuse_bombs(data)
    start, end = 0, 1
    while start < end:
        document = _open(data)
        try:
            end = _count(document)
            for index in range(start, min(start + _AT_ONCE, end)):
                yield _sheet(document, index)
        finally:
            with _LOCK:
                document.close()
        start += _AT_ONCE


def _count(document: pypdfium2.PdfDocument) -> int:
    count = len(document)
    if not 0 < count <= _MOST_PAGES:
        raise ReadError(f"the file says it has {count:,} pages", hint=_DAMAGED)
    return count


def _sheet(document: pypdfium2.PdfDocument, index: int) -> Sheet:
    try:
        with _LOCK, closing(document[index]) as page, closing(page.get_textpage()) as layer:
            return sheet_of(page.raw, layer.raw, index + 1)
    except pypdfium2.PdfiumError as error:
        raise ReadError(f"the page is damaged ({error})", where=f"page {index + 1}", hint=_DAMAGED) from error


def _open(data: bytes) -> pypdfium2.PdfDocument:
    try:
        with _LOCK:
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
        if end - begin < _SUSPECT and not _is_packed(_begin(data[begin : begin + 200])):
            continue
        head = data[max(0, match.start() - 400) : match.start()]
        if not _PICTURE.search(head[head.rfind(b" obj") + 1 :]) and _unpacks_to_much(data[begin:end]):
            raise ReadError(
                f"a stream at byte {begin:,} unpacks to more than {_MOST_UNPACKED >> 20} MB", hint=_DAMAGED
            )


def _is_packed(stream: bytes) -> bool:
    """Whether bytes begin as Flate does: method 8, and a check sum over the first two."""
    return len(stream) > 1 and stream[0] & 15 == 8 and int.from_bytes(stream[:2]) % 31 == 0  # noqa: PLR2004


def _begin(stream: bytes, length: int = 64) -> bytes:
    """The first bytes that a stream unpacks to; none if it is not packed."""
    try:
        return zlib.decompressobj().decompress(stream, length)
    except zlib.error:
        return b""


def _unpacks_to_much(stream: bytes) -> bool:
    """Whether a stream, unpacked as long as it is packed, is longer than the limit."""
    for _ in range(_MOST_TIMES):
        if len(stream) > _MOST_UNPACKED or not _is_packed(stream):
            break
        stream = _begin(stream, _MOST_UNPACKED + 1)
    return len(stream) > _MOST_UNPACKED
