"""`govperf render`: a document, or a saved disclosure, in the official form of a layout."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from govperf import api, storage
from govperf.cli._output import add_language, read_source, write_output

if TYPE_CHECKING:
    from govperf.cli._types import Verbs

__all__ = ["add_parser"]


def add_parser(verbs: Verbs) -> None:
    """Declare the verb and its options."""
    parser = verbs.add_parser(
        "render", help="write a document in the official form of a layout", description=__doc__
    )
    parser.add_argument(
        "file", metavar="FILE", help="a document, a saved .json or .xlsx, or - for standard input"
    )
    parser.add_argument("--layout", help="the layout to write (default: those it was read with)")
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="write here; the suffix says how (default: text)"
    )
    add_language(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    path = Path(options.file)
    disclosure = storage.load(path) if storage.is_saved(path) else api.read(read_source(options.file))
    grid = api.render(disclosure, layout=options.layout)
    suffix = Path(options.output).suffix.lower() if options.output else ".txt"
    write_output(storage.dump_form(grid, suffix), options.output)
    return 0
