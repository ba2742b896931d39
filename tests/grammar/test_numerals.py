"""Numbers in digits and in Chinese characters."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govperf.grammar.numerals import MULTIPLIERS, format_numeral, multiply, parse_chinese, parse_numeral

_DIGITS = "零一二三四五六七八九"


def spoken(number: int) -> str:
    """A number below ten thousand, as it is said."""
    text, gap = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + name
        gap = not digit
    return text or "零"


@given(st.integers(0, 9999))
def test_spoken_numbers_are_read(number: int) -> None:
    """Every number below ten thousand is read from its characters."""
    assert parse_chinese(spoken(number)) == number


@given(st.integers(1, 9999), st.sampled_from(["万", "亿"]))
def test_large_places_multiply_what_stands_before_them(number: int, place: str) -> None:
    """三百万 is 300 times 万."""
    assert parse_chinese(spoken(number) + place) == number * MULTIPLIERS[place]


@given(st.decimals(-(10**15), 10**15, places=4))
def test_written_numbers_are_read_again(number: Decimal) -> None:
    """`parse(format(n)) == n`, without exponents."""
    assert parse_numeral(format_numeral(number)) == number


@given(st.decimals(0, 10**10, places=6), st.sampled_from(sorted(MULTIPLIERS.values())))
def test_products_are_exact_and_plain(number: Decimal, factor: int) -> None:
    """Multiplying neither rounds nor leaves an empty fraction."""
    product = multiply(number, factor)

    assert product == number * factor
    assert product % 1 or product.as_tuple().exponent == 0


@given(st.text())
def test_any_text_is_a_number_or_none(text: str) -> None:
    """Parsing never raises."""
    assert parse_numeral(text) is None or parse_numeral(text) == parse_numeral(f" {text}")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,234,567.50", "1234567.50"), ("１２３", "123"), ("1.7万", "17000"), ("3百万", "3000000"), ("两百", "200"),
        ("十", "10"), ("十二", "12"), ("二十", "20"), ("一万五千", "15000"), ("半", "0.5"), ("九十五点五", "95.5"), ("零", "0"),
    ],
)  # fmt: skip
def test_examples(text: str, number: str) -> None:
    """Numbers as tables print them."""
    assert parse_numeral(text) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", "十四五", "百", "万", "一带", "1.2.3", "1,23", "二十三十", "一点", "九" * 60, "9" * 60]
)
def test_no_single_number(text: str) -> None:
    """Fixed words, lone places and broken numbers are none."""
    assert parse_numeral(text) is None
