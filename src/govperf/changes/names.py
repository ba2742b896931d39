"""Names of projects and indicators as they are compared between years: without years, running numbers and frills.

What must not be lost is what tells two names apart: `一期` and `二期`, `大石街道` and `大龙街道`, `培训人次` and
`培训场次`. Two names that differ in such a mark are two things, however alike the rest.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

from attrs import frozen

from govperf.grammar.lines import squeeze

__all__ = [
    "Name",
    "conflict",
    "exchanged",
    "frames_of",
    "likeness",
    "match_key",
    "read_name",
    "shift_years",
    "years_in",
]

_DIGIT: Final = "零〇○一二三四五六七八九"
_YEAR: Final = r"(?:19|20)\d\d"
_YEARS: Final = re.compile(
    rf"(?<!\d){_YEAR}(?:年?[-~至到/、](?:{_YEAR}|\d\d(?!\d)))?(?:学?年度?|(?!\d))|[一二][{_DIGIT}]{{3}}年度?|(?<!\d)(?:1[5-9]|2\d|3[0-5])(?:年度|年(?=[^期限以内]))"
)
_BARE_YEAR: Final = re.compile(r"(?:本|当|上|下|全)?年度(?!指标)|第[一二三四五六七八九十百\d]+届")
_ENUMERATION: Final = re.compile(
    r"^(?:[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:[)）]|[、.．](?!\d{1,2}(?!\d)))|\d{1,3}-(?=\D))+"
)
_ORNAMENT: Final = re.compile(r"[()\[\]【】《》“”\"'‘’「」、,。;:·\-_/\s]")
_FRILLS: Final = r"(?:专项(?:工作)?(?:经费|资金)|工作经费|项目(?:经费|资金|支出|费用?)|服务(?:项目|费)|经费|资金|费用|专项|项目|支出|费)+"
_TAIL: Final = re.compile(_FRILLS + "$")
_TAIL_BEFORE_BRACKET: Final = re.compile(_FRILLS + r"(?=\()")
_SAME_WORDS: Final = (
    ("运行维护", "运维"), ("购置", "采购"), ("信息系统", "系统"), ("升级改造", "升级"), ("经费支出", "经费"),
    ("满意率", "满意度"), ("热线电话", "热线"), ("互联网", "网络"),
)  # fmt: skip

_SAME_IN_MEASURES: Final = (
    ("参训", "培训"), ("工程", "项目"), ("办结", "办理"), ("处理", "办理"), ("按时", "及时"), ("按期", "及时"), ("准时", "及时"),
    ("市民", "群众"), ("公众", "群众"), ("举办", "开展"), ("组织", "开展"), ("拨付", "发放"), ("兑付", "发放"), ("时长", "时间"),
    ("时限", "时间"),
)  # fmt: skip
"""Words that mean the same where a name says what is measured; the names of projects use some of them for different things."""

_NUMERAL: Final = r"[一二三四五六七八九十\dⅠⅡⅢⅣⅤIVX]+"
_MARKS: Final = re.compile(
    rf"第?(?P<order>{_NUMERAL})(?P<of>期|批次?|标段|阶段|季度|轮|包|号楼|号线|号|栋|楼|层|分?区|组|类|标|月(?!均))"
    r"|(?P<half>[上下])半年|(?P<letter>[A-Z])(?P<zone>[区座栋馆包标]|标段|包组)|(?P<side>[东南西北中])(?P<part>部|区(?!政|级|委)|片|线|站|院|校)"
)
_ORDINAL: Final = re.compile(rf"第(?P<order>{_NUMERAL})(?![方时届产书])")
_PLACE: Final = re.compile(
    r"(?P<place>[^\W\d_区县市局省城的和及与对各全本]{2})"
    r"(?P<kind>街道|街(?!区|坊)|镇(?!街|级)|(?<!城)乡(?!村|镇)|(?<![乡农中新])村(?!居|民|级)|社区|大道|(?<![道公线铁网电])路(?!由|面|灯)"
    r"|小学|中学|幼儿园|医院|公园|水库|公司)"
)
_NOT_A_PLACE: Final = frozenset(
    (
        "农村 美丽 城市 老旧 公办 民办 开展 推进 推动 实施 建设 完善 加强 保障 "
        "支持 服务 街道 基层 乡镇 义务 教育 阶段 人民 中心 专科 综合 森林 湿地 "
        "体育 有限 责任 股份 国有 普惠 优质 智慧 示范 重点 购买 提升 改造 管理 "
        "运营 工作 经费 补助"
    ).split()
)
_CITY: Final = re.compile(r".{1,4}?市")
_DISTRICT: Final = re.compile(r".{1,4}?[区县]")
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_TOWNS: Final = frozenset({"街道", "街", "镇", "乡"})
_PLAIN_DIGITS: Final = str.maketrans("一二三四五六七八九ⅠⅡⅢⅣⅤ", "12345678912345")

_MEASURE: Final = re.compile(
    r"(人次|场次|频次|批次|(?<![人场频批])次数|人数|户数|面积|金额|件数|台数|册数|篇数|天数|时长|时间|时限|时效|长度|成本|单价|率|(?<![季年])度|(?<!次)[量数])"
    r"(?:(?<=次)数量?)?(?:\([^()]*\)|[%]|指标)?$"
)
_LOOSE: Final = frozenset({"量", "数"})
_LEAST_FRAME: Final = 3
_LONG_FRAME: Final = 8
_SAME_LETTERS: Final = 0.8
_COST_OF_PLACE: Final = 0.2
_COST_OF_MARK: Final = 0.05
_NEGATED: Final = re.compile(r"[非不未](?!发生|出现)(?P<word>[^\W\d_]{2})")
_PLACE_KINDS: Final = frozenset({"town", "村", "小学", "中学", "幼儿园", "医院"})
_SHARES: Final = frozenset({"率", "度"})
_TIMES: Final = frozenset({"时间", "时限", "时长", "时效"})
_OPPOSITES: Final = tuple(
    frozenset(words.split("/"))
    for words in (
        "线上/线下", "新增/存量", "男/女", "城镇/农村", "收入/支出", "国内/国外", "初级/中级/高级", "省级/市级/区级/镇级/村级",
        "小学/中学/初中/高中", "春季/夏季/秋季/冬季", "公办/民办", "在职/退休/离休", "首次/再次", "新建/改建/扩建/迁建", "申请/授权",
        "开工/竣工", "立项/结项", "企业/农户/学生/教师/患者/游客", "及时/合格/准确/覆盖/响应/知晓",
    )
)  # fmt: skip
_ANTONYMS: Final = frozenset(
    map(
        frozenset,
        ("内外", "上下", "前后", "进出", "增减", "高低", "长短", "大小", "男女", "新旧", "城乡", "收支"),
    )
)
"""Characters that make one name two where nothing else differs: 编内人员数 and 编外人员数."""


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

    @property
    def measured(self) -> str:
        """The key up to the word that says what is counted, without what only explains it: `故障修复率` of `故障修复率指标`."""
        end = self.key.rfind(self.measure) + len(self.measure) if self.measure else -1
        return self.key[:end] if end > 0 else self.key


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
    core = _without_frames(match_key(_TAIL_BEFORE_BRACKET.sub("", squeeze(name))), frames)
    for long, short in _SAME_WORDS:
        core = core.replace(long, short)
    core = _TAIL.sub("", core) or core
    measure = _MEASURE.search(key.replace("满意率", "满意度"))
    for long, short in _SAME_IN_MEASURES if measure else ():
        core = core.replace(long, short)
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
    """The key without the names of bodies; one that is nothing but their names stays."""
    rest = key
    for frame in frames:
        if len(rest) > len(frame) + 2 and _begins_with(rest, frame):
            rest = rest[len(frame) :]
        elif len(frame) >= _LEAST_FRAME and len(rest.replace(frame, "")) > 2:  # noqa: PLR2004 - a name needs a core.
            rest = rest.replace(frame, "")
    return key if rest in frames else rest


def _begins_with(key: str, frame: str) -> bool:
    """Whether a name begins with a frame; a long one may have a slip in it."""
    slips = sum(one != other for one, other in zip(key, frame, strict=False))
    return slips == 0 or (slips == 1 and len(frame) >= _LONG_FRAME)


def _marks(key: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for kind, mark in (*_ordered_marks(key), *_places(key)):
        found.setdefault(kind, set()).add(mark)
    if numbers := set(_NUMBER.findall(_MARKS.sub("", key))):
        found["number"] = numbers
    for words in _OPPOSITES:
        if named := {word for word in words if word in key}:
            found["/".join(sorted(words))] = named
    return {kind: frozenset(values) for kind, values in found.items()}


def _ordered_marks(key: str) -> Iterator[tuple[str, str]]:
    """Phases, batches, quarters, halves, zones and sides, and whatever else has a number in order."""
    for one in _MARKS.finditer(key):
        if one["order"]:
            yield one["of"][:1], one["order"].translate(_PLAIN_DIGITS)
        else:
            yield ("half", one["half"]) if one["half"] else ("zone", one["letter"] or one["side"])
    for one in _ORDINAL.finditer(key):
        yield "第", one["order"].translate(_PLAIN_DIGITS)


def _places(key: str) -> Iterator[tuple[str, str]]:
    for one in _PLACE.finditer(key):
        if one["place"] not in _NOT_A_PLACE:
            yield "town" if one["kind"] in _TOWNS else one["kind"], one["place"]


def conflict(one: Name, other: Name) -> str | None:
    """The mark by which two names are of two things, as `1期 ≠ 2期`; None if there is none."""
    for kind, values in one.marks.items():
        others = other.marks.get(kind)
        if others is not None and values - others and others - values:
            return f"{min(values - others)} ≠ {min(others - values)}"
    if one.measure and other.measure and not _may_be_same(one.measure, other.measure):
        return f"{one.measure} ≠ {other.measure}"
    return _opposed(one.key, other.key) or _denied(one.key, other.key) or _denied(other.key, one.key)


def _opposed(key: str, other: str) -> str | None:
    """The two characters in which alone names differ, where one is the other's opposite."""
    differing = [pair for pair in zip(key, other, strict=False) if pair[0] != pair[1]]
    if len(key) == len(other) and len(differing) == 1 and frozenset(differing[0]) in _ANTONYMS:
        return " ≠ ".join(differing[0])
    return None


