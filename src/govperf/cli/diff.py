"""`govperf diff`: what changed between two versions of a document."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from govperf import api, storage
from govperf.cli._output import add_language, read_source, terminal_width, write_output
from govperf.errors import InputError
from govperf.model.disclosures import Disclosure

if TYPE_CHECKING:
    from govperf.cli._types import Verbs

__all__ = ["add_parser"]

_DIFFERENT = 1


def add_parser(verbs: Verbs) -> None:
    """Declare the verb and its options."""
    parser = verbs.add_parser(
        "diff",
        help="show what changed between two versions",
        description=__doc__,
        epilog="Exit codes: 0 the same, 1 different, 2 a document could not be read.",
    )
    for name, which in (("old", "the version before"), ("new", "the version after")):
        parser.add_argument(name, metavar=name.upper(), help=f"{which}: a document, a saved .json, or -")
    parser.add_argument(
        "--to", choices=storage.CHANGE_FORMS, help="the form of the output (default: by -o, else table)"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write here instead of to the terminal")
    parser.add_argument("--pairs", metavar="FILE", help="pairs that are known, as --save-pairs wrote them")
    parser.add_argument(
        "--save-pairs",
        metavar="FILE",
        help="write which projects and indicators were paired, to be corrected",
    )
    parser.add_argument("--all", action="store_true", help="list also what is only counted in a table")
    parser.add_argument(
        "--layout", help="the layout to read both with, where you know it (see govperf layouts)"
    )
    add_language(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    form = options.to or _form_of(options.output)
    if options.old == options.new == "-":
        raise InputError("standard input can be one of the two versions only")
    changes = api.diff(
        _read(options.old, options.layout), _read(options.new, options.layout), pairs=options.pairs
    )
    if options.save_pairs:
        changes.save_pairs(options.save_pairs)
    width = None if options.output else terminal_width()
    data = storage.dump_changes(changes, form, lang=options.lang, width=width, every=options.all)
    write_output(data, options.output)
    if not options.quiet and form != "table":
        for note in changes.notes:
            print(f"govperf: {note[options.lang == 'zh']}", file=sys.stderr)
    return _DIFFERENT if changes else 0


def _read(name: str, layout: str | None) -> Disclosure:
    """One version; a saved disclosure was read already."""
    return storage.load(name) if storage.is_saved(Path(name)) else api.read(read_source(name), layout=layout)


def _form_of(output: str | None) -> str:
    """The form that the name of the output asks for. Raises InputError where nothing is written so."""
    suffix = Path(output or "").suffix.lower().lstrip(".")
    if suffix in {"", "txt"}:
        return "table"
    if suffix not in storage.CHANGE_FORMS:
        raise InputError(
            "changes cannot go into such a file",
            where=output,
            text=suffix,
            hint=f"use {', '.join(storage.CHANGE_FORMS)}",
        )
    return suffix
