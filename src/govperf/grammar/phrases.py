"""A name and its target as prose prints them, without a mark between them: `飞防作业面积≥6.5万亩`.

    phrase = name [copula] target
    target = sign number … | number noun | date | words that say how it goes

The name is what stands before the sign, number, date or predicate. Where nothing tells the two apart, there is no target.

>>> [split_phrase(text).parts(text) for text in ("成灾率控制在4‰以下", "作业完成时间为8月上旬", "档案利用率有效提升")]
[('成灾率', '控制在4‰以下'), ('作业完成时间', '8月上旬'), ('档案利用率', '有效提升')]
>>> split_phrase("提升群众生活水平") is None
True
"""

from __future__ import annotations

import re
from typing import Final

from attrs import frozen

from govperf._width import fold
from govperf.grammar.targets import parse_target

__all__ = ["Phrase", "find_measure", "is_moment", "split_phrase"]

_VERB: Final = 3


@frozen(slots=True)
class Phrase:
    """Where name and target of a phrase stand in it.

    Attributes:
        name: start and end of the name.
        target: start and end of the target.
        stated: whether a sign, number, date or mark parts the two, and not only the sense of the words.
    """

    name: tuple[int, int]
    target: tuple[int, int]
    stated: bool = True

    def parts(self, text: str) -> tuple[str, str]:
        """Name and target of the text that was split."""
        return text[slice(*self.name)], text[slice(*self.target)]


_NUMBER: Final = r"(?:[0-9]|[零〇一二三四五六七八九十百千万亿两半]+(?:[个项次人家年月天日周户件场期台座处条%成名份批所亩轮]|小时|分钟|工作日))"
_CHANGES: Final = (
    "提高|提升|增长|增加|上升|上涨|升高|扩大|减少|降低|下降|缩短|压减|压缩|缩减|减轻|节约|节省|下调|上浮"
)
_WORDS: Final = (
    "不(?:得|能|应)?(?:低于|少于|小于|短于|高于|大于|多于|长于|超过|晚于|迟于)|不超|不突破"
    "|(?:大于|小于|高于|低于|多于|少于)(?:或|或者)?等于|大于|小于|高于|低于|多于|少于|超过|超出|超|突破|等于|达到|达|至少|至多|最少|最多|最低|最高"
    "|控制在|保持在|稳定在|维持在|(?<![节契合预制违签集])约|近|到|(?<!截)至"
)
_SIGN: Final = re.compile(
    rf"[≥≤<>=≈~《》≮≯±]|(?:每(?:年|月|周|日|天|季度?|人|次|户|亩|个月))?(?:(?:{_CHANGES})了?(?:幅度)?)?(?:{_WORDS})+[为到至在]?\s*(?=[≥≤<>=]|{_NUMBER})"
    rf"|(?:{_CHANGES})了?(?=[0-9])"
)
_COLON: Final = re.compile(r"(?<![0-9]):|:(?![0-9])")
_WHEN: Final = re.compile(r".{1,30}?(?:时间|时限|期限|日期|时点|节点|时效|频次|频率|周期|进度)(?:要求)?")
_MOMENT: Final = re.compile(
    r"(?:于|在)?(?:(?:20[0-9]{2}|当|本|每|次|翌)年(?:度)?|[0-9]{1,2}月|(?:第)?[一二三四]季度|每[个]?(?:年|月|周|日|季度?)|(?:上|下)半年|年(?:底|末|内|初)|汛前|春耕前|冬前)"
)
_ADVERBS: Final = (
    "有效|显著|明显|持续|不断|逐步|逐渐|逐年|进一步|大幅度?|稳步|切实|基本|全面|有所|得到|长期|较好?|日益|充分|稳定|及时|按时|按期|如期|足额"
    "|有力|极大|很大|较大|一定程度|可以?|能够?|良好|平稳|正常|安全|规范|合理|科学|积极|初步|均|已|予以|实现|保持|趋于|更加|高效|有序|健康|可持续|适度|严格|适时|准时|全部"
)
_PREDICATES: Final = (
    "提升|提高|增强|改善|改进|优化|下降|降低|减少|减轻|缓解|恢复|完善|保障|增加|增长|稳定|发展|推进|促进|好转|遏制|控制|扩大|加强|健全|丰富"
    "|落实|运行|发挥|影响|完成|到位|发放|拨付|支付|兑现|上升|巩固|消除|运转|开展|使用|受益|解决|履行|执行|达标|提供|实施|交付|验收|公开|上报|节约|可控|减缓|美化|净化|普及|拓展|传承|保护|满足|畅通|凸显|显现|有序|更新|延长|壮大|深化"
)
_STATES: Final = (
    "优良|优秀|良好|优|良|达标|合格|满意|基本满意|较满意|非常满意|较高|高|正常|稳定|丰富|是|否|有|无|及时|明显|显著|长期|可持续|持续|较好|完善|健全|齐全|完整"
    r"|到位|规范|合规|合理|有效|零事故|零投诉|零发生|安全|准确|真实|充分|全面|全覆盖|严格|较低|低|较强|强|较大|大|完好|畅通|良性|明确|可控|零|符合[^\W\d_]{2,6}|优于上年|通过|无事故|无投诉|平稳|有序|整洁"
)
_PREDICATE: Final = re.compile(
    rf"(?P<verb>(?:{_ADVERBS})+(?:地)?(?:得到)?(?:{_PREDICATES})+|得到(?:{_ADVERBS})*(?:{_PREDICATES})+|(?:{_ADVERBS})*(?:{_STATES})"
    rf"|(?:不)?(?:{_PREDICATES}))"
)
_LEADING: Final = re.compile(rf"(?:{_ADVERBS})+(?:{_PREDICATES})(?=[^\W\d_]{{3}})")
_COPULA: Final = re.compile(
    r"(?:(?<![行作成认人])为|是|(?<=[率度数量额间限本费])[应均须需要]|[应均须需]|分别|确保|力争|预计|计划|争取|原则上|[:,、\-]|\s)+$"
)
_DATED: Final = re.compile(
    r"((?:于|在)?(?:20[0-9]{2}年(?:度)?)?(?:[0-9]{1,2}月(?:[0-9]{1,2}日|底|末|初|份|[上中下]旬)?|年?底|年末|年内|汛期|春节|[一二三四]季度末?)(?:之?前|以前|内)?)"
    r"(?:全部|按时|全面|基本)?((?:完成|完工|竣工|投入|发放|拨付|建成|交付|开工|验收|支付|兑付|实施|启动).{0,30})"
)


