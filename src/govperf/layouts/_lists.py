"""Prose with lists of indicators while it is read: lines, cells that hold several lines, and labels beside their values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from attrs import define, field

from govperf._width import fold, unwrap
from govperf.grammar.amounts import find_currency_unit, parse_amount
from govperf.grammar.cells import CellText
from govperf.grammar.lists import Open, is_list, parse_list, read_heading
from govperf.grammar.titles import find_publisher
from govperf.grid import Cell
from govperf.layouts._drafts import Draft, read_year
from govperf.layouts._list_lines import (
    INDICATORS,
    INLINE,
    LABEL,
    LONGEST_TITLE,
    NUMBER,
    NUMBERED,
    UNITS,
    Part,
    read_name,
    split_lines,
)
from govperf.layouts._rows.forms import FUNDS, Form, Goal, NamedBody
from govperf.layouts._rows.heads import read_label
from govperf.layouts._tables import read_lone_line
from govperf.layouts.base import Role, is_title
from govperf.places import Place

__all__ = ["ListReader"]


_GENERIC: Final = re.compile(
    r"绩效|目标|指标|情况|说明|职能|职责|机构|概况|名词|目录|收支|支出表|收入|附件|安排|要求|管理|监督|原则|依据|编制|建议|问题|结论|工作开展|预算"
)
_SUM: Final = re.compile(
    rf"(?:其中[:,]?)?\s*([^\d:;,。()]{{2,12}}?)\s*(?:\(({UNITS})\))?\s*[:为]?\s*(\d[\d,]*(?:\.\d+)?\s*(?:{UNITS})?)"
)
_BODIES: Final = {"department": "department", "filer": "department", "unit": "unit"}
_PLANNED: Final = {"initial": "total", "revised": "total"}
_BUDGETED: Final = re.compile(
    rf"\s*+{NUMBER}([^。;:,()]{{3,40}}?)\s*+[,;(][^。;:\d]{{0,12}}(?:预算|资金|金额|安排|投入)[^。;:\d]{{0,6}}:?(\d[\d,]*(?:\.\d+)?\s*(?:{UNITS}))\)?\s*[。;:]?\s*"
)
_LEVEL: Final = re.compile(r"[一二]级指标")
_TITLE: Final = re.compile(r".*(?:绩效|预算|通知|目标|公告|公示).*")


@define
class ListReader:
    """A document while it is read.

    Attributes:
        draft: the table.
        forms: the projects so far, the open one last.
        open: the classes that are open.
        heading: a heading that may name the next project.
        waiting: key and text of a label whose value is to come.
        below: whether the line above opened a class, so that the next one may state it in words alone.
    """

    draft: Draft
    forms: list[Form] = field(factory=lambda: [Form()])
    open: Open = field(factory=Open)
    heading: Part | None = None
    waiting: tuple[str, str] | None = None
    below: bool = False

    def read(self) -> None:
        """Read all rows, then put the projects under their departments and units."""
        for row in self.draft.grid.rows:
            cells = [cell for cell in row if cell]
            if len(cells) > 1:
                self._read_pairs(cells)
            elif cells:
                for part in split_lines(cells[0]):
                    self._read_part(part)
        if self.heading is not None:
            self._note(self.heading)
        self._finish()

    @property
    def form(self) -> Form:
        """The open project."""
        return self.forms[-1]

    def _read_part(self, part: Part) -> None:
        """One line: a title, a label with its value, a class, a list, or text."""
        folded = fold(unwrap(part.text).text)
        if not folded.strip() or (part.start == 0 and self._read_line(part)):
            return
        heading = read_heading(part.text)
        inline = INLINE.fullmatch(folded)
        if heading is not None:
            self._open_class(part.cell, heading)
        elif self._read_budgeted(part, folded) or (inline is not None and self._read_inline(part)):
            return
        elif is_list(part.text) or self._continues(part):
            self._read_list(part)
        elif self.waiting is not None and not NUMBERED.fullmatch(folded):
            key, label = self.waiting
            self._enter(key, label, part)
        else:
            self._read_other(part, folded)

    def _open_class(self, cell: Cell, name: str) -> None:
        self.open = self.open.enter(name)
        self.waiting, self.below = None, True
        self.draft.mark(cell)

    def _read_budgeted(self, part: Part, folded: str) -> bool:
        """A heading that names a project and its money: `2.冷链物流建设项目，预算资金420万元。`"""
        found = _BUDGETED.fullmatch(folded) if part.text == unwrap(part.text).text else None
        if found is None:
            return False
        self._begin()
        self.heading = None
        self.form.project = read_name(part.inner(*found.span(1)), project=True)
        self._enter_money("total", part.inner(*found.span(2)))
        self.draft.mark(part.cell)
        return True

    def _read_other(self, part: Part, folded: str) -> None:
        """A label whose value is to come, a heading that may name a project, or a text that says nothing of any."""
        label = LABEL.fullmatch(folded)
        meaning = read_label(label[1]) if label else None
        numbered = NUMBERED.fullmatch(folded)
        if label is not None and INDICATORS.fullmatch(label[1]):
            self.draft.mark(part.cell, Role.STRUCTURE)
            self.waiting = None
        elif meaning is not None and meaning.key in {"goal", "cycle_goal"}:
            self.draft.mark(part.cell, Role.STRUCTURE)
            self.waiting, self.open = (meaning.key, label[1]), Open()  # type: ignore[index]  # it has a meaning.
        elif numbered is not None and not _GENERIC.search(numbered[2]):
            if self.heading is not None:
                self._note(self.heading)
            self.heading, self.open = part, Open()
        else:
            self.open = Open()
            self._note(part)

    def _read_line(self, part: Part) -> bool:
        """A line around the lists: the title and who publishes, the unit of money, a page number."""
        cell, text = part.cell, unwrap(part.text).text
        whole = part.end == len(cell.text)
        inline = INLINE.fullmatch(fold(text))
        if is_list(text) or (inline is not None and read_label(inline[1]) and not find_currency_unit(text)):
            return False
        first = (
            self.draft.title is None and not self.draft.roles and len(self.forms) == 1 and self.form.is_empty
        )
        if (is_title(cell) and whole) or (first and self._is_title(text)):
            self.draft.mark(cell, Role.TITLE)
            self.draft.title = self.draft.title or "".join(text.split())
            self.draft.fiscal_year = self.draft.fiscal_year or read_year(text)
            publisher = find_publisher(text)
            if publisher is not None and self.form.department is None:
                self.form.department = NamedBody.of(cell, text[slice(*publisher)])
            return True
        return (
            whole and (inline is None or bool(find_currency_unit(text))) and read_lone_line(self.draft, cell)
        )

    @staticmethod
    def _is_title(text: str) -> bool:
        folded = fold(text).strip()
        plain = ":" not in folded and "。" not in folded and not NUMBERED.fullmatch(folded)
        return (
            plain
            and len(folded) <= LONGEST_TITLE
            and bool(_TITLE.fullmatch(folded))
            and not INDICATORS.fullmatch(folded)
        )

    def _read_inline(self, part: Part) -> bool:
        """A label with its value behind a colon; False where what stands before the colon is no label."""
        text = part.text
        found = INLINE.fullmatch(fold(text))
        if found is None or is_list(text[: found.end(1)] + "：") or read_heading(text[: found.end(1)]):
            return False
        label, value = text[slice(*found.span(1))], part.inner(*found.span(2))
        if INDICATORS.fullmatch(fold(label)):
            self.draft.mark(part.cell)
            if is_list(value.text):
                self._read_list(value)
            else:
                self._note(value)
            return True
        meaning = read_label(label)
        name = read_heading(value.text) if _LEVEL.fullmatch(label) else None
        if name is not None:
            self._open_class(part.cell, name)
            return True
        if meaning is None or (meaning.key == "group" and not re.search("资金|预算|金额", label)):
            return False
        self._enter(meaning.key, "".join(label.split()), value)
        return True

    def _read_pairs(self, cells: Sequence[Cell]) -> None:
        """A row of labels with their values beside them; a class may be such a label."""
        waiting: tuple[str, str] | None = None
        for cell in cells:
            part = Part(cell, 0, len(cell.text))
            plain = unwrap(cell.text).text.strip()
            meaning = read_label(plain) if len(plain) <= LONGEST_TITLE else None
            heading = read_heading(plain)
            if heading is not None:
                self._open_class(cell, heading)
                waiting = ("list", heading)
            elif (meaning is not None or INDICATORS.fullmatch(fold(plain))) and (
                waiting is None or waiting[0] not in {"project", "list"}
            ):
                self.draft.mark(cell, Role.HEAD)
                waiting = (meaning.key if meaning else "group", plain)
            elif waiting is not None:
                self._enter(*waiting, part)
                waiting = None
            else:
                for line in split_lines(cell):
                    self._read_part(line)

    def _enter(self, key: str, label: str, part: Part) -> None:
        """Give a label its value."""
        self.waiting = None
        cell, text = part.cell, unwrap(part.text).text.strip()
        key = _PLANNED.get(key, key)
        if key not in {"project", "goal", "cycle_goal"}:
            self._name_project()
        if key in {"list", "group"} and (is_list(part.text) or (key == "list" and self.open)):
            self._read_list(part)
        elif key == "project":
            self._begin()
            self.form.project = read_name(part, project=True)
            self.draft.mark(cell)
        elif key in _BODIES:
            self._enter_body(_BODIES[key], part)
        elif key in {"goal", "cycle_goal"}:
            self._enter_goal(key, label, part)
        elif key in {*FUNDS, "group"} and self._enter_money(key, part):
            self.draft.mark(cell)
        elif key == "code":
            self.form.code = self.form.code or text
            self.draft.mark(cell)
        else:
            self.form.extras.append((label, text))
            self.draft.mark(cell)

    def _enter_body(self, key: str, part: Part) -> None:
        """A department or unit; one that comes behind the indicators of a project is the next one's."""
        if self.form.indicators:
            self._begin()
        setattr(self.form, key, read_name(part, project=False))
        self.draft.mark(part.cell)

    def _enter_goal(self, key: str, label: str, part: Part) -> None:
        """A goal; a list behind it belongs to the indicators."""
        read = parse_list(part.text, part.cell.place, offset=part.start) if is_list(part.text) else None
        goal = read.before if read is not None else unwrap(part.text).text.strip()
        if goal:
            if self.form.indicators and self.heading is None:
                self._begin()
            self._name_project()
            self.form.goals.append(Goal(key, label, [goal]))
        self.draft.mark(part.cell)
        if read is not None:
            self._read_list(part)

    def _enter_money(self, key: str, part: Part) -> bool:
        """Amounts with their units: one for the label, or several with labels of their own."""
        folded = fold(part.text)
        whole = re.fullmatch(rf"\s*(-?\d[\d,]*(?:\.\d+)?\s*(?:{UNITS})?)\s*[。;]?\s*", folded)
        found = [(key if key != "group" else "total", whole.span(1))] if whole else []
        for one in () if whole else _SUM.finditer(folded):
            meaning = read_label(one[1].removeprefix("其中"))
            if meaning is not None and meaning.key in FUNDS:
                found.append((meaning.key, one.span(3)))
        if not whole and not found:
            first = re.match(rf"\s*(\d[\d,]*(?:\.\d+)?\s*(?:{UNITS}))", folded)
            found = [(key, first.span(1))] if first and key != "group" else []
        for fund, span in found:
            inner = part.inner(*span)
            money = parse_amount(
                inner.text, self.draft.currency_unit, place=part.cell.place.span(inner.start, inner.end)
            )
            if money is not None:
                self.form.funds.setdefault(fund, money)
        return bool(found)

    def _read_list(self, part: Part) -> None:
        """A list of indicators; it belongs to the heading above it where that names a project."""
        read = parse_list(part.text, part.cell.place, self.open, part.start)
        self._name_project()
        self.form.indicators += read.indicators
        self.form.place = self.form.place or part.cell.place
        self.open = read.open
        unread = [
            one
            for one in read.problems
            if one.code == "text-unread" and one.place != _before(part, read.before)
        ]
        self.draft.problems += [one for one in read.problems if one.code != "text-unread"] + unread
        self.draft.mark(part.cell)

    def _continues(self, part: Part) -> bool:
        """Whether a line without a class goes on with the one above it: all its phrases state something."""
        if not self.open:
            return False
        read = parse_list(part.text, part.cell.place, self.open, part.start)
        below, self.below = self.below, False
        stated = [
            one.unlabelled is not None and (one.unlabelled.clauses or one.number or below)
            for one in read.indicators
        ]
        return bool(stated) and all(stated) and not read.leftovers

    def _begin(self) -> None:
        """Begin a project, unless the open one has nothing yet; what publishes stays."""
        form = self.form
        self.open, self.waiting = Open(), None
        if form.project is None and not form.indicators and not form.funds and not form.goals:
            return
        self.forms.append(Form(department=form.department))

    def _name_project(self) -> None:
        """The heading above a goal or list names the project, where no line of its own does."""
        heading = self.heading
        if heading is None:
            return
        self.heading = None
        opened = self.open
        if self.form.project is not None or self.form.indicators:
            self._begin()
        found = NUMBERED.fullmatch(fold(heading.text))
        if found is not None and self.form.project is None:
            self.form.project = read_name(heading.inner(*found.span(2)), project=True)
        self.open = opened
        self.draft.mark(heading.cell)

    def _note(self, part: Part) -> None:
        """Text that says nothing of a project; its cell keeps the role it has."""
        place = part.cell.place
        if (place.page, place.row, place.column or 0) not in self.draft.roles:
            self.draft.mark(part.cell, Role.PROBLEM)
        self.draft.report("note", part.cell)

    def _finish(self) -> None:
        for form in self.forms:
            if not (form.indicators or form.goals or form.funds or form.project):
                continue
            outline = self.draft.outline
            if form.department is not None:
                outline.enter_department(form.department.body.name, form.department.place)
            elif outline.department is None:
                outline.enter_department(None, None)
            unit = form.unit
            outline.enter_unit(unit.body.name if unit else None, unit.place if unit else None)
            if form.project is None:
                self.draft.report("project-unnamed")
            outline.add(form.make_project(form.indicators))


def _before(part: Part, before: str | None) -> Place | None:
    """The place of the text before the first class of a list."""
    if before is None:
        return None
    cell = CellText.of(part.text, part.cell.place, part.start)
    return cell.at(0, cell.text.text.find(before) + len(before))
