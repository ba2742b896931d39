"""JSON text straight from the classes is what a converter and an encoder make of them."""

from __future__ import annotations

import json
from decimal import Decimal

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn
from hypothesis import given, settings

import govperf as gp
from govperf.serializers._spelling import spell
from tests.serializers.strategies import disclosures

CONVERTER = Converter()
CONVERTER.register_unstructure_hook(Decimal, str)
CONVERTER.register_unstructure_hook_factory(
    attrs.has, lambda kind: make_dict_unstructure_fn(kind, CONVERTER, _cattrs_omit_if_default=True)
)


@settings(max_examples=60, deadline=None)
@given(disclosures)
def test_it_says_what_a_converter_says(disclosure: gp.Disclosure) -> None:
    """Parsed again, it is the object that cattrs makes, with all keys in the same order."""
    found = json.loads(spell(disclosure, "x/1"))
    expected = json.loads(json.dumps({"schema": "x/1", **CONVERTER.unstructure(disclosure)}))
    assert json.dumps(found) == json.dumps(expected)


def test_nothing_is_an_object() -> None:
    """A disclosure that says nothing has its schema alone."""
    assert spell(gp.Disclosure(), "x/1") == '{"schema": "x/1"}'
