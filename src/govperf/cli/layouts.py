"""`govperf layouts`: the layouts there are, and the plugins that could not be used."""

from __future__ import annotations

import argparse
import warnings
from typing import TYPE_CHECKING

from govperf.cli._output import add_language, terminal_width
from govperf.display.tables import format_table
from govperf.layouts.registry import all_layouts, find_plugins
from govperf.plugins import PluginWarning

if TYPE_CHECKING:
    from govperf.cli._types import Verbs

__all__ = ["add_parser"]

_HEADS = {"en": ("layout", "form", "title", "from"), "zh": ("版式", "表式", "标题", "来源")}


def add_parser(verbs: Verbs) -> None:
    """Declare the verb and its options."""
    parser = verbs.add_parser("layouts", help="list the layouts", description=__doc__)
    add_language(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PluginWarning)
        layouts, plugins = all_layouts(), find_plugins()
    by_layout = {id(plugin.layout): plugin.value for plugin in plugins if plugin.layout is not None}
    rows = [
        (name, layout.FORM, layout.TITLE, by_layout.get(id(layout), "govperf"))
        for name, layout in layouts.items()
    ]
    rows += [
        (plugin.name, "–", plugin.fault or "", plugin.value) for plugin in plugins if plugin.fault is not None
    ]
    print("\n".join(format_table(_HEADS[options.lang], rows, width=terminal_width())))
    return 0
