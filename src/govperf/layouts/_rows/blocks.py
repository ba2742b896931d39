"""The head block of a form: labels with their values beside them, below them, or in one cell with them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from attrs import define, field

from govperf._width import fold, unwrap
from govperf.errors import ParseError
from govperf.grammar.amounts import find_currency_unit, parse_amount
from govperf.grid import Cell
from govperf.layouts._drafts import Draft, read_year
from govperf.layouts._rows.forms import FUNDS, Form, Goal
from govperf.layouts._rows.heads import Meaning, plain_head, read_label
from govperf.layouts._rows.spans import Sheet
from govperf.layouts.base import Role
from govperf.model.amounts import CURRENCY_UNITS
from govperf.model.departments import BudgetLine

__all__ = ["BlockReader", "Label", "read_inline"]

_BODIES: Final = frozenset({"project", "department", "unit", "filer"})
_GOALS: Final = frozenset({"goal", "cycle_goal", "outcome"})
_MONEY: Final = frozenset({*FUNDS, "carried", "cycle_total", "cycle_fund"})
_UNIT: Final = re.compile(r"[((](" + "|".join(CURRENCY_UNITS) + r")[))]")
_INLINE: Final = re.compile(r"\s*([^:]{2,24}):\s*(\S.*)?", re.DOTALL)
_SUM: Final = re.compile(r"([^\d:;,。\n]{2,16}):\s*([\d,]+(?:\.\d+)?(?:亿元|万元|千元|元)?)")
_OF_MONEY: Final = re.compile(r"资金|预算|金额")
_SHORT: Final = 12
_LONGEST: Final = 24
_LABEL: Final = 5
_SIGNATURE: Final = re.compile(
    r"(?:填表|填报|制表|经办|审核|复核|联系|负责|单位负责|财务负责|项目负责|分管)人?.*|联系电话|电话|填报日期|填表日期|日期|盖章|公章|单位(?:公章|盖章)|附件?\d*|附表\d*|表\d+|注|备注|说明|填报说明|填表说明"
)


@define
class Label:
    """A label that waits for its value."""

    cell: Cell
    column: int
    key: str
    printed: str | None = None

    @property
    def text(self) -> str:
        """The label as printed, without line wraps and colon."""
        return self.printed or "".join(self.cell.text.split()).rstrip(":：")


@define
class BlockReader:
    """Reads rows of labels and values into the open form."""

    draft: Draft
    sheet: Sheet
    of_department: bool = False
    below: list[Label] = field(factory=list)
    totals: list[tuple[int, str]] = field(factory=list)
    last_goal: Goal | None = None
    group: str | None = None

    def read_row(self, form: Form, row: int) -> None:
        """One row: labels, each with what stands to its right; what stands below waiting labels is theirs."""
        cells = self.sheet.printed(row)
        if self.read_shares(form, row):
            return
        waiting: Label | None = None
        pending: list[Label] = []
        for at, (column, cell) in enumerate(cells):
            if waiting is not None and waiting.key == "sum" and not is_money(cell):
                waiting = None
            label = self._label(cell, column, waiting)
            if label is not None and at + 1 < len(cells) and self._is_line(label, cells[at + 1][1]):
                label.key = "detail"
            if waiting is None and len(_SUM.findall(fold(cell.text))) > 1 and self._read_sums(form, cell):
                continue
            if label is not None and not self._read_inline(form, cell, label):
                pending += [waiting] if waiting is not None else []
                waiting = self._open(label)
            elif label is not None:
                waiting = None
            elif waiting is not None:
                self._enter(form, waiting, cell)
                waiting = None
            else:
                waiting = self._read_text(form, row, cells, at)
        pending += [waiting] if waiting is not None and waiting.key != "sum" else []
        if pending:
            self.below = pending

    def _read_text(self, form: Form, row: int, cells: Sequence[tuple[int, Cell]], at: int) -> Label | None:
        """A text that is no known label and that no label of its row waits for; gives it back if it is an unknown label."""
        column, cell = cells[at]
        above = self._above(row, column, cell)
        if above is not None:
            self._enter(form, above, cell)
        elif at + 1 < len(cells) and self._is_unknown_label(cell, cells[at + 1][1]):
            self.draft.mark(cell, Role.HEAD)
            return Label(cell, column, "detail")
        elif not self._read_other(form, cell):
            self._continue(form, cell, lone=len(cells) == 1)
        return None

    def read_shares(self, form: Form, row: int) -> bool:
        """A row of amounts, one for each recipient of a matrix whose heads stand above or below."""
        cells = self.sheet.printed(row)
        meaning = self.read_label(cells[0][1])
        several = len(cells) > 2 and meaning is not None and meaning.key == "total"
        if not several or not all(is_money(cell) for _, cell in cells[1:]):
            return False
        self._open(Label(cells[0][1], cells[0][0], "total"))
        for column, cell in cells[1:]:
            money = form.read_amount(self.draft, cell)
            if money is not None:
                form.shares[column] = money
        return True

    def read_label(self, cell: Cell) -> Meaning | None:
        """What a cell means as a label; a name of money in brackets names its unit too."""
        inline = read_inline(cell)
        return self.sheet.label_of(cell) if inline is None else read_label(inline[0])

    def _label(self, cell: Cell, column: int, waiting: Label | None) -> Label | None:
        meaning = self.read_label(cell)
        if meaning is None or find_currency_unit(cell.text) in {
            fold(cell.text).rpartition(":")[2].strip(),
            "",
        }:
            return None
        if meaning.key in {"weight", "rate", "executed", "initial", "revised"}:
            return None
        if (
            waiting is not None
            and waiting.key in _BODIES
            and meaning.key in {"detail", "group", "goal", "other", "special_account", "fiscal_appropriation"}
            and len(cell.head) > _LABEL
        ):
            return None
        if (
            waiting is not None
            and waiting.key == "detail"
            and meaning.key in {"group", "detail", "goal"}
            and ":" not in fold(cell.text)
        ):
            return None
        return Label(cell, column, meaning.key)

    def _open(self, label: Label) -> Label | None:
        """Note a label whose value is to come; the head of a group has none."""
        self.draft.mark(label.cell, Role.HEAD)
        unit = find_currency_unit(label.cell.text)
        bracket = _UNIT.search(fold(label.cell.text))
        if unit or (bracket and label.key in {*_MONEY, "group"}):
            self.draft.enter_currency_unit(unit or bracket[1])  # type: ignore[index]  # one of both is there.
        if label.key in {"total", "cycle_total"}:
            self.totals.append((label.column, label.key))
        if label.key == "group":
            self.group = label.text
            return Label(label.cell, label.column, "sum") if _OF_MONEY.search(label.text) else None
        return label

    def _read_inline(self, form: Form, cell: Cell, label: Label) -> bool:
        """A cell that holds label and value: `项目名称：…`."""
        found = read_inline(cell)
        if found is None:
            return False
        printed, value = found
        if label.key in {"total", "cycle_total"}:
            self.totals.append((label.column, label.key))
        label.printed = printed
        self._enter_value(form, label.key, label, cell, value)
        return True

    def _enter(self, form: Form, label: Label, cell: Cell) -> None:
        """Give a label its value."""
        key = "total" if label.key == "sum" else label.key
        if key in {*FUNDS, "carried"} and self._total_of(label.column) == "cycle_total" and key != "total":
            key = "cycle_fund"
        self._enter_value(form, key, label, cell, unwrap(cell.text).text.strip())

    def _total_of(self, column: int) -> str | None:
        """Which total a source of funds stands under: the nearest one at its left."""
        return next((key for at, key in sorted(self.totals, reverse=True) if at <= column), None)

    def _enter_value(self, form: Form, key: str, label: Label, cell: Cell, text: str) -> None:
        if key in _BODIES:
            form.read_name(self.draft, cell, text, key)
        elif key in _GOALS:
            self._enter_goal(form, key, label.text, cell, text)
        elif key in _MONEY or (self.of_department and form.read_amount(self.draft, cell, text) is not None):
            self._enter_money(form, key, label, cell, text)
        elif key == "code":
            form.code = form.code or text
            self.draft.mark(cell)
        elif key == "currency" and text in CURRENCY_UNITS:
            self.draft.mark(cell)
            self.draft.enter_currency_unit(text)
        elif key in {"score", "grade"}:
            self._enter_verdict(form, key, label.text, cell, text)
        else:
            if key == "year":
                self.draft.fiscal_year = self.draft.fiscal_year or read_year(f"{text.rstrip('年度')}年")
            form.add_extra(self.draft, label.text, cell, text)

    def _enter_goal(self, form: Form, key: str, label: str, cell: Cell, text: str) -> None:
        goal = next((one for one in form.goals if one.key == key and one.label == label), None)
        if goal is None:
            goal = Goal(key, label)
            form.goals.append(goal)
        goal.texts.append(text)
        self.last_goal = goal
        self.draft.read_goal(cell)

    def _enter_money(self, form: Form, key: str, label: Label, cell: Cell, text: str) -> None:
        money = form.read_amount(self.draft, cell, text)
        if self.of_department and money is not None:
            form.budget_lines.append(BudgetLine(label.text, money, self.group, place=label.cell.place))
        elif money is None or key not in FUNDS or key in form.funds:
            form.add_extra(self.draft, label.text, cell, text)
        else:
            form.funds[key] = money

    def _enter_verdict(self, form: Form, key: str, label: str, cell: Cell, text: str) -> None:
        number = form.read_amount(self.draft, cell, text.rstrip("分"))
        if key == "score" and number is not None:
            form.score = number.amount
        elif key == "grade" and form.grade is None:
            form.grade = text
            self.draft.mark(cell)
        else:
            form.add_extra(self.draft, label, cell, text)

    def _above(self, row: int, column: int, cell: Cell) -> Label | None:
        """The label above a cell that waits for it, or that reaches down beside it."""
        exact = next((one for one in self.below if one.column == column), None)
        goals = [one for one in self.below if one.key in _GOALS and one.column <= column]
        if exact is not None or (goals and not _is_number(cell)):
            return exact or max(goals, key=lambda one: one.column)
        for left in range(column - 1, -1, -1):
            beside = self.sheet.covering.get((row, left))
            if beside is not None and beside.place.row < cell.place.row:
                meaning = self.sheet.label_of(beside)
                if meaning is not None and meaning.key in _GOALS:
                    return Label(beside, left, meaning.key)
        return None

    def _is_line(self, label: Label, following: Cell) -> bool:
        """Whether a name of a group is a line of a department's budget (项目支出), because an amount stands beside it."""
        return (
            self.of_department
            and label.key == "group"
            and not _OF_MONEY.search(label.text)
            and is_money(following)
        )

    def _is_unknown_label(self, cell: Cell, following: Cell) -> bool:
        """Whether a short text with something beside it, which is no label, is a label that nobody knows."""
        plain = plain_head(cell.text)[0]
        longest = _LONGEST if is_money(following) else _SHORT
        short = 0 < len(plain) <= longest and not any(map(str.isdigit, plain))
        return short and self.read_label(following) is None

    def _read_sums(self, form: Form, cell: Cell) -> bool:
        """Several sources of money in one cell: `财政拨款：120.00；其他资金：15.00`."""
        found = [
            (match, meaning)
            for match in _SUM.finditer(fold(cell.text))
            if (meaning := read_label(match[1])) and meaning.key in _MONEY
        ]
        for match, meaning in found:
            key = meaning.key
            place = cell.place.span(match.start(2), match.end(2))
            money = parse_amount(match[2], self.draft.currency_unit, place=place)
            self.draft.mark(cell)
            if key in FUNDS and key not in form.funds and money is not None and not self.of_department:
                form.funds[key] = money
            else:
                form.add_extra(self.draft, match[1].strip(), cell, match[2])
        return bool(found)

    def _read_other(self, form: Form, cell: Cell) -> bool:
        """Signatures, units of money and years beside the block."""
        if self._read_sums(form, cell):
            return True
        unit = find_currency_unit(cell.text)
        if unit is not None:
            self.draft.mark(cell)
            self.draft.enter_currency_unit(unit)
            self.draft.fiscal_year = self.draft.fiscal_year or read_year(cell.text)
            return True
        plain = plain_head(cell.text.partition("：")[0].partition(":")[0])[0]
        if _SIGNATURE.fullmatch(plain):
            self.draft.mark(cell, Role.STRUCTURE)
            return True
        year = read_year(cell.text)
        if year is not None and len(cell.text.strip()) <= _SHORT:
            self.draft.fiscal_year = self.draft.fiscal_year or year
            self.draft.mark(cell)
            return True
        return False

    def _continue(self, form: Form, cell: Cell, *, lone: bool) -> None:
        """A text that stands alone below a goal goes on with it; a short word without value is a label left blank."""
        if lone and self.last_goal is not None and self.last_goal in form.goals:
            self.last_goal.texts.append(unwrap(cell.text).text.strip())
            self.draft.mark(cell)


def read_inline(cell: Cell) -> tuple[str, str] | None:
    """Label and value of a cell that holds both, `项目名称：某项目`; None where it does not."""
    text = unwrap(cell.text).text
    found = _INLINE.fullmatch(fold(text))
    if found is None or found[2] is None or found[1].strip() == "其中":
        return None
    return "".join(text[found.start(1) : found.end(1)].split()), text[found.start(2) : found.end(2)].strip()


def is_money(cell: Cell) -> bool:
    """Whether a cell holds an amount, with or without its unit."""
    try:
        return parse_amount(unwrap(cell.text).text) is not None
    except ParseError:
        return False


def _is_number(cell: Cell) -> bool:
    return all(character in "0123456789.,%- " for character in fold(cell.text).strip())
