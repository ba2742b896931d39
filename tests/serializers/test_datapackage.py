"""The data package: its descriptor says what the tables hold, and the tables hold what the tidy rows do."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import re
import subprocess
import sys
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

import govperf as gp
from govperf.serializers.datapackage import dumps
from govperf.serializers.tidy import COLUMNS, read_rows
from tests.serializers.documents import DOCUMENTS, read
from tests.serializers.strategies import disclosures

ROOT = Path(__file__).parents[2]

TYPES = {
    "string": lambda text: text,
    "integer": int,
    "number": Decimal,
    "boolean": {"true": True, "false": False}.__getitem__,
}


def open_package(data: bytes) -> tuple[dict[str, Any], dict[str, list[dict[str, str]]]]:
    """The descriptor and the rows of each table."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        descriptor = json.loads(package.read("datapackage.json"))
        tables = {
            one["name"]: list(csv.DictReader(io.StringIO(package.read(one["path"]).decode(), newline="")))
            for one in descriptor["resources"]
        }
    return descriptor, tables


@settings(max_examples=30, deadline=None)
@given(disclosures)
def test_tables_hold_the_tidy_rows(disclosure: gp.Disclosure) -> None:
    """Read by the types of the schema, each table is what `read_rows` gives; a blank text is a missing one."""
    descriptor, tables = open_package(dumps(disclosure))
    for resource in descriptor["resources"]:
        name = resource["name"]
        types = {one["name"]: TYPES[one["type"]] for one in resource["schema"]["fields"]}
        found = [
            {key: types[key](text) if text else None for key, text in row.items()} for row in tables[name]
        ]
        wanted = [
            {key: None if value == "" else value for key, value in row.items()}
            for row in read_rows(disclosure, name)
        ]
        assert plain(found) == plain(wanted)


def plain(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows with line ends as CSV readers give them."""
    return [
        {key: re.sub("\r\n?", "\n", value) if isinstance(value, str) else value for key, value in row.items()}
        for row in rows
    ]


@settings(max_examples=10, deadline=None)
@given(disclosures)
def test_the_same_disclosure_gives_the_same_bytes(disclosure: gp.Disclosure) -> None:
    """No clock is in the file."""
    assert dumps(disclosure) == dumps(disclosure)


def test_the_descriptor_names_every_column() -> None:
    """Tables, columns and their order are those of the tidy tables, with Chinese titles."""
    descriptor, _ = open_package(dumps(gp.read(ROOT / "examples" / "panyu.txt")))
    assert descriptor["profile"] == "tabular-data-package"
    assert "番禺" in descriptor["title"]
    for resource in descriptor["resources"]:
        fields = resource["schema"]["fields"]
        assert tuple(one["name"] for one in fields) == COLUMNS[resource["name"]]
        assert all(one["title"] for one in fields)


@pytest.mark.skipif(importlib.util.find_spec("frictionless") is None, reason="frictionless is not installed")
def test_frictionless_finds_no_fault(tmp_path: Path) -> None:
    """The reference library of the standard validates the package of every example and seed."""
    paths = [tmp_path / f"{at}.zip" for at, _ in enumerate(DOCUMENTS)]
    for document, path in zip(DOCUMENTS, paths, strict=True):
        gp.write(read(document), path)
    # In a process of its own, because its imports warn and warnings are errors here.
    code = "import sys, frictionless\nfor path in sys.argv[1:]:\n    print(frictionless.validate(path).flatten())"
    command = [sys.executable, "-c", code, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=240)  # noqa: S603
    assert done.stdout.split() == ["[]"] * len(paths)
