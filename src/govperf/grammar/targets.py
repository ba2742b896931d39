"""Target values (指标值): what a text promises.

::

    target    := clause (separator clause)*               5分钟响应，1小时解决
    clause    := subject? change? before? number after? subject?
    before    := sign | per                               ≥  不低于  每月
    number    := digits multiplier? unit? | numeral unit   1.7万  90万元  三至五年
    after     := bound | "/" per                           以上  以内  /件  （每年）

The text is read folded and without blanks. What is no number of this grammar is masked first: dates, names with digits
(12345热线, IPv6), grades (二级), brackets that explain. What is left of a clause beside its number is its subject; a clause
with two numbers that nothing parts, or with none, is not understood, and the target stays qualitative: its words are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final

from attrs import evolve, frozen

from govperf._width import fold
from govperf.errors import ParseError
from govperf.grammar.numerals import CHINESE, DIGITS, format_number, parse_number
from govperf.grammar.units import PATTERN, keep_unit
from govperf.model.targets import Clause, Operator, Target, TargetKind

__all__ = ["format_clause", "format_target", "join_target", "make_target", "parse_target"]

_LONGEST: Final = 160
"""A longer text is prose: whatever numbers it holds, it is not their bound."""
_LONGEST_SUBJECT: Final = 80

_SIGNS: Final = (
    (Operator.AT_LEAST, "不低于|不少于|不小于|不得低于|不得少于|不下于|至少|最少|最低|大于等于|大于或等于|高于或等于|"
     "高于等于|达到|达|>=|=>|≥|》"),
    (Operator.AT_MOST, "不超过|不多于|不大于|不高于|不得超过|不得高于|不得多于|不突破|未超过|小于等于|小于或等于|低于等于|"
     "低于或等于|最多|至多|最高|最长|控制在|<=|=<|≤|《"),
    (Operator.ABOVE, "超过|超出|超|大于|高于|多于|>|突破"),
    (Operator.BELOW, "少于|小于|低于|不足|不到|不满|短于|<"),
    (Operator.EQUAL, "等于|=="),
    (Operator.EQUAL, "="),
    (Operator.ABOUT, "约为|大约|大概|约|≈"),
    (None, "为|是|共计|共|计|:"),
)  # fmt: skip
_BY_SIGN: Final = {sign: operator for operator, signs in _SIGNS for sign in signs.split("|")}
_SIGN = "|".join(re.escape(sign) for sign in sorted(_BY_SIGN, key=len, reverse=True))

_BOUNDS: Final = {
    "及以上": Operator.AT_LEAST, "或以上": Operator.AT_LEAST, "以上": Operator.AT_LEAST, "之上": Operator.AT_LEAST,
    "及以下": Operator.AT_MOST, "或以下": Operator.AT_MOST, "以下": Operator.AT_MOST, "以内": Operator.AT_MOST,
    "之内": Operator.AT_MOST, "内": Operator.AT_MOST, "左右": Operator.ABOUT, "上下": Operator.ABOUT,
}  # fmt: skip
_BOUND = "|".join(_BOUNDS)

_CHANGES: Final = {
    **dict.fromkeys(["提高", "提升", "增长", "增加", "上升", "增幅", "扩大"], "increase"),
    **dict.fromkeys(
        ["压减", "压缩", "降低", "减少", "下降", "缩减", "缩短", "降幅", "减幅", "节约", "节省", "压降"],
        "decrease",
    ),
}
_CHANGE = "|".join(_CHANGES)

_MULTIPLIER = "百万|千万|十万|十亿|万亿|万|亿|千(?![米克瓦伏])"
_PER_NOUN = r"(?:年度|年|半年|季度|季|月|周|星期|日|天|小时|分钟|次|人次|人|户|个|件|项目|项|场|亩|平方米|公里|单|台|套|家|村|班|期|学期|学年|单位)"
_EVERY = rf"(?P<every>[月年日周季人户亩场](?:均|平均)|每个?{_PER_NOUN}|每M)"
_NOUN = r"[\u4e00-\u9fffA-Za-z]{1,4}"

_NUMBER = rf"""
    (?:(?P<number>{DIGITS})(?P<multiplier>{_MULTIPLIER})?(?P<rest>\+)?
      |百分之(?P<percent>{CHINESE}|{DIGITS})
      |(?P<numeral>{CHINESE})(?P<wan>万|亿)?)
