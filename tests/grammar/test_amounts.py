"""Amounts of money: text ↔ Money."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govperf.errors import ParseError
from govperf.grammar.amounts import find_currency_unit, format_amount, is_amount, parse_amount
from govperf.model.amounts import CURRENCY_UNITS, Money
from govperf.places import Place
from govperf.testing.strategies import moneys

FULL = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")


class TestRoundTrips:
    """`parse(format(amount)) == amount`, digits kept."""

    @given(moneys())
    def test_format(self, money: Money) -> None:
        """Every amount reads back with its digits."""
        read = parse_amount(format_amount(money), "万元")
        assert read == money
        assert str(read.amount) == str(money.amount)

    @given(moneys())
    def test_width(self, money: Money) -> None:
        """Full-width digits and marks are the same amount."""
        assert parse_amount(format_amount(money).translate(FULL), "万元") == money

    @given(moneys(), st.data())
    def test_line_break(self, money: Money, data: st.DataObject) -> None:
        """A line break inside an amount says nothing."""
        text = format_amount(money)
        at = data.draw(st.integers(0, len(text)))
        broken = text[:at] + data.draw(st.sampled_from(("\n", "\r\n", " ", "　"))) + text[at:]
        assert parse_amount(broken, "万元") == money
        assert is_amount(broken) == is_amount(text)


class TestNeverCrashes:
    """Any text is an amount, nothing, or a ParseError."""

    @given(st.text(st.sampled_from("0123456789,.-/ \n元，．－１")))
    def test_any_text(self, text: str) -> None:
        """What looks like an amount and is none is refused."""
        try:
            money = parse_amount(text)
        except ParseError as error:
            assert error.text == text
        else:
            assert money is None or money.amount.is_finite()

    @pytest.mark.parametrize(
        "text", ["1.2.3", "12,34", "1,0000", "5万", "abc", "--1", "1e5", "NaN", "1,234,"]
    )
    def test_refused(self, text: str) -> None:
        """These are no amounts; the error names place and text."""
        with pytest.raises(ParseError, match="row 3, column 2") as caught:
            parse_amount(text, place=Place(3, 2))
        assert caught.value.text == text

    @pytest.mark.parametrize("unit", ["1,", "111,", "1", " ", "单位：", "金额(", "\x0b"])
    def test_bounded(self, unit: str) -> None:
        """A hundred thousand pieces are told from an amount in linear time."""
        text = unit * 100_000 + "x"
        assert not is_amount(text)
        assert find_currency_unit(text) is None
        with pytest.raises(ParseError):
            parse_amount(text)


class TestTellingCases:
    """Cases of printed tables."""

    @pytest.mark.parametrize("text", ["", " ", "-", "--", "/", "—"])
    def test_nothing(self, text: str) -> None:
        """Blank, dashes and strokes are no amount, which is not 0."""
        assert parse_amount(text) is None

    @pytest.mark.parametrize("text", ["4,693.61", "0.00", "0", "40.00", "1,000", "-", ""])
    def test_looks_like_money(self, text: str) -> None:
        """These can stand in a column of money."""
        assert is_amount(text)

    @pytest.mark.parametrize("text", ["22202412003", "95%", "40.00万元", "办好"])
    def test_looks_like_none(self, text: str) -> None:
        """A bare whole number may be a code or a count, so it is not taken for money."""
        assert not is_amount(text)

    @pytest.mark.parametrize(
        ("text", "unit"),
        [("单位：万元", "万元"), ("（单位: 元）", "元"), ("预算金额（万元）", "万元"), ("金额单位：人民币万元", "万元"),
         ("拟投入的资金（万元）", "万元"), ("单\n位：元", "元"), ("单位名称：某局", None), ("单位：%", None)],
    )  # fmt: skip
    def test_currency(self, text: str, unit: str | None) -> None:
        """The unit a line or head names, or None."""
        assert find_currency_unit(text) == unit

    @pytest.mark.parametrize("unit", CURRENCY_UNITS)
    def test_every_unit_is_found(self, unit: str) -> None:
        """Each unit of the model is found whole, not its end alone."""
        assert find_currency_unit(f"单位：{unit}") == unit

    def test_exact(self) -> None:
        """万元 become 元 without rounding."""
        assert parse_amount("4,693.615", "万元").yuan == Decimal(46936150)