def _denied(key: str, other: str) -> str | None:
    """What one name denies and the other says: 非户籍人口 and 户籍人口, 不合格率 and 合格率."""
    for found in _NEGATED.finditer(key):
        word = found["word"]
        if word in other and found[0][0] not in other and word not in key.replace(found[0], ""):
            return f"{found[0]} ≠ {word}"
    return None


def _may_be_same(measure: str, other: str) -> bool:
    """Whether two words for what is counted may count the same: 数 and 次数, 时间 and 时限, but not 人次 and 场次."""
    if measure == other or {measure, other} <= _TIMES:
        return True
    return bool({measure, other} & _LOOSE) and not {measure, other} & _SHARES


def likeness(one: Name, other: Name) -> float:
    """How alike two cores are, 0 to 1: what both leave out of the other counts fully, what only one has counts little.

    A name that was shortened or lengthened is the same name; one in which words were exchanged for others is not.
    """
    if one.core == other.core:
        return 1.0 if one.key == other.key else 0.98
    from rapidfuzz.distance import LCSseq

    lengths = len(one.core), len(other.core)
    in_order = 1 - _cost(LCSseq.opcodes(one.core, other.core)) / max(lengths)
    shared = (one.letters & other.letters).total()
    any_order = 1 - _cost_of_gap(*(length - shared for length in lengths)) / max(lengths)
    if any_order > max(in_order, _SAME_LETTERS):
        in_order = max(in_order, _share_of_pairs(one.core, other.core))
    return max(0.0, 0.5 * in_order + 0.5 * max(in_order, any_order) - _unmatched_marks(one, other))


