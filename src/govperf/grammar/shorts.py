"""The short way through the grammar: a sign, a number, and a noun that has only one reading.

It answers what the whole grammar answers (a property in the tests), or nothing; it is there for speed alone.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from attrs import frozen

from govperf._width import fold
from govperf.grammar.numerals import MULTIPLIERS, multiply
from govperf.grammar.signs import SYMBOLS, find_prefix, find_suffix
from govperf.grammar.subjects import take_change
from govperf.grammar.units import find_unit, printed_unit
from govperf.model.targets import Clause, Operator

__all__ = ["read_short"]

_DATED = frozenset("年月日号季级等类星期届股线档批代点时")
"""Nouns that make of a number a date or a grade, or may do so: they take the long way."""


@frozen(slots=True)
class _Noun:
    unit: str | None
    factor: int
    operator: Operator | None


def read_short(subject: str | None, sign: str | None, digits: str, noun: str) -> Clause | None:
    """The clause of `满意度`, `≥`, `95` and `%`; None where the parts need the whole grammar."""
    known = _read_noun(noun)
    if known is None or (digits[0] == "0" and len(digits) > 1 and digits[1] != ".") or len(digits) > _LONGEST:
        return None
    if subject and take_change(fold(subject))[0]:
        return None
    operator = _SIGNS[sign] if sign else known.operator
    if operator is None and (
        (not noun and (len(digits) == _DATE or digits[:2] in ("19", "20"))) or (known.unit or "").isupper()
    ):
        return None
    value = Decimal(digits) if known.factor == 1 else multiply(Decimal(digits), known.factor)
    return Clause(fold(subject) if subject else None, operator, value, None, known.unit)


_LONGEST = 30
_DATE = 8
_SIGNS = {sign: SYMBOLS[fold(sign)] for sign in "≥≧≤≦><=＞＜"} | {
    word: found[0]
    for word in (
        "不低于",
        "不少于",
        "不超过",
        "大于",
        "大于等于",
        "小于",
        "小于等于",
        "少于",
        "达",
        "达到",
        "超",
        "超过",
        "约",
    )
    if (found := find_prefix(word, len(word)))
}


@lru_cache(maxsize=4096)
def _read_noun(noun: str) -> _Noun | None:
    """A multiplier, a known unit and a sign in words, if that is all there is; the nouns of tables are few."""
    text, factor, end = fold(noun), 1, 0
    while end < len(text) and text[end] in MULTIPLIERS and find_unit(text, end) is None:
        factor, end = factor * MULTIPLIERS[text[end]], end + 1
    unit = find_unit(text, end)
    end += len(unit or "")
    suffix = find_suffix(text, end) if unit or end else None
    end = suffix[1] if suffix else end
    if end != len(text) or (unit and unit[0] in _DATED):
        return None
    return _Noun(printed_unit(unit) if unit else None, factor, suffix[0] if suffix else None)
