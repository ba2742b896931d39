"""Disclosures out of frames: what the frames say comes back, and what they do not say is known."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import govperf as gp
from govperf.serializers.tidy import COLUMNS
from tests.serializers.documents import DOCUMENTS, documents

pa = pytest.importorskip("pyarrow")

TABLES = ("indicators", "projects", "tasks")


def make_frames(disclosures: Any, backend: str = "arrow", lang: str = "en") -> list[Any]:
    """The three frames of disclosures."""
    return [gp.to_frame(disclosures, table, backend=backend, lang=lang) for table in TABLES]


@documents
def test_frames_make_a_disclosure_with_the_same_frames(path: Path) -> None:
    """The frames of a document give a disclosure whose frames are the same, to the last value."""
    frames = make_frames(gp.read(path))
    for found, expected in zip(make_frames(gp.from_frame(*frames)), frames, strict=True):
        assert found.to_pylist() == expected.to_pylist()


@pytest.mark.parametrize("backend", ["pandas", "polars", "arrow"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_any_frame_under_any_heads(backend: str, lang: str) -> None:
    """Frames of every library, under English or Chinese heads, give the same disclosures, one a source."""
    several = [gp.read(path) for path in DOCUMENTS[:4]]
    assert gp.from_frame(*make_frames(several, backend, lang)) == gp.from_frame(*make_frames(several))
    assert [one.source.name for one in gp.from_frame(*make_frames(several, backend, lang)) if one.source] == [
        path.name for path in DOCUMENTS[:4]
    ]


def test_what_frames_hold_is_equal() -> None:
    """A disclosure that says nothing but what frames hold comes back equal, a compound target with its clauses."""
    targets = {"annual": gp.parse_target("5分钟响应，1小时解决"), "cycle": gp.parse_target("≥1.7万次")}
    result = gp.Result(gp.parse_target("96.2%"), Decimal(10), Decimal("9.5"))
    one = gp.Indicator(
        "响应", gp.IndicatorClass("1", "产出指标", canonical="output"), 2, 1, result=result, **targets
    )
    budget = gp.Budget(gp.Money(Decimal("1200.5"), "元"), other=gp.Money(Decimal(3), "元"))
    units = (
        gp.BudgetUnit(
            "甲",
            projects=(
                gp.Project("热线", "P1", "办好。", budget, (one, one)),
                gp.Project("空", redacted=True),
            ),
        ),
    )
    statement = gp.DepartmentStatement(
        tasks=(gp.KeyTask("开窗", funds=gp.Money(Decimal(7), "元")),), indicators=(one,)
    )
    tables = (
        gp.Table(form="funding_form", layout="nansha"),
        gp.Table(form="department_form", layout="department_form"),
    )
    made = gp.Disclosure((gp.Department("某局", units=units, statement=statement),), tables, 2025)
    assert gp.from_frame(*make_frames(made)) == [made]


def test_indicators_alone_give_their_projects() -> None:
    """Without the frame of projects there are those with indicators, without goal and budget."""
    disclosure = gp.read("examples/panyu.txt")
    (again,) = gp.from_frame(disclosure.to_frame(backend="arrow"))
    assert again.indicators == disclosure.indicators
    assert [project.name for project in again.projects] == [project.name for project in disclosure.projects]
    assert [(project.goal, project.budget) for project in again.projects] == [(None, None)] * 2


def test_an_edited_value_counts() -> None:
    """Where the columns of a target say something else than its text, the columns are believed."""
    rows = gp.read("examples/panyu.txt").to_frame(backend="arrow").to_pylist()
    rows[0] |= {
        "annual_text": "≥5次",
        "annual_kind": "quantity",
        "annual_operator": ">=",
        "annual_value": Decimal(6),
        "annual_unit": "次",
    }
    (again,) = gp.from_frame(pa.Table.from_pylist(rows))
    assert again.indicators[0].annual.value == 6


def test_a_frame_without_a_column_is_refused() -> None:
    """A frame that lacks a column is refused with the name of the column."""
    frame = gp.read("examples/panyu.txt").to_frame(backend="arrow")
    with pytest.raises(gp.InputError, match=r"indicators has no column annual_value; make it with to_frame"):
        gp.from_frame(frame.drop_columns(["annual_value"]))


def test_a_word_that_is_none_is_refused() -> None:
    """A kind of target that does not exist is an InputError."""
    frame = gp.read("examples/panyu.txt").to_frame(backend="arrow")
    at = frame.column_names.index("annual_kind")
    with pytest.raises(gp.InputError, match="guess"):
        gp.from_frame(frame.set_column(at, "annual_kind", pa.array(["guess"] * len(frame))))


def test_empty_frames_give_nothing() -> None:
    """Frames without rows hold no disclosure."""
    assert gp.from_frame(*make_frames([])) == []
    assert set(COLUMNS) == set(TABLES)
