"""What stands on a page, before it is a grid: tables with their lines, and lines with their place."""

from __future__ import annotations

from math import inf

from attrs import frozen

from govperf.containers._pdf.rules import Box

__all__ = ["Line", "Sheet", "Table", "Text"]


@frozen(slots=True)
class Text:
    """A cell of a table.

    Attributes:
        text: what it says, with its line breaks.
        box: where it stands in its table.
        below: the room left below its last line, in heights of a line.
        beside: the room from its last character to the right side. Where both are small, it may go on.
        hidden: whether a part of it is clipped away: too long for the cell, or shown on another page.
        before: the text that the cell has on the page before, where it only goes on.
    """

    text: str
    box: Box
    below: float = inf
    beside: float = inf
    hidden: bool = False
    before: str = ""


@frozen(slots=True)
class Table:
    """A ruled table.

    Attributes:
        us: where the lines between the columns lie.
        rows: for each row its cells, of which those that a merged cell covers are None.
        open_top: whether no line closes the first row.
        open_bottom: whether no line closes the last row.
    """

    us: tuple[float, ...]
    rows: tuple[tuple[Text | None, ...], ...]
    open_top: bool = False
    open_bottom: bool = False


@frozen(slots=True)
class Line:
    """A line outside all tables.

    Attributes:
        text: what it says.
        v: its base line, from the top of the page.
        margin: whether it stands in the outer part of the page.
    """

    text: str
    v: float
    margin: bool


@frozen(slots=True)
class Sheet:
    """What stands on a page, from the top."""

    page: int
    blocks: tuple[Line | Table, ...]
