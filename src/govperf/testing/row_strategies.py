"""Hypothesis strategies for forms that print an indicator a row, each within what the form can hold."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from govperf._width import fold
from govperf.grammar.indicators import classify
from govperf.grammar.names import parse_body, parse_name, parse_project, split_target
from govperf.grammar.targets import parse_target
from govperf.grid import Cell
from govperf.layouts._rows.blocks import read_inline
from govperf.layouts._rows.heads import read_head, read_label
from govperf.layouts.base import Layout, is_title
from govperf.model.amounts import Budget, Money
from govperf.model.departments import BudgetLine, BudgetUnit, Department, DepartmentStatement, KeyTask
from govperf.model.disclosures import Disclosure, Table
from govperf.model.evaluations import Evaluation, ExecutionLine
from govperf.model.indicators import Indicator, IndicatorClass, Result
from govperf.model.projects import Project
from govperf.model.taxonomy import classes_of
from govperf.places import Place
from govperf.testing import pools

__all__ = ["ROW_FORMS", "row_disclosures"]

ROW_FORMS: Final = (
    "indicator_rows",
    "split_values",
    "flat_rows",
    "self_evaluation",
    "side_by_side",
    "long_table",
    "recipient_matrix",
    "department_rows",
)
"""The forms these strategies are for."""

_EXTRAS: Final = (("项目属性", "延续项目"), ("项目期", "1年"), ("项目负责人", "张三"))
_REMARKS: Final = (("指标解释", "按实有人数计"), ("备注", "核心指标"), ("数据来源", "业务台账"))
_NOTES: Final = (None, None, None, "50分", "0-20分", "必填")
_LINES: Final = ("年度资金总额", "其中：当年财政拨款", "上年结转资金", "其他资金")
_TITLE: Final = {"department_rows": "部门整体支出绩效目标表", "self_evaluation": "项目支出绩效自评表"}


def plain(text: str) -> bool:
    """Whether a text is nothing but a name, a goal or a word to any form: no label, head, class, number or title."""
    cell = Cell(text, Place(1, 1))
    own = parse_name(text)
    return (
        own.name == text
        and own.number is None
        and read_head(text) is None
        and read_label(text) is None
        and read_inline(cell) is None
        and not is_title(cell)
        and not classes_of(text)
        and split_target(text) is None
        and parse_body(text).code is None
        and parse_project(text).code is None
        and any(map(str.isalpha, fold(text)))
    )


def names() -> SearchStrategy[str]:
    """Names that are nothing else to any form."""
    words = st.text(st.sampled_from(pools.CHARACTERS), min_size=2, max_size=14)
    return (st.sampled_from(pools.NAMES) | words).filter(plain)


def goals() -> SearchStrategy[str]:
    """Goals of one line."""
    return st.sampled_from(pools.GOALS).filter(lambda text: plain(text) and "\n" not in text)


def targets() -> SearchStrategy[str]:
    """Target values that stand in a cell as they are."""
    printed = st.sampled_from(
        ("≥95%", "=100%", "≤30天", "12场次", "≥1.5万人次", "优良", "持续提升", "2025年底前", "≥9.5元/人")
    )
    return (printed | st.sampled_from(pools.VALUES)).filter(
        lambda text: "\n" not in text and text.strip() == text
    )


def money(unit: str | None) -> SearchStrategy[Money]:
    """Amounts with two digits."""
    return st.integers(0, 10**7).map(lambda number: Money(Decimal(number).scaleb(-2), unit))


@st.composite
def budgets(draw: DrawFn, unit: str | None) -> Budget:
    """A total, and sources at times."""
    maybe = st.none() | money(unit)
    return Budget(draw(money(unit)), draw(maybe), draw(maybe), draw(maybe))


@st.composite
def results(draw: DrawFn) -> Result:
    """What a self-evaluation says of an indicator."""
    number = st.integers(0, 400).map(lambda quarter: Decimal(quarter) / 4)
    return Result(
        parse_target(draw(targets())), draw(number), draw(number), draw(st.none() | st.just("采购时间推迟"))
    )


@st.composite
def indicators(draw: DrawFn, form: str) -> tuple[Indicator, ...]:
    """Indicators class by class; in one order of classes, as forms print them."""
    order = draw(st.lists(st.sampled_from(pools.CLASSES), min_size=1, max_size=4, unique=True))
    order.sort(key=lambda pair: [one[1] for one in pools.CLASSES].index(pair[1]))
    found: list[Indicator] = []
    used: set[str] = set()
    notes: dict[str, str | None] = {}
    for _, level1, _, level2 in order:
        kind = IndicatorClass() if form == "flat_rows" else classify(None, level1, None, level2)
        if form not in {"flat_rows", "side_by_side", "recipient_matrix"}:
            note = notes.setdefault(level1, draw(st.sampled_from(_NOTES)))
            kind = evolve(kind, level1_note=note, level2_note=draw(st.sampled_from(_NOTES)))
        for name in draw(st.lists(names(), min_size=1, max_size=3, unique=True)):
            if name not in used:
                used.add(name)
                found.append(draw(_indicator(form, name, kind)))
    return tuple(found)


@st.composite
def _indicator(draw: DrawFn, form: str, name: str, kind: IndicatorClass) -> Indicator:
    one = Indicator(name, kind)
    target = parse_target(draw(targets()))
    if form == "side_by_side":
        shape = draw(st.sampled_from(("both", "cycle", "annual")))
        other = parse_target(draw(targets()))
        return evolve(
            one, cycle=target if shape != "annual" else None, annual=other if shape != "cycle" else None
        )
    if form == "recipient_matrix":
        return evolve(one, unlabelled=target)
    extras = tuple(pair for pair in _REMARKS if draw(st.integers(0, 5)) == 0)
    if form == "self_evaluation":
        return evolve(one, annual=target, result=draw(results()), extras=extras)
    period = draw(st.sampled_from(("annual", "unlabelled"))) if form == "indicator_rows" else "unlabelled"
    weight = Result(weight=Decimal(draw(st.integers(1, 30)))) if form in {"flat_rows", "long_table"} else None
    annual = target if period == "annual" else None
    return evolve(one, annual=annual, unlabelled=None if annual else target, result=weight, extras=extras)


@st.composite
def evaluations(draw: DrawFn, unit: str | None) -> Evaluation:
    """A self-evaluation with its money matrix."""
    lines = [
        ExecutionLine(
            name, draw(money(unit)), draw(money(unit)), draw(money(unit)),
            draw(st.none() | st.just(Decimal(10))), draw(st.none() | st.just(parse_target("98.5%"))),
            draw(st.none() | st.just(Decimal("9.85"))),
        )
        for name in draw(st.lists(st.sampled_from(_LINES), min_size=1, max_size=4, unique=True).map(sorted))
    ]  # fmt: skip
    score = draw(st.none() | st.integers(0, 400).map(lambda quarter: Decimal(quarter) / 4))
    return Evaluation(
        tuple(lines), draw(st.none() | goals()), score, draw(st.none() | st.sampled_from(("优", "良")))
    )


@st.composite
def _project(draw: DrawFn, form: str, name: str, unit: str | None) -> Project:
    evaluation = draw(evaluations(unit)) if form == "self_evaluation" else None
    budget: Budget | None = draw(st.none() | budgets(unit))
    if evaluation is not None:
        by_name = {line.name: line.revised for line in evaluation.lines}
        budget = Budget(by_name.get(_LINES[0]), by_name.get(_LINES[1]), None, by_name.get(_LINES[3])) or None
    long = form == "long_table"
    return Project(
        name,
        draw(st.none() | st.sampled_from(pools.CODES[1:])) if form != "recipient_matrix" else None,
        draw(st.none() | goals()),
        budget,
        draw(indicators(form)),
        cycle_goal=None if long or form == "recipient_matrix" else draw(st.none() | goals()),
        evaluation=evaluation,
        extras=() if long else tuple(pair for pair in _EXTRAS if draw(st.booleans())),
    )


@st.composite
def _units(draw: DrawFn, form: str, unit: str | None) -> tuple[BudgetUnit, ...]:
    """Units with their projects; the projects of a table have different names."""
    bodies = draw(st.lists(st.sampled_from(pools.UNITS).filter(plain), min_size=1, max_size=2, unique=True))
    found = []
    used: set[str] = set()
    for body in bodies:
        titles = draw(st.lists(names(), min_size=1, max_size=2, unique=True))
        titles = [title for title in titles if title not in used]
        if not titles:
            continue
        used |= set(titles)
        budget = draw(st.none() | budgets(unit)) if form == "long_table" else None
        found.append(BudgetUnit(body, budget, tuple(draw(_project(form, title, unit)) for title in titles)))
    return tuple(found)


@st.composite
def _recipients(draw: DrawFn, unit: str | None) -> tuple[BudgetUnit, ...]:
    """Recipients that share a project: each has the same indicators, with targets of its own."""
    project = draw(_project("recipient_matrix", draw(names()), unit))
    bodies = draw(
        st.lists(
            st.sampled_from(("柳河镇", "石坪乡", "云台镇", "双桥镇")), min_size=2, max_size=3, unique=True
        )
    )
    return tuple(
        BudgetUnit(body, None, (evolve(project, indicators=tuple(
            evolve(one, unlabelled=parse_target(draw(targets()))) for one in project.indicators)),))
        for body in bodies
    )  # fmt: skip


@st.composite
def _statement(draw: DrawFn, unit: str | None) -> DepartmentStatement:
    lines = draw(st.lists(st.sampled_from(("基本支出", "人员经费")), max_size=2, unique=True))
    tasks = draw(st.lists(names(), max_size=2, unique=True))
    return DepartmentStatement(
        tuple(BudgetLine(name, draw(money(unit))) for name in lines),
        draw(st.none() | goals()),
        tuple(
            KeyTask(
                task,
                draw(goals()),
                draw(st.none() | money(unit)),
                draw(st.none() | goals()),
                draw(st.sampled_from(((), (("其中：财政拨款", "12.50"),), (("责任科室", "养护科"),)))),
            )
            for task in tasks
        ),
        draw(indicators("department_rows")),
    )


@st.composite
def row_disclosures(draw: DrawFn, layout: Layout) -> Disclosure:
    """Disclosures as a layout of one of these forms reads them, within what the form can hold."""
    form = layout.FORM
    year = draw(st.none() | st.integers(2016, 2035))
    title = _TITLE.get(form, layout.TITLE)
    currency = draw(st.sampled_from(("万元", "万元", "元", None)))
    bodies: Sequence[str] = draw(
        st.lists(st.sampled_from(pools.BODIES).filter(plain), min_size=1, max_size=2, unique=True)
    )
    district: str | None = getattr(layout, "DISTRICT", None)
    made = []
    for body in bodies[:1] if form == "recipient_matrix" else bodies:
        name = f"{district or '某市'}{body}"
        if form == "department_rows":
            made.append(Department(name, statement=draw(_statement(currency))))
        elif form == "recipient_matrix":
            made.append(Department(name, units=draw(_recipients(currency))))
        else:
            made.append(Department(name, units=draw(_units(form, currency))))
    total = draw(st.none() | budgets(currency)) if form == "long_table" else None
    table = Table(title if year is None else f"{year}年{title}", form, layout.NAME, currency, total)
    return Disclosure(tuple(made), (table,) * (len(made) if form == "department_rows" else 1), year)
