"""What documents do to a form: damage that reading must see through, switched on at random.

Every quirk was met in a published document. It changes the texts of a rendered table and nothing of what the table says,
so a reading after it must equal the reading before it: `Quirk.view` says of what, nearly always of the whole disclosure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from attrs import evolve, frozen
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from govperf._width import display_width, fold, fold_head
from govperf.errors import InputError
from govperf.grid import Grid
from govperf.layouts.base import Layout
from govperf.layouts.registry import get_layout
from govperf.model.disclosures import Disclosure
from govperf.model.indicators import Indicator
from govperf.model.projects import Project
from govperf.model.targets import Target
from govperf.testing.strategies import disclosures

__all__ = [
    "QUIRKS",
    "Case",
    "Quirk",
    "cases",
    "find_quirks",
    "find_spare_columns",
    "fold_indicators",
    "wrap_rows",
    "wraps",
]

Rows: TypeAlias = list[list[str]]
View: TypeAlias = Callable[[Disclosure], Disclosure]

_PROJECTS: Final = frozenset({"goal_form", "funding_form"})
_DEPARTMENT: Final = frozenset({"department_form"})
_MARK = re.compile(
    r"[：:](?=\d{0,9}-?\w{2,9}指标|年度|实施|指标值)|(?<=指标)[：:]|(?<=指标值)[：:]|[；;，,](?=(?:年度|实施周期)指标值)"
)
_NUMBER = re.compile(r"\d{1,2}(?=、(?:\d-)?\w{2,3}指标[：:])")
_WIDTHS: Final = {"：": ("：", ":"), "；": ("；", ";", "，", ","), "，": ("，", ",", "；", ";")}
_SIGNS: Final = str.maketrans({"≥": "≧", "≤": "≦"})
_FULL_DIGITS: Final = str.maketrans("0123456789", "０１２３４５６７８９")
_HALF: Final = str.maketrans("（）：", "():")
_LABELS: Final = ("部门名称", "预算整体情况", "总体绩效目标", "年度重点工作任务", "绩效指标")
_VALUE_COLUMNS: Final = 3


def _same(disclosure: Disclosure) -> Disclosure:
    """All of it."""
    return disclosure


@frozen(slots=True)
class Quirk:
    """One thing that documents do to a form.

    Attributes:
        name: short and stable.
        keeps: what must stay equal, in words.
        forms: the forms it is met in.
        apply: the rows of a rendered table with the quirk, and the source of chance.
        view: what must stay equal of the disclosure.
        breaks_lines: whether cells have line breaks after it, which a text file cannot keep.
    """

    name: str
    keeps: str
    forms: frozenset[str]
    apply: Callable[[DrawFn, Rows], Rows]
    view: View = _same
    breaks_lines: bool = False


@frozen(slots=True)
class Case:
    """A disclosure, and its table with quirks.

    Attributes:
        disclosure: what the table says.
        grid: the table.
        quirks: those that were switched on.
    """

    disclosure: Disclosure
    grid: Grid
    quirks: tuple[Quirk, ...]

    def view(self, disclosure: Disclosure) -> Disclosure:
        """What must stay equal under all its quirks together."""
        for quirk in self.quirks:
            disclosure = quirk.view(disclosure)
        return disclosure


def find_quirks(layout: str | Layout) -> tuple[Quirk, ...]:
    """The quirks that documents of this layout can have."""
    found = get_layout(layout) if isinstance(layout, str) else layout
    return tuple(quirk for quirk in QUIRKS if found.FORM in quirk.forms)


@st.composite
def cases(draw: DrawFn, layout: str | Layout, *, line_breaks: bool = True) -> Case:
    """Disclosures in this layout, each with quirks that are switched on at random.

    Args:
        draw: given by Hypothesis.
        layout: a layout, or the name of one.
        line_breaks: whether cells may have line breaks; a text file with tabs cannot keep them.
    """
    found = get_layout(layout) if isinstance(layout, str) else layout
    disclosure = draw(disclosures(found))
    rows = found.render(disclosure).texts
    chosen = [quirk for quirk in find_quirks(found) if line_breaks or not quirk.breaks_lines]
    quirks = tuple(quirk for quirk in chosen if draw(st.booleans()))
    for quirk in quirks:
        rows = quirk.apply(draw, rows)
    return Case(disclosure, Grid.of(rows), quirks)


def find_spare_columns(rows: Rows) -> tuple[int, ...]:
    """The columns, from 0, in which nothing is printed below the first head row."""
    head = next((index for index, row in enumerate(rows) if _is_head(row)), None)
    if head is None:
        return ()
    width = len(rows[head])
    body = [row for row in rows[head + 1 :] if _is_body(row, width) and not _is_head(row)]
    return tuple(column for column in range(width) if not any(row[column].strip() for row in body))


def fold_indicators(disclosure: Disclosure) -> Disclosure:
    """The same disclosure with the names and values of its projects' indicators folded."""

    def fold_target(target: Target | None) -> Target | None:
        return None if target is None else Target(fold(target.text))

    def fold_one(one: Indicator) -> Indicator:
        name = None if one.name is None else fold(one.name)
        cycle, annual, unlabelled = map(fold_target, (one.cycle, one.annual, one.unlabelled))
        return evolve(one, name=name, cycle=cycle, annual=annual, unlabelled=unlabelled)

    def fold_project(project: Project) -> Project:
        return evolve(project, indicators=tuple(map(fold_one, project.indicators)))

    departments = []
    for department in disclosure.departments:
        units = (evolve(unit, projects=tuple(map(fold_project, unit.projects))) for unit in department.units)
        departments.append(evolve(department, units=tuple(units)))
    return evolve(disclosure, departments=tuple(departments))


