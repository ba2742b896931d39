"""Kinds of files that hold no table that can be read, told by their first bytes, and what to do with each."""

from __future__ import annotations

import re
from typing import Final

from attrs import frozen

__all__ = ["Kind", "tell_kind"]

_LOOK: Final = 4096


@frozen(slots=True)
class Kind:
    """A kind of file.

    Attributes:
        name: what it is, as a message says it: `a PNG picture`.
        hint: what to do with it.
        seen: what in the bytes says so.
    """

    name: str
    hint: str
    seen: str = ""


_PICTURE: Final = (
    "pictures are not read: find the table as Excel, Word or PDF with text in it, or recognize its text (OCR)"
)
_UNPACK: Final = "unpack it and give the files in it"
_WORD: Final = "open it in Word or WPS and save it as .docx"
_NO_DOCUMENT: Final = "give the document that holds the table"
# Of each: the bytes it begins with, whether they can be the beginning of a text, its name and what to do.
_SIGNATURES: Final = (
    (b"\x89PNG", False, "a PNG picture", _PICTURE),
    (b"\xff\xd8\xff", False, "a JPEG picture", _PICTURE),
    (b"GIF8", True, "a GIF picture", _PICTURE),
    (b"BM", True, "a BMP picture", _PICTURE),
    (b"II*\x00", True, "a TIFF picture", _PICTURE),
    (b"MM\x00*", True, "a TIFF picture", _PICTURE),
    (b"RIFF", True, "a WebP picture or a recording", _PICTURE),
    (b"\x00\x00\x00\x0cjP  ", False, "a JPEG 2000 picture", _PICTURE),
    (b"8BPS", True, "a Photoshop picture", _PICTURE),
    (b"AT&TFORM", False, "a DjVu scan", _PICTURE),
    (b"{\\rtf", False, "rich text (.rtf)", _WORD),
    (b"Rar!\x1a\x07", False, "a RAR archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", False, "a 7z archive", _UNPACK),
    (b"\x1f\x8b\x08", False, "a gzip archive", _UNPACK),
    (b"BZh", True, "a bzip2 archive", _UNPACK),
    (b"\xfd7zXZ\x00", False, "an xz archive", _UNPACK),
    (b"\x28\xb5\x2f\xfd", False, "a Zstandard archive", _UNPACK),
    (b"SQLite format 3\x00", False, "a SQLite database", "export the table as .csv"),
    (b"\x00\x01\x00\x00Standard ", False, "an Access database", "export the table as .xlsx"),
    (b"PAR1", True, "a Parquet file", "open it with pandas or polars"),
    (b"%!PS", False, "a PostScript file", "print it to PDF"),
    (b"MZ", True, "a program", _NO_DOCUMENT),
    (b"\x7fELF", False, "a program", _NO_DOCUMENT),
    (b"CAJ", True, "a CAJ document", "open it in CAJViewer and print it to PDF"),
    (b"HN", True, "a CAJ document", "open it in CAJViewer and print it to PDF"),
    # A sheet of BIFF2, 3 or 4 is not wrapped in a compound file.
    (b"\x09\x00\x04\x00", False, "a workbook of before Excel 5", "save it as .xlsx"),
    (b"\x09\x02\x06\x00", False, "a workbook of before Excel 5", "save it as .xlsx"),
    (b"\x09\x04\x06\x00", False, "a workbook of before Excel 5", "save it as .xlsx"),
)
_PHOTOS: Final = re.compile(rb".{4}ftyp(?:hei[cx]|hevc|mif1|avif)", re.DOTALL)
_XML: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\b")
_ROOT: Final = re.compile(rb"<(?![?!])((?:[\w.-]+:)?([\w.-]+))[^>]*", re.DOTALL)
_ROOTS: Final = {
    b"wordDocument": ("a Word 2003 XML document", _WORD),
    b"package": ("a Word document as one XML file", _WORD),
    b"UOF": ("a UOF document (标文通)", "open it in WPS and save it as .xlsx or .docx"),
    b"svg": ("an SVG picture", _PICTURE),
}
_JSON: Final = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\{|\[\s*\{)\s*"[^"\n]{1,80}"\s*:')


def tell_kind(data: bytes) -> Kind | None:
    """What these bytes are, if it is one of the kinds that are known and not read."""
    for magic, is_texty, name, hint in _SIGNATURES:
        if data.startswith(magic) and not (is_texty and b"\0" not in data[: _LOOK // 8]):
            return Kind(name, hint, f"the first bytes {_show(magic)}")
    if _PHOTOS.match(data):
        return Kind("a HEIC or AVIF photo", _PICTURE, f"the bytes {_show(data[4:12])}")
    if _XML.match(data):
        return _tell_xml(data[:_LOOK])
    if match := _JSON.match(data[:_LOOK]):
        return Kind(
            "JSON", "a disclosure that govperf saved is opened by load", f"the beginning {_show(match[0])}"
        )
    return None


def _tell_xml(head: bytes) -> Kind:
    root = _ROOT.search(head)
    if root is None:
        return Kind("XML without any element", _NO_DOCUMENT, "the declaration <?xml")
    shown = root[1].decode("utf-8", "replace")
    name, hint = _ROOTS.get(root[2], (f"XML of some other kind, <{shown}>", "save it as .xlsx or .docx"))
    return Kind(name, hint, f"the element <{shown}>")


def _show(magic: bytes) -> str:
    """Bytes for people: as characters if they are some, else as hexadecimal numbers."""
    text = magic.decode("ascii", "replace")
    return text if text.isprintable() and text.isascii() else magic.hex(" ").upper()
