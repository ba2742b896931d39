"""Goals, years and codes."""

from __future__ import annotations

import pytest
from hypothesis import given

from govperf.layouts._drafts import Outline, clean_goal, find_code, read_year
from govperf.testing.strategies import goals


@given(goals())
def test_markup_goes(goal: str) -> None:
    """Tags and damaged characters go, the words stay."""
    assert clean_goal(goal) == goal
    assert clean_goal(f'<p class="x">{goal}</p><br/>&nbsp;\ufffd') == goal


@pytest.mark.parametrize("text", ["<p></p>", "\ufffd", " ", "&nbsp;"])
def test_nothing_left(text: str) -> None:
    """A goal of markup alone is none."""
    assert clean_goal(text) is None


@pytest.mark.parametrize("unit", ["<", "<p ", "</", "<p", "&nbsp", "<p\t"])
def test_bounded(unit: str) -> None:
    """Half tags without end are text, and read in linear time."""
    assert clean_goal("a" + unit * 100_000 + "b") == "a" + unit * 100_000 + "b"


@pytest.mark.parametrize(
    ("text", "year"), [("2024年", 2024), ("２０２５ 年度", 2025), ("20\n26年", 2026), ("第20241号", None)]
)
def test_year(text: str, year: int | None) -> None:
    """The year of a title, in either width and across line breaks."""
    assert read_year(text) == year


def test_code() -> None:
    """Only a code alone is one."""
    assert find_code("22202412003") == "22202412003"
    assert find_code("12345热线") is None


def test_units_come_back() -> None:
    """A unit that is named again goes on; departments keep the order of first appearance."""
    outline = Outline()
    for department, unit in (("甲", "一"), ("乙", "二"), ("甲", "三"), ("甲", "一")):
        outline.enter_department(department, None)
        outline.enter_unit(unit, None)
    found = [(one.name, [unit.name for unit in one.units]) for one in outline.build()]
    assert found == [("甲", ["一", "三"]), ("乙", ["二"])]
