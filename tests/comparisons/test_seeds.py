"""The published tables of four districts side by side."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

import govperf as gp

SEEDS = Path(os.environ.get("GOVPERF_SEEDS", Path(__file__).parents[3] / "shared" / "seeds"))
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason=f"the seeds are not here: {SEEDS}")
DISTRICTS = ("huangpu", "zengcheng", "baiyun", "nansha")
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "shared-concepts.md"


@cache
def compared() -> gp.Comparison:
    """The four districts, each a column."""
    return gp.compare([gp.read(SEEDS / f"{name}.txt") for name in DISTRICTS])


def listed() -> dict[str, set[str]]:
    """The concepts that the page lists, with the districts that it says share them."""
    rows = [line.split("|") for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `")]
    lines = [row for row in rows if len(row) == len(("", "id", "zh", "unit", *DISTRICTS, "median", ""))]
    heads = ["黄埔区", "增城区", "白云区", "南沙区"]
    return {
        line[1].strip(" `"): {head for head, cell in zip(heads, line[4:8], strict=True) if cell.strip()}
        for line in lines
    }


def test_at_least_45_concepts_are_shared() -> None:
    """Two or more of the four districts share each of them."""
    assert len(compared().rows) >= 45
    assert all(len(row.columns) >= 2 for row in compared().rows)


def test_the_page_lists_them_all() -> None:
    """The page has the rows that the comparison has, with the same districts."""
    labels = [one.label for one in compared().departments]
    assert listed() == {row.concept: {labels[at] for at in row.columns} for row in compared().rows}


def test_the_hotline_is_as_the_print_says() -> None:
    """60 % in 白云, 65 % in 南沙, 75 % in 增城, which is strictest."""
    (row,) = compared().find("hotline-satisfaction")
    labels = [one.label for one in compared().departments]
    assert {(labels[one.column], str(one.value)) for one in row.members} == {
        ("增城区", "75"), ("白云区", "60"), ("南沙区", "65"),
    }  # fmt: skip
    assert [labels[at] for at in row.strictest] == ["增城区"]


def test_the_department_form_promises_more() -> None:
    """The statement of 增城 promises 85 % where its project promises 75 %."""
    documents = [gp.read(SEEDS / f"{name}.txt") for name in ("zengcheng", "zengcheng-department")]
    (row,) = gp.compare(documents).find("hotline-satisfaction")
    assert [str(one.value) for one in row.members] == ["75", "85"]


def test_cost_of_a_hotline_case() -> None:
    """增城 pays 149.00 万元 for 200,000 cases: 7.45 元 each."""
    (row,) = compared().find("hotline-cases")
    costs = {float(one.cost) for one in row.members if one.cost}
    assert 7.45 in costs
