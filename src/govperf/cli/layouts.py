"""`govperf layouts`: the layouts there are, those that could not be used, and a draft of a new one from a sample."""

from __future__ import annotations

import argparse
import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from govperf.cli._output import add_language, read_source, terminal_width, write_output
from govperf.display.tables import format_table
from govperf.errors import GovperfError, InputError
from govperf.explanations import explain
from govperf.layouts.proposals import propose
from govperf.layouts.registry import all_layouts, find_plugins
from govperf.plugins import PluginWarning

if TYPE_CHECKING:
    from govperf.cli._types import Verbs

__all__ = ["add_parser"]

_HEADS = {"en": ("layout", "form", "title", "from"), "zh": ("版式", "表式", "标题", "来源")}


def add_parser(verbs: Verbs) -> None:
    """Declare the verb and its options."""
    parser = verbs.add_parser(
        "layouts", help="list the layouts, or draft one from a sample", description=__doc__
    )
    add_language(parser)
    parser.set_defaults(run=_run)
    actions = parser.add_subparsers(title="actions", metavar="ACTION")
    new = actions.add_parser(
        "new", help="draft a declaration (TOML) from a sample", description=propose.__doc__
    )
    new.add_argument("sample", metavar="SAMPLE", help="a document, or - for standard input")
    new.add_argument("-o", "--output", metavar="FILE", help="write here instead of to the terminal")
    new.add_argument("--name", help="what the layout is called (default: by the name of FILE or SAMPLE)")
    new.set_defaults(run=_draft)


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


def _draft(options: argparse.Namespace) -> int:
    """Write the draft, never over a file; a sample that has no table to begin with says what was seen."""
    explanation = explain(read_source(options.sample))
    named = Path(options.output or options.sample).name.split(".")[0]
    drafted = re.sub(r"\W+", "_", named).strip("_0123456789") or "mycounty"
    name = options.name or (f"my_{drafted}" if drafted in all_layouts() else drafted)
    try:
        draft = propose((table.grid for table in explanation.tables), name)
    except GovperfError as error:
        raise (explanation.error or error).at(explanation.name) from error
    if options.output not in {None, "-"} and Path(options.output).exists():
        raise InputError(
            "the file is there already", where=options.output, hint="delete it, or choose another -o"
        )
    write_output(draft.encode(), options.output)
    return 0
