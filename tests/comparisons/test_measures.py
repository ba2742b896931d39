"""One row: its unit, who is strictest, the median, the cost."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govperf as gp
from govperf.comparisons.measures import exact_decimal, median_of
from tests.comparisons.documents import make

NUMBERS = st.decimals(-(10**9), 10**9, places=3)


def compare_two(first: tuple[str, str], second: tuple[str, str], **how: str) -> gp.ConceptRow:
    """The one row that two departments share."""
    (row,) = gp.compare([make("甲区某局", first, **how), make("乙区某局", second)]).rows
    return row


class TestMedian:
    """The middle value, exact."""

    @given(st.lists(NUMBERS, min_size=1))
    def test_half_lie_on_each_side(self, values: list[Decimal]) -> None:
        """At most half of the values are above it, and at most half below."""
        median = median_of(values)
        assert median is not None
        assert 2 * sum(value > median for value in values) <= len(values)
        assert 2 * sum(value < median for value in values) <= len(values)

    @given(NUMBERS, NUMBERS)
    def test_of_two_it_is_exactly_halfway(self, first: Decimal, second: Decimal) -> None:
        """No digit is rounded away."""
        assert Fraction(median_of([first, second]) or 0) * 2 == Fraction(first) + Fraction(second)

    def test_of_nothing_there_is_none(self) -> None:
        """Words have no middle."""
        assert median_of([]) is None

    def test_zeros_at_the_end_are_left_out(self) -> None:
        """97.50 is 97.5, and 100 stays 100."""
        assert [str(exact_decimal(Fraction(number))) for number in ("97.50", "100")] == ["97.5", "100"]


class TestUnits:
    """All values of a row stand in one unit."""

    @pytest.mark.parametrize(
        ("name", "first", "second", "unit", "values"),
        [
            ("故障修复时间", "≤1小时", "90分钟", "小时", ["1", "1.5"]),
            ("故障修复时间", "≤1小时", "20分钟", "分钟", ["60", "20"]),
            ("群众满意度", "≥95%", "0.97比例", "%", ["95", "97"]),
            ("被投诉次数", "≤2次", "少于3起", "次", ["2", "3"]),
            ("造林面积", "≥3亩", "2000平方米", "亩", ["3", "3"]),
            ("专家评审项目数量", "≥100个（每年）", "10个", "个", ["100", "10"]),
        ],
    )
    def test_values_are_converted(
        self, name: str, first: str, second: str, unit: str, values: list[str]
    ) -> None:
        """The concept's unit is taken where all values convert exactly, else one that is printed."""
        row = compare_two((name, first), (name, second))
        assert row.unit == unit
        assert [str(member.value) for member in row.members] == values

    def test_days_and_working_days_are_two_rows(self) -> None:
        """Nothing converts a day into a working day."""
        documents = [make("甲区某局", ("审批时限", "≤5天")), make("乙区某局", ("审批时限", "5个工作日"))]
        assert [row.unit for row in gp.compare(documents, least=1).rows] == ["工作日", "天"]


class TestStrictest:
    """Who promises most."""

    @pytest.mark.parametrize(
        ("name", "first", "second", "strictest"),
        [
            ("群众满意度", "≥95%", "≥90%", (0,)),
            ("群众满意度", ">95%", "≥95%", (0,)),
            ("群众满意度", "约95%", "≥95%", (1,)),
            ("群众满意度", "95%", "≥95%", ()),
            ("群众满意度", "满意", "≥95%", ()),
            ("故障修复时间", "≤1小时", "30分钟", (1,)),
            ("故障修复时间", "1-3小时", "≤2小时", (1,)),
            ("智能派单率", "50%-60%", "≥55%", (1,)),
            ("供热率", "±3%以内", "±1%以内", ()),
        ],
    )
    def test_strictest(self, name: str, first: str, second: str, strictest: tuple[int, ...]) -> None:
        """By the direction of the concept; nobody where all are equal or only one can be ranked."""
        assert compare_two((name, first), (name, second)).strictest == strictest

    def test_a_sign_against_the_direction_binds_nothing(self) -> None:
        """To repair in more than twelve hours is no promise: it is shown, and not counted."""
        row = compare_two(("故障修复时间", ">12小时"), ("故障修复时间", "≤24小时"))
        assert [member.counted for member in row.members] == [False, True]
        assert row.median == 24


class TestCost:
    """The project's budget for each unit."""

    def test_cost_is_exact(self) -> None:
        """1 万元 for 3 sessions is 10000/3 元 a session."""
        row = compare_two(("培训次数", "≥3次"), ("培训次数", "2次"), budget="1")
        assert [member.cost for member in row.members] == [Fraction(10000, 3), None]

    @pytest.mark.parametrize(
        ("text", "budget"), [("0次", "1"), ("3次", "0"), ("每月1次", "1"), ("若干", "1")]
    )
    def test_some_costs_say_nothing(self, text: str, budget: str) -> None:
        """There is none for nothing, without money, for a rate, or for words."""
        document = make("甲区某局", ("培训次数", text), budget=budget)
        rows = gp.compare([document, make("乙区某局")], least=1).rows
        assert [member.cost for row in rows for member in row.members] == [None]

    def test_a_satisfaction_has_no_price(self) -> None:
        """Only quantities of which each costs something have one."""
        row = compare_two(("群众满意度", "≥95%"), ("群众满意度", "90%"), budget="1")
        assert row.members[0].cost is None

    def test_a_budget_for_several_things_says_so(self) -> None:
        """`shares` counts the quantities that the same budget pays for."""
        document = make(
            "甲区某局", ("培训次数", "3次"), ("培训人数", "90人"), ("群众满意度", "95%"), budget="1"
        )
        rows = gp.compare([document, make("乙区某局")], least=1).rows
        assert [member.shares for row in rows for member in row.members if member.cost] == [2, 2]