"""
_TO = r"(?:-|~|至|到)"
_UPPER = rf"(?P<to>{_TO})(?P<upper>{DIGITS}|{CHINESE}|百分之{CHINESE})(?P<upper_multiplier>{_MULTIPLIER})?"
_CORE = rf"""
    (?:{_EVERY},?:?)?
    (?P<change1>{_CHANGE})?(?P<change1_to>到|至|为)?
    (?P<sign>{_SIGN})?
    (?P<change2>{_CHANGE})?
    (?P<minus>(?<![\w%)])-|±)?
    {_NUMBER}
    (?P<unit1>{PATTERN})?
    (?:{_UPPER}(?P<unit2>{PATTERN})?)?
    (?P<bracket>\((?:(?:万|亿)?{PATTERN}|每?{_PER_NOUN}|万|亿)\))?
    (?:[/／](?P<per>(?:{_PER_NOUN}|{PATTERN})(?:[*·/](?:{_PER_NOUN}|{PATTERN}))*))?
    (?:\(含[^()]{{0,4}}\)(?={_BOUND}))?
    (?P<bound>{_BOUND})?
"""
_FIND = re.compile(_CORE, re.VERBOSE)

_MASKS = re.compile(
    r"""
    (?:19|20)\d\d年(?:度|底|末|前)?(?:\d{1,2}月(?:\d{1,2}日|底|份|末|初)?)?(?:年底|底|末)?(?:前|之前)?
    |(?:19|20)\d\d[-./](?:0?[1-9]|1[0-2])(?!\d)(?:[-./]\d{1,2}(?!\d))?
     (?:[-~至](?:19|20)\d\d[-./]\d{1,2}(?:[-./]\d{1,2}(?!\d))?)?
    |(?<!\d)(?:0?[1-9]|1[0-2])[-~至](?:0?[1-9]|1[0-2])月(?:份)?
    |(?<![\d个])(?:0?[1-9]|1[0-2])月(?:\d{1,2}日|底|份|末|初|前|中旬|上旬|下旬)+(?:前|之前)?
    |\d{1,2}日(?:前|之前)
    |〔\d+〕\d*号?|\[\d+\]\d*号?|\d+号
    |第[一二三四五六七八九十\d]+[\u4e00-\u9fff]?
    |(?:[一二三四五六七八九十]+[级类等]|\d+级)(?!别)(?:及?以上|甲等|乙等)?
    |(?<!每)[一二三四]季度
    |\d+:\d+
    |\d+[*×xX]\d+(?:小时)?
    |[*×]\d+%
    |\d+[PpKk](?![A-Za-z])
    |(?<![A-Za-z≥≤><=\d.])[2-6][Gg](?![A-Za-z])
    |[A-Za-z][A-Za-z/.-]*\d[\w.]*
    |\d{5}(?=热线|平台|工单|政府|政务|便民|投诉|服务)
    |\d+[、)](?=[\u4e00-\u9fff])
    |\d+/\d+
    |同一|统一|唯一|一[网站窗体键门码事般定些并直律致旦批起时]|[一二两三]?次性|零[距障散售件]|[“"][^”"]{0,40}[”"]
    """,
    re.VERBOSE,
)
_PLUS_MINUS = re.compile(rf"±({DIGITS})({PATTERN})?(?:以内|之内|内)?")
_BETWEEN = re.compile(
    rf"(?:≥|>=)?({DIGITS})({PATTERN})?(?:≤[xX]?≤|[,且和]*(?:≤|<=))({DIGITS})({PATTERN})?", re.VERBOSE
)
_CLOSED = re.compile(rf"({DIGITS})({PATTERN})?≤[^\d≤]{{0,12}}≤({DIGITS})({PATTERN})?")
_BRACKET = re.compile(r"\(([^()]*)\)$")
_IN_BRACKET = re.compile(rf"\((?:(?:万|亿)?{PATTERN}|每?{_PER_NOUN}|万|亿)\)$")
_SEPARATORS = frozenset(",;、。:")
_PARTING = re.compile(r"[,;。]|、(?=[^、]*\d)")
_EDGES = ",;、。:.!“”\"' "
_MASK = "\ue000"


@frozen(slots=True)
class _Text:
    """A target's text without blanks: as printed, folded, and masked. All three have the same length."""

    printed: str
    folded: str
    masked: str


@lru_cache(maxsize=65536)
def parse_target(text: str) -> Target:
    """The target that a text states; answers for every text and raises never.

    >>> clause, = parse_target("用户满意度95%以上").clauses
    >>> clause.subject, clause.operator.value, clause.value, clause.unit
    ('用户满意度', '>=', Decimal('95'), '%')
    >>> parse_target("有效提升").kind.value
    'qualitative'
    """
    clauses = _read(text) if len(text) <= _LONGEST * 2 else []
    if not clauses:
        return Target(text)
    if len(clauses) > 1:
        return Target(text, TargetKind.COMPOUND, tuple(clauses))
    kind = TargetKind.RANGE if clauses[0].operator is Operator.BETWEEN else TargetKind.QUANTITY
    return Target(text, kind, tuple(clauses))


def format_target(target: Target) -> str:
    """The words of a target; of one without words, what its clauses say."""
    return target.text or "，".join(map(format_clause, target.clauses))


def format_clause(clause: Clause) -> str:
    """A clause in the usual order: subject, sign, number, unit, per.

    >>> format_clause(Clause("满意度", Operator.AT_LEAST, Decimal(95), unit="%"))
    '满意度≥95%'
    """
    change = {"increase": "提高", "decrease": "降低"}.get(clause.change or "", "")
    sign = _WRITTEN.get(clause.operator, "") if clause.operator else ""
    number = "" if clause.value is None else format_number(clause.value)
    if clause.operator is Operator.BETWEEN and clause.upper is not None:
        if clause.value is not None and clause.value == -clause.upper:
            number, sign = format_number(clause.upper), "±"
        else:
            number = f"{number}{clause.unit or ''}~{format_number(clause.upper)}"
    per = f"/{clause.per}" if clause.per else ""
    return f"{clause.subject or ''}{change}{sign}{number}{clause.unit or ''}{per}"


_WRITTEN: Final = {
    Operator.AT_LEAST: "≥", Operator.ABOVE: ">", Operator.AT_MOST: "≤", Operator.BELOW: "<", Operator.EQUAL: "=",
    Operator.ABOUT: "约",
}  # fmt: skip


def make_target(*clauses: Clause) -> Target:
    """A target of these clauses, in words that read back to them.

    Raises:
        ParseError: the words that say so would read otherwise, as a subject that holds a number of its own.
    """
    text = "，".join(map(format_clause, clauses))
    target = parse_target(text)
    if target.clauses != clauses:
        raise ParseError("these clauses cannot be written so that they read back", text=text)
    return target


def join_target(sign: str | None, value: str | None, unit: str | None) -> Target:
    """The target of split columns (计算符号, 指标值, 计量单位); the words of a 定性 row alone.

    >>> join_target("≥", "95", "%") == parse_target("≥95%")
    True
    """
    sign, value, unit = ((part or "").strip() for part in (sign, value, unit))
    if sign in _WORDS_ONLY:
        return parse_target(value if not value or value[-1:] not in "0123456789" else value + unit)
    if value.endswith(unit) or not value[-1:].isdigit():
        unit = ""
    if sign and fold(value).startswith(fold(sign)):
        sign = ""
    return parse_target(f"{sign}{value}{unit}")


_WORDS_ONLY: Final = frozenset({"", "定性", "其他", "文字描述", "/", "-", "无"})


def _read(text: str) -> list[Clause]:
    """The clauses of a text; none where it is not understood."""
    printed = "".join(text.split()).strip("。；;，,、.")
    if not printed or len(printed) > _LONGEST or not _has_number(printed):
        return []
    folded = str(fold(printed))
    between = _read_between(folded, printed)
    if between is not None:
        return [between]
    end, per = _close(folded)
    masked = _mask(folded[:end])
    whole = _Text(printed[:end], folded[:end], masked)
    found = [match for match in _FIND.finditer(masked) if _holds(match, masked)]
    if not found:
        return []
    clauses = list(_read_clauses(whole, found))
    if any(clause is None for clause in clauses):
        return []
    read = [clause for clause in clauses if clause is not None]
    if per is not None and len(read) == 1 and read[0].per is None:
        read[0] = evolve(read[0], per=per)
    return read


def _has_number(text: str) -> bool:
    return any(character.isdigit() or character in "一二两三四五六七八九十百零〇" for character in text)


def _read_between(folded: str, printed: str) -> Clause | None:
    """±3%以内, 80%≤x≤100%, ≥95%且≤100%: bounds on both sides."""
    match = _PLUS_MINUS.fullmatch(folded)
    if match:
        value = _number(match[1])
        return None if value is None else Clause(None, Operator.BETWEEN, -value, value, _unit(match[2]))
    match = _BETWEEN.fullmatch(folded) or _CLOSED.fullmatch(folded)
    if match is None or (match[2] and match[4] and match[2] != match[4]):
        return None
    low, high = _number(match[1]), _number(match[3])
    if low is None or high is None or low > high:
        return None
    del printed
    return Clause(None, Operator.BETWEEN, low, high, _unit(match[4] or match[2]))


def _close(folded: str) -> tuple[int, str | None]:
    """Where the text ends before a bracket that closes it, and what that bracket says the value is per.

    A bracket with a unit belongs to the number; one with a number or words explains and does not count.
    """
    per = None
    end = len(folded)
    while folded[:end].endswith(")") and not _IN_BRACKET.search(folded[:end]):
        match = _BRACKET.search(folded[:end])
        if match is None or match.start() == 0:
            break
        end = match.start()
    match = re.search(rf"\(每({_PER_NOUN})\)$", folded[:end])
    if match and match.start():
        return match.start(), match[1]
    return end, per


def _mask(folded: str) -> str:
    """The text with everything that only looks like a number blotted out."""
    masked = _MASKS.sub(lambda match: _MASK * len(match[0]), folded)
    return re.sub(r"\((?![^()]*\)$)[^()]*\)", lambda match: _blot(match[0]), masked)


def _blot(bracket: str) -> str:
    """A bracket inside the text: kept where it is a unit or only says that the bound counts (含), else blotted out."""
    return bracket if _IN_BRACKET.fullmatch(bracket) or bracket.startswith("(含") else _MASK * len(bracket)


def _holds(match: re.Match[str], masked: str) -> bool:
    """Whether a number is a value and not part of a name: it has a sign or a unit, or the clause ends behind it."""
    start, end = match.span()
    before, after = masked[start - 1 : start], masked[end : end + 1]
    if match["number"] is not None and (before.isascii() and before.isalnum()):
        return False
    signed = match["sign"] is not None or match["every"] is not None
    ended = not after or after in _SEPARATORS or match["bound"] is not None or after == ")"
    united = match["unit1"] is not None or match["unit2"] is not None or match["bracket"] is not None
    if match["numeral"] is not None:
        return united and (signed or ended or match["to"] is not None) and match["numeral"] not in "百千零〇"
    return united or ended or signed


def _read_clauses(text: _Text, found: Sequence[re.Match[str]]) -> Iterator[Clause | None]:
    """A clause for each number; None where two numbers stand in one part."""
    cuts = [0]
    for left, right in zip(found, found[1:], strict=False):
        parting = _PARTING.search(text.masked, left.end(), right.start() + 1)
        if parting is None or parting.start() >= right.start() + 1:
            yield None
            return
        cuts.append(min(parting.end(), right.start()))
    cuts.append(len(text.printed))
    for index, match in enumerate(found):
        yield _read_clause(text, match, cuts[index], cuts[index + 1])


def _read_clause(text: _Text, match: re.Match[str], start: int, end: int) -> Clause | None:
    """The clause around one number; what is left beside it is the subject."""
    value, upper = _values(match)
    if value is None:
        return None
    unit, per, tail = _unit_of(text, match, end)
    operator = Operator.BETWEEN if upper is not None else _operator(match)
    change = _CHANGES.get(match["change1"] or match["change2"] or "")
    head, rest = text.printed[start : match.start()], text.printed[tail:end]
    if match["change1_to"] and change:
        change, head = None, text.printed[start : match.end("change1_to")]
    bound = _NOUN_BOUND.fullmatch(rest)
    if bound is not None and operator is None:
        operator, rest = _BOUNDS[bound[2]], bound[1]
    if match["bound"] is not None and rest.strip(_EDGES) in _COMPLETION:
        rest = ""
    subject = _join_subject(head, rest)
    if len(subject) > _LONGEST_SUBJECT:
        return None
    return Clause(subject or None, operator, value, upper, unit, per, change)


# 90%满意度以上 names what is bounded between the number and its bound.
_NOUN_BOUND = re.compile(rf"([\u4e00-\u9fff]{{1,8}}?)({_BOUND})")
# 2个工作日内办结: that the thing is done is what a time limit means; the verb is no subject.
_COMPLETION: Final = frozenset({"办结", "完成", "办理完毕", "办理完成", "办完", "完毕", "办理"})


_IN_MULTIPLIER = re.compile(r"\(([万亿])")


def _values(match: re.Match[str]) -> tuple[Decimal | None, Decimal | None]:
    """The number, and the upper end if it is a range; a multiplier or 百分之 of the end counts for both."""
    upper_text, upper_multiplier = match["upper"], match["upper_multiplier"] or ""
    if match["percent"]:
        value = _number(match["percent"])
    elif match["numeral"]:
        value = _number(match["numeral"], match["wan"] or "")
    else:
        inside = _IN_MULTIPLIER.match(match["bracket"] or "")
        multiplier = match["multiplier"] or (inside[1] if inside else "")
        value = _number(match["number"], multiplier or (upper_multiplier if not match["unit1"] else ""))
    if value is not None and match["minus"] == "-":
        value = -value
    if upper_text is None:
        return value, None
    upper = _number(upper_text.removeprefix("百分之"), upper_multiplier)
    if upper is None or value is None or upper <= value:
        return None, None
    return value, upper


def _operator(match: re.Match[str]) -> Operator | None:
    """The sign before the number; the bound behind it where there is none, or where it only says 约 or =."""
    sign = _BY_SIGN.get(match["sign"] or "")
    bound = _BOUNDS.get(match["bound"] or "")
    if bound is not None and sign in {None, Operator.ABOUT, Operator.EQUAL}:
        return bound
    if match["rest"] and sign is None:
        return Operator.AT_LEAST
    return sign


def _unit_of(text: _Text, match: re.Match[str], end: int) -> tuple[str | None, str | None, int]:
    """The unit, what the value is per, and where what is left behind the number begins."""
    tail = match.end()
    unit = match["unit2"] or match["unit1"]
    if unit is not None:
        span = match.span("unit2" if match["unit2"] else "unit1")
        unit = text.printed[slice(*span)]
    per = match["per"]
    if match["bracket"]:
        inner = match["bracket"][1:-1]
        if inner.startswith("每"):
            per = per or inner[1:]
        else:
            unit = unit or inner.lstrip("万亿") or None
    every = match["every"]
    if every:
        per = per or re.sub(r"^每个?|(?:均|平均)$", "", every)
    if match["percent"]:
        unit = "%"
    if unit is None and match["bound"] is None and match["per"] is None:
        noun = re.match(rf"{_NOUN}(?=$|[,;。(])", text.masked[tail:end])
        if noun and not any(word in noun[0] for word in _NOT_NOUNS):
            unit, tail = text.printed[tail : tail + noun.end()], tail + noun.end()
    return _unit(unit), per, tail


_NOT_NOUNS: Final = (
    "以",
    "及",
    "内",
    "完成",
    "办",
    "达",
    "前",
    "后",
    "的",
    "了",
    "通过",
    "合格",
    "采",
    "响应",
    "解决",
    "修复",
    "到",
)


def _unit(text: str | None) -> str | None:
    return None if text is None else keep_unit("%" if text == "％" else text)


def _number(text: str, multiplier: str = "") -> Decimal | None:
    try:
        return parse_number(text, multiplier)
    except ParseError:
        return None


def _join_subject(head: str, tail: str) -> str:
    """What stands before and behind the number, without the marks at their ends."""
    parted = tail[:1] in _PARTS
    head, tail = _trim(head), _trim(tail)
    return f"{head}，{tail}" if head and tail and parted else head + tail


_PARTS: Final = frozenset(",;。，；")


def _trim(text: str) -> str:
    """A part without marks at its ends, and without a bracket that opens or closes nothing."""
    text = text.strip(_EDGES + "，；：")
    if text[:1] in ")）" or text.count("（") + text.count("(") < text.count("）") + text.count(")"):
        text = text.lstrip(")）")
    if text[-1:] and text[-1] in "(（":
        text = text[:-1]
    return text.strip(_EDGES + "，；：")
