"""A disclosure as the rows of the sheets: what each row is, what it belongs to, and what its cells show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final, TypeAlias

from attrs import define

from govperf.grammar.amounts import format_amount
from govperf.model.amounts import Money
from govperf.model.departments import BudgetUnit, Department
from govperf.model.disclosures import Disclosure, Problem, Severity
from govperf.model.projects import Project
from govperf.model.targets import Target
from govperf.places import Place
from govperf.serializers._workbook.columns import PROJECT_OF_NONE, Column, Kind, Sheet

__all__ = [
    "LONGEST",
    "Item",
    "Shown",
    "find_currency",
    "get_value",
    "is_exact",
    "list_items",
    "plain_text",
    "show",
    "show_code",
]

Shown: TypeAlias = str | int | Decimal | None
"""What a cell shows."""

LONGEST: Final = 32_000
"""The most characters of a text that a cell shows; a cell can hold a few more."""

_EXACT: Final = 15
_UNSEEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SEVERITIES: Final = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFORMATION: "提示"}


@define(eq=False)
class Item:
    """One row: an object of the disclosure and what it belongs to.

    Attributes:
        key: `P3`: letter and running number.
        value: a Department, BudgetUnit, Project, Indicator, KeyTask or Problem.
        owner: the item it belongs to; None at the root.
        index: its position among its owner's children of this kind; None for a row that somebody added.
        currency: the unit of the document's amounts; None where it names none.
        notes: what the problems at its place say, the gravest first; "" for none.
        former: its name before it was edited.
    """

    key: str
    value: Any
    owner: Item | None = None
    index: int | None = None
    currency: str | None = None
    notes: str = ""
    former: str | None = None

    def above(self, kind: type) -> Item | None:
        """The nearest item from this one up that is of this kind."""
        if isinstance(self.value, kind):
            return self
        return self.owner.above(kind) if self.owner else None


def list_items(disclosure: Disclosure) -> dict[str, list[Item]]:
    """The items of each sheet by the sheet's name, in print order."""
    currency = next((table.currency_unit for table in disclosure.tables if table.currency_unit), None)
    found: dict[str, list[Item]] = {name: [] for name in ("单位", "项目", "指标", "重点任务", "问题")}
    projects: list[Item] = []
    for at, department in enumerate(disclosure.departments):
        top = Item(f"D{at + 1}", department, None, at, currency)
        found["单位"].append(top)
        statement = department.statement
        found["指标"] += _children("I", statement.indicators if statement else (), top)
        found["重点任务"] += _children("T", statement.tasks if statement else (), top)
        for unit in _children("U", department.units, top):
            found["单位"].append(unit)
            projects += _children("P", unit.value.projects, unit)
    found["项目"] = _in_print_order(projects)
    found["指标"] += [one for item in found["项目"] for one in _children("I", item.value.indicators, item)]
    found["问题"] = [Item("Q", problem, None, at) for at, problem in enumerate(disclosure.problems)]
    for items in found.values():
        _number(items)
        for item in items:
            item.former = getattr(item.value, "name", None)
        _note(items, disclosure.problems)
    return found


def _children(letter: str, values: Sequence[object], owner: Item) -> Iterator[Item]:
    return (Item(letter, value, owner, at, owner.currency) for at, value in enumerate(values))


def _in_print_order(items: list[Item]) -> list[Item]:
    """As `Disclosure.project_entries` has them."""
    places = [item.value.place for item in items]
    if None in places:
        return items
    return sorted(items, key=lambda item: (item.value.place.page, item.value.place.row))


def _number(items: list[Item]) -> None:
    counts: dict[str, int] = {}
    for item in items:
        letter = item.key[0]
        counts[letter] = counts.get(letter, 0) + 1
        item.key = f"{letter}{counts[letter]}"


def _note(items: list[Item], problems: Sequence[Problem]) -> None:
    """Tell each row the problems that are about its place."""
    rows: dict[tuple[int, int], list[Problem]] = {}
    for problem in problems:
        if problem.place is not None:
            rows.setdefault((problem.place.page, problem.place.row), []).append(problem)
    for item in items:
        place = item.value.place
        if place is None or isinstance(item.value, Problem):
            continue
        near = [one for one in rows.get((place.page, place.row), ()) if _concerns(one.place, place)]
        near.sort(key=lambda problem: list(Severity).index(problem.severity))
        item.notes = "；".join(
            dict.fromkeys(f"{_SEVERITIES[one.severity]}：{one.message_zh}" for one in near)
        )


