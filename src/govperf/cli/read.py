"""`govperf read`: documents in, rows out."""

from __future__ import annotations

import argparse
import sys
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from govperf import api, storage
from govperf.cli._output import (
    add_language,
    complain,
    emphasize,
    open_output,
    terminal_width,
    write_output,
)
from govperf.display.text import format_disclosure, format_problems
from govperf.errors import GovperfError, InputError
from govperf.model.disclosures import Disclosure, Severity
from govperf.scans import Reading, scan
from govperf.serializers.registry import find_serializer, find_stream, find_text
from govperf.serializers.tidy import COLUMNS

if TYPE_CHECKING:
    from govperf.cli._types import Verbs

__all__ = ["add_parser"]

_FILES = ("parquet", "sqlite", "duckdb")
_SINGLE: Final = {
    "json": "a .json",
    "xlsx": "an .xlsx",
    "sql": "a .sql",
    "iati": "an .xml",
    "datapackage": "a .zip",
}
_KINDS = ("table", "jsonl", "csv", *_FILES, *_SINGLE)
_BY_SUFFIX: Final = {"xml": "iati", "zip": "datapackage"}
_TABLE_SUFFIXES = ("", ".txt")
_FAILED = 2


def add_parser(verbs: Verbs) -> None:
    """Declare the verb and its options."""
    parser = verbs.add_parser("read", help="read documents and print what they say", description=__doc__)
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="documents, folders, zips, or - for standard input"
    )
    parser.add_argument("--to", choices=_KINDS, help="the form of the output (default: by -o, else table)")
    parser.add_argument("-o", "--output", metavar="FILE", help="write here instead of to the terminal")
    parser.add_argument(
        "--table",
        choices=(*COLUMNS, "disclosures"),
        default="indicators",
        help="which rows (default: indicators); disclosures: each whole, for jsonl",
    )
    parser.add_argument(
        "--workers", type=int, default=1, metavar="N", help="how many processes read (default: 1)"
    )
    parser.add_argument("--layout", help="the layout to read with, where you know it (see govperf layouts)")
    parser.add_argument(
        "--fiscal-year", type=int, metavar="YEAR", help="the budget year, where the print has none"
    )
    parser.add_argument("--strict", action="store_true", help="refuse a document that has problems")
    parser.add_argument("--problems", action="store_true", help="show every problem, notes included")
    add_language(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    kind = options.to or _kind_of(options.output)
    if options.table == "disclosures" and kind not in {"jsonl", *_SINGLE}:
        raise InputError("whole disclosures go into JSON Lines", text=kind, hint="use --to jsonl")
    readings = _scan(options)
    if kind in _SINGLE:
        return _write_one(readings, kind, options)
    refused: list[str] = []
    disclosures = _take(readings, options, refused)
    if kind in _FILES:
        _write_file(disclosures, kind, options)
    else:
        with open_output(options.output) as out:
            write = _write_tables if kind == "table" else _write_rows
            write(disclosures, out, kind, options)
    return _FAILED if refused else 0


def _take(
    readings: Iterator[Reading], options: argparse.Namespace, refused: list[str]
) -> Iterator[Disclosure]:
    """What could be read; what could not is told, and its name added to `refused`."""
    for reading in readings:
        if _complain(reading, options) or reading.disclosure is None:
            refused.append(reading.name)
        else:
            yield reading.disclosure


def _scan(options: argparse.Namespace) -> Iterator[Reading]:
    """The readings of all arguments, in order; `-` is standard input."""
    how = {"layout": options.layout, "fiscal_year": options.fiscal_year}
    names = [name for name in options.files if name != "-"]
    saved = next((name for name in names if storage.is_saved(Path(name))), None)
    if saved is not None and (options.layout or options.fiscal_year):
        raise InputError(
            "a saved disclosure has been read already",
            where=saved,
            hint="leave out --layout and --fiscal-year",
        )
    files = scan(names, workers=options.workers, progress=not options.quiet, **how) if names else iter(())
    if len(names) < len(options.files):
        try:
            files = chain([Reading("-", api.read(sys.stdin.buffer, **how))], files)
        except GovperfError as error:
            files = chain([Reading("-", error=error)], files)
    return files


def _write_one(readings: Iterator[Reading], kind: str, options: argparse.Namespace) -> int:
    """The one disclosure that such a file holds."""
    reading, more = next(readings), next(readings, None)
    if more is not None:
        raise InputError(f"{_SINGLE[kind]} holds one disclosure", hint="give one file, or use --to jsonl")
    if _complain(reading, options) or reading.disclosure is None:
        return _FAILED
    serializer = find_serializer(_SINGLE[kind].rpartition(" ")[2])
    write_output(serializer.dumps(reading.disclosure), options.output)
    return 0


def _write_file(disclosures: Iterable[Disclosure], kind: str, options: argparse.Namespace) -> None:
    """A file of many disclosures that is not text; only some are held at a time."""
    stream = find_stream(f".{kind}")
    if stream is None or options.output in {None, "-"}:
        raise InputError(f"{kind} goes into a file", hint=f"name it: -o FILE.{kind}")
    with storage.write_draft(Path(options.output)) as draft:
        stream.dump(disclosures, draft, table=options.table, chinese=options.lang == "zh")


def _kind_of(output: str | None) -> str:
    """The form that the name of the output asks for; a table where it asks for none.

    Raises:
        InputError: it asks for a form that is not written here, and a table in a .xlsx would mislead.
    """
    suffix = Path(output or "").suffix.lower()
    if suffix in _TABLE_SUFFIXES:
        return "table"
    kind = _BY_SUFFIX.get(suffix[1:], suffix[1:])
    if kind not in _KINDS:
        raise InputError(
            "rows cannot go into such a file", where=output, text=suffix, hint=f"use --to {', '.join(_KINDS)}"
        )
    return kind


def _complain(reading: Reading, options: argparse.Namespace) -> bool:
    """Tell on standard error what is wrong with a document; whether it is refused for it."""
    if reading.error is not None:
        complain(str(reading.error))
        return True
    problems = reading.disclosure.problems if reading.disclosure else ()
    grave = [problem for problem in problems if problem.severity is not Severity.INFORMATION]
    if not options.quiet or (options.strict and grave):
        least = Severity.INFORMATION if options.problems else Severity.WARNING
        source = reading.disclosure.source if reading.disclosure else None
        for line in format_problems(
            problems, source.name if source else reading.name, lang=options.lang, least=least
        ):
            print(line, file=sys.stderr)
    return bool(options.strict and grave)


def _write_tables(
    disclosures: Iterable[Disclosure], out: IO[bytes], kind: str, options: argparse.Namespace
) -> None:
    """Tables one below the other, the first line of each in bold on a terminal."""
    del kind
    width = None if options.output else terminal_width()
    for number, disclosure in enumerate(disclosures):
        lines = format_disclosure(disclosure, options.table, lang=options.lang, width=width)
        block = "\n".join([emphasize(lines[0], "1", width is not None), *lines[1:]]) + "\n"
        out.write(("\n" * bool(number) + block).encode())


def _write_rows(
    disclosures: Iterable[Disclosure], out: IO[bytes], kind: str, options: argparse.Namespace
) -> None:
    """Rows as text; a .csv for Excel begins with a byte-order mark."""
    if kind == "csv" and options.output:
        out.write(BOM_UTF8)
    find_text(kind).write(disclosures, out, table=options.table, chinese=options.lang == "zh")
