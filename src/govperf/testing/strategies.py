"""Hypothesis strategies for disclosures and their parts: what a form can hold, and texts that are hard to read.

What these strategies draw can be written in the form they are asked for: `disclosures("nansha")` draws only what a
funding form has places for, so a layout that refuses one of them with NotRenderableError is wrong. `grids` and
`run_on_texts` draw anything, also what no table should be.

Texts come half from pools of cases that were hard once (a name that ends in a number, a value that is numbered
itself, a mark of the form inside a name) and half at random from Chinese characters, digits and marks of both widths.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from govperf._width import fold
from govperf.errors import InputError
from govperf.grammar.indicators import classify
from govperf.grammar.targets import parse_target
from govperf.grid import Grid
from govperf.layouts.base import Layout
from govperf.layouts.registry import get_layout
from govperf.model.amounts import Budget, Money
from govperf.model.departments import BudgetLine, BudgetUnit, Department, DepartmentStatement, KeyTask
from govperf.model.disclosures import Disclosure, Table
from govperf.model.indicators import Indicator, IndicatorClass
from govperf.model.projects import Project
from govperf.testing import pools
from govperf.testing.row_strategies import ROW_FORMS, row_disclosures

__all__ = [
    "amounts",
    "budgets",
    "classes",
    "disclosures",
    "goals",
    "grids",
    "indicators",
    "moneys",
    "names",
    "numbered",
    "projects",
    "run_on_texts",
    "statements",
    "tasks",
    "values",
]

_FORMS: Final = ("goal_form", "funding_form", "department_form")
_LIKE_CODE = re.compile(r"\d{2,9}\s*-")


def words(max_size: int = 24) -> SearchStrategy[str]:
    """Random text of Chinese characters, digits, letters and marks, without blanks at its ends.

    It begins with a character or a digit, never with a mark that a form could take for one of its own, and not as a
    class with its code does (`11-…`).
    """
    inner = st.text(st.sampled_from(pools.CHARACTERS + pools.MARKS), max_size=max_size - 1)
    drawn = st.builds(lambda first, rest: (first + rest).rstrip(), st.sampled_from(pools.CHARACTERS), inner)
    return drawn.filter(lambda text: _LIKE_CODE.match(fold(text)) is None)


def names(max_size: int = 24) -> SearchStrategy[str]:
    """Names of projects and indicators: telling ones, and random text that is no number alone."""
    return st.sampled_from(pools.NAMES) | words(max_size).filter(_has_words)


def values() -> SearchStrategy[str]:
    """Target values as printed."""
    return st.sampled_from(pools.VALUES) | words()


def goals(max_size: int = 120) -> SearchStrategy[str]:
    """Goals as plain text."""
    return st.sampled_from(pools.GOALS) | words(max_size).filter(_has_words)


def amounts() -> SearchStrategy[Decimal]:
    """Amounts as forms print them: two digits after the point, at times none, one, three or four."""
    places = st.sampled_from((2, 2, 2, 2, 0, 1, 3, 4))
    whole = st.integers(0, 9999) | st.integers(-99, 10**9)
    return st.builds(lambda number, digits: Decimal(number).scaleb(-digits), whole, places)


def moneys(unit: str | None = "万元") -> SearchStrategy[Money]:
    """Money in the unit that the document names."""
    return st.builds(Money, amounts(), st.just(unit))


def budgets(unit: str | None = "万元") -> SearchStrategy[Budget]:
    """Budgets in which at least one amount is printed."""
    maybe = st.none() | moneys(unit)
    return st.builds(Budget, moneys(unit), maybe, maybe, maybe) | st.builds(
        Budget, maybe, moneys(unit), maybe, maybe
    )


def classes(*, level2: bool, codes: bool) -> SearchStrategy[IndicatorClass]:
    """Classes as printed: mostly right pairs, at times without level 2, and pairs that disagree (with codes only)."""
    pairs = st.sampled_from(pools.CLASSES)
    if not level2:
        return st.sampled_from(pools.LEVEL1_NAMES).map(lambda name: classify(None, name, None, None))
    if not codes:
        return pairs.map(lambda pair: classify(None, pair[1], None, pair[3]))
    odd = st.sampled_from(pools.ODD_CLASSES)
    return (pairs | pairs | odd).map(lambda pair: classify(*pair))


@st.composite
def indicators(draw: DrawFn, form: str = "funding_form") -> Indicator:
    """One indicator that the form can hold, without a number."""
    if form not in _FORMS:
        raise InputError(
            "there are no strategies for this form", text=form, hint=f"choose from {', '.join(_FORMS)}"
        )
    if form == "department_form":
        return draw(_form_indicators())
    kind = draw(classes(level2=form == "funding_form", codes=form == "funding_form"))
    name = draw(st.none() | names() | names() | names())
    cycle, annual = draw(st.none() | values()), draw(values())
    shape = draw(st.sampled_from(("both", "both", "annual", "none", "unlabelled")))
    one = Indicator(name, kind)
    if shape in {"unlabelled", "none"}:
        # Without a label only the first semicolon or colon parts name and value, so the name has none.
        plain = None if name is None else name.translate(pools.WITHOUT_STOPS).rstrip()
        if plain is not None and _LIKE_CODE.match(fold(plain)):
            plain = f"第{plain}"  # Without its stop it would read as a class with its code.
        return evolve(one, name=plain, unlabelled=parse_target(annual) if shape == "unlabelled" else None)
    one = evolve(one, annual=parse_target(annual))
    if shape == "both" and cycle is not None:
        one = evolve(one, cycle=parse_target(cycle))
    return one


@st.composite
def numbered(draw: DrawFn, form: str = "funding_form", max_size: int = 5) -> tuple[Indicator, ...]:
    """Indicators of one cell: numbered upwards, and at times from the start again as a second group."""
    drawn = draw(st.lists(indicators(form), min_size=1, max_size=max_size))
    number, group, found = 0, 1, []
    for one in drawn:
        step = draw(st.sampled_from((1, 1, 1, 1, 0, 2)))
        if step == 0 and number:
            number, group = draw(st.integers(1, number)), group + 1
        else:
            number += max(step, 1)
        found.append(evolve(one, number=number, group=group))
    return tuple(found)


@st.composite
def projects(draw: DrawFn, form: str = "funding_form", unit: str | None = "万元") -> Project:
    """One project that the form can hold: redacted, without a name, without indicators or whole."""
    if draw(st.sampled_from((False,) * 7 + (True,))):
        return _redacted(draw, form, unit)
    name = draw(
        st.sampled_from((True,) * 7 + (False,)).flatmap(lambda given: names() if given else st.none())
    )
    cell = draw(numbered(form))
    goal = draw(st.none() | goals() | goals())
    if goal is not None and draw(st.sampled_from((False, False, False, True))):
        cell = ()
    budget = draw(st.none() | budgets(unit) | budgets(unit)) if form == "funding_form" else None
    if (
        form == "funding_form"
        and sum((name is not None, goal is not None, budget is not None, bool(cell))) <= 1
    ):
        # A row in which one cell is printed cannot be told from a line beside the table.
        name, goal = name or "运维", goal or "办好政务服务。"
    return Project(name, None, goal, budget, cell)


@st.composite
def tasks(draw: DrawFn, unit: str | None = "万元") -> KeyTask:
    """One key task. Where no funds are printed, nothing but its order tells what is expected from what is done."""
    name, content, expected = draw(names()), draw(st.none() | goals()), draw(st.none() | goals())
    funds = draw(st.none() | moneys(unit).filter(_is_plainly_money))
    if funds is None and content is None:
        content = draw(goals())
    return KeyTask(name, content, funds, expected)


@st.composite
def statements(draw: DrawFn, unit: str | None = "万元") -> DepartmentStatement:
    """A department's statement of itself. It prints money or tasks, for else no unit of money is named."""
    budget = draw(_budget_lines(unit))
    drawn = draw(st.lists(tasks(unit), min_size=0 if budget else 1, max_size=3))
    return DepartmentStatement(budget, draw(st.none() | goals()), tuple(drawn), draw(_form_rows()))


