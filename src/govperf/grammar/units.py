"""Units as they stand behind a number: which text is a unit, and how it is kept."""

from __future__ import annotations

import re
from typing import Final

from govperf.model.units import UNITS

__all__ = ["PATTERN", "keep_unit"]

_WORDS: Final = sorted((name for name in UNITS if not name.isascii()), key=len, reverse=True)
_LETTERS: Final = sorted((name for name in UNITS if name.isascii() and name.isalnum()), key=len, reverse=True)
_MARKS: Final = sorted(
    (name for name in UNITS if name.isascii() and not name.isalnum()), key=len, reverse=True
)

PATTERN: Final = (
    "(?:" + "|".join(map(re.escape, _MARKS + _WORDS)) + "|(?:" + "|".join(_LETTERS) + ")(?![A-Za-z0-9]))"
)
"""Any listed unit, the longest first; letters only where no other letter follows, as a regular expression."""

# 个 before a unit that has its own name counts nothing (10个工作日), and a share of hundred is a share (100百分比).
_KEPT: Final = {
    "个工作日": "工作日", "个月": "月", "个小时": "小时", "个星期": "星期", "个季度": "季度", "个百分点": "百分点",
    "个自然日": "自然日", "百分比": "%", "秒钟": "秒",
}  # fmt: skip


def keep_unit(text: str) -> str:
    """The unit as a target keeps it: as printed, without 个 before a unit that needs none.

    >>> keep_unit("个工作日"), keep_unit("S")
    ('工作日', 'S')
    """
    return _KEPT.get(text, text)
