"""Files of other kinds: each is named, with what to do, and no text is mistaken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govperf.containers import foreign
from govperf.containers.registry import find_container
from govperf.errors import InputError, ReadError
from tests.containers.damage import make_archive, make_compound

TAIL = bytes(64)
TABLE = "部门名称\t绩效目标\n某局\t办好培训\n" * 3


@pytest.mark.parametrize(
    ("data", "name", "advice"),
    [
        (b"\x89PNG\r\n\x1a\n" + TAIL, "PNG picture", "OCR"),
        (b"\xff\xd8\xff\xe0" + TAIL, "JPEG picture", "OCR"),
        (b"BM6\x00" + TAIL, "BMP picture", "OCR"),
        (b"\x00\x00\x00\x18ftypheic" + TAIL, "HEIC", "OCR"),
        (b"{\\rtf1\\ansi", "rich text", ".docx"),
        (b"Rar!\x1a\x07\x01\x00" + TAIL, "RAR archive", "unpack"),
        (b"7z\xbc\xaf\x27\x1c" + TAIL, "7z archive", "unpack"),
        (b"\x1f\x8b\x08" + TAIL, "gzip", "unpack"),
        (b"SQLite format 3\x00" + TAIL, "SQLite", "export"),
        (b"\x09\x04\x06\x00" + TAIL, "before Excel 5", ".xlsx"),
        (b'<?xml version="1.0"?><?mso?>\n<w:wordDocument xmlns:w="x">', "Word 2003", ".docx"),
        (b'<?xml version="1.0"?><uof:UOF>', "标文通", "WPS"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><!-- a --><feed>', "<feed>", ".xlsx"),
        (b'<?xml version="1.0"?>', "without any element", "document"),
        (b'{\n  "departments": []}', "JSON", "load"),
        (make_archive({"OFD.xml": b"", "Doc_0/Document.xml": b""}), "OFD", "PDF"),
        (make_archive({"ppt/slides/slide1.xml": b"", "[Content_Types].xml": b""}), "presentation", "PDF"),
        (make_archive({"a.xlsx": b"", "b.xlsx": b"", "c.png": b"", "d": b""}), "zip of 4 files", "scan"),
        (make_archive({}), "zip without any file", "scan"),
        (b"PK\x03\x04" + TAIL, "cut off or damaged", "again"),
        (make_compound(**{"PowerPoint Document": b"x"}), "presentation", "PDF"),
        (make_compound(Contents=b"x"), "binary Office file of another kind", ".xlsx"),
    ],
)  # fmt: skip
def test_each_kind_is_named(data: bytes, name: str, advice: str) -> None:
    """The error names the kind and says what to do; what was seen in the bytes is told."""
    assert find_container(data) is foreign
    assert foreign.recognize(data)
    with pytest.raises(ReadError, match=name) as raised:
        foreign.read(data)
    assert raised.value.hint
    assert advice in raised.value.hint


@given(
    st.sampled_from(["BM", "GIF8", "RIFF", "MZ", "HN", "CAJ", "PAR1", "8BPS", "BZh", "{", '["甲"]', "PKK"])
)
def test_a_text_that_begins_alike_is_a_text(start: str) -> None:
    """Letters that pictures or programs begin with may begin a table."""
    assert find_container(f"{start}{TABLE}".encode()).NAME == "text"


def test_nothing_is_written() -> None:
    """No suffix leads here, and writing is refused."""
    assert foreign.SUFFIXES == ()
    with pytest.raises(InputError):
        foreign.write([])


def test_a_zip_of_files_is_told_from_a_document() -> None:
    """Only a zip whose files may be tables is one to look into."""
    assert foreign.is_zip_of_files(make_archive({"a.txt": b"x"}))
    assert not foreign.is_zip_of_files(make_archive({"OFD.xml": b"x"}))
    assert not foreign.is_zip_of_files(b"PK\x03\x04")
