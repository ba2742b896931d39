"""Dates, times of day and periods: a target that states only them keeps its words, their numbers are no measures."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["end_of_period"]

_MONTH: Final = r"(?:1[0-2]|0?[1-9])"
_YEAR: Final = r"(?:19|20)[0-9]{2}"
_JOINT: Final = r"(?:--?|~|至|到|、)"
_PERIOD: Final = re.compile(
    rf"""
      {_YEAR} (?:年? {_JOINT} {_YEAR})* 年度?                              # 2024年, 2024-2026年
    | {_YEAR} {_JOINT} {_YEAR} (?= $ | [,;。、前底] | 学年 )                 # 2024-2026
    | {_YEAR} [./-] {_MONTH} [./-] [0-9]{{1,2}} (?![0-9])                   # 2024-12-31
    | {_YEAR} [./-] 0[1-9] (?= $ | [^\w%‰²³] | [前底至到年月起完] )            # 2023.07
    | {_YEAR} [./-] {_MONTH} (?= 前|底|(?:--?|~|[至到]){_YEAR} )              # 2023.7-2024.1
    | {_YEAR} (?:0[1-9]|1[0-2]) (?:0[1-9]|[12][0-9]|3[01]) (?= $ | [前之以底至~-] )   # 20241231
    | {_YEAR} (?= 年末|底|学年 )
    | {_MONTH} (?: {_JOINT} {_MONTH} )? 月 (?! 均 ) (?: 份|底|末|初|[上中下]旬 )? (?: [0-9]{{1,2}} [日号] )?
    | [0-9]{{2}}年 (?= {_MONTH}月 )                                        # 24年12月
    | (?<=月) [0-9]{{1,2}} (?:{_JOINT}[0-9]{{1,2}})? [日号]                  # 每月5日
    | [0-9]{{1,2}} (?:{_JOINT}[0-9]{{1,2}})? [日号] (?= 前|之前|以前|底|至|到|后|起 )
    | [1-4一二三四] 季度 (?! [0-9] )
    | [0-9]{{1,2}} : [0-9]{{2}} (?: : [0-9]{{2}} )?                         # 8:30
    | [一二两][〇零○九一二三四五六七八]{{3}}年
    | (?:十[一二]?|[一二三四五六七八九])月 (?: 份|底|末|初|[上中下]旬 )?
    """,
    re.VERBOSE,
)
_YEAR_AND_MONTH: Final = re.compile(rf"{_YEAR}\.{_MONTH}(?=$|[,;。])")
_MONTHS_BY_SIGN: Final = re.compile(r"[0-9]+月(?![份底末初上中下前0-9])")


def end_of_period(text: str, start: int) -> int:
    """Where the date, time of day or period ends that begins at `start` of folded text; 0 if there is none.

    After a sign `12月` is a number of months; alone it is December.
    """
    found = _PERIOD.match(text, start) or (not start and _YEAR_AND_MONTH.match(text)) or None
    if found is None:
        return 0
    if start and text[start - 1] in "≥≤<>=每" and _MONTHS_BY_SIGN.match(text, start):
        return 0
    return found.end()
