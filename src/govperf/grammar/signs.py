"""The signs between indicator and value, as symbols and as words before or after the number.

Where a text has a sign before and after its number, the one before it says what is meant: `超90%以上` is above 90.
"""

from __future__ import annotations

import re
from typing import Final

from govperf.model.targets import Operator

__all__ = ["SYMBOLS", "find_prefix", "find_suffix"]

_AT_LEAST, _ABOVE, _AT_MOST = Operator.AT_LEAST, Operator.ABOVE, Operator.AT_MOST
_BELOW, _EQUAL, _ABOUT = Operator.BELOW, Operator.EQUAL, Operator.ABOUT

SYMBOLS: Final = {
    "≥": _AT_LEAST, ">=": _AT_LEAST, "=>": _AT_LEAST, "≮": _AT_LEAST, "》": _AT_LEAST, "≥=": _AT_LEAST, "》=": _AT_LEAST, ">": _ABOVE,
    "≤": _AT_MOST, "<=": _AT_MOST, "=<": _AT_MOST, "≯": _AT_MOST, "《": _AT_MOST, "≤=": _AT_MOST, "《=": _AT_MOST, "<": _BELOW,
    "=": _EQUAL, "==": _EQUAL, "≈": _ABOUT, "~": _ABOUT,
}  # fmt: skip
"""Symbols on folded text. `《` and `》` are slips of the keyboard for ≤ and ≥."""

_WORDS: Final = {
    _AT_LEAST: "不低于 不少于 不小于 不短于 不得低于 不得少于 不得小于 不能低于 不能少于 不应低于 不应少于 应不低于 应不少于 大于等于 大于或等于 大于或者等于"
    " 高于等于 高于或等于 多于等于 多于或等于 超过或等于 等于或大于 等于或高于 至少 最少 最低 达 达到 达到了 达至 起码 不下于 不下 不亚于 不弱于 不差于 不劣于 保底 不低",
    _ABOVE: "超过 超 超出 大于 高于 多于 突破 长于 优于 逾 超额",
    _AT_MOST: "不超过 不超 不高于 不大于 不多于 不长于 不晚于 不迟于 不得超过 不得高于 不得大于 不得多于 不能超过 不应超过 不应高于 小于等于 小于或等于"
    " 小于或者等于 少于等于 少于或等于 低于等于 低于或等于 等于或小于 等于或低于 至多 最多 最高 最大 最长 控制在 不突破 不逾 控制在不超过 不超出 不得超出 以内不超过",
    _BELOW: "小于 少于 低于 短于 不足 不到 未满 不满 未超过 未达到 未达 不达",
    _EQUAL: "等于",
    _ABOUT: "约 大约 约为 大约为 约等于 近 接近 将近 大概 大致",
}
_PREFIX: Final = {word: operator for operator, words in _WORDS.items() for word in words.split()} | {
    "未超过": _AT_MOST, "未超": _AT_MOST,
}  # fmt: skip
# Words that end like a sign: 节约, 送达, 附近.
_NOT_AFTER: Final = {
    "约": tuple("节契合预制违签集"),
    "达": tuple("到送表抵传通下转直"),
    "近": tuple("最附邻就"),
    "超": tuple("赶"),
}
_LONGEST: Final = max(map(len, _PREFIX))
_ENDS: Final = {word[-1] for word in _PREFIX}

_SUFFIX: Final = {
    "(含)以上": _AT_LEAST, "及其以上": _AT_LEAST, "及以上": _AT_LEAST, "或以上": _AT_LEAST, "以上": _AT_LEAST, "(含)以下": _AT_MOST, "及以下": _AT_MOST,
    "或以下": _AT_MOST, "以下": _AT_MOST, "及以内": _AT_MOST, "以内": _AT_MOST, "之内": _AT_MOST, "内": _AT_MOST, "左右": _ABOUT, "上下": _ABOUT,
}  # fmt: skip
_NOT_INNER = re.compile(r"内(?!部|容|外|控|涝|蒙|科|陆|河|存|审(?![批核查定结理议])|设(?![立置]))")


def find_prefix(text: str, end: int) -> tuple[Operator, int] | None:
    """The sign in words that ends at `end`, and where it begins; the longest one."""
    if not end or text[end - 1] not in _ENDS:
        return None
    for start in range(max(0, end - _LONGEST), end):
        operator = _PREFIX.get(text[start:end])
        if operator is not None and text[max(0, start - 1) : start] not in _NOT_AFTER.get(
            text[start:end], ()
        ):
            return operator, start
    return None


def find_suffix(text: str, start: int) -> tuple[Operator, int] | None:
    """The sign in words that begins at `start`, and where it ends; `内部` is none."""
    if text[start : start + 1] not in _BEGINNINGS:
        return None
    for word, operator in _SUFFIX.items():
        if text.startswith(word, start) and (word != "内" or _NOT_INNER.match(text, start)):
            return operator, start + len(word)
    return None


_BEGINNINGS: Final = {word[0] for word in _SUFFIX}