def _cost(steps: Iterable[Any]) -> float:
    """What all gaps between the parts that two names share cost."""
    cost, gap = 0.0, (0, 0)
    for step in steps:
        if step.tag == "equal":
            cost, gap = cost + _cost_of_gap(*gap), (0, 0)
        else:
            gap = gap[0] + step.src_end - step.src_start, gap[1] + step.dest_end - step.dest_start
    return cost + _cost_of_gap(*gap)


def _cost_of_gap(rest: int, other: int) -> float:
    """What a gap costs: words exchanged for others fully, on both sides, words that only one name has less than half."""
    return 2 * min(rest, other) + 0.45 * abs(rest - other)


def _share_of_pairs(one: str, other: str) -> float:
    """How many pairs of neighbours two texts share: words that changed places keep most of theirs."""
    pairs = [Counter(text[at : at + 2] for at in range(len(text) - 1)) for text in (one, other)]
    return 2 * (pairs[0] & pairs[1]).total() / max(1, pairs[0].total() + pairs[1].total())


def _unmatched_marks(one: Name, other: Name) -> float:
    """What a mark costs that only one name has: a street says most."""
    kinds = one.marks.keys() ^ other.marks.keys()
    return _COST_OF_PLACE if kinds & _PLACE_KINDS else _COST_OF_MARK if kinds - {"number"} else 0.0


def exchanged(one: Name, other: Name) -> tuple[str, str, tuple[str, str]] | None:
    """What two keys have before and behind the only words they differ in, where both have words of their own there, and these words."""
    begin = _shared_length(one.key, other.key)
    rest = one.key[begin:], other.key[begin:]
    end = _shared_length(rest[0][::-1], rest[1][::-1])
    words = rest[0][: len(rest[0]) - end], rest[1][: len(rest[1]) - end]
    if not all(words) or set(words[0]) & set(words[1]) or begin + end < max(map(len, words)):
        return None
    return one.key[:begin], one.key[len(one.key) - end :] if end else "", words


def _shared_length(one: str, other: str) -> int:
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
