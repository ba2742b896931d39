"""What somebody changed in the sheets, put into the disclosure that the workbook carries.

A cell that shows what was written into it changes nothing, so that what no cell can show is kept. Any other cell wins
over what is carried. A row that is gone is deleted, a row without a known key is new; the order of rows is of no matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Final, TypeAlias

from attrs import define, evolve, field, fields_dict, frozen

from govperf.errors import GovperfError, InputError
from govperf.model.amounts import Budget, Money
from govperf.model.departments import BudgetUnit, Department, DepartmentStatement, KeyTask
from govperf.model.disclosures import Disclosure
from govperf.model.divisions import find_aliases, find_division
from govperf.model.evaluations import Evaluation
from govperf.model.indicators import Indicator, Result
from govperf.model.projects import Project
from govperf.serializers._workbook.cells import (
    Cell,
    is_same,
    parse_cell,
    parse_class,
    parse_currency,
    parse_money,
)
from govperf.serializers._workbook.columns import KEY, SHEETS, Column, Kind, Sheet
from govperf.serializers._workbook.owners import find_owner
from govperf.serializers._workbook.rows import LONGEST, Item, find_currency, list_items, show
from govperf.serializers._workbook.trees import build_disclosure

__all__ = ["Table", "apply_edits"]

Table: TypeAlias = Sequence[Sequence[Cell]]
"""The cells of a sheet, row by row, the heads first."""

_BLANK: Final = ("", None)
_MADE: Final[Mapping[str, Any]] = {
    "budget": Budget(),
    "result": Result(),
    "evaluation": Evaluation(),
    "statement": DepartmentStatement(),
}
"""What is made where a value is written into something that was not there."""
_NEW: Final[Mapping[str, Any]] = {
    "项目": Project(None), "指标": Indicator(), "重点任务": KeyTask(""),
}  # fmt: skip


@frozen(slots=True)
class _Row:
    """A row of a sheet: where it is, and its cells by their heads."""

    sheet: Sheet
    number: int
    cells: Mapping[str, Cell]

    def where(self, head: str | None = None) -> str:
        column = f", column {head!r}" if head else ""
        return f"sheet {self.sheet.name!r}, row {self.number}{column}"

    def text(self, head: str) -> str:
        return self.cells.get(head, _BLANK)[0].strip()


@define
class _Done:
    """The items of the sheets that have been read, by sheet and by key."""

    sheets: dict[str, list[Item]] = field(factory=lambda: {sheet.name: [] for sheet in SHEETS})
    keys: dict[str, Item] = field(factory=dict)

    def add(self, name: str, item: Item) -> None:
        self.sheets[name].append(item)
        if item.key:
            self.keys[item.key] = item


def apply_edits(carried: Disclosure, tables: Mapping[str, Table]) -> Disclosure:
    """The disclosure with the edits of the sheets.

    Raises:
        InputError: a sheet or column is missing, or a cell says what cannot be; with sheet, row, column and text.
    """
    before = list_items(carried)
    done = _Done()
    for sheet in SHEETS:
        for item in _read_sheet(sheet, before[sheet.name], done, tables):
            done.add(sheet.name, item)
    return build_disclosure(carried, done.sheets)


def _read_sheet(sheet: Sheet, before: list[Item], done: _Done, tables: Mapping[str, Table]) -> Iterator[Item]:
    """The items of a sheet; what others of the same sheet belong to comes first."""
    keys = {item.key: item for item in before}
    left = dict(keys)
    rows = [(left.pop(row.text(KEY), None), row) for row in _read_rows(sheet, tables)]
    if sheet.letters == "DU":
        rows.sort(key=lambda pair: not _is_department(*pair))
    currency = before[0].currency if before else None
    for item, row in rows:
        if row.text(KEY) and row.text(KEY) not in keys:
            raise InputError(
                "there was no row of this key",
                where=row.where(KEY),
                text=row.text(KEY),
                hint="leave the key of a new row blank",
            )
        yield _edit(item, row, done) if item else _add(row, done, currency)


def _is_department(item: Item | None, row: _Row) -> bool:
    return isinstance(item.value, Department) if item else not row.text("预算单位")


def _read_rows(sheet: Sheet, tables: Mapping[str, Table]) -> Iterator[_Row]:
    """The rows of a sheet that have anything in them."""
    table = tables.get(sheet.name)
    if table is None:
        raise InputError(
            "the workbook has no such sheet",
            text=sheet.name,
            hint="give the sheet its name again, or write the workbook again; a sheet without rows may be empty",
        )
    heads = [cell[0].strip() for cell in table[0]] if table else []
    _check_heads(sheet, heads, table)
    for number, cells in enumerate(table[1:], 2):
        if any(cell[0].strip() for cell in cells):
            yield _Row(sheet, number, dict(zip(heads, cells, strict=False)))


def _check_heads(sheet: Sheet, heads: list[str], table: Table) -> None:
    wanted = [column.head for column in sheet.columns]
    where = f"sheet {sheet.name!r}, row 1"
    for head in wanted:
        if head not in heads:
            near = get_close_matches(head, [one for one in heads if one not in wanted], 1, 0.4)
            hint = f"{near[0]!r} stands in row 1: write {head!r} again" if near else "write the head again"
            raise InputError("the sheet has no such column", where=where, text=head, hint=hint)
    for at, head in enumerate(heads):
        filled = head or any(len(row) > at and row[at][0].strip() for row in table)
        if filled and (head not in wanted or head in heads[:at]):
            raise InputError(
                "the sheet has a column that govperf cannot keep",
                where=where,
                text=head,
                hint="delete the column, or keep such notes in a sheet of their own",
            )


def _edit(item: Item, row: _Row, done: _Done) -> Item:
    """The item with what the row says otherwise."""
    changed = [
        column
        for column in row.sheet.columns
        if column.kind is not Kind.KEY
        and not is_same(row.cells.get(column.head, _BLANK), show(item, column, row.sheet))
    ]
    for column in changed:
        if column.kind is Kind.FIXED:
            raise InputError(
                "this cell cannot be edited: govperf made it",
                where=row.where(column.head),
                text=row.text(column.head),
                hint=f"write {show(item, column, row.sheet) or ''!r} again; notes go into a sheet of their own",
            )
    owner = _find_owner(item, changed, row, done)
    index = item.index if _stays(item, owner) else None
    return evolve(item, value=_change(item, changed, row), owner=owner, index=index)


def _stays(item: Item, owner: Item | None) -> bool:
    return (item.owner.key if item.owner else None) == (owner.key if owner else None)


def _find_owner(item: Item, changed: list[Column], row: _Row, done: _Done) -> Item | None:
    """What the row belongs to: what it did, unless a cell says otherwise."""
    renames = {Department: "主管部门", BudgetUnit: "预算单位"}.get(type(item.value))
    moved = [column for column in changed if column.kind is Kind.OWNER and column.head != renames]
    if moved and isinstance(item.value, Department):
        raise InputError(
            "the row of a department names no unit",
            where=row.where(moved[0].head),
            text=row.text(moved[0].head),
            hint="write the unit into a row of its own, without a key",
        )
    if moved or item.owner is None:
        names = {column.head: row.text(column.head) for column in row.sheet.of_kind(Kind.OWNER)}
        return find_owner(type(item.value), names, done.sheets, row.where(moved[0].head)) if moved else None
    owner = done.keys.get(item.owner.key)
    if owner is None:
        raise InputError(
            f"what this row belongs to ({item.owner.key}) was deleted",
            where=row.where(),
            text=row.text(row.sheet.columns[2].head),
            hint="delete this row too, or put the other back",
        )
    return owner


def _add(row: _Row, done: _Done, currency: str | None) -> Item:
    """A new item; a key that was copied with its row is of no matter."""
    sheet = row.sheet
    if sheet.letters == "Q":
        raise InputError("a problem cannot be added", where=row.where(), hint="delete the row")
    if sheet.letters == "T" and not row.text("任务名称"):
        raise InputError(
            "a task must have a name", where=row.where("任务名称"), hint="write it, or delete the row"
        )
    value = _NEW.get(sheet.name) or _new_unit(row)
    names = {column.head: row.text(column.head) for column in sheet.of_kind(Kind.OWNER)}
    owner = (
        None if isinstance(value, Department) else find_owner(type(value), names, done.sheets, row.where())
    )
    item = Item("", value, owner, None, owner.currency if owner and owner.currency else currency)
    filled = [
        column
        for column in sheet.columns
        if column.kind not in {Kind.KEY, Kind.FIXED} and row.text(column.head)
    ]
    item.value = _change(item, filled, row)
    return item


def _new_unit(row: _Row) -> Department | BudgetUnit:
    unit = row.text("预算单位")
    return BudgetUnit(unit) if unit else Department(row.text("主管部门") or None)


def _change(item: Item, columns: list[Column], row: _Row) -> Any:
    """The item's value with the values of these columns."""
    value = _rename(item.value, columns, row)
    for column in columns:
        if column.kind in {Kind.TEXT, Kind.TARGET, Kind.NUMBER, Kind.COUNT, Kind.FLAG}:
            _refuse_cut(item, column, row)
            value = _set(value, column.path, _parse(column, row), row.where(column.head))
    if any(column.kind is Kind.CLASS for column in columns):
        kind, before = parse_class(row.text("一级指标"), row.text("二级指标")), value.classification
        kind = evolve(kind, level1_note=before.level1_note, level2_note=before.level2_note)
        value = evolve(value, classification=kind)
    return _change_moneys(item, value, columns, row)


