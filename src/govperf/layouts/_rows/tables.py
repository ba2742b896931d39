"""The head of a table of indicators: which column holds what, over one row of heads or two.

Heads may stand in any order. Two columns of names are two tables side by side (F9); a sign, a value and a unit that follow
one another are one target; texts below a merged value head that are no heads themselves are recipients (F11).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from attrs import define, evolve, field, frozen

from govperf._width import fold_head
from govperf.grid import Cell
from govperf.layouts._rows.heads import Meaning, plain_head
from govperf.layouts._rows.spans import Sheet
from govperf.model.taxonomy import classes_of

__all__ = ["Block", "HeadColumn", "TableHead", "ValueGroup", "find_table_head"]

_VALUES: Final = {"unlabelled": "unlabelled", "annual": "annual", "cycle": "cycle"}
_TARGET: Final = frozenset({*_VALUES, "sign", "unit"})
_SPEAKING: Final = frozenset({*_TARGET, "level1", "level2", "name", "actual", "weight", "score"})
_NAMES: Final = frozenset({"绩效指标", "指标", "绩效目标指标", "年度绩效指标"})
_LONGEST: Final = 40
_SUMS: Final = re.compile(r".{0,6}(?:合计|小计|总计)")
_GROUP: Final = re.compile(r".{0,12}(?:目标|指标|值|绩效|期|年度)(?:值|情况)?")
_YEAR: Final = re.compile(r"20\d\d")
_PROJECT_LABELS: Final = frozenset(
    {"project", "code", "department", "unit", "goal", "cycle_goal", "total", "fiscal_appropriation", "other",
     "special_account", "carried", "year", "filer"}
)  # fmt: skip


@frozen(slots=True, eq=False)
class HeadColumn:
    """A head, and the columns below it, counted from 0."""

    key: str
    cell: Cell
    columns: tuple[int, ...]
    period: str | None = None

    @property
    def label(self) -> str:
        """The head as printed, without line wraps."""
        return "".join(self.cell.text.split())


@frozen(slots=True, eq=False)
class ValueGroup:
    """The columns of one target: a value with a sign and a unit, if the form parts them."""

    period: str
    value: HeadColumn | None = None
    sign: HeadColumn | None = None
    unit: HeadColumn | None = None
    recipient: str | None = None


@define
class Block:
    """The columns of one table; a second one side by side shares the classes of the first where it has none."""

    columns: dict[str, HeadColumn] = field(factory=dict)
    groups: list[ValueGroup] = field(factory=list)
    extras: list[HeadColumn] = field(factory=list)


@frozen(slots=True, eq=False)
class TableHead:
    """The head of a table: its rows, its blocks side by side, and the columns that say of which project a row is."""

    start: int
    end: int
    blocks: tuple[Block, ...]
    project: dict[str, HeadColumn]
    cells: tuple[Cell, ...]

    @property
    def keys(self) -> frozenset[str]:
        """All that its columns hold."""
        keys = {key for block in self.blocks for key in block.columns}
        for block in self.blocks:
            for group in block.groups:
                keys.add(group.period)
                keys |= {key for key in ("sign", "unit", "value") if getattr(group, key) is not None}
        return frozenset(keys)

    @property
    def recipients(self) -> tuple[str, ...]:
        """Those for whom each has a target of its own, in print order."""
        return tuple(group.recipient for block in self.blocks for group in block.groups if group.recipient)


def find_table_head(sheet: Sheet, row: int) -> TableHead | None:
    """The head that begins in this row, if one does."""
    if not _may_be_head(sheet, row):
        return None
    lower = row + 1
    if lower < len(sheet.rows) and not _is_head(_top(sheet, row)) and _is_group_row(sheet, row):
        if _may_be_head(sheet, lower) and _is_head(_top(sheet, lower, above=row)):
            return _build(sheet, row, lower + 1, _top(sheet, lower, above=row))
        return None
    columns = _top(sheet, row)
    if not _is_head(columns):
        return None
    below = _sub_heads(sheet, lower, columns) if lower < len(sheet.rows) else None
    return _build(sheet, row, row + (2 if below else 1), below or columns)


def _may_be_head(sheet: Sheet, row: int) -> bool:
    printed = sheet.printed(row)
    return len(printed) > 1 and all(len(cell.text) <= _LONGEST for _, cell in printed)


def _top(sheet: Sheet, row: int, above: int | None = None) -> list[HeadColumn]:
    """The heads of a row, those that reach down from the row above included."""
    width = max(len(sheet.rows[row]), len(sheet.rows[above]) if above is not None else 0)
    found: dict[int, HeadColumn] = {}
    for column in range(width):
        cell = sheet.at(row, column) if column < len(sheet.rows[row]) else None
        group = sheet.at(above, column) if above is not None else None
        if cell is None:
            continue
        if id(cell) in found:
            known = found[id(cell)]
            found[id(cell)] = evolve(known, columns=(*known.columns, column))
        else:
            period = _period_of(group) if group is not None and group is not cell else None
            found[id(cell)] = HeadColumn(_key_of(sheet, cell), cell, (column,), period)
    return list(found.values())


def _key_of(sheet: Sheet, cell: Cell) -> str:
    meaning = sheet.head_of(cell)
    if fold_head(cell.text) in _NAMES:
        return "name?"
    return meaning.key if meaning is not None else ""


def _period_of(cell: Cell) -> str | None:
    """The period that a group head names for the columns below it."""
    text = plain_head(cell.text)[0]
    if not _GROUP.fullmatch(text):
        return None
    if re.search(r"中长?期|长期|实施周?期|周期|项目期|总体", text):
        return "cycle"
    return "annual" if re.search(r"年度|当年|本年|20\d\d年", text) else None


def _is_head(columns: Sequence[HeadColumn]) -> bool:
    keys = [column.key for column in columns]
    named = "name" in keys or ("name?" in keys and any(key in _TARGET for key in keys))
    speaking = {key for key in keys if key in _SPEAKING}
    if not named and len(speaking & {"level1", "level2"}) == 2:
        named = bool(speaking & _TARGET) or len(keys) > len(speaking)
    return named and len(speaking) >= 2 and not any(map(_is_class, columns))


def _is_class(column: HeadColumn) -> bool:
    return not column.key and bool(classes_of(column.cell.text))


def _is_group_row(sheet: Sheet, row: int) -> bool:
    """Whether a row holds only heads of groups: levels, periods, and the label of the whole table."""
    for _, cell in sheet.printed(row):
        key = _key_of(sheet, cell)
        label = sheet.label_of(cell)
        if not (key or _period_of(cell) or (label is not None and label.key == "group")):
            return False
    return True


def _sub_heads(sheet: Sheet, row: int, top: Sequence[HeadColumn]) -> list[HeadColumn] | None:
    """The heads with those of a second row put below the ones they part; None if the row holds no heads."""
    printed = sheet.printed(row)
    parents = {column: head for head in top for column in head.columns}
    if not printed or any(len(cell.text) > _LONGEST or classes_of(cell.text) for _, cell in printed):
        return None
    keys = {column: _key_of(sheet, cell) for column, cell in printed}
    parted = all(
        column in parents and (parents[column].key in _VALUES or keys[column]) for column, _ in printed
    )
    known = sum(1 for key in keys.values() if key in _TARGET or key in {"name", "level2", "actual"})
    wide = any(len(parents[column].columns) > 1 for column, _ in printed if column in parents)
    if not parted or not (known == len(keys) or (wide and len(printed) > 1 and not known)):
        return None
    below = [
        HeadColumn(
            keys[column] or "recipient", cell, _own(sheet, row, column, cell), _period(parents[column])
        )
        for column, cell in printed
    ]
    used = {column for head in below for column in head.columns}
    kept = [head for head in top if not used & set(head.columns)]
    return sorted([*kept, *below], key=lambda head: head.columns[0])


def _own(sheet: Sheet, row: int, column: int, cell: Cell) -> tuple[int, ...]:
    return tuple(range(column, min(column + cell.colspan, len(sheet.rows[row]))))


def _period(parent: HeadColumn) -> str | None:
    return parent.key if parent.key in _VALUES and parent.key != "unlabelled" else parent.period


def _build(sheet: Sheet, start: int, end: int, columns: Sequence[HeadColumn]) -> TableHead:
    """The head with its columns put into blocks and groups."""
    columns = _name_unnamed(_part_years(columns))
    blocks = [Block()]
    project: dict[str, HeadColumn] = {}
    for head in columns:
        label = sheet.label_of(head.cell)
        if _is_project_label(head, label, blocks[-1]):
            assert label is not None
            project.setdefault(label.key, evolve(head, key=label.key))
        else:
            _enter(blocks, head)
    blocks = _give_periods([_without_recipients(block) for block in blocks])
    cells = {id(cell): cell for row in range(start, end) for _, cell in sheet.printed(row)}
    return TableHead(start, end, tuple(blocks), project, tuple(cells.values()))


def _give_periods(blocks: list[Block]) -> list[Block]:
    """Of two tables side by side that name no period, the left one is of the whole period, the right one of the year."""
    groups = [group for block in blocks for group in block.groups]
    if len(blocks) == 2 and all(group.period == "unlabelled" for group in groups):
        for block, period in zip(blocks, ("cycle", "annual"), strict=True):
            block.groups = [evolve(group, period=period) for group in block.groups]
    return blocks


def _is_project_label(head: HeadColumn, label: Meaning | None, block: Block) -> bool:
    """Whether a column says of which project a row is: it stands before the indicators, or nothing else answers to it."""
    if label is None or label.key not in _PROJECT_LABELS or head.key == "recipient":
        return False
    before = "name" not in block.columns and not block.groups
    return not head.key or (before and head.key in {"unlabelled", "annual", "unit", "cycle"})


def _name_unnamed(columns: Sequence[HeadColumn]) -> list[HeadColumn]:
    """A head 绩效指标 names the indicators where no other does; else it is the label of the whole table."""
    named = any(head.key == "name" for head in columns)
    last = max((at for at, head in enumerate(columns) if head.key == "name?"), default=None)
    return [
        evolve(head, key="name" if not named and at == last else "label") if head.key == "name?" else head
        for at, head in enumerate(columns)
    ]


def _part_years(columns: Sequence[HeadColumn]) -> list[HeadColumn]:
    """An actual value of an earlier year than the targets' is last year's, and no result."""
    years = [found[0] for head in columns if head.key == "annual" and (found := _YEAR.search(head.label))]
    last = max(years, default="")
    return [
        evolve(head, key="previous")
        if head.key == "actual" and (found := _YEAR.search(head.label)) and found[0] < last
        else head
        for head in columns
    ]


def _enter(blocks: list[Block], head: HeadColumn) -> None:
    """Put a head into the open block, or begin a new one."""
    block = blocks[-1]
    again = head.key in block.columns
    if head.key == "recipient" and _SUMS.fullmatch(head.label):
        block.extras.append(head)
        return
    if again and head.key == "name" and plain_head(head.label) != plain_head(block.columns["name"].label):
        block.extras.append(head)
        return
    if again and head.key in {"level1", "level2", "name"}:
        block = Block()
        blocks.append(block)
    if head.key in _TARGET or head.key == "recipient":
        _enter_value(block, head)
    elif head.key in {"label", ""} or head.key in block.columns:
        if head.key != "label":
            block.extras.append(head)
    else:
        block.columns[head.key] = head


def _enter_value(block: Block, head: HeadColumn) -> None:
    """Put a value, sign or unit into the open target, or begin the next one."""
    slot = "value" if head.key in _VALUES or head.key == "recipient" else head.key
    period = head.key if head.key in _VALUES and head.key != "unlabelled" else head.period
    group = block.groups[-1] if block.groups else None
    if group is None or getattr(group, slot) is not None or _is_other(group, period):
        group = ValueGroup(period or "unlabelled")
        block.groups.append(group)
    block.groups[-1] = evolve(
        group,
        period=period or group.period,
        value=head if slot == "value" else group.value,
        sign=head if slot == "sign" else group.sign,
        unit=head if slot == "unit" else group.unit,
        recipient=head.label if head.key == "recipient" else group.recipient,
    )


def _is_other(group: ValueGroup, period: str | None) -> bool:
    return group.value is not None and period is not None and group.period not in {period, "unlabelled"}


def _without_recipients(block: Block) -> Block:
    """Columns that no head of the table answers to are recipients where nothing else could hold a target."""
    groups = block.groups
    if len(groups) > 1:
        shared = {
            slot: [getattr(group, slot) for group in groups if getattr(group, slot)]
            for slot in ("sign", "unit")
        }
        groups = [group for group in groups if group.value is not None]
        for slot, found in shared.items():
            if len(found) == 1:
                groups = [evolve(group, **{slot: found[0]}) for group in groups]
        block.groups = groups or block.groups
    valued = any(group.value is not None for group in block.groups)
    doubled = next((head for head in block.extras if head.key == "name"), None)
    if not valued and doubled is not None and len(block.extras) == 1:
        # 三级指标 beside 考核指标: of two heads that can name an indicator, the second one holds its value.
        sign, unit = (block.groups[0].sign, block.groups[0].unit) if block.groups else (None, None)
        block.groups, block.extras = [ValueGroup("unlabelled", doubled, sign, unit)], []
        return block
    strange = [head for head in block.extras if not head.key and not _SUMS.fullmatch(head.label)]
    if valued or "name" not in block.columns or len(strange) < 2:
        return block
    shared_unit = block.groups[0].unit if block.groups else None
    shared_sign = block.groups[0].sign if block.groups else None
    block.groups = [ValueGroup("unlabelled", head, shared_sign, shared_unit, head.label) for head in strange]
    block.extras = [head for head in block.extras if head not in strange]
    return block
