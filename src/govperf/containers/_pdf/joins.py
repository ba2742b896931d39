"""Rows that run over a page break, joined again.

A program that breaks a row over pages prints the second part as a row of its own, often below a
repeated head, and nothing in the file says so. The second part is told by what it lacks and by where
the first stops: a column that every row fills is blank in it, a sentence of the first part is cut, the
number it begins with is not the first, or no line closes the first part. Where a cell of the first part
ends well above the end of its row, its text is whole, and a row with more text for it is another row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from math import inf

from attrs import evolve, frozen

from govperf.containers._pdf.rules import NEAR
from govperf.containers._pdf.sheets import Sheet, Table, Text

__all__ = ["join_rows"]

_Row = tuple[Text | None, ...]
_STOPS = frozenset("。；;！？.!?")
_PARTS = frozenset("，、：,:")
_SENTENCE = 30
# Programs keep up to two lines of a paragraph together, and leave their room blank.
_KEPT = 3.4
_EVEN = 0.5
_USUAL = 0.8
_CLOSE, _WORD = 4.2, 8.0
_SUM = re.compile(r"-?[\d,]+(\.\d+)?%?")
_DIGIT = re.compile(r"\d")
_FIRST = re.compile(r"[(（【\[①]|[1一]\s*[、.．:：)）]")
_MOST_HEADS = 6


@frozen(slots=True)
class _Break:
    """A page break inside a table: the row above it, the row below it, and the other rows of their shape."""

    above: _Row
    below: _Row
    others: tuple[_Row, ...]
    open: bool

    @property
    def lines(self) -> int:
        """How many lines the row has above the break."""
        return max(cell.text.count("\n") + 1 for cell in self.above if cell)

    @property
    def sums(self) -> bool:
        """Whether a sum stands above the break and nothing below it."""
        pairs = zip(self.above, self.below, strict=True)
        return any(
            above and not (below and below.text) and _SUM.fullmatch(above.text) for above, below in pairs
        )

    def share(self, column: int) -> float:
        """Which part of the other rows has text in a column; 1 where there are no others."""
        filled = [bool(cell and cell.text) for cell in (row[column] for row in self.others)]
        return sum(filled) / len(filled) if filled else 1

    @property
    def pairs(self) -> Iterator[tuple[Text, Text, list[str]]]:
        """The cells that have text on both pages, and what the other rows say in their columns."""
        for column, (above, below) in enumerate(zip(self.above, self.below, strict=True)):
            if above and below and above.text and below.text:
                yield above, below, [cell.text for row in self.others if (cell := row[column]) and cell.text]


@frozen(slots=True)
class _Joined:
    """Two pages after a row was joined; `spent` if the second held nothing else, so that it may go on."""

    first: Sheet
    second: Sheet
    spent: bool


def join_rows(sheets: Iterable[Sheet]) -> Iterator[Sheet]:
    """The sheets, each row whole on the page where it begins; blank cells hold its place on the next page."""
    waiting: list[Sheet] = []
    for sheet in sheets:
        sheet = _without_repeats(waiting[-1], sheet) if waiting else sheet  # noqa: PLW2901
        joined = _join(waiting[0], sheet) if waiting else None
        if joined is not None:
            waiting[0], sheet = joined.first, joined.second  # noqa: PLW2901
        if joined is not None and joined.spent:
            waiting.append(sheet)
        else:
            yield from waiting
            waiting = [sheet]
    yield from waiting


def _without_repeats(first: Sheet, second: Sheet) -> Sheet:
    """The second page without the texts of merged cells that are printed anew on it."""
    pair = _facing(first, second)
    if pair is None:
        return second
    upper, lower = pair
    heads = _heads(upper, lower)
    below = _fitted(lower, lower.rows[heads], upper) if heads < len(lower.rows) else None
    repeats: dict[int, Text] = {}
    for column, cell in enumerate(below or ()):
        above = _last(upper, column)
        said = above and (above.text or above.before)
        if cell and above and said and (cell.hidden or above.hidden) and _bare((cell,)) == [_squeeze(said)]:
            repeats[id(cell)] = evolve(cell, text="", before=said, hidden=True)
    if not repeats:
        return second
    row = tuple(repeats.get(id(cell), cell) for cell in lower.rows[heads])
    rows = (*lower.rows[:heads], row, *lower.rows[heads + 1 :])
    return evolve(second, blocks=(evolve(lower, rows=rows), *second.blocks[1:]))


def _last(table: Table, column: int) -> Text | None:
    """The cell of a column that reaches the end of the table."""
    rows = reversed(table.rows)
    return next((row[column] for row in rows if row[column] is not None), None)


def _facing(first: Sheet, second: Sheet) -> tuple[Table, Table] | None:
    """The table that ends a page and the one that begins the next."""
    upper, lower = first.blocks[-1:], second.blocks[:1]
    if upper and lower and isinstance(upper[0], Table) and isinstance(lower[0], Table):
        return upper[0], lower[0]
    return None


def _join(first: Sheet, second: Sheet) -> _Joined | None:
    """Both pages with the broken row whole on the first; None if no row is broken."""
    pair = _facing(first, second)
    if pair is None:
        return None
    upper, lower = pair
    heads = _heads(upper, lower)
    if heads == len(lower.rows) or (below := _fitted(lower, lower.rows[heads], upper)) is None:
        return None
    taken = _continues(broken := _break(upper, lower, heads, below))
    tables = _joined_row(upper, lower, heads, broken) if taken else _joined_cells(upper, lower, heads, below)
    if tables is None:
        return None
    return _Joined(
        evolve(first, blocks=(*first.blocks[:-1], tables[0])),
        evolve(second, blocks=(tables[1], *second.blocks[1:])),
        spent=taken and len(second.blocks) == 1 and heads + 1 == len(lower.rows),
    )


def _break(upper: Table, lower: Table, heads: int, below: _Row) -> _Break:
    fitted = (_fitted(lower, row, upper) for row in lower.rows[heads + 1 :])
    shapes = {_shape(upper.rows[-1]), _shape(below)}
    rows = (row for row in (*upper.rows[heads:-1], *fitted) if row and any(_bare(row)))
    others = tuple(row for row in rows if _shape(row) in shapes)
    return _Break(upper.rows[-1], below, others, upper.open_bottom or (lower.open_top and heads == 0))


def _joined_row(upper: Table, lower: Table, heads: int, broken: _Break) -> tuple[Table, Table]:
    whole = tuple(map(_whole, broken.above, broken.below))
    blank = tuple(cell and evolve(cell, text="") for cell in lower.rows[heads])
    return (
        evolve(upper, rows=(*upper.rows[:-1], whole), open_bottom=lower.open_bottom),
        evolve(lower, rows=(*lower.rows[:heads], blank, *lower.rows[heads + 1 :]), open_top=False),
    )


def _joined_cells(upper: Table, lower: Table, heads: int, below: _Row) -> tuple[Table, Table] | None:
    """Texts of cells that are merged down over the page, as a goal beside the rows of its indicators."""
    rows, moved = [list(row) for row in upper.rows], []
    for column, more in enumerate(below):
        at = next((k for k in reversed(range(len(rows))) if rows[k][column] is not None), 0)
        cell = rows[at][column]
        merged = more and cell and more.text and cell.text and (at < len(rows) - 1 or more.box.rowspan > 1)
        if merged and cell and more and _may_go_on(cell, more, ()) and _breaks_off(cell, ()):
            rows[at][column] = _whole(cell, more)
            moved.append(more)
    if not moved:
        return None
    rest = tuple(evolve(cell, text="") if cell in moved else cell for cell in lower.rows[heads])
    lower = evolve(lower, rows=(*lower.rows[:heads], rest, *lower.rows[heads + 1 :]))
    return evolve(upper, rows=tuple(map(tuple, rows))), lower


def _fitted(table: Table, row: _Row, onto: Table) -> _Row | None:
    """A row in the columns of another table, matched by their lines; None if a cell with text fits into none.

    A page whose rows need fewer columns has fewer lines, so indices of columns do not agree.
    """
    fitted: list[Text | None] = [None] * (len(onto.us) - 1)
    for column, cell in enumerate(row):
        if cell is None:
            continue
        left, right = table.us[column], table.us[column + cell.box.colspan]
        at = next((k for k, u in enumerate(onto.us[:-1]) if abs(u - left) <= NEAR), None)
        above = onto.rows[-1][at] if at is not None else None
        if at is None or (above and abs(onto.us[at + above.box.colspan] - right) > NEAR):
            if cell.text:
                return None
        else:
            fitted[at] = cell
    return tuple(fitted)


def _heads(upper: Table, lower: Table) -> int:
    """How many rows at the top of the second table repeat those of the first."""
    count = 0
    for one, other in zip(upper.rows[:_MOST_HEADS], lower.rows, strict=False):
        if _bare(one) != _bare(other) or not any(_bare(one)):
            break
        count += 1
    return count


def _shape(row: _Row) -> tuple[int, ...]:
    """How many columns each cell takes: rows of one block of a form have one shape."""
    return tuple(cell.box.colspan if cell else 0 for cell in row)


def _bare(row: _Row) -> list[str]:
    return [_squeeze(cell.text) if cell else "" for cell in row]


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _continues(broken: _Break) -> bool:
    filled = [bool(cell and cell.text) for cell in broken.above]
    more = [bool(cell and cell.text) for cell in broken.below]
    if not any(more) or not all(_may_go_on(*pair) for pair in broken.pairs):
        return False
    if any(
        new and not (old or (broken.open and cell))
        for new, old, cell in zip(more, filled, broken.above, strict=True)
    ):
        return False
    return _repeats(broken) or _is_cut(broken) or (_is_full(broken) and _lacks(broken, filled, more))


def _lacks(broken: _Break, filled: Sequence[bool], more: Sequence[bool]) -> bool:
    """Whether the second part is blank where nearly all rows have text; below an open side, where the first has."""
    # Browsers leave the line out below whole rows of one line too.
    if broken.open and broken.lines > 1:
        return filled != more
    return any(
        old and not new and broken.share(column) >= _USUAL
        for column, (old, new) in enumerate(zip(filled, more, strict=True))
    )


def _may_go_on(above: Text, below: Text, others: Sequence[str]) -> bool:
    """Whether the text reaches the end of its row, but for the lines that are kept together over the page.

    A sum above and one below are two sums, unless the first is cut within its decimals. Words above the sums of
    a column are its head.
    """
    if _SUM.fullmatch(below.text) and not _DIGIT.search(above.text) and any(map(_SUM.fullmatch, others)):
        return False
    if _SUM.fullmatch(above.text) and _SUM.fullmatch(below.text):
        return "." in above.text and "." not in below.text and above.beside < _CLOSE
    cut = _stops_short(above.text, others) or _says_again(above, below, others)
    return above.below < (2 * _KEPT if cut else _KEPT)


def _is_full(broken: _Break) -> bool:
    """Whether each text that would go on fills its cell: down to where the longest ends, and to the right.

    A row of one line may stand whole, below the label of its group and above a row without one: its texts
    must come close to the right side. Where the row has more lines, or a sum that stands above only, a line
    may end before a word that was too long for it.
    """
    least = min((cell.below for cell in broken.above if cell), default=inf)
    deep = broken.open or all(above.below <= least + _EVEN for above, _, _ in broken.pairs)
    rooms = [above.beside for above, _, _ in broken.pairs]
    if broken.lines > 1:
        return deep and max(rooms, default=0) <= _WORD
    return (
        deep
        and min(rooms, default=0) <= _CLOSE
        and max(rooms, default=0) <= (_WORD if broken.sums else _CLOSE)
    )


def _repeats(broken: _Break) -> bool:
    """Whether a cell, put together, says what another row says there, as the department's name does."""
    return any(_says_again(*pair) for pair in broken.pairs)