def _is_head(row: Sequence[str]) -> bool:
    """Whether a rendered row is the head of a table of projects."""
    return {"绩效目标", "绩效指标"} <= {fold_head(text) for text in row}


def _is_body(row: Sequence[str], width: int) -> bool:
    """Whether a rendered row is one of the table, and not a line beside it."""
    return len(row) == width and sum(bool(text.strip()) for text in row) > 1


def _at_some(draw: DrawFn, rows: Rows, make: Callable[[int], Rows]) -> Rows:
    """The rows with others put before some of them."""
    found: Rows = []
    for index, row in enumerate(rows):
        if index and draw(st.sampled_from((False, False, False, True))):
            found += make(index)
        found.append(row)
    return found


def _blank_lines(draw: DrawFn, rows: Rows) -> Rows:
    blank = st.sampled_from(([], [""], [" ", "　"], [""] * 7))
    return _at_some(draw, rows, lambda _: [list(draw(blank))])


def _repeated_heads(draw: DrawFn, rows: Rows) -> Rows:
    """The head again, with a page number or the title above it."""
    titles = [index for index, row in enumerate(rows) if any(row) and "表" in row[0]]

    def make(index: int) -> Rows:
        heads = [row for row in rows[:index] if _is_head(row)]
        if not heads or index in titles or index - 1 in titles or not _is_body(rows[index], len(heads[-1])):
            return []
        choices: list[Rows] = [[], [[]], [["第2页"]], [[rows[0][0]]], [["- 3 -"], []]]
        return [*draw(st.sampled_from(choices)), heads[-1]]

    return _at_some(draw, rows, make)


def _lost_columns(draw: DrawFn, rows: Rows) -> Rows:
    """A page whose rows lack a column that is blank in the whole table; the whole rows before it show that it is."""
    titles = [index for index, row in enumerate(rows) if index == 0 or not any(row[1:])]
    starts = [index for index in titles if "表" in rows[index][0]] or [0]
    start = draw(st.sampled_from(starts))
    end = next((index for index in starts if index > start), len(rows))
    spare = find_spare_columns(rows[start:end])
    body = [
        index for index in range(start, end) if sum(map(bool, rows[index])) > 1 and not _is_head(rows[index])
    ]
    if not spare or len(body) <= 1:
        return rows
    column = draw(st.sampled_from(spare))
    at = draw(st.integers(1, len(body) - 1))
    if set(find_spare_columns([*rows[start : body[at]]])) != set(spare):
        return rows
    lost = set(body[at:])
    return [row[:column] + row[column + 1 :] if index in lost else row for index, row in enumerate(rows)]