def split_phrase(text: str) -> Phrase | None:
    """Where a phrase parts into name and target; None where nothing tells."""
    folded = fold(text).rstrip("。;,、. ")
    for find in (_by_bracket, _by_colon, _by_time, _by_sign, _by_date, _by_number, _by_sense):
        phrase = find(folded)
        if phrase is not None:
            return phrase
    return None


def is_moment(text: str) -> bool:
    """Whether a text begins with a date or period: `2025年12月底前完成`."""
    return _MOMENT.match(fold(text)) is not None


def find_measure(text: str) -> tuple[int, int] | None:
    """The number with its noun in a phrase that goes on behind it, `完成120户改造`; None unless there is one."""
    folded = fold(text)
    figures = list(_FIGURE.finditer(folded))
    if len(figures) != 1 or len(parse_target(folded).clauses) != 1:
        return None
    start = figures[0].start()
    for end in range(min(len(folded), start + _LONGEST_MEASURE), figures[0].end(), -1):
        clause = parse_target(folded[start:end]).clause
        if clause is not None and clause.subject is None and clause.unit is not None:
            return start, end
    return None


_LONGEST_MEASURE: Final = 12


def _make(
    text: str, name_end: int, start: int, end: int | None = None, *, stated: bool = True
) -> Phrase | None:
    """The phrase of these bounds, without blanks and copulas; None where name or target is blank."""
    end = len(text) if end is None else end
    copula = _COPULA.search(text, 0, name_end)
    name_end = copula.start() if copula else name_end
    begin = len(text) - len(text.lstrip())
    while start < end and text[start].isspace():
        start += 1
    if begin >= name_end or start >= end or not any(map(str.isalpha, text[begin:name_end])):
        return None
    return Phrase((begin, name_end), (start, end), stated)


