"""Promises: the clauses of the indicators of one department, each with the words that say what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from attrs import frozen

from govperf.grammar.lines import squeeze
from govperf.grammar.units import canonical_unit, find_unit
from govperf.model.disclosures import Disclosure, Entry
from govperf.model.indicators import Indicator
from govperf.model.targets import Clause, Target

__all__ = ["Promise", "is_count", "list_promises", "plain_name", "short_place"]

_YEAR: Final = re.compile(r"(?:19|20)\d\d(?:[-~至—](?:19|20)?\d\d)?(?:年度?)?")
_NUMBERED: Final = re.compile(r"^(?:指标)?\d{1,2}[:、.．]|^★+")
_UNIT_AT_END: Final = re.compile(r"\((?:单位[::]?)?([^()]{1,8})\)$")
_PLACE: Final = re.compile(
    r"(?:[^省市区县旗()]{2,7}?(?:省|自治区))?(?:[^省市区县旗()]{2,6}?市)?(?:[^市区县旗()]{1,6}?[区县旗])?"
)
_DISTRICT: Final = re.compile(r"[^省市区县旗()]{1,6}?[区县旗]|[^省市区县旗()]{2,6}?市")
_RATE: Final = re.compile(r"[率度]$")
_OF_A_YEAR: Final = frozenset({"年", "年度"})
_PERIODS: Final = ("annual", "unlabelled", "cycle")
_DURATIONS: Final = frozenset({"time", "working day"})


@frozen(slots=True)
class Promise:
    """One clause of a target, or a target in words, with what says what it is about, without the department's place.

    Attributes:
        entry: the indicator with everything it belongs to.
        target: the target it is of: the annual one, else one without a period, else that of the whole period.
        clause: None for a target in words.
        unit: the printed unit, or the one in the indicator's name; None if there is none.
        name: the indicator's name as it is compared.
        subject: what the clause itself says is bounded, as it is compared; "" if it does not say.
        project: the project's name as it is searched; "" for an indicator of the department.
        conflict: whether name and subject name two different rates; then the subject says what is promised.
    """

    entry: Entry
    target: Target
    clause: Clause | None
    unit: str | None
    name: str
    subject: str
    project: str
    conflict: bool

    @property
    def indicator(self) -> Indicator:
        """The indicator."""
        assert self.entry.indicator is not None
        return self.entry.indicator

    @property
    def dimension(self) -> str | None:
        """What the unit measures; None without a unit and for words."""
        return canonical_unit(self.unit).dimension if self.unit else None

    @property
    def per(self) -> str | None:
        """What the value is counted per; a year is what every annual target is for, a case what takes a time."""
        per = self.clause.per if self.clause else None
        return None if per in _OF_A_YEAR or self.dimension in _DURATIONS else per

    @property
    def texts(self) -> tuple[str, ...]:
        """What is searched: the name, the subject, and both with a stroke between them."""
        if self.conflict:
            return (self.subject,)
        return (self.name, self.subject, f"{self.name}/{self.subject}") if self.subject else (self.name,)


def list_promises(disclosure: Disclosure) -> Iterator[Promise]:
    """The promises of a document, indicators without a name or target left out."""
    for entry in disclosure.indicator_entries():
        if entry.indicator is None or not entry.indicator.name:
            continue
        targets = (getattr(entry.indicator, period) for period in _PERIODS)
        target: Target | None = next((one for one in targets if one is not None), None)
        if target is not None:
            yield from _of_target(entry, target)


def is_count(dimension: str | None) -> bool:
    """Whether a dimension is a number of things (台, 次), which a bare number can be too."""
    return dimension is not None and dimension.startswith("count of ")


def short_place(name: str | None) -> str | None:
    """The district or city that a department's name begins with: 增城区; None if it names none."""
    whole = _place_of(name or "")
    found = _DISTRICT.findall(whole)
    return found[-1] if found else None


@lru_cache(maxsize=8192)
def plain_name(name: str, department: str | None = None) -> str:
    """A name as it is compared: folded, without blanks, its number, years, a closing unit and the department's place.

    >>> plain_name("增城区 2024年系统用户数（个）", "广州市增城区政务服务数据管理局")
    '系统用户数'
    """
    plain = _YEAR.sub("", _NUMBERED.sub("", squeeze(name)).rstrip("。;,、:"))
    found = _UNIT_AT_END.search(plain)
    if found and (find_unit(found[1]) == found[1] or found[1] in {"%", "万元"}):
        plain = plain[: found.start()]
    place = _place_of(squeeze(department or ""))
    for part in (place, short_place(department) or "", (short_place(department) or "")[:-1]):
        if len(part) > 1:
            plain = plain.removeprefix(part)
    return plain


@lru_cache(maxsize=1024)
def _place_of(name: str) -> str:
    found = _PLACE.match(squeeze(name))
    return found[0] if found else ""


def _of_target(entry: Entry, target: Target) -> Iterator[Promise]:
    department, indicator = entry.department, entry.indicator
    assert indicator is not None
    name = plain_name(indicator.name or "", department.name)
    project = entry.project.name if entry.project else None
    about = plain_name(project or "", department.name)
    for clause in target.clauses or (None,):
        subject = plain_name(clause.subject or "", department.name) if clause else ""
        unit = (clause.unit or indicator.unit_in_name) if clause else None
        yield Promise(entry, target, clause, unit, name, subject, about, _conflicts(name, subject))


def _conflicts(name: str, subject: str) -> bool:
    """Whether both name a rate and neither is part of the other: 网办率, but 按时办结率99%."""
    if not (_RATE.search(name) and _RATE.search(subject)):
        return False
    return not _same_rate(name, subject)


def _same_rate(name: str, subject: str) -> bool:
    """Whether the one is the other in short: 满意度 and 用户满意率."""
    first, second = name[:-1], subject[:-1]
    return first in second or second in first
