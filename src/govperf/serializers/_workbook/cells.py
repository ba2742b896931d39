"""The text or number of a cell that somebody edited, as a value of the model."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any, Final, TypeAlias

from govperf._width import fold
from govperf.errors import InputError, ParseError
from govperf.grammar.amounts import parse_amount
from govperf.grammar.indicators import classify
from govperf.grammar.targets import parse_target
from govperf.model.amounts import CURRENCY_UNITS, Money
from govperf.model.indicators import IndicatorClass
from govperf.serializers._workbook.columns import Column, Kind

__all__ = ["Cell", "is_same", "parse_cell", "parse_class", "parse_currency", "parse_money"]

Cell: TypeAlias = tuple[str, Decimal | None]
"""What a sheet has in a cell: the text that a person sees, and the number itself where it is one."""

_CODE: Final = re.compile(r"(\d+)\s*[-－—–]\s*(.*)", re.DOTALL)
_AMOUNT: Final = re.compile(r"([\d,.\s-]+?)\s*(" + "|".join(CURRENCY_UNITS) + ")?")
_YES: Final = frozenset({"是", "1", "true", "yes", "√"})
_NO: Final = frozenset({"否", "0", "false", "no", ""})
_PLACES: Final = 2
_LARGEST: Final = 10**15


def is_same(cell: Cell, shown: str | int | Decimal | None) -> bool:
    """Whether a cell still shows what was written into it."""
    text, number = cell
    if isinstance(shown, (int, Decimal)):
        return number is not None and number == shown
    return " ".join(text.split()) == " ".join((shown or "").split())


def parse_cell(cell: Cell, column: Column) -> Any:
    """The value of a cell that stands for itself; None for a blank one.

    Raises:
        InputError: the text is none of this column's kind.
    """
    text = cell[0].strip()
    if column.kind is Kind.FLAG:
        return _parse_flag(text)
    if not text:
        return None
    if column.kind is Kind.TARGET:
        return parse_target(text)
    if column.kind is Kind.NUMBER:
        return _parse_number(cell)
    if column.kind is Kind.COUNT:
        return _parse_count(cell)
    return text


def parse_money(cell: Cell, currency: str | None, before: Money | None) -> Money | None:
    """The amount of a cell, with the decimals that it is shown with; the unit is the row's where the cell has none."""
    text, number = cell
    if not text.strip():
        return None
    if number is not None:
        if not -_LARGEST < number < _LARGEST:
            raise InputError("an amount is too large to be one", text=text, hint="write it in 万元 or 亿元")
        places = before.amount.as_tuple().exponent if before else -_PLACES
        return Money(_widen(number, -places if isinstance(places, int) else 0), currency)
    match = _AMOUNT.fullmatch(fold(text).strip())
    if match is None:
        raise InputError(
            "an amount must stand here", text=text, hint="write a number as 1234.56, without words"
        )
    try:
        return parse_amount(match[1], match[2] or currency)
    except ParseError as error:
        raise InputError("an amount must stand here", text=text, hint="write a number as 1234.56") from error


def parse_currency(cell: Cell) -> str | None:
    """The unit of money of a row."""
    text = cell[0].strip()
    if text and text not in CURRENCY_UNITS:
        raise InputError(
            "this is no unit of money", text=text, hint=f"write one of {'、'.join(CURRENCY_UNITS)}"
        )
    return text or None


def parse_class(level1: str | None, level2: str | None) -> IndicatorClass:
    """The class that two cells state, each with code and name or one of them."""
    return classify(*_split_code(level1), *_split_code(level2))


def _split_code(text: str | None) -> tuple[str | None, str | None]:
    stripped = (text or "").strip()
    match = _CODE.fullmatch(stripped)
    if match:
        return match[1], match[2].strip() or None
    return (stripped, None) if stripped.isdigit() else (None, stripped or None)


def _parse_number(cell: Cell) -> Decimal:
    text, number = cell
    if number is not None and number.is_finite():
        return number
    try:
        found = Decimal(fold(text).strip().replace(",", ""))
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise InputError("a number must stand here", text=text, hint="write digits only, as 9.5")
    return found


def _parse_count(cell: Cell) -> int:
    found = _parse_number(cell)
    if found != found.to_integral_value():
        raise InputError("a whole number must stand here", text=cell[0], hint="write digits only, as 3")
    return int(found)


def _parse_flag(text: str) -> bool:
    if text.lower() not in _YES | _NO:
        raise InputError("是 or 否 must stand here", text=text, hint="write 是, 否 or nothing")
    return text.lower() in _YES


def _widen(number: Decimal, places: int) -> Decimal:
    """The number with at least so many decimals."""
    exponent = number.as_tuple().exponent
    have = -exponent if isinstance(exponent, int) else 0
    return number if have >= places else number.quantize(Decimal(1).scaleb(-places))
