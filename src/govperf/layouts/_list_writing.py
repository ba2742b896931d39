"""Writes projects as lines of prose: name, bodies, money, goal, and a phrase a line behind its class."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govperf.grammar.amounts import format_amount
from govperf.grammar.lists import format_phrase
from govperf.model.disclosures import Disclosure
from govperf.model.projects import Project

__all__ = ["format_lines"]

_FUNDS: Final = {"total": "预算金额", "fiscal_appropriation": "财政拨款", "other": "其他资金"}


def format_lines(disclosure: Disclosure, title: str) -> Iterator[str]:
    """The lines of a document, from its title on."""
    year = f"{disclosure.fiscal_year}年" if disclosure.fiscal_year else ""
    yield next((table.title for table in disclosure.tables if table.title), year + title)
    for department in disclosure.departments:
        for unit in department.units:
            for project in unit.projects:
                yield f"项目名称：{project.name or ''}"
                yield from [f"主管部门：{department.name}"] if department.name else []
                yield from [f"实施单位：{unit.name}"] if unit.name else []
                yield from _project_lines(project)


def _project_lines(project: Project) -> Iterator[str]:
    for fund, label in _FUNDS.items():
        money = getattr(project.budget, fund, None)
        if money is not None:
            yield f"{label}：{format_amount(money)}{money.unit or ''}"
    if project.goal is not None:
        yield f"年度目标：{project.goal}"
    level1 = None
    for one in project.indicators:
        kind = one.classification
        if kind.level1 != level1 and kind.level1 is not None:
            yield kind.level1
        level1 = kind.level1
        yield format_phrase(one)
