"""Hypothesis strategies for the forms that print several indicators in one text: tagged cells and prose lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from govperf.errors import NotRenderableError
from govperf.grammar.indicators import classify
from govperf.grammar.lists import format_phrase
from govperf.grammar.tagged import format_tagged
from govperf.grammar.targets import parse_target
from govperf.layouts.base import Layout
from govperf.model.amounts import Budget
from govperf.model.departments import BudgetUnit, Department
from govperf.model.disclosures import Disclosure, Table
from govperf.model.indicators import Indicator, IndicatorClass
from govperf.model.projects import Project
from govperf.testing import pools, strategies

__all__ = ["prose_disclosures", "tagged_disclosures"]

_CATEGORIES: Final = ("特定目标类", "其他运转类")
_BRACKETS: Final = str.maketrans("", "", "()（）[]〔〕【】;；。，,、 　")
_PLAIN: Final = ("≥95%", "35台", "100%", "不低于90%", "≤620万元", "正常运转", "2024年10月底前")


@st.composite
def tagged_disclosures(draw: DrawFn, layout: Layout) -> Disclosure:
    """Whole departments as tables with tagged cells print them."""
    year, title = draw(_titled())
    currency = draw(st.sampled_from(("元", "元", "万元", None)))
    departments, tables = [], []
    for body in draw(st.lists(st.sampled_from(pools.BODIES), min_size=1, max_size=2, unique=True)):
        departments.append(Department(f"某市{body}", units=draw(_tagged_units(currency))))
        total = draw(st.none() | _totals(currency))
        tables.append(Table(title, layout.FORM, layout.NAME, currency, total))
    return Disclosure(tuple(departments), tuple(tables), year)


@st.composite
def prose_disclosures(draw: DrawFn, layout: Layout) -> Disclosure:
    """Projects as notices and booklets print them; the first has a target that states a number."""
    year, title = draw(_titled())
    departments = []
    for body in draw(st.lists(st.sampled_from(pools.BODIES), min_size=1, max_size=2, unique=True)):
        named = draw(st.lists(st.sampled_from(pools.UNITS), min_size=1, max_size=2, unique=True))
        rows = st.lists(_prose_projects(), min_size=1, max_size=2).map(tuple)
        units = tuple(BudgetUnit(name, None, draw(rows)) for name in named)
        departments.append(Department(f"某市{body}", units=units))
    return Disclosure(tuple(departments), (Table(title, layout.FORM, layout.NAME),), year)


def _titled() -> SearchStrategy[tuple[int | None, str]]:
    """A budget year, or none, and a title that names it."""
    years = st.none() | st.integers(2016, 2035)
    titles = st.sampled_from(pools.PROJECT_TITLES)
    return st.builds(lambda year, title: (year, title if year is None else f"{year}年{title}"), years, titles)


def _totals(unit: str | None) -> SearchStrategy[Budget]:
    return strategies.moneys(unit).map(Budget)


@st.composite
def _tagged_units(draw: DrawFn, currency: str | None) -> tuple[BudgetUnit, ...]:
    """Units with their subtotals; the first may have neither name nor subtotal."""
    found = [BudgetUnit(None, None, draw(_tagged_projects(currency)))] if draw(st.booleans()) else []
    named = draw(st.lists(st.sampled_from(pools.UNITS), min_size=0 if found else 1, max_size=2, unique=True))
    found += [BudgetUnit(name, draw(_totals(currency)), draw(_tagged_projects(currency))) for name in named]
    return tuple(found)


@st.composite
def _tagged_projects(draw: DrawFn, currency: str | None) -> tuple[Project, ...]:
    """Projects of one unit: all of them have a category, or none."""
    sorted_out = draw(st.booleans())
    found = []
    for name in draw(st.lists(strategies.names(), min_size=1, max_size=3)):
        extras = [("项目类别", draw(st.sampled_from(_CATEGORIES)))] if sorted_out else []
        extras.append(("项目内容", draw(strategies.goals())))
        goal = draw(st.none() | strategies.goals().filter(lambda text: text != "略"))
        cell = draw(_indicators(format_tagged))
        budget = draw(st.none() | _totals(currency))
        found.append(Project(name, None, goal, budget, cell, extras=tuple(extras)))
    return tuple(found)


@st.composite
def _prose_projects(draw: DrawFn) -> Project:
    """One project in lines of prose."""
    name = draw(strategies.names().map(lambda text: text.rstrip("。;；，, \n\u3000").strip() or "运维"))
    first = Indicator(
        "培训场次", classify(None, "产出指标", None, "数量指标"), unlabelled=parse_target("≥6次")
    )
    budget = draw(st.none() | st.sampled_from(("元", "万元")).flatmap(_totals))
    goal = draw(st.none() | strategies.goals())
    return Project(name, None, goal, budget, (first, *draw(_indicators(_format_lines))))


def _format_lines(indicators: tuple[Indicator, ...]) -> str:
    return "".join(map(format_phrase, indicators))


@st.composite
def _indicators(draw: DrawFn, write: Callable[[tuple[Indicator, ...]], str]) -> tuple[Indicator, ...]:
    """Indicators class by class that the writer can write; those that it cannot are left out."""
    found: list[Indicator] = []
    for kind in draw(st.lists(_classes(), max_size=3)):
        name = draw(strategies.names().map(lambda text: text.translate(_BRACKETS) or "场次"))
        text = draw(st.sampled_from(_PLAIN) | strategies.values())
        number = draw(st.none() | st.integers(1, 20))
        one = Indicator(name, kind, number, unlabelled=parse_target(text))
        if _fits((*found, one), write):
            found.append(one)
    return tuple(found)


def _classes() -> SearchStrategy[IndicatorClass]:
    pairs = st.sampled_from(pools.CLASSES).map(lambda pair: classify(None, pair[1], None, pair[3]))
    return pairs | pairs | st.just(classify(None, "满意度指标", None, None))


def _fits(indicators: tuple[Indicator, ...], write: Callable[[tuple[Indicator, ...]], str]) -> bool:
    try:
        write(indicators)
    except NotRenderableError:
        return False
    return True
