"""Small disclosures for the tests of changes."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

import attrs

import govperf as gp
from govperf.grammar.indicators import classify

__all__ = ["disclose", "indicator", "project", "shuffle"]

_LEVELS = {
    "11": ("1", "产出指标", "数量指标"),
    "12": ("1", "产出指标", "质量指标"),
    "31": ("3", "满意度指标", "服务对象满意度指标"),
}


def indicator(
    name: str | None, annual: str | None = None, code: str = "11", **values: object
) -> gp.Indicator:
    """An indicator with an annual target."""
    level1_code, level1, level2 = _LEVELS[code]
    target = None if annual is None else gp.parse_target(annual)
    return gp.Indicator(name, classify(level1_code, level1, code, level2), annual=target, **values)  # type: ignore[arg-type]


def project(
    name: str | None, *indicators: gp.Indicator, total: str | None = None, **values: object
) -> gp.Project:
    """A project, with its total in 万元."""
    budget = None if total is None else gp.Budget(gp.Money(Decimal(total), "万元"))
    return gp.Project(name, budget=budget, indicators=indicators, **values)  # type: ignore[arg-type]


def disclose(
    *projects: gp.Project, year: int | None = None, **units: tuple[gp.Project, ...]
) -> gp.Disclosure:
    """A disclosure of one department; projects stand in the unit 某中心, or in the units that are named."""
    held = {**({"某中心": projects} if projects or not units else {}), **units}
    made = tuple(gp.BudgetUnit(name, None, tuple(found)) for name, found in held.items())
    return gp.Disclosure((gp.Department("某市某局", units=made),), (gp.Table("绩效目标表"),), year)


def shuffle(disclosure: gp.Disclosure, seed: int) -> gp.Disclosure:
    """The same disclosure with its rows in another order."""
    random = Random(seed)

    def mixed(values: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(random.sample(values, k=len(values)))

    def units(found: tuple[gp.BudgetUnit, ...]) -> tuple[gp.BudgetUnit, ...]:
        return tuple(
            attrs.evolve(
                unit,
                projects=mixed(
                    tuple(attrs.evolve(one, indicators=mixed(one.indicators)) for one in unit.projects)
                ),
            )
            for unit in found
        )

    def statement(found: gp.DepartmentStatement | None) -> gp.DepartmentStatement | None:
        if found is None:
            return None
        lists = {name: mixed(getattr(found, name)) for name in ("budget", "tasks", "indicators")}
        return attrs.evolve(found, **lists)

    departments = (
        attrs.evolve(one, units=mixed(units(one.units)), statement=statement(one.statement))
        for one in disclosure.departments
    )
    return attrs.evolve(disclosure, departments=mixed(tuple(departments)))
