"""Disclosures of every shape the model allows, whether or not a form could print them."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

import govperf as gp

__all__ = ["disclosures", "places", "problems", "texts"]

texts = st.one_of(
    st.sampled_from(
        [
            "窗口数",
            "=1+1",
            "+86",
            "-",
            "@某",
            "\t表",
            "a,b",
            'say "甲"',
            "第一行\n第二行",
            "",
            " ",
            "\u2028",
            "𠮷",
            "null",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
)
maybe = st.none() | texts
numbers = st.decimals(
    allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12
) | st.sampled_from(
    [
        Decimal("1E+3"),
        Decimal("0.10"),
        Decimal("0.1000000000000000055511151231257827"),
        Decimal("-0"),
        Decimal(10) ** 30,
    ]
)
places = st.builds(
    gp.Place,
    st.integers(1, 99),
    st.none() | st.integers(1, 9),
    st.none() | st.integers(0, 99),
    st.none() | st.integers(0, 99),
    page=st.integers(1, 3),
)
place = st.none() | places
clauses = st.builds(
    gp.Clause,
    maybe,
    st.none() | st.sampled_from(gp.Operator),
    st.none() | numbers,
    st.none() | numbers,
    maybe,
    maybe,
    maybe,
)
targets = st.builds(
    gp.Target, texts, st.sampled_from(gp.TargetKind), st.lists(clauses, max_size=2).map(tuple), place=place
)
moneys = st.builds(gp.Money, numbers, st.sampled_from([None, "元", "万元", "亿元"]), place=place)
money = st.none() | moneys
budgets = st.builds(gp.Budget, money, money, money, money, place=place)
extras = st.lists(st.tuples(texts, texts), max_size=2).map(tuple)
maybe_number = st.none() | numbers
results = st.builds(gp.Result, st.none() | targets, maybe_number, maybe_number, maybe)
lines = st.builds(
    gp.ExecutionLine,
    texts,
    money,
    money,
    money,
    maybe_number,
    st.none() | targets,
    maybe_number,
    place=place,
)
evaluations = st.none() | st.builds(
    gp.Evaluation, st.lists(lines, max_size=2).map(tuple), maybe, maybe_number, maybe, place=place
)
indicators = st.builds(
    gp.Indicator,
    maybe,
    st.builds(gp.IndicatorClass, *[maybe] * 7),
    st.none() | st.integers(0, 99),
    st.integers(1, 3),
    st.none() | targets,
    st.none() | targets,
    st.none() | targets,
    st.none() | results,
    extras,
    place=place,
)
some_indicators = st.lists(indicators, max_size=2).map(tuple)
projects = st.builds(
    gp.Project,
    maybe,
    maybe,
    maybe,
    st.none() | budgets,
    some_indicators,
    st.booleans(),
    cycle_goal=maybe,
    evaluation=evaluations,
    extras=extras,
    place=place,
)
units = st.builds(
    gp.BudgetUnit, maybe, st.none() | budgets, st.lists(projects, max_size=2).map(tuple), place=place
)
statements = st.builds(
    gp.DepartmentStatement,
    st.lists(st.builds(gp.BudgetLine, texts, money, maybe, place=place), max_size=2).map(tuple),
    maybe,
    st.lists(st.builds(gp.KeyTask, texts, maybe, money, maybe, place=place), max_size=2).map(tuple),
    some_indicators,
    maybe,
    evaluations,
    extras,
    place=place,
)
departments = st.builds(
    gp.Department,
    maybe,
    st.lists(texts, max_size=2).map(tuple),
    st.sampled_from([None, "440115"]),
    st.lists(units, max_size=2).map(tuple),
    st.none() | statements,
    place=place,
)
tables = st.builds(
    gp.Table,
    maybe,
    st.sampled_from([None, "goal_form", "department_form"]),
    maybe,
    maybe,
    st.none() | budgets,
    place=place,
)
problems = st.builds(gp.Problem, texts, st.sampled_from(gp.Severity), texts, texts, maybe, place=place)
disclosures = st.builds(
    gp.Disclosure,
    st.lists(departments, max_size=2).map(tuple),
    st.lists(tables, max_size=2).map(tuple),
    st.none() | st.integers(2011, 2030),
    st.none() | st.builds(gp.Source, texts, texts),
    st.lists(problems, max_size=2).map(tuple),
)
