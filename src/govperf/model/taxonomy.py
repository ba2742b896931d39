"""Classes of indicators (指标类别) by regime, as data, and the canonical class of what is printed.

Sources: the class codes of the national budget system (1 产出 → 11 数量 …), as in the seeds and in provincial finance
systems; the regimes of 2011, 2013, 2015 (财预〔2015〕88号) and 2021 (财预〔2021〕101号), which differ in where cost and
satisfaction stand. A name is compared without 指标, for both ways are printed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from govperf._width import fold_head

__all__ = [
    "LEVEL1",
    "LEVEL2",
    "REGIMES",
    "belongs",
    "canonical_class",
    "class_codes",
    "classes_of",
    "level1_name",
    "plain_class_name",
]

LEVEL1: Final = {
    "产出": "output",
    "效益": "benefit",
    "效果": "benefit",
    "满意度": "satisfaction",
    "成本": "cost",
    "投入": "input",
    "项目完成": "output",
    "项目产出": "output",
    "预期产出": "output",
    "项目效益": "benefit",
    "项目效果": "benefit",
    "预期效益": "benefit",
    "预期效果": "benefit",
}
"""Names of level 1 without 指标, and the canonical class of each."""

LEVEL2: Final = {
    "数量": ("output.quantity",),
    "质量": ("output.quality",),
    "时效": ("output.timeliness",),
    "成本": ("output.cost",),
    "经济效益": ("benefit.economic",),
    "社会效益": ("benefit.social",),
    "生态效益": ("benefit.ecological",),
    "环境效益": ("benefit.ecological",),
    "可持续影响": ("benefit.sustainability",),
    "可持续发展": ("benefit.sustainability",),
    "服务对象满意度": ("satisfaction.recipient",),
    "社会公众或服务对象满意度": ("satisfaction.recipient",),
    "社会公众满意度": ("satisfaction.recipient",),
    "受益对象满意度": ("satisfaction.recipient",),
    "服务对象": ("satisfaction.recipient",),
    "可持续影响效益": ("benefit.sustainability",),
    "可持续性影响": ("benefit.sustainability",),
    "可持续": ("benefit.sustainability",),
    "经济": ("benefit.economic", "cost.economic"),
    "社会": ("benefit.social", "cost.social"),
    "生态": ("benefit.ecological",),
    "生态环境效益": ("benefit.ecological",),
    "生态成本": ("cost.ecological",),
    "环境成本": ("cost.ecological",),
    "经济成本": ("cost.economic",),
    "社会成本": ("cost.social",),
    "生态环境成本": ("cost.ecological",),
}
"""Names of level 2 without 指标, and the canonical classes each can mean, the likeliest first."""

_CODES: Final = {
    "1": "output", "11": "output.quantity", "12": "output.quality", "13": "output.timeliness", "14": "output.cost",
    "2": "benefit", "21": "benefit.economic", "22": "benefit.social", "23": "benefit.ecological",
    "24": "benefit.sustainability", "3": "satisfaction", "31": "satisfaction.recipient",
}  # fmt: skip

REGIMES: Final = {
    "R2011": {
        "input": ("timeliness", "cost"),
        "output": ("quantity", "quality"),
        "benefit": ("economic", "social", "ecological", "sustainability", "recipient"),
    },
    "R2013": {
        "output": ("quantity", "quality", "timeliness", "cost"),
        "benefit": ("economic", "social", "ecological", "sustainability", "recipient"),
    },
    "R2015": {
        "output": ("quantity", "quality", "timeliness", "cost"),
        "benefit": ("economic", "social", "ecological", "sustainability"),
        "satisfaction": ("recipient",),
    },
    "R2021": {
        "cost": ("economic", "social", "ecological"),
        "output": ("quantity", "quality", "timeliness"),
        "benefit": ("economic", "social", "ecological", "sustainability"),
        "satisfaction": ("recipient",),
    },
}
"""Level 1 and the level 2 it may have, by regime. Chosen by evidence or by the caller, never one fixed taxonomy."""

_LEVEL1_NAMES: Final = {
    "output": "产出指标",
    "benefit": "效益指标",
    "satisfaction": "满意度指标",
    "cost": "成本指标",
}


@lru_cache(maxsize=4096)
def plain_class_name(name: str) -> str:
    """A class name as it is compared: folded, without blanks and without 指标.

    >>> plain_class_name("社会效益 指标")
    '社会效益'
    """
    return fold_head(name).removesuffix("指标")


def classes_of(name: str) -> tuple[str, ...]:
    """The canonical classes that a printed name can mean, at either level; empty if it is no class name."""
    plain = plain_class_name(name)
    level1 = (LEVEL1[plain],) if plain in LEVEL1 else ()
    return level1 + LEVEL2.get(plain, ())


@lru_cache(maxsize=4096)
def canonical_class(
    level1_code: str | None, level1: str | None, level2_code: str | None, level2: str | None
) -> str | None:
    """The canonical class of what is printed, or None where code and name, or the two levels, disagree.

    A level-2 name in the level-1 place (数量指标 in baiyun) says its class all the same. 服务对象满意度 is of 效益 by the rules of 2011
    and 2013, which print no codes.

    >>> canonical_class(None, "效益指标", None, "服务对象满意度指标"), canonical_class("2", "效益指标", "31", "服务对象满意度")
    ('satisfaction.recipient', None)
    >>> canonical_class("1", "产出指标", "11", "数量指标")
    'output.quantity'
    >>> canonical_class("1", "产出指标", "11", "质量指标") is None
    True
    """
    outer = _meanings(level1_code, level1)
    inner = _meanings(level2_code, level2)
    if level2_code is None and level2 is None:
        return next(iter(outer), None)
    if level1_code is None and level1 is None:
        return next((meaning for meaning in inner if "." in meaning), None)
    if level1_code is None and level2_code is None and "benefit" in outer:
        outer = (*outer, "satisfaction")
    return next((meaning for meaning in inner if meaning.split(".")[0] in outer), None)


def belongs(level2: str, level1: str) -> bool:
    """Whether a name of level 2 is of a name of level 1 by the rules of 2015, which part satisfaction from benefits.

    >>> belongs("社会效益指标", "效益指标"), belongs("服务对象满意度指标", "效益指标")
    (True, False)
    """
    outer = _meanings(None, level1)
    return any(meaning.split(".")[0] in outer for meaning in _meanings(None, level2))


def class_codes(canonical: str | None) -> tuple[str | None, str | None]:
    """The codes of both levels that finance systems give a canonical class; None where they have none for it.

    >>> class_codes("output.quantity")
    ('1', '11')
    """
    if canonical is None:
        return None, None
    codes = {meaning: code for code, meaning in _CODES.items()}
    outer = codes.get(canonical.partition(".")[0])
    return outer, codes.get(canonical) if "." in canonical else None


def level1_name(level2: str) -> str | None:
    """The level-1 name that a level-2 name implies under the regime of 2015: 社会效益指标 → 效益指标."""
    meanings = LEVEL2.get(plain_class_name(level2), ())
    return next((_LEVEL1_NAMES[meaning.split(".")[0]] for meaning in meanings), None)


def _meanings(code: str | None, name: str | None) -> tuple[str, ...]:
    """The classes that code and name of one level agree on."""
    by_name = classes_of(name) if name is not None else None
    by_code = ((_CODES[code],) if code in _CODES else ()) if code is not None else None
    if by_code is None:
        return by_name or ()
    if by_name is None:
        return by_code
    return tuple(meaning for meaning in by_name if meaning in by_code)
