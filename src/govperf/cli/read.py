"""`govperf read`: documents in, rows out."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from govperf import api
from govperf.cli._output import add_language, complain, emphasize, read_source, terminal_width, write_output
from govperf.display.text import format_disclosure, format_problems
from govperf.errors import GovperfError, InputError
from govperf.model.disclosures import Disclosure, Severity
from govperf.serializers.tidy import COLUMNS

if TYPE_CHECKING:
    from govperf.cli._types import Verbs

__all__ = ["add_parser"]

_KINDS = ("table", "json", "jsonl", "csv")
_TABLE_SUFFIXES = ("", ".txt")
_FAILED = 2


def add_parser(verbs: Verbs) -> None:
    """Declare the verb and its options."""
    parser = verbs.add_parser("read", help="read documents and print what they say", description=__doc__)
    parser.add_argument("files", nargs="+", metavar="FILE", help="a document, or - for standard input")
    parser.add_argument("--to", choices=_KINDS, help="the form of the output (default: by -o, else table)")
    parser.add_argument("-o", "--output", metavar="FILE", help="write here instead of to the terminal")
    parser.add_argument("--table", choices=tuple(COLUMNS), default="indicators", help="which rows (default: indicators)")
    parser.add_argument("--layout", help="the layout to read with, where you know it (see govperf layouts)")
    parser.add_argument("--fiscal-year", type=int, metavar="YEAR", help="the budget year, where the print has none")
    parser.add_argument("--strict", action="store_true", help="refuse a document that has problems")
    parser.add_argument("--problems", action="store_true", help="show every problem, notes included")
    add_language(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    kind = options.to or _kind_of(options.output)
    if kind == "json" and len(options.files) > 1:
        raise InputError("a .json holds one disclosure", hint="give one file, or use --to jsonl")
    read: list[Disclosure] = []
    code = 0
    for name in options.files:
        disclosure = _read(name, options)
        if disclosure is None:
            code = _FAILED
        else:
            read.append(disclosure)
    if read or not code:
        write_output(_format(read, kind, options).encode(), options.output)
    return code


def _kind_of(output: str | None) -> str:
    """The form that the name of the output asks for; a table where it asks for none.

    Raises:
        InputError: it asks for a form that is not written here, and a table in a .xlsx would mislead.
    """
    suffix = Path(output or "").suffix.lower()
    if suffix in _TABLE_SUFFIXES:
        return "table"
    if suffix.lstrip(".") not in _KINDS:
        raise InputError(
            "rows cannot go into such a file", where=output, text=suffix, hint=f"use --to {', '.join(_KINDS)}"
        )
    return suffix.lstrip(".")


def _read(name: str, options: argparse.Namespace) -> Disclosure | None:
    """One document; what is wrong with it goes to standard error."""
    try:
        disclosure = _open(name, options)
    except GovperfError as error:
        complain(str(error))
        return None
    except ExceptionGroup as group:
        for problem in group.exceptions:
            complain(str(problem))
        return None
    if not options.quiet:
        least = Severity.INFORMATION if options.problems else Severity.WARNING
        label = disclosure.source.name if disclosure.source else name
        for line in format_problems(disclosure.problems, label, lang=options.lang, least=least):
            print(line, file=sys.stderr)
    return disclosure


def _open(name: str, options: argparse.Namespace) -> Disclosure:
    """A document, or a .json that was saved before.

    Raises:
        GovperfError: it cannot be read, or an option says how to read what was read before.
    """
    if Path(name).suffix.lower() != ".json":
        return api.read(
            read_source(name), layout=options.layout, fiscal_year=options.fiscal_year, strict=options.strict
        )
    if options.layout or options.fiscal_year or options.strict:
        raise InputError(
            "a saved disclosure has been read already", where=name, hint="leave out --layout, --fiscal-year, --strict"
        )
    return api.load(Path(name))


def _format(read: list[Disclosure], kind: str, options: argparse.Namespace) -> str:
    """All documents in the form that was asked for."""
    if kind == "table":
        return _format_tables(read, options)
    if kind == "json":
        from govperf.serializers import json

        return json.dumps(read[0]).decode()
    from govperf.serializers import csv, jsonl
    from govperf.serializers.tidy import read_rows

    rows = (row for disclosure in read for row in read_rows(disclosure, options.table))
    chinese = options.lang == "zh"
    if kind == "jsonl":
        return jsonl.dump_rows(rows, chinese=chinese)
    mark = "\ufeff" if options.output else ""
    return mark + csv.dump_rows(rows, COLUMNS[options.table], chinese=chinese)


def _format_tables(read: list[Disclosure], options: argparse.Namespace) -> str:
    """The tables one below the other, the first line of each in bold on a terminal."""
    width = None if options.output else terminal_width()
    bold = width is not None
    blocks = []
    for disclosure in read:
        lines = format_disclosure(disclosure, options.table, lang=options.lang, width=width)
        blocks.append("\n".join([emphasize(lines[0], "1", bold), *lines[1:]]) + "\n")
    return "\n".join(blocks)