def disclosures(layout: str | Layout) -> SearchStrategy[Disclosure]:
    """Disclosures as this layout reads them, within what its form can hold.

    Args:
        layout: a layout, or the name of one. Its FORM must be one of the three that govperf has.

    Raises:
        InputError: the form is of another kind; whoever wrote it brings strategies of its own.
    """
    found = get_layout(layout) if isinstance(layout, str) else layout
    makers: dict[str, Callable[[Layout], SearchStrategy[Disclosure]]] = {
        "goal_form": _goal_disclosures,
        "funding_form": _funding_disclosures,
        "department_form": _department_disclosures,
        **dict.fromkeys(ROW_FORMS, row_disclosures),
    }
    if found.FORM not in makers:
        raise InputError(
            "there are no strategies for this form",
            text=found.FORM,
            hint="give check_layout your own: disclosures=",
        )
    return makers[found.FORM](found)


def run_on_texts() -> SearchStrategy[str]:
    """Text that looks like a run-on cell and may be none: marks, labels, class names and words in any order."""
    piece = st.sampled_from(pools.FRAGMENTS) | words(6) | st.sampled_from((" ", "\n", "　", "\ufffd"))
    return st.lists(piece, max_size=30).map("".join)


def grids(max_rows: int = 12, max_columns: int = 9) -> SearchStrategy[Grid]:
    """Any grid: heads and labels of all forms in any place, amounts, run-on cells, blanks and line breaks."""
    cell = (
        st.sampled_from(pools.LABELS)
        | st.sampled_from(("", "", " ", "略", "1,000.00", "-", "12"))
        | names()
        | run_on_texts()
    )
    return st.lists(st.lists(cell, max_size=max_columns), max_size=max_rows).map(Grid.of)


