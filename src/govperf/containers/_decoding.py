"""Bytes → text: which encoding a file is in, told by its bytes.

UTF-8 and UTF-16 with a byte-order mark are certain. Anything else is UTF-8 if nearly all of it is, or GB18030 if what
comes out reads like Chinese; everything else is refused, because GB18030 turns almost any bytes into some characters.
"""

from __future__ import annotations

from typing import Final

from govperf.containers._kinds import tell_kind
from govperf.errors import ReadError

__all__ = ["REPLACEMENT", "decode", "tell"]

REPLACEMENT: Final = "\ufffd"
"""What stands for bytes that are no character of the encoding."""

_MARKS: Final = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_DAMAGE = 0.02
"""The share of damaged characters up to which a text is still worth reading."""
_ONE_CHARACTER = 4
"""How many marks one damaged byte can leave: its character may be four bytes long."""
_SHORT = 40
"""A shorter text has too little to tell a damaged UTF-8 from another encoding."""
_PLAUSIBLE = 0.8
"""The share of common characters (GB 2312 level 1) that Chinese text has; wrongly decoded text has about a half."""
_SAMPLE = 65536


def decode(data: bytes) -> str:
    """The text of a file, damaged bytes as U+FFFD.

    Raises:
        ReadError: the file is empty, is no text, or is in an encoding that cannot be told.
    """
    return tell(data)[0]


def tell(data: bytes) -> tuple[str, str]:
    """The text of a file, as `decode` gives it, and the name of its encoding. Raises what `decode` raises."""
    if not data.strip():
        raise ReadError("the file is empty")
    text, encoding = _decode(data)
    if not text.strip():
        raise ReadError("nothing is printed in this file")
    return text, encoding


def _decode(data: bytes) -> tuple[str, str]:
    """The text by its byte-order mark, or by what its bytes read like."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _read(data[len(mark) :], encoding, f"{encoding} after its byte-order mark")
            return text, f"{encoding.upper()} with a byte-order mark"
    if b"\x00" in data[:_SAMPLE]:
        raise ReadError(_describe(data), hint="give a text, Excel, PDF, Word or HTML file")
    text = data.decode("utf-8", "replace")
    if len(text) > _SHORT and text.count(REPLACEMENT) <= _DAMAGE * len(text) + _ONE_CHARACTER:
        return text, "UTF-8"
    if REPLACEMENT not in text:
        return text, "UTF-8"
    return _read_chinese(data), "GB18030"


def _read(data: bytes, encoding: str, name: str) -> str:
    """Decode what is known to be of this encoding; too much damage means that it is not."""
    text = data.decode(encoding, "replace")
    if text.count(REPLACEMENT) > _DAMAGE * len(text) + _ONE_CHARACTER:
        raise ReadError(f"the file says that it is {name}, but is not")
    return text


def _read_chinese(data: bytes) -> str:
    """GB18030, if the outcome reads like Chinese."""
    text = data.decode("gb18030", "replace")
    sample = text[:_SAMPLE]
    damaged = sample.count(REPLACEMENT)
    chinese = [character for character in sample if character > "\u2e7f" and character != REPLACEMENT]
    common = sum(_is_common(character) for character in chinese)
    if not chinese or damaged > _DAMAGE * len(sample) or common < _PLAUSIBLE * len(chinese):
        raise ReadError(_describe(data), hint="save the file as UTF-8 or GB18030 (GBK)")
    return text


def _is_common(character: str) -> bool:
    """Whether a character is one of the 3,755 of GB 2312 level 1, or Chinese punctuation."""
    try:
        lead = character.encode("gb2312")[0]
    except UnicodeEncodeError:
        return False
    return lead <= 0xD7  # noqa: PLR2004 - rows 01 to 55 of GB 2312: marks and level 1.


def _describe(data: bytes) -> str:
    """What the bytes are, as far as it can be told."""
    if kind := tell_kind(data):
        return f"the file is {kind.name}, not a table"
    if b"\x00" in data[:_SAMPLE]:
        return "the file is binary, or UTF-16 without a byte-order mark"
    return "the file is in an encoding that cannot be told"
