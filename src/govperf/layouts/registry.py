"""Which layouts there are, and which one a table is of."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable
from functools import lru_cache
from typing import TypeGuard

from govperf.errors import AmbiguousLayoutError, InputError, UnknownLayoutError
from govperf.grid import Grid
from govperf.layouts.baiyun import Baiyun
from govperf.layouts.base import Evidence, Layout, Survey
from govperf.layouts.declared import FOLDERS, SUFFIX, find_declarations, read_declaration
from govperf.layouts.department_form import DepartmentForm
from govperf.layouts.department_rows import DepartmentRows
from govperf.layouts.flat_rows import FlatRows
from govperf.layouts.funding_form import FundingForm
from govperf.layouts.generic import Generic
from govperf.layouts.goal_form import GoalForm
from govperf.layouts.huangpu import Huangpu
from govperf.layouts.indicator_rows import IndicatorRows
from govperf.layouts.long_table import LongTableForm
from govperf.layouts.nansha import Nansha
from govperf.layouts.prose_list import ProseList
from govperf.layouts.recipient_matrix import RecipientMatrix
from govperf.layouts.self_evaluation import SelfEvaluation
from govperf.layouts.side_by_side import SideBySide
from govperf.layouts.split_values import SplitValues
from govperf.layouts.tagged_cells import TaggedCells
from govperf.layouts.zengcheng import Zengcheng
from govperf.plugins import Plugin, PluginWarning, load_plugins

__all__ = ["all_layouts", "choose", "find_plugins", "get_layout", "identify"]

_BUILT_IN: tuple[type[Layout], ...] = (
    Baiyun,
    DepartmentForm,
    FundingForm,
    Generic,
    GoalForm,
    Huangpu,
    Nansha,
    Zengcheng,
    TaggedCells,
    ProseList,
    SplitValues,
    FlatRows,
    SelfEvaluation,
    SideBySide,
    LongTableForm,
    RecipientMatrix,
    DepartmentRows,
    IndicatorRows,
)
_SHOWN = 3


def find_plugins() -> tuple[Plugin, ...]:
    """What is offered from outside: entry points of packages, then declarations in the folders of GOVPERF_LAYOUTS.

    One that is no layout, or has the name of another, gives a warning and has that for its fault.
    """
    taken = {make.NAME for make in _BUILT_IN}
    return tuple(
        _admit(plugin, taken) for plugin in (*load_plugins(), *find_declarations(os.environ.get(FOLDERS, "")))
    )


@lru_cache(maxsize=1)
def all_layouts() -> dict[str, Layout]:
    """All layouts by name, sorted; plugins with a fault are left out."""
    offered = (plugin.layout for plugin in find_plugins())
    layouts = [*(make() for make in _BUILT_IN), *(one for one in offered if _is_layout(one))]
    return {layout.NAME: layout for layout in sorted(layouts, key=lambda one: one.NAME)}


def get_layout(name: str | os.PathLike[str]) -> Layout:
    """The layout of this name; a path that ends in `.toml` is a declaration, and gives the layout that it declares.

    Raises:
        UnknownLayoutError: there is none; the message lists those there are.
        InputError: the declaration cannot be used, or has the name of another layout.
    """
    text = os.fspath(name)
    if not text.lower().endswith(SUFFIX):
        try:
            return all_layouts()[text]
        except KeyError:
            hint = f"choose from {', '.join(all_layouts())}, or give the path of a declaration ({SUFFIX})"
            raise UnknownLayoutError("there is no layout of this name", text=text, hint=hint) from None
    declared = read_declaration(text)
    if any(declared.NAME == make.NAME for make in _BUILT_IN):
        raise InputError(
            "a layout of govperf has this name",
            where=f"{text}, key name",
            text=declared.NAME,
            hint="choose another",
        )
    return declared


def identify(grid: Grid) -> tuple[Evidence, ...]:
    """The evidence of every layout for a table, those that claim it and have most to say first."""
    survey = Survey(grid)
    evidence = [layout.identify(survey) for layout in all_layouts().values()]
    return tuple(sorted(evidence, key=lambda one: (not one.claims, one.weak, -one.score, one.layout)))


def choose(evidence: Iterable[Evidence]) -> Layout:
    """The one layout whose evidence is best.

    Raises:
        UnknownLayoutError: none claims the table; the message names the nearest and what they missed.
        AmbiguousLayoutError: two claim it with equal evidence; the message names both.
    """
    ranked = list(evidence)
    claims = [one for one in ranked if one.claims and not one.weak] or [one for one in ranked if one.claims]
    if not claims:
        raise UnknownLayoutError(
            f"no layout knows this table; {_tell_nearest(ranked)}", hint="govperf explain shows all"
        )
    best = [one.layout for one in claims if one.score == claims[0].score]
    if len(best) > 1:
        raise AmbiguousLayoutError(
            f"the layouts {' and '.join(best)} know this table equally well",
            hint=f"choose one: layout={best[0]!r}",
        )
    return get_layout(best[0])


def _tell_nearest(ranked: list[Evidence]) -> str:
    """What the nearest layouts found and missed, for a message."""
    near = [one for one in ranked if one.found and not one.weak][:_SHOWN]
    if not near:
        return "no layout finds a head, a label or a title of its own in it"
    return "nearest: " + "; ".join(
        f"{one.layout} found {'、'.join(one.found)} and missed {'、'.join(one.missed) or 'nothing'}"
        for one in near
    )


def _admit(plugin: Plugin, taken: set[str]) -> Plugin:
    """A plugin whose layout can be used, its name taken from now on; or with the fault why not, and a warning."""
    layout = plugin.layout
    if plugin.fault is not None:
        return plugin
    if not _is_layout(layout):
        return _reject(plugin, "lacks NAME, FORM, TITLE, identify, read or render")
    if layout.NAME in taken:
        return _reject(plugin, f"has the name of another layout: {layout.NAME}")
    taken.add(layout.NAME)
    return plugin


def _reject(plugin: Plugin, fault: str) -> Plugin:
    warnings.warn(f"layout plugin {plugin.name} ({plugin.value}) {fault}", PluginWarning, stacklevel=4)
    return Plugin(plugin.name, plugin.value, fault=fault)


def _is_layout(layout: object) -> TypeGuard[Layout]:
    return all(hasattr(layout, name) for name in ("NAME", "FORM", "TITLE", "identify", "read", "render"))