def _redacted(draw: DrawFn, form: str, unit: str | None) -> Project:
    """A project whose goal and indicators are withheld; a code may stand for its name."""
    code = draw(st.none() | st.sampled_from(pools.CODES))
    budget = draw(budgets(unit)) if form == "funding_form" else None
    # A lone 略 in a row that lost a cell could be the goal's as well as the indicators': both are withheld, as in print.
    return Project(code or draw(names()), code, "略", budget, redacted=True)


def _has_words(text: str) -> bool:
    """Whether a text is more than a number: a bare one is money to some forms, and a page number to all."""
    return any(character.isalpha() for character in text)


def _is_plainly_money(money: Money) -> bool:
    """Whether an amount is told from a count or a code by itself: only the marks of money do that in a slid row."""
    exponent = money.amount.as_tuple().exponent
    return money.amount == 0 or (isinstance(exponent, int) and exponent < 0)


@st.composite
def _form_indicators(draw: DrawFn) -> Indicator:
    """An indicator of the department form, without its class; unnamed only where both values are the same."""
    cycle, annual = draw(values()), draw(values())
    shape = draw(st.sampled_from(("both", "both", "same", "cycle", "annual", "none", "unnamed")))
    periods = {
        "both": (cycle, annual),
        "same": (cycle, cycle),
        "cycle": (cycle, None),
        "annual": (None, annual),
        "none": (None, None),
        "unnamed": (cycle, cycle),
    }[shape]
    first, second = (None if text is None else parse_target(text) for text in periods)
    # A name that stands alone in its row and speaks of a 表 is a title to any reader.
    name = names().filter(lambda text: "表" not in text) if shape == "none" else names()
    return Indicator(None if shape == "unnamed" else draw(name), cycle=first, annual=second)


@st.composite
def _form_rows(draw: DrawFn) -> tuple[Indicator, ...]:
    """Indicators of the department form, class by class; at times the first have none."""
    found = list(draw(st.lists(_form_indicators(), max_size=1)))
    order = draw(st.lists(st.sampled_from(pools.CLASSES), max_size=4, unique=True))
    order.sort(key=lambda pair: [one[1] for one in pools.CLASSES].index(pair[1]))
    for _, level1, _, level2 in order:
        kind = classify(None, level1, None, level2)
        rows = draw(st.lists(_form_indicators(), min_size=1, max_size=3))
        found += [evolve(one, classification=kind) for one in rows]
    return tuple(found)


