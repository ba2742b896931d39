"""The rows of a table of indicators: each becomes one indicator, or two side by side, or one for each recipient."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from attrs import evolve, field, frozen

from govperf._width import fold, unwrap
from govperf.grammar.names import Name, parse_name, split_target
from govperf.grammar.targets import is_slip, join_target, parse_target
from govperf.grid import Cell
from govperf.layouts._drafts import Draft
from govperf.layouts._rows.classes import ClassCells, assign, classify_cells
from govperf.layouts._rows.spans import Sheet
from govperf.layouts._rows.tables import Block, HeadColumn, TableHead, ValueGroup
from govperf.layouts.base import Role
from govperf.model.indicators import Indicator, Result
from govperf.model.targets import Target

__all__ = ["RowIndicator", "RowReader"]

_NUMBER: Final = re.compile(r"-?\d{1,9}(?:\.\d+)?")
_REMARKS: Final = ("previous", "remark", "direction", "kind")
_CLASSES: Final = ("level1", "level2")


@frozen(slots=True, eq=False)
class RowIndicator:
    """An indicator, the row it stands in, and the recipient that it is for in a matrix."""

    row: int
    indicator: Indicator
    recipient: str | None = None


@frozen(slots=True, eq=False)
class RowReader:
    """Reads the rows below one head."""

    draft: Draft
    sheet: Sheet
    head: TableHead
    rows: Sequence[int]
    found: list[RowIndicator] = field(factory=list, init=False)

    def read(self) -> list[RowIndicator]:
        """All indicators of the rows, in print order."""
        classes = [self._assign(block, at) for at, block in enumerate(self.head.blocks)]
        for index, row in enumerate(self.rows):
            pairs = [(block, part[index]) for block, part in zip(self.head.blocks, classes, strict=True)]
            self.found.extend(self._read_row(row, pairs))
            self._mark_structure(row)
        return self.found

    def _assign(self, block: Block, at: int) -> list[ClassCells]:
        """The class cells of each row of a block; a second block takes level 1 from the first where it has none."""
        first = self.head.blocks[0]
        heads = [
            block.columns.get(key) or (first.columns.get(key) if at and key == "level1" else None)
            for key in _CLASSES
        ]
        rows = [ClassCells(*(self._first(row, head) for head in heads)) for row in self.rows]
        return assign(rows)

    def _read_row(self, row: int, pairs: Sequence[tuple[Block, ClassCells]]) -> Iterator[RowIndicator]:
        made = [one for block, classes in pairs for one in self._read_block(row, block, classes)]
        if len(made) == len(pairs) == 2:
            left, right = (one.indicator for one in made)
            if left.name is not None and left.name == right.name:
                targets = {period: target for one in (left, right) for period, target in one.targets}
                if len(targets) == 2:
                    yield RowIndicator(row, _give(left, targets))
                    return
        yield from made

    def _read_block(self, row: int, block: Block, classes: ClassCells) -> Iterator[RowIndicator]:
        name_cells = self._cells(row, block.columns.get("name"))
        name_cells = [cell for cell in name_cells if cell is not classes.level1]
        values = [
            (group, target) for group in block.groups if (target := self._read_target(row, group)) is not None
        ]
        name = parse_name("".join(unwrap(cell.text).text for cell in name_cells)) if name_cells else None
        if not self._begins(row, block) or ((name is None or name.name is None) and not values):
            return
        if name is None and name_cells == [] and all(_is_blank(target) for _, target in values):
            return
        for cell in name_cells:
            self.draft.mark(cell)
        first = name_cells[0] if name_cells else self._first_value(row, block)
        if first is None:
            return
        one = self._build(row, block, classes, name, first)
        if any(group.recipient for group, _ in values):
            for group, target in values:
                yield RowIndicator(row, evolve(one, unlabelled=target), group.recipient)
            return
        targets: dict[str, Target] = {}
        for group, target in values:
            targets.setdefault(group.period, target)
        if not targets and name is not None and name.name is not None:
            one = self._split(one, first)
        one = _give(one, targets)
        self._check(one, first)
        yield RowIndicator(row, one)

    def _build(
        self, row: int, block: Block, classes: ClassCells, name: Name | None, first: Cell
    ) -> Indicator:
        """An indicator with all but its targets."""
        for cell in (classes.level1, classes.level2):
            if cell is not None:
                self.draft.mark(cell)
        number = name.number if name else None
        printed = self._text(row, block.columns.get("number"))
        if printed is not None and printed.isdecimal():
            number = int(fold(printed))
        return Indicator(
            name.name if name else None,
            classify_cells(classes),
            number,
            result=self._read_result(row, block),
            extras=tuple(self._extras(row, block, name)),
            place=first.place.span(0, len(first.text)),
        )

    def _split(self, one: Indicator, cell: Cell) -> Indicator:
        """A name that carries its own target, where the value column is blank."""
        found = split_target(unwrap(cell.text).text)
        if found is None or not found.target.clauses or one.name is None:
            return one
        inner = parse_name(found.name)
        start = cell.text.find(found.target.text)
        place = cell.place.span(start, start + len(found.target.text)) if start >= 0 else cell.place
        return evolve(one, name=inner.name, unlabelled=evolve(found.target, place=place))

    def _read_target(self, row: int, group: ValueGroup) -> Target | None:
        """The target of one group: the value as printed, or what sign, value and unit say together."""
        cells = self._cells(row, group.value)
        value = self._join(cells)
        sign, unit = self._text(row, group.sign), self._text(row, group.unit)
        if value is None:
            return None
        cell = cells[0]
        self._mark_beside(row, group)
        target = parse_target(value) if sign is unit is None else join_target(sign, value, unit)
        start = max(cell.text.find(value[0]), 0)
        return evolve(target, place=cell.place.span(start, len(cell.text.rstrip())))

    def _mark_beside(self, row: int, group: ValueGroup) -> None:
        for head in (group.value, group.sign, group.unit):
            for cell in self._cells(row, head):
                self.draft.mark(cell)

    def _read_result(self, row: int, block: Block) -> Result | None:
        """Actual value, weight, score and reason; None where none is printed."""
        text = self._text(row, block.columns.get("actual"))
        actual: Target | None = None
        if text is not None:
            cell = self._cells(row, block.columns["actual"])[0]
            actual = evolve(parse_target(text), place=cell.place.span(0, len(cell.text)))
        weight, score = (self._read_number(row, block.columns.get(key)) for key in ("weight", "score"))
        reason = self._text(row, block.columns.get("reason"), own=True)
        if actual is None and weight is None and score is None and reason is None:
            return None
        for key in ("actual", "reason"):
            for cell in self._cells(row, block.columns.get(key)):
                self.draft.mark(cell)
        return Result(actual, weight, score, reason)

    def _read_number(self, row: int, head: HeadColumn | None) -> Decimal | None:
        """A weight or score; one that is merged over several rows counts for the first of them."""
        text = self._text(row, head, own=True)
        if text is None or head is None:
            return None
        found = _NUMBER.fullmatch("".join(fold(text).split()).rstrip("分%"))
        if found is None:
            return None
        self.draft.mark(self._cells(row, head)[0])
        return Decimal(found[0])

    def _extras(self, row: int, block: Block, name: Name | None) -> Iterator[tuple[str, str]]:
        """What is printed in columns that the model has no field for, each under its head."""
        if name is not None and name.placeholder is not None:
            yield block.columns["name"].label, name.placeholder
        heads = [block.columns[key] for key in _REMARKS if key in block.columns]
        heads += [block.columns[key] for key in ("weight", "score") if key in block.columns]
        for head in sorted([*heads, *block.extras], key=lambda one: one.columns[0]):
            text = self._text(row, head, own=True)
            cells = self._cells(row, head)
            if text is None or (head.key in {"weight", "score"} and self._read_number(row, head) is not None):
                continue
            for cell in cells:
                self.draft.mark(cell)
            yield head.label, text

    def _check(self, one: Indicator, cell: Cell) -> None:
        """Report what a reader should know of an indicator."""
        if one.name is None:
            self.draft.report("name-missing", cell)
        targets = [target for _, target in one.targets]
        if not targets:
            self.draft.report("value-missing", cell)
        if any(map(is_slip, targets)):
            self.draft.report("sign-slip", cell)
        kind = one.classification
        if kind.canonical is None and (kind.level1 or kind.level2):
            self.draft.report("class-conflict", cell)

    def _mark_structure(self, row: int) -> None:
        """Cells of rows that say nothing: filler, reserved classes, placeholders, numbers of blank rows."""
        for _, cell in self.sheet.printed(row):
            place = cell.place
            if (place.page, place.row, place.column or 0) in self.draft.roles:
                continue
            label = cell.text.strip()
            filler = parse_name(label).name is None or len(label) == 1
            if filler or any(cell is one for one in self._class_cells(row)):
                self.draft.mark(cell, Role.STRUCTURE)

    def _class_cells(self, row: int) -> Iterator[Cell]:
        for block in self.head.blocks:
            for key in (*_CLASSES, "number", "unit", "sign"):
                yield from self._cells(row, block.columns.get(key))
            for group in block.groups:
                yield from self._cells(row, group.unit)
                yield from self._cells(row, group.sign)

    def _begins(self, row: int, block: Block) -> bool:
        """Whether a name or a value begins in this row, and does not only reach down into it."""
        heads = [block.columns.get("name"), *(group.value for group in block.groups)]
        return any(
            self.sheet.rows[row][column : column + 1] and self.sheet.rows[row][column]
            for head in heads
            if head is not None
            for column in head.columns
        )

    def _first_value(self, row: int, block: Block) -> Cell | None:
        return next((cell for group in block.groups for cell in self._cells(row, group.value)), None)

    def _first(self, row: int, head: HeadColumn | None) -> Cell | None:
        return next(iter(self._cells(row, head)), None)

    def _cells(self, row: int, head: HeadColumn | None) -> list[Cell]:
        return self.sheet.within(row, head.columns) if head is not None else []

    def _text(self, row: int, head: HeadColumn | None, *, own: bool = False) -> str | None:
        """The text of a column in a row; `own` leaves out what reaches down from a row above."""
        cells = self._cells(row, head)
        if own:
            printed = {id(cell) for _, cell in self.sheet.printed(row)}
            cells = [cell for cell in cells if id(cell) in printed]
        return self._join(cells)

    @staticmethod
    def _join(cells: Sequence[Cell]) -> str | None:
        return "".join(unwrap(cell.text).text.strip() for cell in cells) or None


def _give(one: Indicator, targets: Mapping[str, Target]) -> Indicator:
    """The indicator with targets by period."""
    return evolve(
        one,
        cycle=targets.get("cycle", one.cycle),
        annual=targets.get("annual", one.annual),
        unlabelled=targets.get("unlabelled", one.unlabelled),
    )


def _is_blank(target: Target) -> bool:
    """Whether a value is only a mark for nothing."""
    return target.text in {"", "/", "-", "—", "——", "\\"}
