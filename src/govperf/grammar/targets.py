"""Target values (指标值): `≥95%`, `约30分钟/件`, `5分钟响应，1小时解决`, `满意`.

    target  = clause {separator clause} | words
    clause  = [subject] measure [subject]

Whatever is not understood stands in a clause's subject, or makes the whole target qualitative.

>>> parse_target("用户满意度95%以上").clauses[0].subject
'用户满意度'
>>> format_target(parse_target("≧ 95%"))
'≧ 95%'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from attrs import evolve

from govperf.grammar.lines import MARK, Line, make_line, squeeze
from govperf.grammar.measures import Measure, find_measures
from govperf.grammar.numerals import format_numeral
from govperf.grammar.shorts import read_short
from govperf.grammar.subjects import join_subject, read_rate, take_change, trim
from govperf.grammar.units import canonical_unit, find_unit, printed_unit
from govperf.model.targets import Clause, Operator, Target, TargetKind

__all__ = ["format_target", "is_slip", "join_target", "parse_target", "write_target"]

_LONGEST: Final = 1000
"""A longer text is prose; its numbers are no targets, and it is kept as it is."""

_NUMERAL: Final = re.compile(r"[0-9０-９零〇一二三四五六七八九十百两半⼀⼆⼋⼗]")
"""Some character that a number can begin with, before or after folding."""
_SHORT: Final = re.compile(
    r"([^\W\d_每零〇一二三四五六七八九十百千万亿两半达超约近不于]{1,20}[率度数量积])?"
    r"([≥≧≤≦><=＞＜]|不[低少]于|不超过|[大小]于(?:等于)?|少于|达到?|超过?|约)?([0-9]+(?:\.[0-9]+)?)([^\s\d。]{0,6})。?"
)
"""The print of most values: name of a rate, sign, number, noun. `read_short` knows which nouns have one reading."""
_STOPS: Final = re.compile(r"[,;。!?、]")
_UNREAD: Final = re.compile(r"[≥≤<>≈±≠]|\*\*|XX")
_AGAINST: Final = re.compile(r"不低于|不高于|不少于|不超过|高于|低于|大于|小于|少于|多于|优于")
_RATE_END: Final = re.compile(r"[率比度数量]$|比例$|占比$")
_LOWER: Final = (Operator.AT_LEAST, Operator.ABOVE)
_AND: Final = frozenset(("", "且", ",", "、", "并", "并且", ",且", ";"))
_UPPER: Final = (Operator.AT_MOST, Operator.BELOW)
_QUALITATIVE_SIGNS: Final = frozenset(
    {"定性", "定量", "正向", "反向", "正向指标", "反向指标", "其他", "无", "/", "-"}
)
_WORDS_ALONE: Final = frozenset({"定性", "定性指标"})
_NUMBER_ALONE: Final = re.compile(r"[≥≤<>=]*-?[0-9][0-9,.]*(?:[-~至][0-9][0-9,.]*)?[十百千万亿]{0,2}[%‰]?")
_NO_UNIT: Final = frozenset({"无", "/", "-", "--", "无单位"})


@lru_cache(maxsize=8192)
def parse_target(text: str) -> Target:
    """What a printed target value states. Every text has an answer: what states no number is qualitative."""
    short = _SHORT.fullmatch(text)
    clause = short and read_short(*short.groups())
    return Target(text, TargetKind.QUANTITY, (clause,)) if clause else _parse_any(text)


def _parse_any(text: str) -> Target:
    """What any text states, by the whole grammar."""
    shown = text.replace("\r", "").replace("\n", "").strip()
    if len(text) > _LONGEST or _NUMERAL.search(shown) is None or MARK in shown:
        return Target(shown)
    clauses = _clauses(make_line(squeeze(shown).rstrip("。;!,、")))
    if not clauses:
        return Target(shown)
    if len(clauses) > 1:
        return Target(shown, TargetKind.COMPOUND, clauses)
    kind = TargetKind.QUANTITY if clauses[0].upper is None else TargetKind.RANGE
    return Target(shown, kind, clauses)


def _clauses(line: Line) -> tuple[Clause, ...]:
    """The clauses of a line; none where something in it is not understood."""
    measures = find_measures(line)
    if measures is None or (not measures and not line.groups):
        return ()
    measures = sorted([*measures, *_bracketed(line, measures)], key=lambda measure: measure.start)
    measures = _close_bounds(line, _absorb(line, measures))
    if any(_is_split(*pair) for pair in pairwise(measures)):
        return ()
    clauses = tuple(
        _clause(line, measure, *sides)
        for measure, sides in zip(measures, _sides(line, measures), strict=True)
    )
    return () if any(map(_is_unread, clauses)) else clauses


def _is_unread(clause: Clause) -> bool:
    """Whether a leftover is no subject: it holds a sign or a placeholder (`**`), or no word at all.

    A number that is set against something else (`高于平均水平5个百分点`) is no target by itself either.
    """
    subject = clause.subject
    if subject is None:
        return False
    if clause.operator is None and _AGAINST.search(subject):
        return True
    return _UNREAD.search(_bare(subject)) is not None or not any(map(str.isalnum, subject))


def _is_split(measure: Measure, following: Measure) -> bool:
    """`1小时30分钟` is one duration in two units, which a clause cannot hold."""
    if measure.end != following.start or not measure.unit or not following.unit or following.operator:
        return False
    return canonical_unit(measure.unit).dimension == canonical_unit(following.unit).dimension


def _bare(subject: str | None) -> str:
    """The subject without its brackets, whose content explains and may hold any sign."""
    return make_line(subject).text if subject else ""


def _bracketed(line: Line, measures: list[Measure]) -> Iterator[Measure]:
    """A measure in a bracket counts where its part of the line has no other: `机柜数量（≥77台）`."""
    for position in line.groups:
        if any(measure.start <= position < measure.end for measure in measures):
            continue
        start, end = _part(line.text, position)
        if any(start <= measure.start < end for measure in measures):
            continue
        inner = make_line(line.content(position))
        found = find_measures(inner)
        if found and len(found) == 1 and _fills(inner, found[0]):
            found[0].start, found[0].end = position, position + 1
            yield found[0]


def _fills(inner: Line, measure: Measure) -> bool:
    """Whether a bracket holds a measure and nothing else, but for a rate before it: `（每月1次）`."""
    head = inner.text[: measure.start]
    rate = read_rate(head)
    if rate is not None and measure.per is None:
        measure.per, head = rate.per, rate.rest
    return not head and measure.end == len(inner.text)


def _part(text: str, position: int) -> tuple[int, int]:
    """The stretch between two stops around a position."""
    start = max((found.end() for found in _STOPS.finditer(text, 0, position)), default=0)
    following = _STOPS.search(text, position)
    return start, following.start() if following else len(text)


def _absorb(line: Line, measures: list[Measure]) -> list[Measure]:
    """`2小时内响应率≥95%`: a measure that runs on into the name of the next one belongs to that name."""
    kept: list[Measure] = []
    for measure, following in pairwise([*measures, None]):
        assert measure is not None
        if following is None or not _runs_on(line.text[measure.end : following.start], measure, following):
            kept.append(measure)
    return kept


def _runs_on(gap: str, measure: Measure, following: Measure) -> bool:
    if not gap or _STOPS.search(gap) or measure.symbolic:
        return False
    return _RATE_END.search(gap) is not None or (following.symbolic and len(gap) > 1)


def _close_bounds(line: Line, measures: list[Measure]) -> list[Measure]:
    """`≥95%且≤100%` and `80%≤x≤100%` are one range."""
    if len(measures) != 2:
        return measures
    return [joined] if (joined := _join_bounds(line.text, *measures)) else measures


def _join_bounds(text: str, first: Measure, second: Measure) -> Measure | None:
    low, high = (second, first) if first.operator in _UPPER else (first, second)
    bounded = (
        low.operator in _LOWER and high.operator in _UPPER and low.value <= high.value and low.per == high.per
    )
    same = low.unit == high.unit or low.unit is None or high.unit is None
    if not (bounded and same and text[first.end : second.start] in _AND):
        return None
    return evolve(
        first,
        end=second.end,
        operator=Operator.BETWEEN,
        value=low.value,
        upper=high.value,
        unit=low.unit or high.unit,
    )


def _sides(line: Line, measures: list[Measure]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """For each measure the text before and after it that is its own."""
    edges = [(0, measures[0].start)] if measures else []
    sides: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for measure, following in pairwise(measures):
        stop = _STOPS.search(line.text, measure.end, following.start)
        before = edges[-1]
        if stop:
            cut, resume = stop.span()
        elif before[0] == before[1] and following.operator is None:
            cut = resume = following.start
        else:
            cut = resume = measure.end
        sides.append((before, (measure.end, cut)))
        edges.append((resume, following.start))
    if measures:
        sides.append((edges[-1], (measures[-1].end, len(line.text))))
    return sides


def _clause(line: Line, measure: Measure, before: tuple[int, int], after: tuple[int, int]) -> Clause:
    """One measure with what its own text says of subject, rate and change."""
    head, tail = line.restore(*before), _without_explanation(line, *after)
    per, unit, operator = measure.per, measure.unit, measure.operator
    change, head, told = take_change(head)
    rate = None if per else read_rate(head)
    if rate is not None:
        per, head = rate.per, rate.rest
    if unit is None and head.endswith(")"):
        unit = _unit_in_bracket(head)
    tail, per, later = _late_parts(tail, per, operator)
    operator = operator or told or later
    return Clause(
        join_subject(trim(head) + (measure.subject or ""), tail),
        operator,
        measure.value,
        measure.upper,
        unit,
        per,
        change,
    )


def _without_explanation(line: Line, start: int, end: int) -> str:
    """What follows a measure, without the brackets that only explain it."""
    return line.text[start:end].replace(MARK, "")


def _unit_in_bracket(head: str) -> str | None:
    """`满意度（%）≥95`: the unit in the bracket before the sign."""
    content = head[head.rfind("(") + 1 : -1]
    name = find_unit(content)
    return printed_unit(name) if name and len(name) == len(content) else None


_SLIP: Final = "《"
_LATE_RATE: Final = re.compile(r"(?<=[^\W\d_])/(次\w{0,4}|[年月日天周件人户])$")
_LATE_SIGN: Final = {
    "以上": Operator.AT_LEAST,
    "以下": Operator.AT_MOST,
    "以内": Operator.AT_MOST,
    "左右": Operator.ABOUT,
}


def _late_parts(
    tail: str, per: str | None, operator: Operator | None
) -> tuple[str, str | None, Operator | None]:
    """A rate or a sign that stands behind words: `24小时内修复/次故障`, `90%满意度以上`."""
    rate = None if per else _LATE_RATE.search(tail)
    if rate:
        tail, per = tail[: rate.start()], rate[1]
    sign = _LATE_SIGN.get(tail[-2:]) if operator is None else None
    return (tail[:-2] if sign else tail), per, sign


def join_target(sign: str | None, value: str | None, unit: str | None) -> Target:
    """The target of three columns (计算符号, 指标值, 度量单位): the same as of the text that joins them.

    A sign says nothing beside words, and what the value column repeats of its neighbours is not doubled; a unit goes only
    behind a number that has none.
    """
    words = (value or "").strip()
    sign, unit = (sign or "").strip(), (unit or "").strip()
    bare, plain_sign, plain_unit = squeeze(words), squeeze(sign), squeeze(unit)
    if plain_sign in _WORDS_ALONE or _NUMERAL.search(bare) is None:
        return parse_target(words)
    if plain_sign in _QUALITATIVE_SIGNS or _states_sign(bare, plain_sign):
        sign = ""
    if plain_unit in _NO_UNIT or (plain_unit and bare.endswith(plain_unit)):
        unit = ""
    if not _NUMBER_ALONE.fullmatch(bare):
        clauses = parse_target(words).clauses
        if not clauses:
            return parse_target(words)
        unit = "" if any(clause.unit for clause in clauses) else unit
    return parse_target(f"{sign}{words}{unit}")


def _states_sign(value: str, sign: str) -> bool:
    clauses = parse_target(value).clauses
    return bool(sign) and (value.startswith(sign) or any(clause.operator for clause in clauses))


_WRITTEN: Final = {
    Operator.AT_LEAST: "≥", Operator.ABOVE: ">", Operator.AT_MOST: "≤", Operator.BELOW: "<", Operator.EQUAL: "=", Operator.ABOUT: "约",
}  # fmt: skip
_CHANGES: Final = {"increase": "提高", "decrease": "降低"}


def format_target(target: Target) -> str:
    """The printed text where it says what the clauses say, else a text written from the clauses."""
    if target.text and parse_target(target.text) == target:
        return target.text
    return write_target(target.clauses).text if target.clauses else target.text


def write_target(clauses: Iterable[Clause]) -> Target:
    """A target that states the clauses, with the text that says so: `满意度≥95%，投诉≤2次/月`."""
    return parse_target("，".join(map(_write_clause, clauses)))


def _write_clause(clause: Clause) -> str:
    subject = f"{clause.subject or ''}{_CHANGES.get(clause.change or '', '')}"
    unit = f"{clause.unit or ''}{f'/{clause.per}' if clause.per else ''}"
    if clause.value is None:
        return subject
    number = format_numeral(clause.value)
    if clause.upper is not None:
        ends = f"{number}{clause.unit or ''}-{format_numeral(clause.upper)}{unit}"
        return (
            f"{subject}{ends}"
            if clause.value >= 0
            else f"{subject}≥{number}{unit}且≤{format_numeral(clause.upper)}{unit}"
        )
    return f"{subject}{_WRITTEN.get(clause.operator, '') if clause.operator else ''}{number}{unit}"


def is_slip(target: Target) -> bool:
    """Whether a target is written with 《, the mark beside ≤ on a keyboard (nansha line 34: `《2小时`)."""
    return _SLIP in target.text and any(clause.operator is Operator.AT_MOST for clause in target.clauses)
