"""Files made to exhaust whoever reads them, each by its name; `python -m tests.hostile` reads all within limits.

The limits are those that DESIGN promises of any file: five seconds of work and one gigabyte of memory beyond the file
itself. Breaking one ends the process, whatever it was doing.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import govperf as gp
from govperf.containers import excel
from govperf.grid import Grid
from tests.containers.damage import make_compound, replace_parts

__all__ = ["CASES", "SECONDS"]

SECONDS: Final = 5
_MEMORY: Final = 1 << 30
_2003: Final = (
    b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    b' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table>%s</Table></Worksheet></Workbook>'
)
_CELL_2003: Final = b'<Cell><Data ss:Type="String">a</Data></Cell>'
_MERGED_2003: Final = (
    b'<Row><Cell ss:MergeAcross="9999999" ss:MergeDown="9999999"><Data ss:Type="String">a</Data></Cell></Row>'
)
_MESSAGE: Final = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n'


def _sheet(cells: bytes) -> bytes:
    """A workbook whose sheet holds these cells."""
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
    return replace_parts(excel.write([Grid.of([["a"]])]), sheet1=sheet % cells)


CASES: Final[Mapping[str, Callable[[], bytes]]] = {
    "a million lines of one cell": lambda: "绩效目标\n".encode() * 1_000_000,
    "a million quoted lines of one cell": lambda: '"绩效目标"\n'.encode() * 1_000_000,
    "a line of 200 MB with commas": lambda: b"a," * 100_000_000,
    "a line of 200 MB without any": lambda: b"ab" * 100_000_000,
    "a line of 60 MB with commas": lambda: b"a," * 30_000_000,
    "a line of 60 MB with tabs": lambda: b"a\t" * 30_000_000,
    "a quotation mark that does not close": lambda: b'a,b\nc,d\n"' + b"x," * 30_000_000,
    "a row of a million cells": lambda: _sheet(b"<row>" + b"<c><v>1</v></c>" * 1_000_000 + b"</row>"),
    "a cell in the last column and row": lambda: _sheet(b'<row r="1"><c\tr="XFD1048576"><v>1</v></c></row>'),
    "a cell beyond the last column": lambda: _sheet(b'<row r="1"><c r="ZZZ9999999"><v>1</v></c></row>'),
    "cells whose tags do not end": lambda: _sheet(b'<c r="A1" ' * 400_000),
    "tags that do not end": lambda: _sheet(b"<c\t" * 400_000),
    "failed formulas that do not end": lambda: _sheet(b'<c r="A1" t="e"><f ' * 200_000),
    "a cell with a million attributes": lambda: _sheet(
        b'<row><c r="A1"' + b' a="b"' * 1_000_000 + b"><v>1</v></c></row>"
    ),
    "a row of 300,000 cells in XML": lambda: _2003 % (b"<Row>" + _CELL_2003 * 300_000 + b"</Row>"),
    "a hundred thousand merges in XML": lambda: _2003 % (_MERGED_2003 * 100_000),
    "cells that span all columns": lambda: b"<table><tr>" + b"<td colspan=1000 rowspan=60000>a" * 10_000,
    "a web archive of 100,000 pages": lambda: (
        _MESSAGE + b"--b\nContent-Type: text/html\n\n<p>a</p>\n" * 100_000
    ),
    "a web archive with a head of 3,000,000 lines": lambda: b"MIME-Version: 1.0\n" + b"X: y\n" * 3_000_000,
    "a compound file of nothing": lambda: make_compound(Workbook=b"\x09\x08\x10\x00" + b"\xff" * 50_000),
    "a PDF of objects without end": lambda: b"%PDF-1.7\n" + b"1 0 obj\n" * 2_000_000 + b"%%EOF",
    "XML of brackets": lambda: b'<?xml version="1.0"?>' + b"<" * 10_000_000,
    "JSON of brackets": lambda: b'{"a":' * 10_000_000,
}


def main() -> None:
    """Read each file in a process of its own, and print as JSON what came of it."""
    sys.stdout.write(json.dumps({name: _attempt(make) for name, make in CASES.items()}))


def _attempt(make: Callable[[], bytes]) -> str:
    """What the child that reads a file within the limits says, or how it ended."""
    mouth, ear = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(mouth)
        os.write(ear, _read(make()).encode()[:4000])
        os._exit(0)
    os.close(ear)
    with os.fdopen(mouth, "rb") as said:
        words = said.read().decode("utf-8", "replace")
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return f"ended with {status}" if status else words


def _read(data: bytes) -> str:
    """The error that reading the file gives, within the limits."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    held = int(Path("/proc/self/statm").read_text("ascii").split()[5]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_DATA, (held + _MEMORY, held + _MEMORY))
    seconds = int(used.ru_utime + used.ru_stime) + 1 + SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    error = gp.explain(data).error
    return f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    main()
