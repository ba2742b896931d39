"""Numbers that are no measures: codes, names, dates, formulas, fixed words, list numbers.

`12345热线`, `PM2.5`, `7*24小时`, `一带一路`, `1、`, `1:50`, `V2.0`, `前10名`: their digits are part of what something is called.
"""

from __future__ import annotations

import re
from typing import Final

from govperf.grammar.periods import end_of_period
from govperf.grammar.units import find_unit

__all__ = ["BEFORE_BARE", "LONGEST_NUMBER", "NUMBER", "SIGN_RUN", "end_of_name"]

NUMBER: Final = re.compile(
    r"[0-9]+(?:,[0-9]{3}(?![0-9]))*(?:\.[0-9]+)?|[零〇一二三四五六七八九十百千万亿两]+(?:点[零〇一二三四五六七八九]+)?|半"
)
LONGEST_NUMBER: Final = 30
SIGN_RUN: Final = frozenset("≥≤><=≈~《》≯≮±")
BEFORE_BARE: Final = frozenset("数量率度值额费积为:达分比次重均是本价")
_DIGIT: Final = frozenset("0123456789")
_NAME_TAIL: Final = re.compile(
    r"热线|平台|专线|工程|行动|计划|政策|政务|便民|市民|服务|投诉|网络|系统|规划|联动|专项|战略|产业|模式|体系|标准|号|工单"
)
_IDIOM: Final = frozenset("性通办式体站化网窗")
_CADENCE: Final = re.compile(r"[0-9]{1,3}个?(?:年|月|周|天|日|小时|季度)(?=[0-9一两]{1,2}[次期篇份场])")
"""`1年2次`: the period that something is counted per."""


def end_of_name(text: str, found: re.Match[str]) -> int:
    """Where a number ends that belongs to a date, a formula, a name or a list; 0 if it belongs to none."""
    start, end = found.span()
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if len(found[0]) > LONGEST_NUMBER or before == "第" or (before and before in "*×"):
        return end
    if (cadence := _CADENCE.match(text, start)) and before not in ("第", ".", "-"):
        return cadence.end()
    if period := end_of_period(text, start):
        return period
    if before == "每" and (unit := find_unit(text, end)):
        return end + len(unit)
    if before == "前" and text[start - 2 : start - 1] not in ("提", "之", "以", "目"):
        return end
    if found[0][0] in _DIGIT:
        return _end_of_code(text, start, end)
    idiom = (after and after in _IDIOM) or _is_idiom(text, start)
    return end if idiom else 0


def _is_idiom(text: str, start: int) -> bool:
    """`一带一路`, `三通一平`, `上半年`: fixed words, but not `一年一次` and `两到三次`."""
    if text[start] == "半":
        return text[max(0, start - 1) : start] in ("上", "下")
    twin = NUMBER.fullmatch(text, start - 2, start - 1) if start > 1 else None
    return twin is not None and twin[0][0] not in _DIGIT and text[start - 1] not in "年月周天日到至-~"


def _end_of_code(text: str, start: int, end: int) -> int:
    """Where a code, product, ratio, version, list number or hotline ends that begins with digits; 0 if none does."""
    before, after, number = text[max(0, start - 1) : start], text[end : end + 1], text[start:end]
    beyond = text[end + 1 : end + 2]
    if after in ("*", "×", "x", "X", "✕") and beyond in _DIGIT:
        return end
    if after in (":", "/", ".") and beyond in _DIGIT and not (after == "/" and find_unit(text, end + 2)):
        return end
    if before == "+" and text[max(0, start - 2) : start - 1].isascii() and start > 1:
        return end
    if before in (":", "/", ".", "-", "x", "X", "✕") and start > 1 and text[start - 2] in _DIGIT:
        return end
    if len(number) > 1 and number[0] == "0" and number[1] != ".":
        return end
    if before.isascii() and before.isalpha() and find_unit(text, end) is None:
        return end
    if (
        end - start > 2
        and _NAME_TAIL.match(text, end)
        and find_unit(text, end) is None
        and (start == 0 or text[start - 1] not in SIGN_RUN)
    ):
        return end
    return end + 1 if _is_list_number(text, start, end) else 0


def _is_list_number(text: str, start: int, end: int) -> bool:
    """`1、每日备份2、每周备份` and `1.满意度`: a small number, a stop, and then words."""
    if end - start > 2 or text[end : end + 1] not in (".", "、") or end + 1 >= len(text):
        return False
    before = text[max(0, start - 1) : start]
    return (
        text[end + 1] not in _DIGIT and before not in SIGN_RUN and (not before or before not in BEFORE_BARE)
    )
