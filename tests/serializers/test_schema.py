"""The JSON Schema says what loading takes, and the published copy is the one that is made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

import govperf as gp
from govperf.model.disclosures import Disclosure
from govperf.serializers.json import dumps, loads
from govperf.serializers.schema import dumps_schema, make_schema
from tests.serializers.documents import documents, read
from tests.serializers.strategies import disclosures
from tests.serializers.test_json import SMALL

ROOT = Path(__file__).parents[2]
VALIDATOR = Draft202012Validator(make_schema())


@settings(max_examples=30, deadline=None)
@given(disclosures)
def test_what_is_dumped_is_valid(disclosure: gp.Disclosure) -> None:
    """Every disclosure that the model allows is written as the schema asks."""
    assert list(VALIDATOR.iter_errors(json.loads(dumps(disclosure)))) == []


@documents
def test_documents_are_valid(path: Path) -> None:
    """What govperf reads out of each example and seed is valid."""
    VALIDATOR.validate(json.loads(dumps(read(path))))


def test_the_schema_is_a_schema() -> None:
    """It keeps the rules of draft 2020-12."""
    Draft202012Validator.check_schema(make_schema())


def test_the_published_schema_is_the_one_that_is_made() -> None:
    """`docs/reference/govperf-1.schema.json` is what `govperf schema` prints; after a change of the model, write it anew."""
    assert (ROOT / "docs/reference/govperf-1.schema.json").read_bytes() == dumps_schema()


def _with(**content: Any) -> dict[str, Any]:
    return {**json.loads(dumps(SMALL)), **content}


@pytest.mark.parametrize(
    "content",
    [
        {"schema": "govperf/2"},
        {"fiscal_year": "2025"},
        {"departments": {}},
        {"departments": [{"name": 1}]},
        {"departments": [{}]},
        {"pie": 1},
        {"tables": [{"total": {"total": {"amount": 1.5}}}]},
        {"tables": [{"total": {"total": {"amount": "1.2.3"}}}]},
        {"problems": [{"code": "a", "severity": "fatal", "message": "a", "message_zh": "a"}]},
    ],
)
def test_what_loading_refuses_is_not_valid(content: dict[str, Any]) -> None:
    """Another version, another kind of value, an unknown or a missing key: the schema refuses it too."""
    assert not VALIDATOR.is_valid(_with(**content))
    with pytest.raises(gp.ReadError):
        loads(json.dumps(_with(**content)).encode())


def test_every_field_is_described_from_its_class() -> None:
    """Classes and fields have the words of the docstrings."""
    schema = make_schema()
    assert schema["$defs"]["Project"]["properties"]["goal"]["description"].startswith("the performance goal")
    assert set(schema["properties"]) == {"schema", *attrs.fields_dict(Disclosure)}


def test_each_schema_is_a_copy() -> None:
    """Who changes a schema changes no other."""
    make_schema()["properties"].clear()
    assert make_schema()["properties"]