def _rename(value: Any, columns: list[Column], row: _Row) -> Any:
    heads = {column.head for column in columns}
    if isinstance(value, Department) and "主管部门" in heads:
        name = row.text("主管部门") or None
        return evolve(value, name=name, aliases=find_aliases(name), division=find_division(name))
    if isinstance(value, BudgetUnit) and "预算单位" in heads:
        return evolve(value, name=row.text("预算单位") or None)
    return value


def _parse(column: Column, row: _Row) -> Any:
    try:
        return parse_cell(row.cells.get(column.head, _BLANK), column)
    except GovperfError as error:
        raise error.at(row.where(column.head)) from error


def _refuse_cut(item: Item, column: Column, row: _Row) -> None:
    shown = show(item, column, row.sheet)
    if isinstance(shown, str) and len(shown) == LONGEST:
        raise InputError(
            f"the cell shows only the first {LONGEST:,} characters of its text, so it cannot be edited here",
            where=row.where(column.head),
            hint="edit the text in the .json",
        )


def _set(value: Any, path: tuple[str, ...], new: Any, where: str) -> Any:
    """The value with another one at the end of a path; a part of it that came to hold nothing is None."""
    name, *rest = path
    if name not in fields_dict(type(value)):
        raise InputError("this row has no such value", where=where, hint="leave the cell blank")
    if rest:
        inner = _set(getattr(value, name) or _MADE[name], tuple(rest), new, where)
        new = None if isinstance(inner, (Budget, Evaluation, Result)) and inner == type(inner)() else inner
    elif new is None and name == "name" and isinstance(value, KeyTask):
        raise InputError("a task must have a name", where=where, hint="write it, or delete the row")
    elif new is None and name == "group":
        new = 1
    return evolve(value, **{name: new})


