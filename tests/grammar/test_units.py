"""Units as data: dimensions, synonyms, exact conversion."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govperf.grammar.units import UNITS, canonical_unit, convert, find_unit, printed_unit

NAMES = st.sampled_from(sorted(UNITS))


PAIRS = st.sampled_from(
    [
        (one, two)
        for one in sorted(UNITS)
        for two in sorted(UNITS)
        if convert(Decimal(1), one, two) is not None
    ]
)


@given(st.decimals(-(10**9), 10**9, places=3), PAIRS)
def test_conversion_returns(value: Decimal, pair: tuple[str, str]) -> None:
    """What was converted converts back to the same value, exactly."""
    source, target = pair
    there = convert(value, source, target)
    assert there is not None

    assert convert(there, target, source) == value


@given(NAMES, NAMES)
def test_only_one_dimension_converts(source: str, target: str) -> None:
    """Nothing converts into another dimension."""
    same = UNITS[source].dimension == UNITS[target].dimension

    assert same or convert(Decimal(1), source, target) is None


@given(NAMES)
def test_every_unit_is_found_by_its_name(name: str) -> None:
    """The longest unit at the head of a text is the whole name, where the name stands alone."""
    assert find_unit(name) == name


@given(st.text(max_size=8))
def test_an_unknown_noun_is_a_unit_of_its_own(noun: str) -> None:
    """A noun that is not known has a dimension that only it has."""
    assert canonical_unit(noun).name in {noun, printed_unit(noun)}


@pytest.mark.parametrize(
    ("value", "source", "target", "result"),
    [
        ("1", "小时", "分钟", "60"), ("90", "分钟", "h", "1.5"), ("1", "天", "小时", "24"), ("2", "年", "月", "24"),
        ("15", "亩", "公顷", "1"), ("1", "公里", "米", "1000"), ("95", "%", "比例", "0.95"), ("9", "成", "%", "90"),
        ("5", "‰", "%", "0.5"), ("1", "季度", "月", "3"), ("3", "S", "毫秒", "3000"), ("50", "㎡", "平方米", "50"),
        ("1", "Gbps", "Mbps", "1000"), ("2", "吨", "公斤", "2000"), ("10", "千瓦时", "度", "10"),
    ],
)  # fmt: skip
def test_examples(value: str, source: str, target: str, result: str) -> None:
    """Conversions that a reader of budgets expects."""
    assert convert(Decimal(value), source, target) == Decimal(result)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("月", "天"),
        ("工作日", "天"),
        ("台", "套"),
        ("人", "人次"),
        ("亩", "平方米"),
        ("百分点", "%"),
        ("美元", "元"),
    ],
)
def test_what_has_no_exact_factor_does_not_convert(source: str, target: str) -> None:
    """Approximations are not offered; 1 亩 is 666.67 square metres only nearly."""
    assert convert(Decimal(1), source, target) is None


@pytest.mark.parametrize(
    ("text", "unit"),
    [("工作日内", "工作日"), ("个工作日", "个工作日"), ("平方米", "平方米"), ("平方公里", "平方公里"), ("人次", "人次"), ("人员", None), ("处理", None),
     ("千瓦时", "千瓦时"), ("MBX", None), ("", None)],
)  # fmt: skip
def test_the_longest_unit_is_found(text: str, unit: str | None) -> None:
    """A longer noun that begins like a unit is none."""
    assert find_unit(text) == unit


def test_printed_names() -> None:
    """个 before 工作日 and 月 is left out, 百分比 is %, all others stand as printed."""
    assert [printed_unit(name) for name in ("个工作日", "个月", "百分比", "S", "㎡")] == [
        "工作日",
        "月",
        "%",
        "S",
        "㎡",
    ]
