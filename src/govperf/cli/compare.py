"""`govperf compare`: several departments side by side, aligned by concept."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from govperf import api, storage
from govperf.cli._output import add_language, complain, emphasize, terminal_width, write_output
from govperf.comparisons.tables import TABLES
from govperf.display.comparisons import format_comparison
from govperf.errors import InputError
from govperf.model.disclosures import Disclosure, Severity
from govperf.scans import scan

if TYPE_CHECKING:
    from govperf.cli._types import Verbs
    from govperf.comparisons.results import Comparison

__all__ = ["add_parser"]

_KINDS: Final = ("table", "json", "jsonl", "md", "html", "xlsx")
_TABLE_SUFFIXES: Final = ("", ".txt")
_LEAST: Final = 2


def add_parser(verbs: Verbs) -> None:
    """Declare the verb and its options."""
    parser = verbs.add_parser(
        "compare", help="lay several departments side by side, concept by concept", description=__doc__
    )
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="documents, folders, zips, saved .json, or - for standard input",
    )
    parser.add_argument("--to", choices=_KINDS, help="the form of the output (default: by -o, else table)")
    parser.add_argument("-o", "--output", metavar="FILE", help="write here instead of to the terminal")
    parser.add_argument(
        "--table",
        choices=TABLES,
        help="which rows (default: concepts; for jsonl: members); json, html, xlsx have all",
    )
    parser.add_argument("--concepts", metavar="FILE", help="a TOML file with concepts of yours, asked first")
    parser.add_argument(
        "--least",
        type=int,
        default=2,
        metavar="N",
        help="how many departments must share a concept (default: 2)",
    )
    add_language(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    kind = options.to or _kind_of(options.output)
    if kind == "xlsx" and options.output in (None, "-") and sys.stdout.isatty():
        raise InputError("a workbook cannot be shown on a terminal", hint="name a file with -o FILE.xlsx")
    disclosures, code = _read(options)
    if code and len(disclosures) < _LEAST:
        return code
    comparison = api.compare(disclosures, concepts=options.concepts, least=options.least)
    for problem in () if options.quiet else comparison.problems:
        if problem.severity is not Severity.INFORMATION:
            said = problem.message_zh if options.lang == "zh" else problem.message
            print(f"govperf: {said}", file=sys.stderr)
    write_output(_dump(comparison, kind, options), options.output)
    return code


def _read(options: argparse.Namespace) -> tuple[list[Disclosure], int]:
    """The documents that can be read, and the exit code of those that cannot."""
    disclosures, code = [], 0
    for name in options.files:
        if name == "-":
            disclosures.append(api.read(sys.stdin.buffer))
            continue
        for reading in scan([name], progress=False):
            if reading.disclosure is None:
                code = complain(str(reading.error))
            else:
                disclosures.append(reading.disclosure)
    return disclosures, code


def _kind_of(output: str | None) -> str:
    """The form that the name of the output asks for.

    Raises:
        InputError: it asks for a form that is not written here.
    """
    suffix = Path(output or "").suffix.lower()
    if suffix in _TABLE_SUFFIXES:
        return "table"
    kind = {".htm": "html", ".markdown": "md", ".ndjson": "jsonl"}.get(suffix, suffix.lstrip("."))
    if kind not in _KINDS:
        raise InputError(
            "a comparison cannot go into such a file",
            where=output,
            text=suffix,
            hint=f"use --to {', '.join(_KINDS)}",
        )
    return kind


def _dump(comparison: Comparison, kind: str, options: argparse.Namespace) -> bytes:
    """The comparison in the form that was asked for."""
    if kind == "table":
        width = None if options.output else terminal_width()
        lines = format_comparison(comparison, options.table or "concepts", lang=options.lang, width=width)
        return ("\n".join([emphasize(lines[0], "1", width is not None), *lines[1:]]) + "\n").encode()
    return storage.dump_comparison(comparison, f".{kind}", table=options.table, lang=options.lang)
