"""Rows for finance systems (预算管理一体化): the tables of goals and indicators of projects and of departments.

Losses of the tables, on the way out and so on the way back:

- money, key tasks, budget lines, evaluations but for the weight, problems, places, source and tables of the print;
- extras but for explanations, marking standards and remarks of indicators, which come back under one head each;
- the group and printed number of an indicator: `ORDERNUM` counts through;
- that a project is redacted; an empty department or unit; aliases;
- the subject, change and clauses of a target in its parts: the one text has them;
- a blank text, which is the same as none.

What is too long for its column is an error, never cut.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final, TypeAlias

from govperf.errors import InputError
from govperf.model.disclosures import Disclosure
from govperf.serializers._finance.exports import Options, Overflow, Period, export_rows
from govperf.serializers._finance.imports import import_rows
from govperf.serializers._finance.tables import TABLES, FinanceRow

__all__ = ["TABLES", "FinanceRow", "FinanceRows", "export_finance", "import_finance"]

FinanceRows: TypeAlias = Iterable[Mapping[str, object]] | str | os.PathLike[str]
"""The rows of a table: mappings from column to value, or the path of a CSV file."""

_ESCAPED: Final = re.compile(r"''*[=+\-@\t\r]")
_TIME: Final = "%Y%m%d%H%M%S%f"
_TIME_LENGTH: Final = 17


def export_finance(
    disclosure: Disclosure,
    *,
    unlabelled: Period | None = None,
    overflow: Overflow = "error",
    codes: bool = False,
    time: datetime | None = None,
) -> dict[str, list[FinanceRow]]:
    """The rows of PM_PERF_GOAL_INFO, PM_PERF_INDICATOR, BGT_PERF_GOAL_INFO and BGT_PERF_INDICATOR, by table.

    A target is a row of its own: as one text (KPI_VAL) and in parts (COMPUTESIGN, INDEXVAL, METERUNIT). Keys are made of what a
    row is about (year, department, unit, project, position, period), so that they are the same every time. What a
    table does not know is None.

    Args:
        disclosure: what to export.
        unlabelled: the period that targets count for which are printed without one; else theirs is None.
        overflow: what becomes of a value of more than 60 characters: an error, or KPI_REMARK takes it whole.
        codes: fill in the codes of classes that the print leaves out.
        time: for CREATE_TIME and UPDATE_TIME; else these are None.

    Raises:
        NotRenderableError: a text is longer than its column, or two projects of a unit have one name and no codes.
    """
    stamp = time.strftime(_TIME)[:_TIME_LENGTH] if time else None
    return export_rows(disclosure, Options(unlabelled, overflow, codes, stamp))


def import_finance(tables: Mapping[str, FinanceRows]) -> Disclosure:
    """The disclosure that rows of the finance tables state; deleted rows are left out.

    Where KPI_VAL has no text, sign, value and unit are joined. Vendors' own columns may be missing.

    Raises:
        InputError: a table or column is unknown or missing, a value is none of its kind, rows are of several years.
    """
    return import_rows({name: _open(rows) for name, rows in tables.items()})


def _open(rows: FinanceRows) -> Iterable[Mapping[str, object]]:
    if not isinstance(rows, (str, os.PathLike)):
        return rows
    try:
        with Path(rows).open(encoding="utf-8-sig", newline="") as file:
            return [{name: _unescape(text) for name, text in row.items()} for row in csv.DictReader(file)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"the file cannot be read: {error}", where=str(rows)) from error


def _unescape(text: str | None) -> str | None:
    """A field without the apostrophe that keeps spreadsheets from running it."""
    return text[1:] if isinstance(text, str) and _ESCAPED.match(text) else text
