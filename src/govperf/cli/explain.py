"""`govperf explain`: what a file is, which tables it has, what every layout found and missed, and what broke first."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from govperf.cli._output import add_language, emphasize, terminal_width
from govperf.display.explanations import format_explanation, format_summary
from govperf.errors import GovperfError
from govperf.explanations import Explanation, explain, explain_each
from govperf.scans import list_files

if TYPE_CHECKING:
    from govperf.cli._types import Verbs

__all__ = ["add_parser"]

_FAILED = 2


def add_parser(verbs: Verbs) -> None:
    """Declare the verb and its options."""
    parser = verbs.add_parser(
        "explain", help="show what a file is, which layout reads it, and why not", description=__doc__
    )
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="documents, folders, zips, patterns, or - for standard input"
    )
    add_language(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    code = 0
    for index, name in enumerate(options.files):
        if index:
            print()
        for explanation, is_one in _explain(name):
            lines = (
                format_explanation(explanation, lang=options.lang, width=terminal_width())
                if is_one
                else [format_summary(explanation, lang=options.lang)]
            )
            _print(lines, failed=explanation.error is not None)
            code = _FAILED if explanation.error is not None else code
    return code


def _explain(name: str) -> Iterator[tuple[Explanation, bool]]:
    """Each file of an argument, and whether it is the only one, which is explained at length."""
    if name == "-":
        yield explain(sys.stdin.buffer), True
        return
    files = list_files(name)
    is_one = len(files) == 1 and files[0].member is None and not Path(name).is_dir()
    if is_one:
        yield _explain_one(name), True
        return
    for explanation in explain_each(name):
        yield explanation, False


def _explain_one(name: str) -> Explanation:
    """The explanation of a file, or why there is none, so that the files after it are explained all the same."""
    try:
        return explain(Path(name))
    except GovperfError as error:
        return Explanation(name, None, error=error)


def _print(lines: list[str], *, failed: bool) -> None:
    """The lines, on a terminal the first in bold and that of an error in red."""
    terminal = sys.stdout.isatty()
    last = len(lines) - 1
    for index, line in enumerate(lines):
        code = "31" if failed and index == last else "1" if index == 0 else ""
        print(emphasize(line, code, terminal) if code else line)
