"""The words around a measure: what is bounded, per what it is counted, and whether it is a change."""

from __future__ import annotations

import re
from typing import Final

from attrs import frozen

from govperf.grammar.signs import find_prefix
from govperf.grammar.units import find_unit
from govperf.model.targets import Operator

__all__ = ["Rate", "join_subject", "read_rate", "take_change", "trim"]


@frozen(slots=True)
class Rate:
    """What a measure is counted per, and the words left without it."""

    per: str
    rest: str


_INCREASES: Final = "提高 提升 增长 增加 上升 增幅 涨幅 上涨 上浮 升高 增收 增产"
_DECREASES: Final = (
    "压减 压缩 减少 降低 下降 缩短 缩减 降幅 下浮 减量 削减 核减 节约 节省 精简 减轻 消减 减排"
)
_CHANGES: Final = dict.fromkeys(_INCREASES.split(), "increase") | dict.fromkeys(
    _DECREASES.split(), "decrease"
)
_COPULA: Final = re.compile(
    r"(?:(?<![行作成认])为|[:、,;。]|(?<=[率度数量])[应均是须需要]|分别|保持在|维持在|稳定在|(?<![从由自])在|原则上|共计|总计|不得|确保)+$"
)
_LIST_NUMBER: Final = re.compile(r"^(?:\([0-9]{1,2}\)|[0-9]{1,2}[.、]|[①-⑳])(?![0-9])")
_STOPS: Final = ",;。!?、:"
_DONE: Final = frozenset(
    "办结 完成 内办结 内完成 不等 之间 范围内 内 的 及时办结 按时完成 办理完成 办理完毕 完成办理".split()
)
_STARTS: Final = frozenset(("完成", "实现", "完成了", "其中", "且", "并", "或", "和", "及", "共"))
_AVERAGE: Final = re.compile(
    r"(?:平均)?(?:每|(?<![全当本上下次近])(?=[年月日天周季人户亩]均))([年月日天周季人户亩]?)均$"
)
_ONCE_A: Final = re.compile(
    r"(?:^|(?<=[,;。、]))(?:[一1]|([0-9]{1,3}|[二两三四五六七八九十半]))个?(年|月|周|天|日|小时|季度|学期)$"
)
_ACTS: Final = "完成|开展|组织|举办|召开|举行|培训|新增|建设|新建|改造|提供|安排|发放|印发|制作|购置|采购|发布|检查|抽查|巡查|走访|服务|解决|处理|提高|提升|增加|增长|降低|减少|下降|压减|压缩|缩短|节约|节省"
_SPACED_SIGN: Final = re.compile(
    rf"(?:(至少|最少|最多|至多)([^\W\d_]{{1,4}})|(不少于|不低于|不超过|不多于|(?<![节契合预制违签集])约)({_ACTS}))$"
)
_SHARE_SIGN: Final = re.compile(
    r"(不少于|不低于|不得低于|不得少于|不超过|不高于|不得超过|超过|大于|高于|低于|小于|少于)([^\W\d_]{1,15}的)$"
)
_SPACED: Final = {
    "至少": Operator.AT_LEAST, "最少": Operator.AT_LEAST, "不少于": Operator.AT_LEAST, "不低于": Operator.AT_LEAST,
    "不超过": Operator.AT_MOST, "不多于": Operator.AT_MOST, "最多": Operator.AT_MOST, "至多": Operator.AT_MOST, "约": Operator.ABOUT,
}  # fmt: skip
_NAMED: Final = re.compile(
    r"(?:[0-9]+|[两二三四五六十]|半)?个?(?:工作日|半年|季度|学期|年度|学年|小时|分钟|星期|班次|场次|批次|项目|平台|系统|社区|街道|单位|部门|学校"
    r"|人次|[年月日天周季生人次户亩场期班村镇乡县校件台项家名站点秒M条篇位套座])"
)


def trim(text: str) -> str:
    """The words before a measure without the copula and stops that only join them to it."""
    return _COPULA.sub("", _LIST_NUMBER.sub("", text.lstrip(_STOPS), count=1)).lstrip(_STOPS)


def join_subject(before: str, after: str) -> str | None:
    """One subject of the words on both sides; a verb that says only `done` is left out beside other words."""
    joint = after[:1] if before and after[:1] in _STOPS else ""
    after = after.strip(_STOPS)
    if after in _DONE and (before or after in {"之间", "不等", "内", "的"}):
        after = ""
    if before in _STARTS:
        before = ""
    return f"{before}{joint if after else ''}{after}" or None


def read_rate(head: str) -> Rate | None:
    """The last 每 of the words before a measure: 每年, 每个项目, 每人每月; 月均."""
    average = _AVERAGE.search(head)
    if average:
        return Rate(average[1] or "次", head[: average.start()])
    once = _ONCE_A.search(head)
    if once:
        return Rate(f"{once[1] or ''}{once[2]}", head[: once.start()])
    start = head.rfind("每")
    if start < 0:
        return None
    parts: list[str] = []
    rest = head[start:]
    cursor = start
    while cursor < len(head) and head[cursor] == "每":
        name = _rate_name(head, cursor + 1)
        if name is None:
            break
        parts.append(name.removeprefix("个"))
        cursor += 1 + len(name)
    begin = start
    while (previous := _ending_rate(head, begin)) is not None:
        parts.insert(0, previous[0])
        begin = previous[1]
    if parts:
        return Rate("·".join(parts), head[:begin] + head[cursor:])
    noun = rest[1:].removeprefix("个").removeprefix("名").removeprefix("家")
    return Rate(noun, head[:start]) if 0 < len(noun) < _NOUN and noun.isalpha() else None


def _rate_name(head: str, start: int) -> str | None:
    """The noun that 每 counts: a period, a known unit, or after 每个, 每名 what follows them up to the number."""
    if head[start : start + 1] in _COUNTERS and 1 < len(head) - start <= _NOUN and head[start:].isalpha():
        return None
    named = _NAMED.match(head, start)
    unit = find_unit(head, start) or ""
    return max(named[0] if named else "", unit, key=len) or None


_COUNTERS: Final = frozenset("名位家所")
_NOUN: Final = 5


def _ending_rate(head: str, end: int) -> tuple[str, int] | None:
    """A rate that ends right where another begins: 每人 in 每人每月."""
    start = head.rfind("每", max(0, end - 4), end)
    name = _NAMED.match(head, start + 1) if start >= 0 else None
    return (name[0].removeprefix("个"), start) if name and name.end() == end else None


def take_change(head: str) -> tuple[str | None, str, Operator | None]:
    """The change that the last verb before the number states, and a sign that stands before that verb.

    `不少于总投资的30%` has its sign before what the number is a share of.
    """
    operator = None
    spaced = _SPACED_SIGN.search(head)
    if spaced:
        sign, verb = spaced[1] or spaced[3], spaced[2] or spaced[4]
        operator, head = _SPACED[sign], head[: spaced.start()] + verb
    share = _SHARE_SIGN.search(head)
    if share and (sign_word := find_prefix(share[1], len(share[1]))):
        operator, head = sign_word[0], head[: share.start()] + share[2]
    plain = _COPULA.sub("", head)
    plain = plain.removesuffix("了")
    change = _CHANGES.get(plain[-2:])
    return change, (plain[:-2] if change else head), operator
