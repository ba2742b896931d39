"""The hidden sheet: the whole disclosure as JSON, in pieces that any spreadsheet program keeps as they are."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Final

from govperf.errors import ReadError
from govperf.model.disclosures import Disclosure
from govperf.serializers.json import dumps, loads
from govperf.serializers.registry import CARRIER

__all__ = ["pack", "unpack"]

_FORM: Final = "govperf-workbook/1"
_PIECE: Final = 8000
_MARK: Final = "|"
_HINT: Final = "write the workbook again with govperf, and edit only its visible sheets"


def pack(disclosure: Disclosure) -> list[str]:
    """The cells of the sheet's one column: form, check sum, pieces. All of it is ASCII, whatever the text."""
    text = json.dumps(json.loads(dumps(disclosure)), separators=(",", ":"))
    pieces = [_MARK + text[start : start + _PIECE] + _MARK for start in range(0, len(text), _PIECE)]
    return [_FORM, hashlib.sha256(text.encode()).hexdigest(), *pieces]


def unpack(cells: Sequence[str]) -> Disclosure:
    """The disclosure that was packed.

    Raises:
        ReadError: the sheet is of a newer govperf, or somebody changed it.
    """
    where = f"sheet {CARRIER!r}"
    if not cells or cells[0] != _FORM:
        found = cells[0] if cells else ""
        raise ReadError(f"the workbook is not of the form {_FORM}", where=where, text=found, hint=_HINT)
    text = _join(cells[2:])
    if hashlib.sha256(text.encode("utf-8", "replace")).hexdigest() != cells[1]:
        raise ReadError("the hidden sheet was changed", where=where, hint=_HINT)
    return loads(text.encode())


def _join(pieces: Iterable[str]) -> str:
    return "".join(piece[len(_MARK) : -len(_MARK)] for piece in pieces if piece)