def _padded_rows(draw: DrawFn, rows: Rows) -> Rows:
    """Blank cells behind the rows; not behind one that lost a column, for then nothing would tell that it did."""
    count = st.integers(0, 12)
    width = next((len(row) for row in rows if _is_head(row)), 0)
    return [row if 1 < len(row) < width else row + [""] * draw(count) for row in rows]


def _mixed_marks(draw: DrawFn, rows: Rows) -> Rows:
    """Marks between the parts of a run-on cell in either width, a comma for a semicolon, numbers in full width."""

    def choose(match: re.Match[str]) -> str:
        return draw(st.sampled_from(_WIDTHS.get(match[0], (match[0],))))

    def number(match: re.Match[str]) -> str:
        return match[0].translate(_FULL_DIGITS) if draw(st.booleans()) else match[0]

    def mix(text: str) -> str:
        return _NUMBER.sub(number, _MARK.sub(choose, text)) if "指标：" in text else text

    return [row if _is_head(row) else [mix(text) for text in row] for row in rows]


def _other_signs(draw: DrawFn, rows: Rows) -> Rows:
    """≧ and ≦ in some run-on cells."""
    return [
        [text.translate(_SIGNS) if "指标：" in text and draw(st.booleans()) else text for text in row]
        for row in rows
    ]


def _head_marks(draw: DrawFn, rows: Rows) -> Rows:
    """Heads and lines with half-width marks, blanks between their characters, stars and line breaks."""
    changes: tuple[Callable[[str], str], ...] = (
        str,
        lambda text: text.translate(_HALF),
        lambda text: f"*{text}" if text else text,
        lambda text: " ".join(text) if text else text,
        lambda text: f"{text[:2]}\n{text[2:]}" if len(text) > 2 else text,  # noqa: PLR2004 - a head of two words.
    )
    return [[draw(st.sampled_from(changes))(text) for text in row] if _is_head(row) else row for row in rows]


def _markup(draw: DrawFn, rows: Rows) -> Rows:
    """Goals in tags, and with damaged characters (U+FFFD)."""
    wraps_: tuple[Callable[[str], str], ...] = (
        str,
        lambda text: f"<p>{text}</p>",
        lambda text: f'<p style="x">{text}<br/></p>',
        lambda text: f"{text}\ufffd",
        lambda text: f"{text[:1]}\ufffd{text[1:]}",
        lambda text: f"<SPAN>{text}</SPAN>&nbsp;",
    )
    found: Rows = []
    goal: int | None = None
    for row in rows:
        here = list(row)
        if _is_head(row):
            goal = next(at for at, text in enumerate(row) if fold_head(text) == "绩效目标")
        elif row[:1] == ["总体绩效目标"]:
            here[1] = draw(st.sampled_from(wraps_))(here[1])
        elif goal is not None and len(row) > goal and row[goal].strip():
            here[goal] = draw(st.sampled_from(wraps_))(here[goal])
        found.append(here)
    return found


def _line_breaks(draw: DrawFn, rows: Rows) -> Rows:
    """Line breaks inside cells, where a narrow page broke them."""

    def wrap(text: str) -> str:
        at = draw(st.sets(st.integers(1, max(1, len(text) - 1)), max_size=3)) if len(text) > 1 else set()
        mark = draw(st.sampled_from(("\n", "\r\n")))
        pieces = [
            text[start:end] for start, end in zip([0, *sorted(at)], [*sorted(at), len(text)], strict=True)
        ]
        return mark.join(pieces)

    return [[wrap(text) if draw(st.booleans()) else text for text in row] for row in rows]


def _slid_cells(draw: DrawFn, rows: Rows) -> Rows:
    """Rows of the department form whose blank cells before the content of merged cells are gone.

    Only rows that keep all they say: name and both values of an indicator, or name, content and funds of a task.
    """
    found: Rows = []
    section = ""
    for row in rows:
        section = row[0] if row and row[0] in _LABELS else section
        whole = section == "绩效指标" and all(row[-_VALUE_COLUMNS:]) and "成本指标" not in row
        task = section == "年度重点工作任务" and all(row[1:4])
        slide = row[:1] != [section] and (whole or task) and draw(st.booleans())
        found.append([text for text in row if text] if slide else row)
    return found


