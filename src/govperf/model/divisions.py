"""Administrative divisions (GB/T 2260), and the names a department goes by.

Source of the codes: GB/T 2260, the districts of 广州市 (440100). A district's name that another city uses too
(白云区 is also in 贵阳) needs the city before it. 开发区 have no code of their own: their bodies carry the district's
name beside it.
"""

from __future__ import annotations

from typing import Final

from govperf._width import fold_head

__all__ = ["DIVISIONS", "find_aliases", "find_division"]

DIVISIONS: Final = {
    "440103": "荔湾区",
    "440104": "越秀区",
    "440105": "海珠区",
    "440106": "天河区",
    "440111": "白云区",
    "440112": "黄埔区",
    "440113": "番禺区",
    "440114": "花都区",
    "440115": "南沙区",
    "440117": "从化区",
    "440118": "增城区",
}
"""Codes and names of the districts of 广州市."""

_CITY = "广州市"
_SHARED_NAMES = frozenset({"白云区"})
_NOT_A_NAME = frozenset({"部门", "本级", "机关", "汇总"})


def find_division(name: str | None) -> str | None:
    """The code of the one district that a department's name contains; None if there is none or several.

    >>> find_division("广州市南沙区政务服务和数据管理局")
    '440115'
    """
    if name is None:
        return None
    folded = fold_head(name)
    found = {
        code
        for code, district in DIVISIONS.items()
        if (_CITY + district if district in _SHARED_NAMES else district) in folded
    }
    if found:
        return found.pop() if len(found) == 1 else None
    return "440100" if _CITY in folded else None


def find_aliases(name: str | None) -> tuple[str, ...]:
    """The names inside a printed name: the part before the bracket, and the bracket if it holds another name.

    >>> find_aliases("广州市黄埔区政务服务数据管理局（广州开发区行政审批局）")
    ('广州市黄埔区政务服务数据管理局', '广州开发区行政审批局')
    """
    if name is None:
        return ()
    outer, bracket, inner = name.replace("(", "（").replace(")", "）").partition("（")
    if not bracket:
        return ()
    inner = inner.removesuffix("）").strip()
    parts = (outer.strip(), "" if inner in _NOT_A_NAME else inner)
    return tuple(part for part in parts if part)
