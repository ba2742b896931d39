"""Measures: a number with its sign, unit and rate, found anywhere in a line.

    measure = [sign] amount [range amount] [unit] ["/" per] [sign in words]
    amount  = digits [multipliers] | numeral in characters | "百分之" amount

A number is no measure where it is part of a name (`12345热线`), a date, a grade, a formula or a list.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from attrs import define, frozen

from govperf.grammar.codes import BEFORE_BARE, LONGEST_NUMBER, NUMBER, SIGN_RUN, end_of_name
from govperf.grammar.lines import MARK, Line
from govperf.grammar.numerals import MULTIPLIERS, multiply, parse_chinese
from govperf.grammar.periods import end_of_period
from govperf.grammar.rates import length_of_rate
from govperf.grammar.signs import SYMBOLS, find_prefix, find_suffix
from govperf.grammar.units import convert, find_unit, printed_unit, scaled_unit
from govperf.model.targets import Operator

__all__ = ["Measure", "find_measures"]


@define(slots=True)
class Measure:
    """A measure and the part of the line that it takes.

    Attributes:
        symbolic: whether a sign stands right before the number.
        exclusive: whether a bracket says 不含.
        subject: a name inside the measure: 满意度 in `80%≤满意度≤100%`.
    """

    start: int
    end: int
    value: Decimal
    upper: Decimal | None = None
    unit: str | None = None
    per: str | None = None
    operator: Operator | None = None
    symbolic: bool = False
    exclusive: bool = False
    subject: str | None = None


@frozen(slots=True)
class _Amount:
    value: Decimal
    end: int
    factor: int = 1
    chinese: bool = False
    unit: str | None = None


_DIGIT: Final = frozenset("0123456789")
_TILDE: Final = re.compile(r"(?:--?|~|至|到|－)(?=[0-9零〇一二三四五六七八九十百千两])")
_BOUNDARY: Final = frozenset(",;。!?、" + MARK)
_GRADES: Final = re.compile(
    r"[级等星流号届股线档代]|批(?!次)|年级|等奖|星级|类(?=以|及|或|水|标|地|$)|期(?=工|建|项|$)|季度?|层|楼|部"
)
_GRADES_DIGITS: Final = re.compile(r"级|等奖|等(?=$|以)|星级?(?=$|以|酒|级|景)|号|届|年级|A级|[ADEGKMNPQ]$")
_UNKNOWN: Final = re.compile(r"[^\W\d_的和与可不为以内前后中上下级等号股届及或时并在到至把被将是有无了]{1,4}")
_VERB: Final = re.compile(
    r"(?:完成|建设|新建|改建|扩建|建成|开展|组织|举办|召开|出具|形成|提交|编制|印发|发布|采购|购置|购买|举行|制作|开发|提供|输出|产出|撰写|出版|发表|开设|设立|培训|聘请)$"
)
_LETTERS: Final = frozenset("GKM")
_THINGS: Final = frozenset("套份台辆座篇册")
_UNREADABLE: Final = re.compile(
    r"[从由自][0-9.]{1,20}[^,;。0-9]{0,8}[到至为][0-9]|[0-9%分天]±|(?<![0-9.])[0-9]{1,2}、[0-9]"
    r"|[0-9一二两三四五六七八九十](?:个|年|天|小时|倍)半|[0-9一二两三四五六七八九十万]分之(?![间内])"
)
"""`从60%提高到80%`, `5±1天`, `1、2次`, `一个半小时`, `三分之二`: numbers that no clause can hold as printed."""
_MAY_CHAIN: Final = re.compile(r"[^\s0-9≥≤<>]{0,8}[≥≤<>]")
_CHAIN: Final = re.compile(r"(<=|>=|[≤<≥>])([^\W\d_]{1,20})(<=|>=|[≤<≥>])(?=[0-9])")
_SAME_WAY: Final = {
    sign: group
    for group in ((Operator.AT_MOST, Operator.BELOW), (Operator.AT_LEAST, Operator.ABOVE))
    for sign in group
}
_MORE: Final = frozenset(("余", "多"))


def find_measures(line: Line) -> list[Measure] | None:
    """The measures of a line in print order; None where a sign or number is not understood and so nothing is safe."""
    if _UNREADABLE.search(line.text):
        return None
    measures: list[Measure] = []
    cursor = 0
    for found in NUMBER.finditer(line.text):
        if found.start() < cursor:
            continue
        if _MAY_CHAIN.match(line.text, found.end()) and (chain := _chained(line, found, cursor)):
            measures.append(chain)
            cursor = chain.end
            continue
        skip = end_of_name(line.text, found)
        if skip:
            cursor = skip
            continue
        measure = _read(line, found, cursor)
        if measure is not None:
            measures.append(measure)
            cursor = measure.end
    return measures


def _chained(line: Line, found: re.Match[str], floor: int) -> Measure | None:
    """`80%≤x≤100%`: what stands between the two signs has to be one name or placeholder."""
    text = line.text
    if found[0][0] not in _DIGIT or (found.start() > floor and text[found.start() - 1] in SIGN_RUN):
        return None
    first = _ends_of_chain(line, found.start())
    middle = _CHAIN.match(text, first.end) if first else None
    second = _ends_of_chain(line, middle.end()) if middle else None
    if first is None or middle is None or second is None:
        return None
    low, high = (first, second) if middle[1] in ("≤", "<", "<=") else (second, first)
    if SYMBOLS[middle[1]] not in _SAME_WAY[SYMBOLS[middle[3]]] or low.value > high.value:
        return None
    first.operator, first.value, first.upper, first.end = Operator.BETWEEN, low.value, high.value, second.end
    first.unit, first.subject = first.unit or second.unit, None if len(middle[2]) == 1 else middle[2]
    return first


def _ends_of_chain(line: Line, start: int) -> Measure | None:
    amount = _amount(line.text, start)
    if amount is None:
        return None
    measure = Measure(start, amount.end, amount.value)
    _read_unit(line, measure)
    return measure


def _read(line: Line, found: re.Match[str], floor: int) -> Measure | None:
    """The measure whose number is `found`; None where the number states no quantity."""
    text, start = line.text, found.start()
    amount = _amount(text, start)
    if amount is None:
        return None
    measure = Measure(start, amount.end, amount.value, unit=amount.unit)
    grade = _is_grade(text, amount.end, chinese=amount.chinese)
    if not _read_sign(text, measure, floor):
        return None
    if grade and (amount.chinese or not measure.symbolic or text[measure.start] not in SIGN_RUN):
        return None
    if not _read_range(line, measure, amount) or (amount.chinese and not _is_counted(line, measure)):
        return None
    if measure.upper is None:
        _read_tail(line, measure)
    return measure if _is_quantity(line, measure, found, chinese=amount.chinese) else None


def _amount(text: str, start: int) -> _Amount | None:
    """The number at `start` with its multipliers."""
    found = NUMBER.match(text, start)
    if found is None or len(found[0]) > LONGEST_NUMBER:
        return None
    printed, end = found[0], found.end()
    if text.startswith("百分百", start):
        return _Amount(Decimal(100), start + 3, unit="%")
    if printed[0] in _DIGIT:
        value, factor = Decimal(printed.replace(",", "")), 1
        while text[end : end + 1] in MULTIPLIERS and end < len(text) and find_unit(text, end) is None:
            factor *= MULTIPLIERS[text[end]]
            end += 1
        follows = end > found.end() and text[end : end + 1] in _DIGIT and end < len(text)
        return None if follows else _Amount(value if factor == 1 else multiply(value, factor), end, factor)
    if printed in ("百", "千") and text.startswith("分之", end):
        return _percent(text, end + 2, "%" if printed == "百" else "‰")
    value_of = parse_chinese(printed)
    return None if value_of is None else _Amount(value_of, end, 1, chinese=True)


def _percent(text: str, start: int, unit: str) -> _Amount | None:
    """The number after 百分之 or 千分之; 百分之百 is 100."""
    if text[start : start + 1] == "百" and text[start + 1 : start + 2] not in MULTIPLIERS:
        return _Amount(Decimal(100), start + 1, unit=unit)
    amount = _amount(text, start)
    return None if amount is None else _Amount(amount.value, amount.end, unit=unit)


def _is_grade(text: str, end: int, *, chinese: bool) -> bool:
    """`二级`, `三等奖`, `3A级`, `一期`: ranks, not counts."""
    return (_GRADES if chinese else _GRADES_DIGITS).match(text, end) is not None


def _read_sign(text: str, measure: Measure, floor: int) -> bool:
    """Take the sign before the number into the measure; False if there is one that cannot be understood."""
    start = measure.start
    if start > floor and text[start - 1] in "-+" and (start - 1 == floor or text[start - 2] in SIGN_RUN):
        measure.value = -measure.value if text[start - 1] == "-" else measure.value
        measure.start = start = start - 1
    run = start
    while run > floor and text[run - 1] in SIGN_RUN:
        run -= 1
    if run < start:
        return _read_symbol(text, measure, run)
    word = find_prefix(text, start)
    if word is not None and word[1] >= floor:
        measure.operator, measure.start = word
        measure.symbolic = True
    return True


def _read_symbol(text: str, measure: Measure, run: int) -> bool:
    sign = text[run : measure.start]
    measure.start, measure.symbolic = run, True
    if sign == "±":
        measure.operator, measure.value, measure.upper = Operator.BETWEEN, -measure.value, measure.value
        return True
    measure.operator = SYMBOLS.get(sign)
    return measure.operator is not None


def _read_range(line: Line, measure: Measure, amount: _Amount) -> bool:
    """Take the unit and, where a second number follows, the upper end; False where the two make no range."""
    text, end = line.text, measure.end
    if measure.upper is not None:
        _read_tail(line, measure)
        return True
    unit = measure.unit or find_unit(text, end)
    after = end + len(unit) if unit and not measure.unit else end
    joint = _TILDE.match(text, after) or _TILDE.match(text, end)
    if joint is None:
        return True
    if measure.start and text[measure.start - 1] in "从由自":
        return False
    upper = _amount(text, joint.end())
    if upper is None or end_of_period(text, joint.end()):
        return False
    lower_unit = printed_unit(unit) if unit and joint.start() == after else None
    lower_factor = amount.factor
    measure.end = upper.end
    measure.unit = upper.unit or measure.unit
    _read_tail(line, measure)
    return _close_range(measure, upper, lower_unit, lower_factor)


def _close_range(measure: Measure, upper: _Amount, lower_unit: str | None, lower_factor: int) -> bool:
    """Bring both ends to one unit: `1-2万元` counts 万 twice, `30分钟-1小时` is 30 to 60 分钟."""
    high: Decimal | None = upper.value
    if lower_unit and measure.unit and lower_unit != measure.unit:
        high, measure.unit = convert(upper.value, measure.unit, lower_unit), lower_unit
    elif lower_unit is None and lower_factor == 1 and upper.factor > 1:
        measure.value = multiply(measure.value, upper.factor)
    if high is None or high < measure.value:
        return False
    measure.operator, measure.upper, measure.unit = Operator.BETWEEN, high, measure.unit or lower_unit
    return True


def _read_tail(line: Line, measure: Measure) -> None:
    """Take what follows the number: unit, rate, sign in words, and the brackets between them."""
    text = line.text
    more = text[measure.end : measure.end + 1]
    if more in _MORE:
        measure.end += 1
        measure.operator = measure.operator or Operator.ABOVE
    _read_unit(line, measure)
    if (
        more
        and more not in _MORE
        and text[measure.end : measure.end + 1] in _MORE
        and measure.end < len(text)
    ):
        measure.end += 1
        measure.operator = measure.operator or Operator.ABOVE
    _read_groups(line, measure)
    _read_suffix(line, measure)
    _read_per(line, measure)
    _read_groups(line, measure)
    _read_suffix(line, measure)
    _read_groups(line, measure)


def _read_unit(line: Line, measure: Measure) -> None:
    if measure.unit is not None:
        return
    name = find_unit(line.text, measure.end)
    if name is not None:
        measure.unit, measure.end = printed_unit(name), measure.end + len(name)


def _read_groups(line: Line, measure: Measure) -> None:
    """Brackets right after a measure give its unit or rate; any other content explains and does not count."""
    while measure.end in line.groups:
        content = line.content(measure.end).removeprefix("单位:")
        measure.end += 1
        rate = content.removeprefix("/").removeprefix("每")
        if content == "不含":
            measure.exclusive = True
        elif content == "次" and measure.unit == "人":
            measure.unit = "人次"
        elif measure.unit is None and (scaled := scaled_unit(content)):
            measure.unit, measure.value = scaled[1], multiply(measure.value, scaled[0])
            measure.upper = None if measure.upper is None else multiply(measure.upper, scaled[0])
        elif rate != content and measure.per is None and length_of_rate(rate, 0) == len(rate) > 0:
            measure.per = rate


_WITHOUT_END: Final = {Operator.AT_LEAST: Operator.ABOVE, Operator.AT_MOST: Operator.BELOW}


def _read_suffix(line: Line, measure: Measure) -> None:
    """The sign in words after the number counts where none stands before it; a unit may close it, `65以上%`."""
    if (suffix := find_suffix(line.text, measure.end)) is None:
        return
    measure.end = suffix[1]
    unit = find_unit(line.text, measure.end)
    if unit is not None and line.text[measure.end + len(unit) :][:1] in {"", *_BOUNDARY}:
        _read_unit(line, measure)
    if measure.operator is None:
        measure.operator = _WITHOUT_END.get(suffix[0]) if measure.exclusive else suffix[0]


def _read_per(line: Line, measure: Measure) -> None:
    """`/月`, `/人·月`, `/2年`, and the same after 每."""
    text, start = line.text, measure.end
    if measure.per is not None or text[start : start + 1] not in ("/", "每"):
        return
    begin = start + (2 if text.startswith("/每", start) else 1)
    length = length_of_rate(text, begin)
    if length and (text[start] == "/" or begin + length == len(text)):
        measure.per, measure.end = text[begin : begin + length].replace("每", "·"), begin + length
        _join_slash(measure)


def _join_slash(measure: Measure) -> None:
    """`台/套` names one kind of thing in two words, it is no rate."""
    if measure.per in ("台", "套", "件", "组") and measure.unit in ("台", "套", "件", "组"):
        measure.unit, measure.per = f"{measure.unit}/{measure.per}", None


def _is_counted(line: Line, measure: Measure) -> bool:
    """A numeral in characters counts only with a unit: `一次`, and not inside a word: `一次性`, `一体化`."""
    return (
        measure.unit is not None
        or find_unit(line.text, measure.end + (line.text[measure.end : measure.end + 1] in _MORE)) is not None
        or measure.symbolic
        or (measure.start > 0 and line.text[measure.start - 1] in "为是:")
        or not line.text[: measure.start] + line.text[measure.end :]
    )


def _is_quantity(line: Line, measure: Measure, found: re.Match[str], *, chinese: bool) -> bool:
    """Whether what was read states a quantity, after all that follows it is known."""
    text, end = line.text, measure.end
    rest = text[end : end + 1]
    at_end = not rest or rest in _BOUNDARY
    if rest == "-" and text[end + 1 : end + 2].isalnum():
        return False
    if rest and rest in "×*xX" and text[end + 1 : end + 2].isdigit():
        return False
    if rest == "前" and text[end : end + 2] != "前置":
        return False
    if measure.unit in _LETTERS and not measure.symbolic:
        return False
    if measure.unit is not None:
        return not chinese or at_end or _states(text, measure, found)
    if measure.symbolic or measure.operator is not None:
        _read_noun(line, measure, 2)
        return True
    if at_end and (
        measure.start == 0 or text[measure.start - 1] in BEFORE_BARE or text[measure.start - 1] in _BOUNDARY
    ):
        return True
    return measure.start == 0 and not chinese and _read_noun(line, measure, 0)


def _states(text: str, measure: Measure, found: re.Match[str]) -> bool:
    """Whether a numeral in characters inside a sentence counts: it has a sign, a rate, a range, or a verb before it."""
    return (
        measure.operator is not None
        or measure.per is not None
        or text[max(0, found.start() - 1) : found.start()] == "之"
        or measure.unit in ("%", "‰")
        or (measure.start == 0 and measure.unit in _THINGS)
        or _VERB.search(text, max(0, measure.start - 4), measure.start) is not None
    )


def _read_noun(line: Line, measure: Measure, more: int) -> bool:
    """An unknown noun that ends the line, or the part of it, is a unit of its own: `20示范村`."""
    noun = _UNKNOWN.match(line.text, measure.end)
    if noun is None or (noun[0].isascii() and not more):
        return False
    after = line.text[noun.end() : noun.end() + 1]
    suffix = find_suffix(line.text, noun.end())
    if after and after not in _BOUNDARY and after != "/" and suffix is None:
        return False
    measure.unit, measure.end = noun[0], noun.end()
    _read_groups(line, measure)
    _read_per(line, measure)
    _read_suffix(line, measure)
    return True
