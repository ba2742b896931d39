"""Rows back into a tree: departments, their units, projects and indicators."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from govperf.model.departments import Department, DepartmentStatement
from govperf.model.disclosures import Disclosure
from govperf.serializers._workbook.rows import Item

__all__ = ["build_disclosure"]


def build_disclosure(carried: Disclosure, items: dict[str, list[Item]]) -> Disclosure:
    """The disclosure that the items make; what is in no sheet is the carried one's."""
    tree = _Tree(items)
    roots = _in_order([item for item in items["单位"] if isinstance(item.value, Department)])
    problems = tuple(item.value for item in _in_order(items["问题"]))
    return evolve(carried, departments=tuple(map(tree.build_department, roots)), problems=problems)


class _Tree:
    """The children of each item, by the sheet they stand in."""

    def __init__(self, items: dict[str, list[Item]]) -> None:
        self._children: dict[tuple[str, int], list[Item]] = {}
        for name, listed in items.items():
            for item in listed:
                if item.owner is not None:
                    self._children.setdefault((name, id(item.owner)), []).append(item)

    def build_department(self, item: Item) -> Department:
        units = tuple(
            evolve(unit.value, projects=tuple(map(self._build_project, self._of("项目", unit))))
            for unit in self._of("单位", item)
        )
        department: Department = evolve(item.value, units=units)
        tasks, indicators = self._values("重点任务", item), self._values("指标", item)
        if department.statement is None and not tasks and not indicators:
            return department
        statement = department.statement or DepartmentStatement()
        return evolve(department, statement=evolve(statement, tasks=tasks, indicators=indicators))

    def _build_project(self, item: Item) -> Any:
        return evolve(item.value, indicators=self._values("指标", item))

    def _values(self, name: str, owner: Item) -> tuple[Any, ...]:
        return tuple(item.value for item in self._of(name, owner))

    def _of(self, name: str, owner: Item) -> list[Item]:
        return _in_order(self._children.get((name, id(owner)), []))


def _in_order(items: list[Item]) -> list[Item]:
    """The order of the sheet where its known rows kept theirs; else these in their old order, and new ones after."""
    known = [item.index for item in items if item.index is not None]
    if known == sorted(known):
        return items
    return sorted(items, key=lambda item: (item.index is None, item.index or 0))
