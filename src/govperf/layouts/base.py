"""What a layout is: one district's form, read into a disclosure and written from one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import ClassVar, Final, Protocol

from attrs import field, frozen

from govperf.grid import Cell, Grid, fold_heads
from govperf.model.disclosures import Disclosure

__all__ = ["Evidence", "Layout", "Role", "Survey", "TableReading"]

_SURVEYED_ROWS: Final = 60
_TITLE = re.compile(r"绩效.*表|目标.*申报表|自评表")


class Role(StrEnum):
    """What a cell of the print was used for."""

    VALUE = "value"
    """Its text is in the model."""
    TITLE = "title"
    HEAD = "head"
    TOTAL = "total"
    STRUCTURE = "structure"
    """A label, a page number, a mark that nothing is to be read here."""
    PROBLEM = "problem"
    """Its text is in `problems`."""


@frozen(slots=True)
class Evidence:
    """What speaks for a layout in a table, and what speaks against it.

    Attributes:
        layout: the layout's name.
        claims: whether it would read the table.
        found: the heads, titles and names it found, as it calls them.
        missed: those it looked for in vain.
        weak: whether it tells columns by their content alone: such a claim counts only where no other layout has one.
    """

    layout: str
    claims: bool
    found: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    weak: bool = False

    @property
    def score(self) -> int:
        """How much speaks for it: the layout that claims the table with the highest score reads it."""
        return len(self.found)


@frozen(slots=True)
class TableReading:
    """What a layout read out of one table.

    Attributes:
        disclosure: what the table says, with the problems of reading it.
        roles: for each cell that has something printed in it, by page, row and column, what it was used for.
    """

    disclosure: Disclosure
    roles: Mapping[tuple[int, int, int], Role]


@frozen(slots=True, eq=False)
class Survey:
    """A table as layouts look at it before they know it: its short cells, folded, and its lone lines.

    Made once for all layouts, because folding every cell for each of them would cost more than reading.
    """

    grid: Grid
    heads: tuple[tuple[str, ...], ...] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Fold what is short enough to be a head, a title or a name."""
        heads = tuple(map(fold_heads, self.grid.rows[:_SURVEYED_ROWS]))
        object.__setattr__(self, "heads", heads)

    @property
    def names(self) -> str:
        """All short texts, folded, one a line: for a layout that looks for a word anywhere."""
        return "\n".join(dict.fromkeys(text for row in self.heads for text in row if text))

    @property
    def title(self) -> str | None:
        """The first line that names a table of targets, folded."""
        return next((lone for lone in self.lones if _TITLE.search(lone)), None)

    @property
    def lones(self) -> Iterator[str]:
        """The rows in which only one cell is printed, folded."""
        for row in self.heads:
            printed = [text for text in row if text]
            if len(printed) == 1:
                yield printed[0]


class Layout(Protocol):
    """The contract of a layout. It exists for the type checker and the reader; no base class is needed."""

    NAME: ClassVar[str]
    """Short and stable, as it is asked for: `nansha`."""

    FORM: ClassVar[str]
    """The form it follows: `funding_form`. A form is a layout of its own name."""

    TITLE: ClassVar[str]
    """The title it writes where a disclosure has none."""

    def identify(self, survey: Survey, /) -> Evidence:
        """Whether this layout knows the table, and what it found and missed."""

    def read(self, grid: Grid, /) -> TableReading:
        """What the table says. Never raises for what is printed: what it cannot use is in `problems`."""

    def render(self, disclosure: Disclosure, /) -> Grid:
        """The disclosure in the official form. Raises NotRenderableError for what the form cannot hold."""


def is_title(cell: Cell) -> bool:
    """Whether a line of its own names a table of targets."""
    return _TITLE.search(cell.head) is not None