def _page_break(draw: DrawFn, rows: Rows) -> Rows:
    """A page break among the indicators of the department form: the heads again, and the first column dropped."""
    starts = [index for index, row in enumerate(rows) if row[:2] == ["绩效指标", "一级指标"]]
    if not starts:
        return rows
    last = next((i for i in range(starts[-1] + 1, len(rows)) if not any(rows[i]) or rows[i][0]), len(rows))
    at = draw(st.integers(starts[-1] + 1, last))
    heads = rows[starts[-1]][1:]
    return [*rows[:at], [], heads, *(row[1:] if not row[0] else row for row in rows[at:last]), *rows[last:]]


QUIRKS: Final = (
    Quirk("head-marks", "everything", _PROJECTS, _head_marks, breaks_lines=True),
    Quirk("mixed-marks", "everything", _PROJECTS, _mixed_marks),
    Quirk(
        "other-signs",
        "everything but the width of signs in indicators",
        _PROJECTS,
        _other_signs,
        fold_indicators,
    ),
    Quirk("markup", "everything: the goal's text is without it", _PROJECTS | _DEPARTMENT, _markup),
    Quirk("lost-columns", "everything: the column was blank", frozenset({"funding_form"}), _lost_columns),
    Quirk("page-break", "everything", _DEPARTMENT, _page_break),
    Quirk("slid-cells", "everything: the row has lost blanks only", _DEPARTMENT, _slid_cells),
    Quirk("repeated-heads", "everything", _PROJECTS, _repeated_heads),
    Quirk("padded-rows", "everything", _DEPARTMENT | _PROJECTS, _padded_rows),
    Quirk("blank-lines", "everything", _DEPARTMENT | _PROJECTS, _blank_lines),
    Quirk("line-breaks", "everything", _DEPARTMENT | _PROJECTS, _line_breaks, breaks_lines=True),
)
"""All quirks, in the order in which they are laid one over the other."""


def wraps(widths: Sequence[int] = (24, 24, 28, 88, 136)) -> st.SearchStrategy[tuple[int, ...]]:
    """Widths of columns near these, in columns of a terminal; even ones, for most characters take two."""
    return st.tuples(
        *(st.integers(width // 2 - 2, width // 2 + 2).map(lambda half: half * 2) for width in widths)
    )


def wrap_rows(rows: Rows, widths: Sequence[int], *, joined: Sequence[str] = ()) -> str:
    """A goal form as text out of a PDF: each cell wrapped to its column's width, blank lines between the cells.

    Args:
        rows: the texts of a rendered table; its title and its head stand on lines of their own.
        widths: the width of each column.
        joined: for each row of projects, how name and goal stand: `line` (on one line, where the name needs one line
            only), `block` (the goal directly below the name) or `apart`, as the other cells.

    Raises:
        InputError: a row has another number of cells than there are widths.
    """
    lines: list[str] = []
    order = iter(joined)
    below = False
    for row in rows:
        if not below:
            below = _is_head(row)
            lines += ["", " ".join(text for text in row if text), ""]
            continue
        if len(row) != len(widths):
            raise InputError(f"a wrapped row has {len(widths)} cells", text="|".join(row))
        blocks = [_wrap(text, width) for text, width in zip(row, widths, strict=True)]
        _join(blocks, next(order, "apart"))
        for block in blocks:
            lines += [*block, *([""] if block else [])]
    return "\n".join(lines) + "\n"


def _join(blocks: list[list[str]], how: str) -> None:
    """Put the goal (the fourth block) on the line of the name (the third), or below it."""
    name, goal = blocks[2], blocks[3]
    if how == "line" and len(name) == 1:
        blocks[2:4] = [[f"{name[0]} {goal[0]}", *goal[1:]], []]
    elif how == "block":
        blocks[2:4] = [[*name, *goal], []]


def _wrap(text: str, width: int) -> list[str]:
    """The lines of a cell: each as full as its width allows."""
    lines = [""]
    for character in text:
        if display_width(lines[-1] + character) > width:
            lines.append("")
        lines[-1] += character
    return lines
