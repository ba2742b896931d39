"""JSON: the whole disclosure and back, and clear words for anything else."""

from __future__ import annotations

import json
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govperf as gp
from govperf.serializers.json import LOSSLESS, SCHEMA, SUFFIXES, dumps, loads
from tests.serializers.strategies import disclosures

SMALL = gp.Disclosure(
    (gp.Department("甲局", units=(gp.BudgetUnit("甲中心", projects=(gp.Project("窗口服务"),)),)),)
)


def everything(value: object) -> object:
    """A model as plain values, with all that equality leaves out: places, problems, source."""
    if isinstance(value, tuple):
        return [everything(one) for one in value]
    if attrs.has(type(value)):
        fields = {one.name: everything(getattr(value, one.name)) for one in attrs.fields(type(value))}
        return {"": type(value).__name__, **fields}
    return (type(value).__name__, str(value))


@settings(max_examples=40, deadline=None)
@given(disclosures)
def test_what_is_dumped_loads_again(disclosure: gp.Disclosure) -> None:
    """`loads(dumps(d)) == d`, with problems, places, source and every digit as they were."""
    again = loads(dumps(disclosure))
    assert again == disclosure
    assert everything(again) == everything(disclosure)


@settings(max_examples=25, deadline=None)
@given(disclosures)
def test_the_bytes_are_stable(disclosure: gp.Disclosure) -> None:
    """Dumping what was loaded gives the same bytes."""
    data = dumps(disclosure)
    assert dumps(loads(data)) == data


@settings(max_examples=25, deadline=None)
@given(disclosures)
def test_no_number_goes_through_a_float(disclosure: gp.Disclosure) -> None:
    """No number of the file has a point or an exponent: decimals are strings of their digits."""
    floats: list[str] = []
    json.loads(dumps(disclosure), parse_float=floats.append)
    assert floats == []


def test_chinese_stays_chinese() -> None:
    """The file is UTF-8 that a person can read."""
    assert "窗口服务" in dumps(SMALL).decode("utf-8")


def test_what_is_none_is_left_out() -> None:
    """Fields that are as they are by default are not written."""
    assert set(json.loads(dumps(SMALL))) == {"schema", "departments"}


def test_an_empty_list_is_not_the_default() -> None:
    """A department whose name gives it an alias, and which has none, comes back without."""
    department = gp.Department("甲局（乙）", aliases=(), units=(gp.BudgetUnit("丙"),))
    assert loads(dumps(gp.Disclosure((department,)))).departments == (department,)


def test_the_serializer_says_what_it_is() -> None:
    """It answers to `.json`, is lossless, and marks the file with the version of its form."""
    assert (SUFFIXES, LOSSLESS) == ((".json",), True)
    assert json.loads(dumps(SMALL))["schema"] == SCHEMA


def test_the_order_of_keys_does_not_matter() -> None:
    """A file that another program sorted loads alike."""
    assert loads(json.dumps(json.loads(dumps(SMALL)), sort_keys=True).encode()) == SMALL


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"\xff\xfe\x00", b"[" * 100_000, b'{"schema": "govperf/1"} x'],
    ids=["empty", "open", "bytes", "deep", "more"],
)
def test_broken_json_is_refused(data: bytes) -> None:
    """What is no JSON is a ReadError that says so, however it is broken."""
    with pytest.raises(gp.ReadError, match="no JSON"):
        loads(data)


@pytest.mark.parametrize(
    "data", [b"{}", b"[]", b"null", b"1", b'"a"', b'{"schema": "govperf/0"}', b'{"schema": 1}']
)
def test_another_schema_is_refused(data: bytes) -> None:
    """A file of another schema, or of none, is refused; the message names ours."""
    with pytest.raises(gp.ReadError, match=r"not of the schema govperf/1"):
        loads(data)


def test_a_newer_schema_is_refused_with_advice() -> None:
    """A file of a newer version says so, names what this version reads, and what to do."""
    with pytest.raises(gp.ReadError, match=r"newer govperf; this one reads govperf/1: 'govperf/12'.*upgrade"):
        loads(b'{"schema": "govperf/12"}')


def _with(**content: Any) -> bytes:
    return json.dumps({"schema": SCHEMA, **content}).encode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"fiscal_year": "2025"}, ["fiscal_year", "whole number"]),
        ({"fiscal_year": 2025.0}, ["fiscal_year", "whole number"]),
        ({"fiscal_year": True}, ["fiscal_year", "whole number"]),
        ({"departments": 1}, ["departments"]),
        ({"departments": [{"name": 1}]}, ["departments[0].name: expected a text, found a whole number: 1"]),
        ({"departments": [{"name": "a", "units": [{"name": "b", "projects": [{"redacted": 1}]}]}]},
         ["departments[0].units[0].projects[0].name: is missing"]),
        ({"tables": [{"total": {"total": {"amount": 1.5}}}]},
         ["tables[0].total.total.amount: expected digits in quotes, found a number with a point: 1.5"]),
        ({"tables": [{"total": {"total": {"amount": "1.2.3"}}}]}, ["tables[0].total.total.amount", "digits"]),
        ({"tables": [{"total": {"total": {"amount": "NaN"}}}]}, ["tables[0].total.total.amount", "finite"]),
        ({"tables": [{"total": {"total": {"amount": "Infinity"}}}]}, ["finite"]),
        ({"problems": [{"code": "a", "severity": "fatal", "message": "a", "message_zh": "a"}]},
         ["problems[0].severity: expected one of error, warning, information, found 'fatal'"]),
        ({"pie": 1}, ["the file: there is no key 'pie' here"]),
        ({"department": []}, ["is it 'departments'?"]),
        ({"source": []}, ["source: expected an object, found a list"]),
        ({"departments": [7] * 20}, ["departments[9]", "and more"]),
        ({"departments": [{"name": "a", "pie": 1}]}, ["departments[0]", "pie"]),
    ],
)  # fmt: skip
def test_what_no_disclosure_can_say_is_refused_with_its_path(
    content: dict[str, Any], words: list[str]
) -> None:
    """A value of the wrong kind is refused with the path to it, and no value is turned into another kind."""
    with pytest.raises(gp.ReadError) as caught:
        loads(_with(**content))
    for word in words:
        assert word in str(caught.value.what)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["departments", "name", "units", "projects", "tables", "total", "amount", "place", "row"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["departments", "tables", "fiscal_year", "source", "problems"]),
        json_values,
        max_size=3,
    )
)
def test_any_json_gives_a_disclosure_or_a_read_error(content: dict[str, Any]) -> None:
    """Whatever a JSON file says, the answer is a disclosure or a ReadError."""
    try:
        assert isinstance(loads(_with(**content)), gp.Disclosure)
    except gp.ReadError as error:
        assert str(error)