def _by_bracket(text: str) -> Phrase | None:
    """`机柜数量(≥77台)`: the brackets that close the phrase, where they hold a number or a sign."""
    if not text.endswith(")") or (start := _opening(text, len(text) - 1)) <= 0:
        return None
    inner = text[start + 1 : -1]
    target = parse_target(inner)
    plain = len(target.clauses) == 1 and target.clauses[0].subject is None
    if not plain or _SIGN.search(text, 0, start):
        return None
    return _make(text, start, start + 1, len(text) - 1)


def _opening(text: str, end: int) -> int:
    """The bracket that opens what the one at `end` closes; -1 if none does."""
    depth = 0
    for at in range(end, -1, -1):
        depth += {")": 1, "(": -1}.get(text[at], 0)
        if depth == 0:
            return at
    return -1


def _by_colon(text: str) -> Phrase | None:
    """`合格率：≥95%`."""
    mark = _COLON.search(text)
    sign = _SIGN.search(text)
    if mark is None or (sign is not None and sign.start() < mark.start()):
        return None
    return _make(text, mark.start(), mark.end())


def _by_time(text: str) -> Phrase | None:
    """`放流时间6月30日前`, `资金兑付时限每季度末`."""
    named = _WHEN.match(text)
    while named is not None:
        rest = _COPULA_BEHIND.match(text, named.end())
        start = rest.end() if rest else named.end()
        if start < len(text) and _MOMENT.match(text, start):
            return _make(text, named.end(), start)
        named = _WHEN.match(text, named.end())
    return None


_COPULA_BEHIND: Final = re.compile(r"[为是:,\s]{0,3}")


def _by_sign(text: str) -> Phrase | None:
    """`作业面积≥6.5万亩`, `合格率达到85%以上`, `到达时间缩短20%`."""
    for sign in _SIGN.finditer(text):
        if sign.start() and sign.end() < len(text) and not _inside(text, sign.start()):
            return _make(text, sign.start(), sign.start())
    return None


def _inside(text: str, at: int) -> bool:
    """Whether a position lies within brackets."""
    return text.count("(", 0, at) > text.count(")", 0, at)


def _by_date(text: str) -> Phrase | None:
    """`项目2024年12月底前完成`, and `11月底前完成验收`, whose date stands first."""
    first = _DATED.fullmatch(text.strip())
    if first is not None and len(first[2]) > _VERB:
        offset = len(text) - len(text.lstrip())
        return Phrase(
            (first.start(2) + offset, first.end(2) + offset), (first.start(1) + offset, first.end(1) + offset)
        )
    for moment in () if _MOMENT.match(text) else _MOMENT.finditer(text, 2):
        if not parse_target(text[moment.start() :]).clauses and re.search(
            "[前内底末旬日月]", text[moment.end() - 1 :]
        ):
            start = moment.start()
            name_end = start - (text[start - 1] in "于在")
            return (
                _make(text, name_end, start) if name_end > 1 and text[name_end - 1] not in "至止到" else None
            )
    return None


_FIGURE: Final = re.compile(
    r"(?<![0-9.A-Za-z])(?:每[^\W\d_]{1,3})?(?:[0-9]|[一二三四五六七八九十百千万两]+(?=[个项次人家年月天户件场期台座处批轮]))"
)


def _by_number(text: str) -> Phrase | None:
    """`新建车间5个`: the first number from which on all that stands is a measure."""
    for figure in _FIGURE.finditer(text):
        if figure.start() < 2 or _inside(text, figure.start()):
            continue
        clauses = parse_target(text[figure.start() :]).clauses
        if clauses and all(clause.subject is None for clause in clauses):
            return _make(text, figure.start(), figure.start())
    return None


def _by_sense(text: str) -> Phrase | None:
    """`档案利用率有效提升`: the words at the end that say how it goes; `有效改善人居环境` has them first."""
    for at in range(2, 0 if _MOMENT.match(text) else len(text)):
        found = _PREDICATE.fullmatch(text, at)
        if found is not None:
            return _make(text, at, at, stated=False)
    leading = _LEADING.match(text)
    if leading is None or re.search(r"\d", text):
        return None
    return Phrase((leading.end(), len(text)), leading.span(), stated=False)