def _concerns(problem: Place | None, place: Place) -> bool:
    """Whether a problem in the same row is about this place: a part of a cell is only about what overlaps it."""
    if problem is None or problem.start is None or problem.end is None or place.start is None:
        return place.start is None
    same = problem.column == place.column and place.end is not None
    return same and problem.start < (place.end or 0) and place.start < problem.end


def show(item: Item, column: Column, sheet: Sheet) -> Shown:
    """What the cell of this row in this column shows; None for a blank one."""
    if column.kind is Kind.KEY:
        return item.key
    if column.kind is Kind.OWNER:
        return plain_text(_show_owner(item, column.head))
    if column.kind is Kind.CURRENCY:
        return plain_text(find_currency(item, sheet))
    if column.kind is Kind.FIXED:
        return plain_text(_show_fixed(item, column))
    return _show_value(item, column, find_currency(item, sheet))


def _show_value(item: Item, column: Column, currency: str | None) -> Shown:
    value = get_value(item.value, column)
    if column.kind is Kind.CLASS:
        return plain_text(show_code(item.value.classification, column.path[0]))
    if column.kind is Kind.FLAG:
        return "是" if value else None
    if isinstance(value, Money):
        same = value.unit == currency and is_exact(value.amount)
        return value.amount if same else f"{format_amount(value)} {value.unit or ''}".strip()
    if isinstance(value, Decimal):
        return value if is_exact(value) else format(value, "f")
    if isinstance(value, Target):
        return plain_text(value.text)
    return value if isinstance(value, int) else plain_text(value)


def get_value(value: Any, column: Column) -> Any:
    """The value that a column's path leads to; None where something on the way is not there."""
    for name in column.path if column.kind is not Kind.CLASS else ():
        value = getattr(value, name, None)
    return value


def show_code(kind: Any, level: str) -> str:
    """Code and name of a level of a class as finance systems show them: `11-数量指标`."""
    code, name = getattr(kind, f"{level}_code"), getattr(kind, level)
    return "-".join(part for part in (code, name) if part is not None)


def find_currency(item: Item, sheet: Sheet) -> str | None:
    """The unit that the amounts of a row have: that of the first, else the document's."""
    moneys = (get_value(item.value, column) for column in sheet.of_kind(Kind.MONEY))
    units = [money.unit for money in moneys if isinstance(money, Money)]
    return units[0] if units else item.currency


def is_exact(number: Decimal) -> bool:
    """Whether a spreadsheet, which keeps 15 digits, keeps all of this number."""
    _, digits, exponent = number.as_tuple()
    return isinstance(exponent, int) and -_EXACT < exponent <= 0 and len(digits) <= _EXACT


def _show_owner(item: Item, head: str) -> str | None:
    if head == "主管部门":
        department = item.above(Department)
        return department.value.name if department else None
    if head == "预算单位":
        unit = item.above(BudgetUnit)
        return unit.value.name if unit else None
    project = item.above(Project)
    return project.value.name if project else PROJECT_OF_NONE


def _show_fixed(item: Item, column: Column) -> str | None:
    if not column.path:
        return item.notes
    value = get_value(item.value, column)
    if isinstance(value, Place):
        page = f"第 {value.page} 页" if value.page != 1 else ""
        return f"{page}第 {value.row} 行" + (f"第 {value.column} 列" if value.column is not None else "")
    if isinstance(value, tuple):
        return "；".join(f"{head}：{text}" for head, text in value)
    return _SEVERITIES[value] if isinstance(value, Severity) else value if isinstance(value, str) else None


def plain_text(text: str | None) -> str | None:
    """A text as a cell can have it: without what no spreadsheet carries, cut to what a cell holds."""
    seen = _UNSEEN.sub("", text or "").replace("\r\n", "\n").replace("\r", "\n")
    return seen[:LONGEST] if seen.strip() else None