def _says_again(above: Text, below: Text, others: Sequence[str]) -> bool:
    whole = _squeeze(above.text + below.text)
    return any(_squeeze(text) == whole for text in others)


def _is_cut(broken: _Break) -> bool:
    """Whether a sentence stops in the middle, or the second part does not begin as its column does."""
    return any(
        _starts_otherwise(above.text, below.text, others) or _breaks_off(above, others)
        for above, below, others in broken.pairs
    )


def _starts_otherwise(above: str, below: str, others: Sequence[str]) -> bool:
    numbered = all(_FIRST.match(text) for text in (above, *others))
    return len(others) > 1 and numbered and not _FIRST.match(below)


def _breaks_off(above: Text, others: Sequence[str]) -> bool:
    """Whether a text stops in the middle of a sentence where its line was full, or parted on purpose."""
    full = above.beside <= _WORD or above.text.rstrip()[-1:] in _PARTS
    return full and _stops_short(above.text, others)


def _stops_short(above: str, others: Sequence[str]) -> bool:
    if above.rstrip()[-1:] in _STOPS:
        return False
    if len(others) > 1:
        return sum(text.rstrip()[-1:] in _STOPS for text in others) >= 0.8 * len(others)
    return len(above) >= _SENTENCE and bool(_STOPS.intersection(above))


def _whole(above: Text | None, below: Text | None) -> Text | None:
    if above is None or below is None or not below.text:
        return above and evolve(above, below=inf)
    text = f"{above.text}\n{below.text}" if above.text else below.text
    return evolve(above, text=text, below=below.below, beside=below.beside)
