"""`govperf explain`: what a file is, which tables it has, and what every layout found and missed in each."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from govperf import api
from govperf.cli._output import add_language, complain, read_source
from govperf.display.text import format_identified

if TYPE_CHECKING:
    from govperf.cli._types import Verbs

__all__ = ["add_parser"]

_FAILED = 2


def add_parser(verbs: Verbs) -> None:
    """Declare the verb and its options."""
    parser = verbs.add_parser(
        "explain", help="show which layout reads a file, and why the others do not", description=__doc__
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="a document, or - for standard input")
    add_language(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    code = 0
    for name in options.files:
        explanation = api.explain(read_source(name))
        count = len(explanation.tables)
        tables = f", {count} table{'' if count == 1 else 's'}" if explanation.container else ""
        print(f"{explanation.name}: {explanation.container or 'no table'}{tables}")
        for table in explanation.tables:
            print("\n".join(format_identified(table, lang=options.lang)))
        if explanation.error is not None:
            code = _FAILED if explanation.tables else complain(str(explanation.error.at(explanation.name)))
    return code
