"""PDF files of some kilobytes that would keep a reader for hours, or take all memory, each in its own way."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.containers.pdf_drawings import Sketch, assemble, pdf_of

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["BOMBS"]

_TEXT = b"BT /F1 8 Tf 10 300 Td (some text on a page) Tj ET\n"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
_ONE_PAGE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


def _stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), entries, content)


def _packed(content: bytes, entries: bytes = b"") -> bytes:
    return _stream(zlib.compress(content, 9), b"/Filter/FlateDecode" + entries)


def _page(contents: bytes = b"4 0 R", box: bytes = b"0 0 842 595", more: bytes = b"") -> bytes:
    return (
        b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents %s/Resources<</Font<</F1 5 0 R>>%s>>>>"
        % (box, contents, more)
    )  # fmt: skip


def _file(content: bytes, *others: bytes, page: bytes | None = None, pages: bytes = _ONE_PAGE) -> bytes:
    """One page with a stream (object 4), a font (5) and other objects (from 6 on)."""
    return assemble([_CATALOG, pages, page or _page(), content, _FONT, *others])


def forms_in_forms(deep: int = 12, times: int = 12) -> bytes:
    """Forms that each draw the next one several times: the last is drawn times ** deep times."""
    forms = [
        _stream(
            b"/F Do\n" * times,
            b"/Type/XObject/Subtype/Form/BBox[0 0 800 600]/Resources<</XObject<</F %d 0 R>>>>" % (at + 1),
        )
        for at in range(6, 6 + deep)
    ]
    last = _stream(_TEXT, b"/Type/XObject/Subtype/Form/BBox[0 0 800 600]/Resources<</Font<</F1 5 0 R>>>>")
    page = _page(more=b"/XObject<</F 6 0 R>>")
    return _file(_stream(_TEXT + b"/F Do\n" * times), *forms, last, page=page)


def form_in_itself() -> bytes:
    """Two forms that draw each other, each many times."""
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F %d 0 R>>>>"
    forms = [_stream(b"/F Do\n" * 200, entries % at) for at in (7, 6)]
    return _file(_stream(_TEXT + b"/F Do\n" * 200), *forms, page=_page(more=b"/XObject<</F 6 0 R>>"))


def listed_often(times: int = 100_000) -> bytes:
    """A page that lists one stream a hundred thousand times."""
    lines = b"".join(b"%d 0 m %d 800 l S\n" % (n, n) for n in range(2000))
    return _file(_packed(_TEXT + lines), page=_page(b"[" + b"4 0 R " * times + b"]"))


def pages_shared(times: int = 20_000) -> bytes:
    """Twenty thousand pages that are one page with much text."""
    text = b"BT /F1 8 Tf 10 300 Td " + b"(some text on a page) Tj " * 4000 + b"ET\n"
    pages = b"<</Type/Pages/Kids[" + b"3 0 R " * times + b"]/Count %d>>" % times
    return _file(_packed(text), pages=pages)


def pages_of_lines(times: int = 20_000) -> bytes:
    """Twenty thousand pages that are one page with many lines and nothing to read."""
    lines = b"".join(b"%d 0 m %d 800 l S\n" % (n % 800, n % 800) for n in range(30_000))
    pages = b"<</Type/Pages/Kids[" + b"3 0 R " * times + b"]/Count %d>>" % times
    return _file(_packed(lines), pages=pages)


def flate_bomb(size: int = 64_000_000) -> bytes:
    """A stream that unpacks to a thousand times its length."""
    return _file(_packed(_TEXT + b" " * size))


def lzw_bomb(size: int = 600_000_000) -> bytes:
    """A stream packed by LZW, of which each byte unpacks to a thousand."""
    return _file(_stream(_lzw_of_blanks(size), b"/Filter/LZWDecode"))


def _lzw_of_blanks(size: int) -> bytes:
    """Blanks as LZW packs them: each code is the one before and a blank more."""
    bits, width, code, packed = 0, 9, 258, bytearray()
    have = 0

    def put(value: int) -> None:
        nonlocal bits, have
        bits, have = bits << width | value, have + width
        while have >= 8:
            have -= 8
            packed.append(bits >> have & 255)
        bits &= (1 << have) - 1

    done = 0
    while done < size:
        width, code = 9, 258
        put(256)
        put(32)
        done += 1
        length = 1
        while code < 4095 and done < size:
            put(code)
            code += 1
            length += 1
            done += length
            width = 9 if code < 511 else 10 if code < 1023 else 11 if code < 2047 else 12
    put(257)
    packed.append(bits << (8 - have) & 255)
    return bytes(packed)


def locked_bomb() -> bytes:
    """A locked file whose password is empty, with a page of a million pieces of text."""
    canvas = Canvas(file := io.BytesIO(), encrypt=StandardEncryption("", "owner"), pageCompression=1)
    canvas.setFont("Helvetica", 8)
    canvas._code.extend(["BT /F1 8 Tf (some text on a page) Tj ET"] * 1_500_000)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def locked() -> bytes:
    """A file whose password nobody knows."""
    return pdf_of(Sketch([("甲", "乙")]), encrypt=StandardEncryption("user", "owner"))


def wide_map() -> bytes:
    """A font whose map of characters names the whole plane, over and over."""
    ranges = b"100 beginbfrange\n" + b"<0000> <ffff> <4e00>\n" * 100 + b"endbfrange\n"
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/F/Encoding/Identity-H/ToUnicode 7 0 R"
        b"/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/F/CIDSystemInfo"
        b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>]>>"
    )
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 595]/Contents 4 0 R/Resources<</Font<</F1 6 0 R>>>>>>"
    text = b"BT /F1 8 Tf 10 300 Td <4e004e014e02> Tj ET\n"
    return _file(_stream(text), font, _packed(ranges * 6000), page=page)


def wide_widths() -> bytes:
    """A font with a million ranges of widths, each looked through for each of many characters."""
    widths = b"[" + b"".join(b"%d %d 500 " % (n % 60000, n % 60000) for n in range(600_000)) + b"]"
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/F/Encoding/Identity-H"
        b"/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/F/W 7 0 R/CIDSystemInfo"
        b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>]>>"
    )
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 595]/Contents 4 0 R/Resources<</Font<</F1 6 0 R>>>>>>"
    text = b"BT /F1 8 Tf 10 300 Td " + b"<ffff> Tj " * 200_000 + b"ET\n"
    return _file(_packed(text), font, widths, page=page)


def huge_box() -> bytes:
    """A page as large as a country, and text at its far ends."""
    return _file(_stream(_TEXT + b"BT /F1 8 Tf 1000000000 1000000000 Td (far) Tj ET"),
                 page=_page(box=b"-2000000000 -2000000000 2000000000 2000000000"))  # fmt: skip


def tree_without_end() -> bytes:
    """A tree of pages that is its own branch."""
    return _file(_stream(_TEXT), pages=b"<</Type/Pages/Kids[2 0 R]/Count 1>>")


def tree_of_branches(deep: int = 30) -> bytes:
    """A tree of pages each of whose branches is listed ten times by the branch above."""
    branches = [
        b"<</Type/Pages/Parent 2 0 R/Kids[" + b"%d 0 R " % (at + 1) * 10 + b"]/Count %d>>" % 10**9
        for at in range(6, 6 + deep)
    ]
    return _file(_stream(_TEXT), *branches, _page(), pages=b"<</Type/Pages/Kids[6 0 R]/Count 20000>>")


def many_lines() -> bytes:
    """A page with some million lines to draw."""
    return _file(_packed(b"0 0 m 9 9 l S\n" * 1_100_000))


def nested_arrays() -> bytes:
    """Arrays in arrays, a million deep."""
    return _file(_stream(_TEXT), b"[" * 1_000_000 + b"]" * 1_000_000, page=_page(more=b"/ExtGState 6 0 R"))


def cut_off() -> bytes:
    """A file of which only the first half came."""
    whole = pdf_of(Sketch([("甲", "乙")] * 20))
    return whole[: len(whole) // 2]


_MADE: tuple[Callable[[], bytes], ...] = (
    forms_in_forms, form_in_itself, listed_often, pages_shared, pages_of_lines, lzw_bomb, locked_bomb,
    flate_bomb, locked, wide_map, wide_widths, huge_box, tree_without_end, tree_of_branches, many_lines,
    nested_arrays, cut_off,
)  # fmt: skip
BOMBS = {make.__name__: make for make in _MADE}
