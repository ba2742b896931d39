"""What follows a slash: the nouns that a value is counted per (`元/人*月`, `次/2年`, `元/人每天`)."""

from __future__ import annotations

import re
from typing import Final

from govperf.grammar.units import find_unit

__all__ = ["length_of_rate"]

_NAME: Final = re.compile(
    r"(?:[0-9]+|半)?(?:平台|项目|系统|案件|事项|学生|学校|企业|工程|课题|故障|单位|机构|门|天|日|周|月|季度|季|半年|年度|年|学年|生(?![产活态命]))"
    r"|[A-Z](?![A-Za-z])"
)
_NOUN: Final = re.compile(r"[^\W\d_]{1,4}")
_JOINTS: Final = frozenset("*·×/.•・每")


def length_of_rate(text: str, start: int) -> int:
    """How long the nouns are that begin at `start`, with what joins them; an unknown noun has to end the text."""
    end = start
    while length := _length_of_name(text, end):
        end += length
        if end + 1 >= len(text) or text[end] not in _JOINTS:
            return end - start
        end += 1
    if end > start:
        return end - start - 1
    noun = _NOUN.match(text, start)
    return len(noun[0]) if noun and noun.end() == len(text) else 0


def _length_of_name(text: str, start: int) -> int:
    name = _NAME.match(text, start)
    return max(len(name[0]) if name else 0, len(find_unit(text, start) or ""))
