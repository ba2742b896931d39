"""IATI 2.03 activities (.xml): each project with its results, for who publishes aid and budget data internationally.

The targets of the year are targets of IATI periods: the number stands in `value`, the print in the comment, because IATI has no
place for sign, unit and words. Losses:

- targets of the whole period, and those printed without a period, have no dates: they stand in the description;
- the sign, unit, rate and clauses of a target but as text; the class but for its kind of result;
- money by source: the total alone, in 元; departments, units and goals but as text;
- key tasks, budget lines, evaluations but the actual values, extras, problems, places; control characters.

Results: 产出 is 1 (output), 效益 and 满意度 2 (outcome), 可持续影响 3 (impact), all else 9. The order of elements is that of the
standard's schema.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from attrs import frozen

from govperf.errors import InputError
from govperf.model.departments import BudgetUnit, Department
from govperf.model.disclosures import Disclosure
from govperf.model.indicators import Indicator
from govperf.model.projects import Project
from govperf.model.targets import Direction, Target, TargetKind

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["LOSSLESS", "SUFFIXES", "dumps", "export_iati"]

SUFFIXES: Final = (".xml",)
LOSSLESS: Final = False

_NAMESPACE: Final = uuid.UUID("5b0fd1ab-8f0a-5c37-9a55-0c6c0d9a4f11")
_UNSEEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_KINDS: Final = {"output": "1", "benefit": "2", "satisfaction": "2", "benefit.sustainability": "3"}
_OTHER: Final = "9"
_UNIT, _PERCENT, _WORDS = "1", "2", "5"
_GOVERNMENT, _ACCOUNTABLE, _PLANNED_START, _PLANNED_END, _PLANNED = "10", "2", "1", "3", "1"
_PERIODS: Final = {"cycle": "实施周期指标值", "unlabelled": "指标值"}


def dumps(disclosure: Disclosure, *, table: str = "indicators") -> bytes:
    """The activities as an XML file; `table` is of no matter here. The organisation is as `export_iati` names it itself."""
    del table
    return export_iati(disclosure).encode()


def export_iati(disclosure: Disclosure, *, reporting_org: str | None = None) -> str:
    """The projects of a disclosure, and its departments' own indicators, as IATI 2.03 activities.

    Args:
        disclosure: of a known year, since IATI periods have dates.
        reporting_org: the identifier under which you publish; else `CN-` and the code of the department's division, which
            is registered nowhere.

    Raises:
        InputError: the year is unknown; there is neither a project nor a statement.
    """
    if disclosure.fiscal_year is None:
        raise InputError("IATI needs the year", hint="read the file with fiscal_year=")
    publisher = _Publisher(reporting_org, disclosure.fiscal_year)
    from xml.etree import ElementTree as ET

    root = ET.Element("iati-activities", version="2.03")
    for department in disclosure.departments:
        for unit, project in _list_projects(department):
            _add_activity(root, publisher, department, unit, project)
    if not len(root):
        raise InputError("IATI needs an activity, and there is no project")
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _list_projects(department: Department) -> Iterator[tuple[BudgetUnit | None, Project]]:
    """The projects; what the department states of itself stands as one of its name."""
    statement = department.statement
    if statement is not None:
        name = f"{department.name or ''}（部门整体）"
        yield None, Project(name, goal=statement.goal, indicators=statement.indicators)
    for unit in department.units:
        for project in unit.projects:
            yield unit, project


@frozen(slots=True)
class _Publisher:
    """Who publishes, and for which year."""

    org: str | None
    year: int

    def ref(self, department: Department) -> str:
        """The identifier of the reporting organisation."""
        return self.org or "-".join(part for part in ("CN", department.division) if part)


def _add_activity(
    root: Element, publisher: _Publisher, department: Department, unit: BudgetUnit | None, project: Project
) -> None:
    ref, year = publisher.ref(department), publisher.year
    about = [year, department.name, unit.name if unit else None, project.code, project.name]
    key = project.code or str(uuid.uuid5(_NAMESPACE, json.dumps(about, ensure_ascii=False)))
    activity = _add(
        root, "iati-activity", {"{http://www.w3.org/XML/1998/namespace}lang": "zh", "default-currency": "CNY"}
    )
    _add(activity, "iati-identifier").text = _clean(f"{ref}-{key}")
    reporting = _add(activity, "reporting-org", {"ref": ref, "type": _GOVERNMENT})
    _narrate(reporting, department.name)
    _narrate(_add(activity, "title"), project.name)
    _narrate(_add(activity, "description", {"type": "2"}), project.goal)
    body = (unit.name if unit else None) or department.name
    _narrate(_add(activity, "participating-org", {"role": _ACCOUNTABLE, "type": _GOVERNMENT}), body)
    _add(activity, "activity-status", {"code": _PLANNED})
    for kind, date in ((_PLANNED_START, f"{year}-01-01"), (_PLANNED_END, f"{year}-12-31")):
        _add(activity, "activity-date", {"type": kind, "iso-date": date})
    _add(activity, "recipient-country", {"code": "CN"})
    _add_budget(activity, year, project)
    _add_results(activity, year, project.indicators)


def _add_budget(activity: Element, year: int, project: Project) -> None:
    total = project.budget.total if project.budget else None
    if total is None or total.yuan is None:
        return
    budget = _add(activity, "budget", {"type": "1", "status": "1"})
    _add_dates(budget, year)
    value = _add(budget, "value", {"currency": "CNY", "value-date": f"{year}-01-01"})
    value.text = format(total.yuan, "f")


def _add_results(activity: Element, year: int, indicators: tuple[Indicator, ...]) -> None:
    """A result for each kind and name of level 1, with its indicators in print order."""
    groups: dict[tuple[str, str], list[Indicator]] = {}
    for one in indicators:
        groups.setdefault((_kind(one), one.classification.level1 or ""), []).append(one)
    for (kind, name), members in groups.items():
        result = _add(activity, "result", {"type": kind, "aggregation-status": "false"})
        _narrate(_add(result, "title"), name)
        for one in members:
            _add_indicator(result, year, one)


def _kind(one: Indicator) -> str:
    canonical = one.classification.canonical or ""
    return _KINDS.get(canonical) or _KINDS.get(canonical.partition(".")[0], _OTHER)


def _add_indicator(result: Element, year: int, one: Indicator) -> None:
    first = next((target for _, target in one.targets), None)
    attributes = {"measure": _measure(one.annual or first), "aggregation-status": "false"}
    if one.direction in {Direction.HIGHER, Direction.LOWER}:
        attributes["ascending"] = "true" if one.direction is Direction.HIGHER else "false"
    indicator = _add(result, "indicator", attributes)
    _narrate(_add(indicator, "title"), one.name)
    others = [f"{_PERIODS[period]}：{target.text}" for period, target in one.targets if period in _PERIODS]
    said = [one.classification.level2, *others]
    if any(said):
        _narrate(_add(indicator, "description"), "；".join(part for part in said if part))
    actual = one.result.actual if one.result else None
    if one.annual is None and actual is None:
        return
    period = _add(indicator, "period")
    _add_dates(period, year)
    for name, target in (("target", one.annual), ("actual", actual)):
        if target is not None:
            _add_value(period, name, target)


def _add_value(period: Element, name: str, target: Target) -> None:
    value = target.value if target.kind is TargetKind.QUANTITY else None
    attributes = {} if value is None else {"value": format(value, "f")}
    _narrate(_add(_add(period, name, attributes), "comment"), target.text)


def _add_dates(parent: Element, year: int) -> None:
    _add(parent, "period-start", {"iso-date": f"{year}-01-01"})
    _add(parent, "period-end", {"iso-date": f"{year}-12-31"})


def _measure(target: Target | None) -> str:
    if target is None or target.kind is not TargetKind.QUANTITY:
        return _WORDS
    return _PERCENT if target.unit == "%" else _UNIT


def _add(parent: Element, tag: str, attributes: Mapping[str, str] | None = None) -> Element:
    child = parent.makeelement(tag, dict(attributes or {}))
    parent.append(child)
    return child


def _narrate(parent: Element, text: str | None) -> None:
    """The narrative that IATI wants in every title, description and comment; a text that is not printed is a dash."""
    _add(parent, "narrative").text = _clean(text or "") or "–"


def _clean(text: str) -> str:
    return _UNSEEN.sub("", text)