def _change_moneys(item: Item, value: Any, columns: list[Column], row: _Row) -> Any:
    """The amounts that were edited, and all of the row where its unit was."""
    heads = {column.head for column in columns}
    moneys = row.sheet.of_kind(Kind.MONEY)
    if not heads & {"金额单位", *(column.head for column in moneys)}:
        return value
    currency = _find_row_currency(item, row, edited="金额单位" in heads)
    for column in moneys:
        before = _find_money(value, column)
        if column.head in heads:
            cell = row.cells.get(column.head, _BLANK)
            value = _set(
                value, column.path, _parse_money(cell, currency, before, row, column), row.where(column.head)
            )
        elif before is not None and "金额单位" in heads:
            value = _set(value, column.path, evolve(before, unit=currency), row.where(column.head))
    return value


def _find_row_currency(item: Item, row: _Row, *, edited: bool) -> str | None:
    """The unit of a row's amounts: as it stands in its cell, else as the document has it."""
    if not edited:
        return find_currency(item, row.sheet)
    try:
        return parse_currency(row.cells.get("金额单位", _BLANK))
    except GovperfError as error:
        raise error.at(row.where("金额单位")) from error


def _parse_money(
    cell: Cell, currency: str | None, before: Money | None, row: _Row, column: Column
) -> Money | None:
    try:
        return parse_money(cell, currency, before)
    except GovperfError as error:
        raise error.at(row.where(column.head)) from error


def _find_money(value: Any, column: Column) -> Money | None:
    for name in column.path:
        value = getattr(value, name, None)
    return value if isinstance(value, Money) else None
