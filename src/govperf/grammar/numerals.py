"""Numbers as budgets write them: digits with commas and multipliers, and Chinese numerals."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from govperf.errors import ParseError

__all__ = ["CHINESE", "DIGITS", "format_number", "parse_chinese", "parse_number"]

DIGITS: Final = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
"""digits with or without thousands commas, as a regular expression."""

CHINESE: Final = r"[零〇一二两三四五六七八九十百千]+(?:点[零〇一二三四五六七八九]+)?"
"""A Chinese numeral without 万 and 亿, as a regular expression."""

_ONES: Final = {character: index for index, character in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
}
_TENS: Final = {"十": 10, "百": 100, "千": 1000}
_MULTIPLIERS: Final = {
    "": Decimal(1), "百": Decimal(100), "千": Decimal(1000), "万": Decimal(10_000), "十万": Decimal(100_000),
    "百万": Decimal(1_000_000), "千万": Decimal(10_000_000), "亿": Decimal(100_000_000),
    "十亿": Decimal(1_000_000_000), "万亿": Decimal(1_000_000_000_000),
}  # fmt: skip
_CHINESE = re.compile(CHINESE)
# Decimal keeps 28 digits; a longer number would be rounded, and none is meant.
_LONGEST: Final = 24


def parse_number(text: str, multiplier: str = "") -> Decimal:
    """number := (digits | Chinese numeral) multiplier.

    >>> parse_number("1.7", "万"), parse_number("十五")
    (Decimal('17000'), Decimal('15'))

    Raises:
        ParseError: the text is no number, or longer than any that is meant.
    """
    if len(text) > _LONGEST:
        raise ParseError("no number that anybody means", text=text)
    digits = text.replace(",", "")
    if digits[-1:].isdigit() and digits.isascii():
        number = Decimal(digits)
    else:
        number = parse_chinese(text)
    scaled = number * _MULTIPLIERS[multiplier]
    return scaled if not multiplier else _plain(scaled)


def parse_chinese(text: str) -> Decimal:
    """A Chinese numeral: 三, 十五, 二百零五, 三点五.

    Raises:
        ParseError: the characters are numerals, but make no number (`十百`), or there are others.
    """
    if not _CHINESE.fullmatch(text):
        raise ParseError("no Chinese numeral", text=text)
    whole, _, decimals = text.partition("点")
    if not any(character in _TENS for character in whole):
        number = "".join(str(_ONES[character]) for character in whole)
    else:
        number = str(_add_tens(whole))
    return Decimal(
        f"{number}.{''.join(str(_ONES[character]) for character in decimals)}" if decimals else number
    )


def format_number(number: Decimal) -> str:
    """The digits of a number, without an exponent.

    >>> format_number(Decimal("1.7E+4"))
    '17000'
    """
    return format(number, "f")


def _add_tens(text: str) -> int:
    """Hundreds, tens and ones; they must grow smaller."""
    total, one, last = 0, None, 10_000
    for character in text:
        if character in _TENS:
            ten = _TENS[character]
            if ten >= last:
                raise ParseError("no Chinese numeral", text=text)
            total += (1 if one is None else one) * ten
            one, last = None, ten
        elif one:
            raise ParseError("no Chinese numeral", text=text)
        else:
            one = _ONES[character]
    return total + (one or 0)


def _plain(number: Decimal) -> Decimal:
    """Without an exponent, and without zeros after the point."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()
