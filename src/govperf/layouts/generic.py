"""Generic: a table of targets under heads that nobody knows, told by what stands below them. The last resort.

==========  ====================================================================
title       绩效目标表
published   anywhere; no other layout claims the table
told by     a column of class names (产出指标, 数量指标), one of names, one whose cells are targets with sign or unit
refuses     tables of scores, points, money or counts, tables without targets, tables without a row of heads
problem     `read-generically` for every table, a warning: columns were told by content, and may have been mistaken
==========  ====================================================================

Unknown heads that stand over such columns are read as the usual ones, by the same engine as all other tables. A known head
keeps its meaning, but for one such as 类型 that stands over the names of classes.

>>> from govperf.grid import Grid
>>> rows = [["类型", "细类", "做什么", "做到多少"], ["产出指标", "数量指标", "场次", "≥6次"], ["产出指标", "质量指标", "合格率", "≥95%"],
...         ["满意度指标", "服务对象满意度指标", "学员满意度", "≥90%"]]
>>> reading = Generic().read(Grid.of([["项目名称", "培训", "", ""], *rows]))
>>> [(one.name, one.unlabelled.text) for one in reading.disclosure.projects[0].indicators]
[('场次', '≥6次'), ('合格率', '≥95%'), ('学员满意度', '≥90%')]
>>> "read-generically" in {problem.code for problem in reading.disclosure.problems}
True
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import ClassVar, Final

from govperf.grammar.targets import parse_target
from govperf.grid import Cell, Grid
from govperf.layouts._drafts import Draft
from govperf.layouts._rows.heads import plain_head, read_head
from govperf.layouts._rows.reader import FormReader
from govperf.layouts._rows.shapes import SHAPES, find_shape
from govperf.layouts._rows.spans import Sheet
from govperf.layouts.base import Evidence, Survey, TableReading
from govperf.layouts.indicator_rows import IndicatorRows
from govperf.model.targets import TargetKind
from govperf.model.taxonomy import classes_of

__all__ = ["Generic", "guess_heads"]

_HEAD: Final = 40
_SURVEYED: Final = 60
_LEAST: Final = 3
_SHARE: Final = 0.6
_MONEY: Final = frozenset({"元", "万元", "千元", "亿元", "分", "个百分点"})
_SCORES: Final = frozenset({"score", "actual", "weight", "reason"})
_LEVELS: Final = ("一级指标", "二级指标")
_CLASSES: Final = frozenset({"level1", "level2"})


class Generic(IndicatorRows):
    """绩效目标表 of an unknown form. It reads only what no other layout claims."""

    NAME: ClassVar[str] = "generic"
    FORM: ClassVar[str] = "generic"
    TITLE: ClassVar[str] = "项目支出绩效目标表"

    def identify(self, survey: Survey) -> Evidence:
        """Which heads can be told by what stands below them; weak evidence, whatever it finds."""
        guessed = guess_heads(survey.grid)
        shape = find_shape(survey, tuple(guessed.items())) if guessed else None
        claims = shape is not None and shape.name in SHAPES and shape.name != "self_evaluation"
        found = tuple(f"{head}={usual}" for head, usual in guessed.items())
        return Evidence(self.NAME, claims, found, () if claims else ("三级指标", "指标值"), weak=True)

    def read(self, grid: Grid) -> TableReading:
        """Read with the heads that were told by their columns; what has no target after that is no indicator."""
        draft = Draft(grid, self.NAME, self.FORM)
        guessed = guess_heads(grid)
        shape = find_shape(Survey(grid), tuple(guessed.items())) if guessed else None
        if shape is None:
            return draft.finish(())
        departments = FormReader(draft, shape.name == "department_rows", guessed).read()
        first = next((cell for cell in grid.cells), None)
        told = "、".join(f"{head}={usual}" for head, usual in guessed.items())
        draft.report("read-generically", None, heads=told)
        return draft.finish(departments, first.place if first is not None else None)


@lru_cache(maxsize=4)
def guess_heads(grid: Grid) -> dict[str, str]:
    """The unknown heads of a table and the usual ones that their columns speak for; empty where no table of targets is told.

    A class and a target must stand in the row below the heads, and three targets at least in all; a head that is known keeps
    its meaning, unless it stands over classes and means no level.
    """
    sheet = Sheet(grid)
    for row in range(min(len(sheet.rows), _SURVEYED)):
        heads = sheet.printed(row)
        if len(heads) < _LEAST or any(len(cell.text) > _HEAD or classes_of(cell.text) for _, cell in heads):
            continue
        guessed = _guess(sheet, row, heads)
        if guessed:
            return guessed
    return {}


def _guess(sheet: Sheet, row: int, heads: Sequence[tuple[int, Cell]]) -> dict[str, str]:
    """The meaning of the unknown heads of one row, if together with the known ones they make a table of targets."""
    known = {meaning.key for _, cell in heads if (meaning := read_head(cell.text)) is not None}
    if known & _SCORES:
        return {}
    columns = {column: _below(sheet, row, column) for column, _ in heads}
    classes = [column for column, cells in columns.items() if _fits(cells, _is_class)]
    targets = [column for column, cells in columns.items() if _fits(cells, _is_target)]
    if not classes or len(targets) != 1 or sum(map(_is_target, columns[targets[0]])) < _LEAST:
        return {}
    if not all(columns[column][0].place.row == _next_row(sheet, row) for column in (*classes, targets[0])):
        return {}
    valued = [cell.place.row for cell in columns[targets[0]] if _is_target(cell)]
    names = [
        column
        for column, cells in columns.items()
        if classes[-1] < column < targets[0]
        and set(valued) <= {cell.place.row for cell in cells if _is_name(cell)}
    ]
    if not names or len(classes) > len(_LEVELS):
        return {}
    levels = _LEVELS if len(classes) > 1 else (_level_of(columns[classes[0]]),)
    usual = {**dict(zip(classes, levels, strict=True)), names[0]: "三级指标"}
    usual[targets[0]] = "指标值"
    found = {plain_head(cell.text)[0]: usual[column] for column, cell in heads if column in usual}
    told = {head: text for head, text in found.items() if head and not _is_known(head, text)}
    return told if len(found) == len(usual) else {}


def _is_known(head: str, usual: str) -> bool:
    """Whether a head says itself what stands below it; the names of classes speak louder than a head of something else."""
    meaning = read_head(head)
    return meaning is not None and (usual not in _LEVELS or meaning.key in _CLASSES)


def _below(sheet: Sheet, row: int, column: int) -> list[Cell]:
    """The cells printed below a head, whatever lies between them."""
    cells = (sheet.rows[at][column] for at in range(row + 1, len(sheet.rows)) if column < len(sheet.rows[at]))
    return [cell for cell in cells if cell]


def _next_row(sheet: Sheet, row: int) -> int | None:
    """The row of the print that stands below a row of heads."""
    following = next((at for at in range(row + 1, len(sheet.rows)) if sheet.printed(at)), None)
    return sheet.printed(following)[0][1].place.row if following is not None else None


def _fits(cells: Sequence[Cell], fits: Callable[[Cell], bool]) -> bool:
    """Whether the first cell of a column, and most of all, are of a kind."""
    return bool(cells) and fits(cells[0]) and _share(cells, fits) >= _SHARE


def _share(cells: Sequence[Cell], fits: Callable[[Cell], bool]) -> float:
    return sum(map(fits, cells)) / len(cells) if cells else 0.0


def _is_class(cell: Cell) -> bool:
    return bool(classes_of(cell.text))


def _is_target(cell: Cell) -> bool:
    """Whether a cell is a target beyond doubt: a number with a sign or with a unit that counts neither money nor points."""
    target = parse_target(cell.text)
    if target.kind not in {TargetKind.QUANTITY, TargetKind.RANGE} or not target.clauses:
        return False
    clause = target.clauses[0]
    return clause.operator is not None or (clause.unit is not None and clause.unit not in _MONEY)


def _is_name(cell: Cell) -> bool:
    """Whether a cell may name an indicator: words, no class, no target."""
    return (
        not classes_of(cell.text) and not _is_target(cell) and any("一" <= one <= "鿿" for one in cell.text)
    )


def _level_of(cells: Sequence[Cell]) -> str:
    """Which level a lone column of classes is of: the second where most of its names are of level 2 only."""
    inner = sum(all("." in meaning for meaning in classes_of(cell.text)) for cell in cells)
    return _LEVELS[1] if inner * 2 > len(cells) else _LEVELS[0]
