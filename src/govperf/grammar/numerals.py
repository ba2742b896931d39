"""Numbers as Chinese tables print them: `1,234.5`, `1.7万`, `三至五`, `两`, `百分之九十`.

>>> parse_numeral("1.7万"), parse_numeral("一百二十"), parse_numeral("十四五")
(Decimal('17000'), Decimal('120'), None)
"""

from __future__ import annotations

import re
from decimal import Context, Decimal
from typing import Final

from govperf._width import fold

__all__ = ["EXACT", "MULTIPLIERS", "format_numeral", "multiply", "parse_chinese", "parse_numeral"]

EXACT: Final = Context(prec=80)
"""The arithmetic of this package: no printed number is long enough to be rounded in it."""

MULTIPLIERS: Final = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
"""The characters that multiply what stands before them."""

_DIGITS: Final = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "两": 2,
}
_NUMERAL = re.compile(r"([+-]?)([0-9]+(?:,[0-9]{3}(?![0-9]))*(?:\.[0-9]+)?)([十百千万亿]*)")
_LONGEST = 40


def parse_numeral(text: str) -> Decimal | None:
    """A number, in digits with or without multipliers, or in Chinese characters; None for anything else."""
    plain = "".join(fold(text).split())
    found = _NUMERAL.fullmatch(plain) if len(plain) <= _LONGEST else None
    if found is None:
        return parse_chinese(plain)
    number = Decimal(found[1] + found[2].replace(",", ""))
    for character in found[3]:
        number = multiply(number, MULTIPLIERS[character])
    return number


def multiply(number: Decimal, factor: int) -> Decimal:
    """The product, exact and without an empty fraction: 1.7 times 10000 is 17000, not 17000.0."""
    product = EXACT.multiply(number, Decimal(factor))
    return Decimal(int(product)) if product == product.to_integral_value(context=EXACT) else product


def parse_chinese(text: str) -> Decimal | None:
    """A number in Chinese characters (`一百二十`, `十二点五`, `半`); None where they are no single number (`十四五`)."""
    if text == "半":
        return Decimal("0.5")
    if not text or len(text) > _LONGEST:
        return None
    whole, point, fraction = text.partition("点")
    number = _whole(whole)
    if number is None or not point:
        return None if number is None else Decimal(number)
    if not fraction or any(character not in _DIGITS for character in fraction):
        return None
    return Decimal(f"{number}." + "".join(str(_DIGITS[character]) for character in fraction))


def _whole(text: str) -> int | None:
    """The sum of the parts before 亿, before 万 and after: each must be smaller than the one before it."""
    total = 0
    for mark, factor in (("亿", 100_000_000), ("万", 10_000)):
        head, found, tail = text.partition(mark)
        if found:
            part = _below_ten_thousand(head)
            if not part:
                return None
            total, text = total + part * factor, tail
            if not tail:
                return total
    rest = _below_ten_thousand(text)
    return None if rest is None else total + rest


def _below_ten_thousand(text: str) -> int | None:
    """`一千二百三十四`, `十二`, `二百零五`; None where digits meet digits or places do not fall."""
    total, digit, place = 0, None, 10_000
    for character in text:
        factor = MULTIPLIERS.get(character)
        if factor is None:
            if character not in _DIGITS or digit:
                return None
            digit = _DIGITS[character]
            continue
        if factor >= place or (not digit and not (factor == 10 and total == 0 and digit is None)):
            return None
        total, digit, place = total + (digit or 1) * factor, None, factor
    if not text or (digit is None and total == 0):
        return None
    return total + (digit or 0)


def format_numeral(number: Decimal) -> str:
    """The number in digits, without exponent: what `parse_numeral` reads as the same number."""
    return f"{number:f}"
