"""What a row belongs to, by the names that stand in it."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Final

from govperf.errors import InputError
from govperf.model.departments import BudgetUnit, Department, KeyTask
from govperf.model.projects import Project
from govperf.serializers._workbook.columns import PROJECT_OF_NONE
from govperf.serializers._workbook.rows import Item

__all__ = ["find_owner"]

_WORDS: Final = {Department: "department", BudgetUnit: "unit", Project: "project"}
_SHEETS: Final = {Department: "单位", BudgetUnit: "单位", Project: "项目"}


def find_owner(kind: type, names: Mapping[str, str], above: Mapping[str, list[Item]], where: str) -> Item:
    """The one item that a row with these names belongs to; a key (`P3`) may stand for a name.

    Raises:
        InputError: there is none of the name, or there are several.
    """
    department, unit, project = (names.get(head, "") for head in ("主管部门", "预算单位", "项目名称"))
    if kind in {BudgetUnit, KeyTask} or project == PROJECT_OF_NONE:
        return _find(Department, department, above, where)
    if kind is Project:
        return _find(BudgetUnit, unit, above, where, {Department: department})
    if not project:
        raise InputError(
            "this row names no project",
            where=where,
            hint=f"write the project's name, or {PROJECT_OF_NONE} and the department",
        )
    return _find(Project, project, above, where, {BudgetUnit: unit, Department: department})


def _find(
    kind: type,
    name: str,
    above: Mapping[str, list[Item]],
    where: str,
    inside: Mapping[type, str] | None = None,
) -> Item:
    """The one item of a kind and name inside what else is named; a name from before it was edited will do."""
    items = [item for item in above[_SHEETS[kind]] if isinstance(item.value, kind)]
    keyed = [item for item in items if name and item.key == name]
    named = [item for item in items if _is(item, name)] or [item for item in items if _was(item, name)]
    found = keyed or [item for item in named if _is_inside(item, inside or {})]
    if len(found) == 1:
        return found[0]
    if not name and len(items) == 1 and _is_inside(items[0], inside or {}):
        return items[0]
    raise _refuse(_WORDS[kind], name, items, found, where)


def _is(item: Item, name: str) -> bool:
    return " ".join((item.value.name or "").split()) == " ".join(name.split())


def _was(item: Item, name: str) -> bool:
    return " ".join((item.former or "").split()) == " ".join(name.split())


def _is_inside(item: Item, names: Mapping[type, str]) -> bool:
    owners = ((item.above(kind), name) for kind, name in names.items() if name)
    return all(owner is not None and (_is(owner, name) or _was(owner, name)) for owner, name in owners)


def _refuse(word: str, name: str, items: list[Item], found: list[Item], where: str) -> InputError:
    if found:
        keys = "、".join(item.key for item in found)
        return InputError(
            f"several {word}s have this name", where=where, text=name, hint=f"write the key instead: {keys}"
        )
    near = get_close_matches(name, [item.value.name or "" for item in items], 1, 0.5)
    sheet = _SHEETS[type(items[0].value)] if items else "单位"
    hint = (
        f"is it {near[0]!r}? Else add it to the sheet {sheet!r}" if near else f"add it to the sheet {sheet!r}"
    )
    return InputError(f"there is no {word} of this name", where=where, text=name, hint=hint)
