"""A Frictionless Data Package (.zip): the tidy tables as CSV, with a descriptor that says what every column is.

The zip holds `datapackage.json` and a CSV a table, in UTF-8 without a byte-order mark, as the standard (version 1) asks.
Losses: those of `govperf.serializers.tidy`. Texts stand as they are: open data is read by programs, and an apostrophe
before a formula would change it, so open the files as text in a spreadsheet program.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from decimal import Decimal
from typing import Any, Final

from govperf.model.disclosures import Disclosure
from govperf.serializers.tidy import COLUMNS, HEADS_ZH, KINDS, Kind, Value, read_rows

__all__ = ["LOSSLESS", "SUFFIXES", "dumps"]

SUFFIXES: Final = (".zip",)
LOSSLESS: Final = False

_TYPES: Final = {Kind.INTEGER: "integer", Kind.FLAG: "boolean", Kind.NUMBER: "number"}
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def dumps(disclosure: Disclosure, *, table: str = "indicators") -> bytes:
    """The zip with all tidy tables; `table` is of no matter here. The same disclosure gives the same bytes."""
    del table
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        _put(
            package,
            "datapackage.json",
            json.dumps(_describe(disclosure), ensure_ascii=False, indent=2) + "\n",
        )
        for name in COLUMNS:
            _put(package, f"{name}.csv", _write_rows(disclosure, name))
    return buffer.getvalue()


def _put(package: zipfile.ZipFile, name: str, text: str) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    package.writestr(entry, text.encode("utf-8", "replace"))


def _describe(disclosure: Disclosure) -> dict[str, Any]:
    """The descriptor: what the package is, and the schema of each table."""
    names = "、".join(one.name for one in disclosure.departments if one.name)
    year = f"{disclosure.fiscal_year} 年" if disclosure.fiscal_year else ""
    source = disclosure.source
    return {
        "profile": "tabular-data-package",
        "name": "performance-targets",
        "title": f"{names}{year}绩效目标",
        **({"sources": [{"title": source.name}]} if source and source.name else {}),
        "resources": [_describe_table(name) for name in COLUMNS],
    }


def _describe_table(name: str) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [
                {"name": one, "title": HEADS_ZH[one], "type": _TYPES.get(KINDS[one], "string")}
                for one in COLUMNS[name]
            ],
            "missingValues": [""],
        },
    }


def _write_rows(disclosure: Disclosure, name: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS[name])
    writer.writerows([_field(row[one]) for one in COLUMNS[name]] for row in read_rows(disclosure, name))
    return out.getvalue()


def _field(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else format(value, "f") if isinstance(value, Decimal) else str(value)