@st.composite
def _budget_lines(draw: DrawFn, unit: str | None) -> tuple[BudgetLine, ...]:
    """Lines of money under up to three headings, or under none."""
    headings = draw(st.lists(st.sampled_from(pools.GROUPS), max_size=3, unique=True))
    groups: Sequence[str | None] = headings or [None]
    amount = st.none() | moneys(unit).filter(_is_plainly_money)
    found: list[BudgetLine] = []
    for group in groups:
        least = 0 if group is None else 1
        found += draw(
            st.lists(st.builds(BudgetLine, st.sampled_from(pools.LINES), amount, st.just(group)), min_size=least,
                     max_size=3)
        )  # fmt: skip
    return tuple(found)


@st.composite
def _titled(draw: DrawFn, titles: Sequence[str]) -> tuple[int | None, str]:
    """A budget year, or none, and a title that names it."""
    year = draw(st.none() | st.integers(2016, 2035))
    title = draw(st.sampled_from(titles))
    return year, title if year is None else f"{year}年{title}"


def _department_names(layout: Layout) -> SearchStrategy[str]:
    """Names of departments that carry the name of the layout's district, where it is of one."""
    district: str | None = getattr(layout, "DISTRICT", None)
    where = f"广州市{district}" if district else "某市"
    return st.sampled_from(pools.BODIES).map(lambda body: f"{where}{body}")


@st.composite
def _goal_disclosures(draw: DrawFn, layout: Layout) -> Disclosure:
    year, title = draw(_titled(pools.PROJECT_TITLES))
    departments = []
    for name in draw(st.lists(_department_names(layout), min_size=1, max_size=2, unique=True)):
        units = draw(st.lists(st.sampled_from(pools.UNITS), min_size=1, max_size=3, unique=True))
        rows = st.lists(projects("goal_form"), min_size=1, max_size=3)
        departments.append(
            Department(name, units=tuple(BudgetUnit(unit, None, tuple(draw(rows))) for unit in units))
        )
    return Disclosure(tuple(departments), (Table(title, layout.FORM, layout.NAME),), year)


@st.composite
def _funding_disclosures(draw: DrawFn, layout: Layout) -> Disclosure:
    year, title = draw(_titled(pools.PROJECT_TITLES))
    currency = draw(st.sampled_from(("万元", "万元", "元", None)))
    departments = draw(st.lists(_department_names(layout), min_size=1, max_size=2, unique=True))
    made, tables = [], []
    for name in departments:
        made.append(Department(name, units=draw(_funding_units(currency))))
        total = draw(st.none() | budgets(currency))
        tables.append(Table(title, layout.FORM, layout.NAME, currency, total))
    return Disclosure(tuple(made), tuple(tables), year)


@st.composite
def _funding_units(draw: DrawFn, currency: str | None) -> tuple[BudgetUnit, ...]:
    """Units with their subtotals; the first may have neither name nor subtotal."""
    rows = st.lists(projects("funding_form", currency), min_size=1, max_size=3).map(tuple)
    found = [BudgetUnit(None, None, draw(rows))] if draw(st.booleans()) else []
    names_drawn = draw(st.lists(st.sampled_from(pools.UNITS), min_size=0 if found else 1, max_size=2))
    found += [BudgetUnit(name, draw(budgets(currency)), draw(rows)) for name in names_drawn]
    return tuple(found)


@st.composite
def _department_disclosures(draw: DrawFn, layout: Layout) -> Disclosure:
    year, title = draw(_titled(pools.STATEMENT_TITLES))
    currency = draw(st.sampled_from(("万元", "万元", "元", None)))
    departments = draw(st.lists(_department_names(layout), min_size=1, max_size=2, unique=True))
    made = [Department(name, statement=draw(statements(currency))) for name in departments]
    table = Table(title, layout.FORM, layout.NAME, currency)
    return Disclosure(tuple(made), (table,) * len(made), year)
