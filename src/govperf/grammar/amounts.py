"""Amounts of money (金额): `4,693.61` ↔ Decimal, digits kept."""

from __future__ import annotations

import re
from decimal import Decimal

from govperf._width import fold, fold_head
from govperf.errors import ParseError
from govperf.model.amounts import CURRENCY_UNITS, Money
from govperf.places import Place

__all__ = ["find_currency_unit", "format_amount", "is_amount", "parse_amount"]

_AMOUNT = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_WITH_UNIT = re.compile(rf"({_AMOUNT.pattern})({'|'.join(sorted(CURRENCY_UNITS, key=len, reverse=True))})")
_NOTHING = frozenset({"", "-", "--", "/", "\\"})
_MONEY_CELL = re.compile(r"(?:-?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d{1,6}|\d{1,8})|-|/)?")
_UNIT = re.compile(
    r"(?:单位|金额|资金|预算数|币种)[^:()]{0,6}[:(]\s*(?:人民币)?(" + "|".join(CURRENCY_UNITS) + r")"
)


def parse_amount(text: str, unit: str | None = None, *, place: Place | None = None) -> Money | None:
    """amount := ["-"] digits with or without thousands commas ["." digits] [unit]; blank, - and / are nothing.

    A unit behind the digits goes before that of the table.

    >>> parse_amount("4,693.60", "万元").yuan
    Decimal('46936000.00')

    Raises:
        ParseError: the text is neither an amount nor a mark for none.
    """
    folded = "".join(fold(text).split())
    if folded in _NOTHING:
        return None
    own = _WITH_UNIT.fullmatch(folded)
    if own:
        folded, unit = own[1], own[2]
    if not _AMOUNT.fullmatch(folded):
        raise ParseError(
            "no amount of money", where=str(place) if place else None, text=text, hint="write it as 1,234.56"
        )
    return Money(Decimal(folded.replace(",", "")), unit, place=place)


def format_amount(money: Money | None) -> str:
    """The amount as forms print it: thousands commas, the digits after the point as they were; "" for None.

    >>> format_amount(parse_amount("13074.40"))
    '13,074.40'
    """
    return "" if money is None else format(money.amount, ",f")


def is_amount(text: str) -> bool:
    """Whether a cell looks like one of a money column: blank, a mark for nothing, or an amount.

    A whole number of more than eight digits is none: it is a project's code (`22202412003`).
    """
    return _MONEY_CELL.fullmatch("".join(fold(text).split())) is not None


def find_currency_unit(text: str) -> str | None:
    """The unit of money that a line or head names: `单位：万元`, `预算金额（万元）`; None if it names none."""
    match = _UNIT.search(fold_head(text))
    return match[1] if match else None
