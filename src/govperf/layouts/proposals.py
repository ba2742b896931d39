"""A declaration drafted from a sample: which heads are known and as what, and which wait for a word of yours."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final

from attrs import frozen

from govperf.errors import InputError
from govperf.grid import Cell, Grid
from govperf.layouts._rows.heads import plain_head
from govperf.layouts._rows.shapes import SHAPES, find_shape
from govperf.layouts._rows.spans import Sheet
from govperf.layouts._rows.tables import TableHead, find_table_head
from govperf.layouts.base import Survey, is_title
from govperf.layouts.generic import guess_heads

__all__ = ["propose"]

_SURVEYED: Final = 400
_LONGEST: Final = 40
_LEAST: Final = 3
_SPEAKING: Final = frozenset({"level1", "level2", "name", "cycle", "annual", "sign"})


@frozen(slots=True)
class _Heads:
    """The heads of a sample: those with a meaning, those told by their columns, and the rest."""

    form: str | None
    title: str | None
    known: tuple[tuple[str, str], ...]
    guessed: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]


def propose(grids: Iterable[Grid], name: str) -> str:
    """The TOML of a layout for the first table of these grids that has heads of indicators; yours to complete.

    Args:
        grids: the tables of the sample.
        name: what the layout is to be called.

    Raises:
        InputError: no table has a head of indicators beside unknown ones, so that there is nothing to begin with.
    """
    for grid in grids:
        heads = _look(grid)
        if heads is not None:
            return "\n".join(_write(heads, name)) + "\n"
    raise InputError(
        "no table here has heads of indicators to draft a layout from",
        hint="see govperf explain; a form that prints its indicators in one cell needs a class",
    )


def _look(grid: Grid) -> _Heads | None:
    """What the heads of a table mean; None where it has none of indicators, or no column could be one of targets."""
    guessed = guess_heads(grid)
    sheet = Sheet(grid, guessed)
    rows = range(min(len(sheet.rows), _SURVEYED))
    heads = [head for row in rows if (head := find_table_head(sheet, row)) is not None]
    shape = find_shape(Survey(grid), tuple(guessed.items()))
    if shape is not None and heads:
        known = tuple(_meanings(max(heads, key=lambda head: len(head.keys))))
        form, unknown = shape.name, shape.unknown
    else:
        form, (known, unknown) = None, max(map(partial(_meant, sheet), rows), key=_count, default=((), ()))
        if not unknown or not _SPEAKING & {key for _, key in known}:
            return None
    title = next((one for row in rows if (one := _title(sheet, row)) is not None), None)
    told = tuple((head, usual) for head, usual in guessed.items())
    return _Heads(
        form, title, tuple(one for one in known if plain_head(one[0])[0] not in guessed), told, unknown
    )


def _meanings(head: TableHead) -> Iterator[tuple[str, str]]:
    """Each head that has a meaning, with it, in print order."""
    columns = [column for block in head.blocks for column in block.columns.values()]
    for block in head.blocks:
        for group in block.groups:
            columns += [one for one in (group.value, group.sign, group.unit) if one is not None]
    columns += head.project.values()
    for column in sorted({id(one): one for one in columns}.values(), key=lambda one: one.columns[0]):
        yield column.label, column.key


def _meant(sheet: Sheet, row: int) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """The heads of a row that cannot be a head of indicators by itself: those known, and the others."""
    cells = [cell for _, cell in sheet.printed(row) if len(cell.text) <= _LONGEST]
    if len(cells) < _LEAST:
        return (), ()
    known = tuple(
        (_label(cell), meaning.key) for cell in cells if (meaning := sheet.head_of(cell)) is not None
    )
    return known, tuple(_label(cell) for cell in cells if sheet.head_of(cell) is None)


def _count(found: tuple[tuple[tuple[str, str], ...], tuple[str, ...]]) -> int:
    """How many heads of a row speak of indicators."""
    return sum(key in _SPEAKING for _, key in found[0])


def _label(cell: Cell) -> str:
    return "".join(cell.text.split())


def _title(sheet: Sheet, row: int) -> str | None:
    cells = sheet.printed(row)
    return _label(cells[0][1]) if len(cells) == 1 and is_title(cells[0][1]) else None


def _write(heads: _Heads, name: str) -> Iterator[str]:
    yield "# A draft. Complete the lines that hold a ? and take away their #; delete the rest."
    yield f"# Then try it: govperf read SAMPLE --layout {name}.toml"
    yield f"name = {_quote(name)}"
    if heads.form is not None:
        yield f"form = {_quote(heads.form)}  # {SHAPES[heads.form]}"
    else:
        yield f'# form = "?"  # one of {", ".join(SHAPES)}'
    yield f"title = {_quote(heads.title)}" if heads.title is not None else '# title = "?"'
    yield '# district = "?"  # what all documents of the place name, and no others: 某县'
    yield ""
    if heads.known:
        yield "# Heads that are known, and what they are read as; they need no line of their own:"
        yield from (f"#   {head}: {key}" for head, key in heads.known)
        yield ""
    yield "[aliases]"
    if heads.guessed:
        yield "# Told by what stands below them; correct them where they are wrong:"
        yield from (f"{_quote(head)} = {_quote(usual)}" for head, usual in heads.guessed)
    if heads.unknown:
        yield "# Known to nobody. Give the usual head that each stands for; without one, its text is kept in `extras`:"
        yield from (f'# {_quote(head)} = "?"' for head in heads.unknown)
    if not heads.guessed and not heads.unknown:
        yield "# Every head is known: the file is read without a layout of its own."


def _quote(text: str) -> str:
    """A text as a basic string of TOML, whose escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False)
