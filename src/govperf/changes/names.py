"""Names of projects and indicators as they are compared between years: without years, running numbers and frills.

What must not be lost is what tells two names apart: `一期` and `二期`, `大石街道` and `大龙街道`, `培训人次` and
`培训场次`. Two names that differ in such a mark are two things, however alike the rest.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Final

from attrs import frozen

from govperf.grammar.lines import squeeze

__all__ = ["Name", "conflict", "frames_of", "likeness", "match_key", "read_name", "shift_years", "years_in"]

_DIGIT: Final = "零〇○一二三四五六七八九"
_YEAR: Final = r"(?:19|20)\d\d"
_YEARS: Final = re.compile(
    rf"(?<!\d){_YEAR}(?:年?[-~至到/、](?:{_YEAR}|\d\d(?!\d)))?(?:学?年度?|(?!\d))|[一二][{_DIGIT}]{{3}}年度?|(?<!\d)(?:1[5-9]|2\d|3[0-5])(?:年度|年(?=[^期限以内]))"
)
_BARE_YEAR: Final = re.compile(r"(?:本|当|上|下|全)?年度(?!指标)|第[一二三四五六七八九十百\d]+届")
_ENUMERATION: Final = re.compile(
    r"^(?:[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）、.．](?!\d)|\d{1,3}-(?=\D))+"
)
_ORNAMENT: Final = re.compile(r"[()\[\]【】《》“”\"'‘’「」、,。;:·\-_/\s]")
_TAIL: Final = re.compile(
    r"(?:专项(?:工作)?(?:经费|资金)|工作经费|项目(?:经费|资金|支出|费用?)|服务(?:项目|费)|经费|资金|费用|专项|项目|支出|费)+$"
)
_SAME_WORDS: Final = (
    ("运行维护", "运维"), ("购置", "采购"), ("信息系统", "系统"), ("升级改造", "升级"), ("经费支出", "经费"),
    ("满意率", "满意度"), ("热线电话", "热线"), ("互联网", "网络"),
)  # fmt: skip

_NUMERAL: Final = r"[一二三四五六七八九十\dⅠⅡⅢⅣⅤIVX]+"
_MARKS: Final = re.compile(
    rf"第?(?P<order>{_NUMERAL})(?P<of>期|批次?|标段|阶段|季度|轮|包|号楼|号线|号|栋|楼|层|分?区|组|类|标|月(?!均))"
    r"|(?P<half>[上下])半年|(?P<letter>[A-Z])(?P<zone>[区座栋馆包标]|标段|包组)|(?P<side>[东南西北中])(?P<part>部|区(?!政|级|委)|片|线|站|院|校)"
)
_PLACE: Final = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{2})(?P<kind>街道|街(?!区)|镇|乡(?!村)|村(?!居)|社区|大道|路(?!由|面)|小学|中学|幼儿园|医院|公园|水库)"
)
_CITY: Final = re.compile(r".{2,4}?市")
_DISTRICT: Final = re.compile(r".{1,4}?[区县]")
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_NOT_A_PLACE: Final = frozenset({"全区", "各镇", "本区", "乡镇", "农村", "美丽", "城市", "老旧", "区属", "公办", "民办"})
_PLAIN_DIGITS: Final = str.maketrans("一二三四五六七八九ⅠⅡⅢⅣⅤ", "12345678912345")

_MEASURE: Final = re.compile(
    r"(人次|场次|人数|次数|户数|面积|金额|件数|台数|册数|篇数|天数|时长|时间|时限|频次|批次|长度|成本|单价|[率度量数])(?:\([^()]*\)|[%]|指标)?$"
)
_LOOSE: Final = frozenset({"量", "数"})
_OPPOSITES: Final = (
    frozenset({"线上", "线下"}), frozenset({"新增", "存量"}), frozenset({"男", "女"}), frozenset({"城镇", "农村"}),
    frozenset({"收入", "支出"}), frozenset({"国内", "国外"}), frozenset({"初级", "中级", "高级"}),
    frozenset({"市级", "区级", "镇级", "省级"}), frozenset({"小学", "初中", "高中"}),
)  # fmt: skip


@frozen(slots=True)
class Name:
    """A name, read for comparison.

    Attributes:
        key: folded, without blanks, years and running numbers.
        core: the key without what such names end in anyway (`经费`, `专项`, `项目`), and in common words.
        letters: how often each character stands in the core.
        marks: what tells it from its siblings: `期` → 2, a street, numbers.
        measure: what an indicator's name says is counted (`人次`, `率`); None if it does not say.
    """

    key: str
    core: str
    letters: Counter[str]
    marks: dict[str, frozenset[str]]
    measure: str | None


def years_in(name: str) -> tuple[int, ...]:
    """The four-digit years that a name prints."""
    return tuple(int(found) for found in re.findall(rf"(?<!\d){_YEAR}(?!\d)", squeeze(name)))


def shift_years(name: str, by: int) -> str:
    """The name with every four-digit year moved.

    >>> shift_years("2023-2024年度运维项目", 1)
    '2024-2025年度运维项目'
    """
    return re.sub(rf"(?<!\d){_YEAR}(?!\d)", lambda found: str(int(found[0]) + by), name)


@lru_cache(maxsize=65536)
def match_key(name: str) -> str:
    """The name without blanks, years, running numbers and the widths and kinds of its marks.

    >>> match_key("2023年度 网络运维项目（一期）") == match_key("2024年网络运维项目(一期)")
    True
    """
    plain = _ENUMERATION.sub("", squeeze(name))
    bare = _ORNAMENT.sub("", _BARE_YEAR.sub("", _YEARS.sub("", plain)))
    return bare or _ORNAMENT.sub("", plain) or plain


@lru_cache(maxsize=65536)
def read_name(name: str, frames: tuple[str, ...] = ()) -> Name:
    """The name ready to be compared; `frames` are what many names begin with: the department, its district."""
    key = match_key(name)
    core = _without_frames(key, frames)
    for long, short in _SAME_WORDS:
        core = core.replace(long, short)
    core = _TAIL.sub("", core) or core
    measure = _MEASURE.search(key)
    return Name(key, core, Counter(core), _marks(key), measure[1] if measure else None)


def frames_of(department: str | None) -> tuple[str, ...]:
    """What the names of a department's projects may begin with: its name, with and without city and district.

    >>> frames_of("广州市增城区政务服务数据管理局")[:3]
    ('广州市增城区政务服务数据管理局', '增城区政务服务数据管理局', '政务服务数据管理局')
    """
    whole = match_key(department or "")
    city, district = _CITY.match(whole), None
    rest = whole[city.end() :] if city else whole
    district = _DISTRICT.match(rest)
    body = rest[district.end() :] if district else rest
    where = district[0] if district else ""
    found = (whole, rest, body, (city[0] if city else "") + where, where)
    return tuple(dict.fromkeys(one for one in found if len(one) > 1))


def _without_frames(key: str, frames: tuple[str, ...]) -> str:
    for frame in frames + frames[-2:]:
        if key.startswith(frame) and len(key) > len(frame) + 2:
            key = key[len(frame) :]
    return key


def _marks(key: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for one in _MARKS.finditer(key):
        if one["order"]:
            found.setdefault(one["of"][:1], set()).add(one["order"].translate(_PLAIN_DIGITS))
        elif one["half"]:
            found.setdefault("half", set()).add(one["half"])
        elif one["letter"]:
            found.setdefault("letter", set()).add(one["letter"])
        else:
            found.setdefault("side", set()).add(one["side"])
    for one in _PLACE.finditer(key):
        if one["place"] not in _NOT_A_PLACE:
            found.setdefault(one["kind"], set()).add(one["place"])
    numbers = _NUMBER.findall(_MARKS.sub("", key))
    if numbers:
        found["number"] = set(numbers)
    for words in _OPPOSITES:
        if named := {word for word in words if word in key}:
            found["/".join(sorted(words))] = named
    return {kind: frozenset(values) for kind, values in found.items()}


def conflict(one: Name, other: Name) -> str | None:
    """The mark by which two names are of two things, as `1期 ≠ 2期`; None if there is none."""
    for kind, values in one.marks.items():
        others = other.marks.get(kind)
        if others is not None and values - others and others - values:
            return f"{min(values - others)} ≠ {min(others - values)}"
    if one.measure and other.measure and one.measure != other.measure:
        loose = one.measure in _LOOSE or other.measure in _LOOSE
        if not loose or {one.measure, other.measure} & {"率", "度"}:
            return f"{one.measure} ≠ {other.measure}"
    return None


def likeness(one: Name, other: Name) -> float:
    """How alike two cores are, 0 to 1: what both leave out of the other counts fully, what only one has counts little.

    A name that was shortened or lengthened is the same name; one in which words were exchanged for others is not.
    """
    if one.core == other.core:
        return 1.0 if one.key == other.key else 0.98
    from rapidfuzz.distance import LCSseq

    common = LCSseq.similarity(one.core, other.core)
    shared = sum((one.letters & other.letters).values())
    in_order = _weigh(len(one.core) - common, len(other.core) - common, len(one.core), len(other.core))
    any_order = _weigh(len(one.core) - shared, len(other.core) - shared, len(one.core), len(other.core))
    return max(0.0, 0.5 * in_order + 0.5 * any_order)


def _weigh(rest: int, other_rest: int, length: int, other_length: int) -> float:
    exchanged, more = min(rest, other_rest), abs(rest - other_rest)
    return 1 - (2 * exchanged + 0.45 * more) / max(length, other_length)
