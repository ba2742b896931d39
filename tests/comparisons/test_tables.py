"""A comparison as rows of plain values, JSON and data frames."""

from __future__ import annotations

import json
import sys
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govperf as gp
from govperf.comparisons.documents import dump_json, dump_lines
from govperf.comparisons.tables import TABLES, head_of, list_columns, list_rows
from tests.comparisons.documents import departments, make

MEMBERS = [
    "concept", "concept_zh", "source", "department", "budget_unit", "project", "indicator", "text", "operator", "value",
    "upper", "unit", "direction", "strictest", "median",
]  # fmt: skip
PAIR = gp.compare(
    [
        make("甲区某局", ("培训次数", "≥3次"), ("群众满意度", "满意"), budget="1"),
        make("乙区某局", ("培训次数", "2次"), ("群众满意度", "95.50%")),
    ]
)


def test_the_columns_of_members_are_fixed() -> None:
    """The rows of JSON Lines have the columns that the design promises, in that order."""
    lines = dump_lines(PAIR).splitlines()
    assert [list(json.loads(line)) for line in lines] == [MEMBERS] * 4


def test_numbers_are_written_digit_by_digit() -> None:
    """95.50 stays 95.50, in rows as a number and in the whole as a string of digits."""
    assert '"value": 95.50,' in dump_lines(PAIR)
    assert '"value": "95.50"' in dump_json(PAIR)


def test_chinese_heads() -> None:
    """With Chinese heads the values are the same."""
    english, chinese = (dump_lines(PAIR, chinese=chinese).splitlines() for chinese in (False, True))
    assert [list(json.loads(line).values()) for line in english] == [
        list(json.loads(line).values()) for line in chinese
    ]
    assert head_of("甲区 cost") == "甲区 单位成本"
    assert head_of("甲区") == "甲区"


@given(st.tuples(departments(), departments()), st.sampled_from(TABLES))
def test_every_row_has_every_column(pair: tuple[gp.Disclosure, gp.Disclosure], table: str) -> None:
    """Rows have the columns of their table, and JSON Lines can be read."""
    comparison = gp.compare(pair, least=1)
    rows, columns = list_rows(comparison, table), list_columns(comparison, table)
    assert all(tuple(row) == columns for row in rows)
    read = [json.loads(line, parse_float=Decimal) for line in dump_lines(comparison, table).splitlines()]
    assert read == rows


def test_a_concept_row_has_the_values_side_by_side() -> None:
    """Of each department the strictest bound, the texts, the cost; then the median and who is strictest."""
    (row,) = [one for one in list_rows(PAIR, "concepts") if one["concept"] == "training-sessions"]
    assert row == {
        "concept": "training-sessions", "concept_zh": "培训次数", "unit": "次", "direction": "higher",
        "甲区": Decimal(3), "甲区 targets": "≥3次", "甲区 cost": Decimal("3333.33"),
        "乙区": Decimal(2), "乙区 targets": "2次", "乙区 cost": None,
        "median": Decimal("2.5"), "strictest": "甲区",
    }  # fmt: skip


def test_the_whole_as_json() -> None:
    """Departments, rows with their members, and problems."""
    content = json.loads(dump_json(PAIR))
    assert [one["label"] for one in content["departments"]] == ["甲区", "乙区"]
    assert [len(row["members"]) for row in content["rows"]] == [2, 2]
    assert content["schema"] == "govperf-comparison/1"


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("backend", ["pandas", "polars", "arrow"])
def test_frames_have_the_same_rows(table: str, backend: str) -> None:
    """Each backend gives a row for each row, under the same columns."""
    pytest.importorskip({"arrow": "pyarrow"}.get(backend, backend))
    frame = PAIR.to_frame(table, backend=backend)  # type: ignore[arg-type]
    columns = getattr(frame, "column_names", None) or list(frame.columns)
    assert columns == list(list_columns(PAIR, table))
    assert frame.shape[0] == len(list_rows(PAIR, table))


def test_numbers_in_a_frame_are_exact() -> None:
    """pandas holds the decimals themselves."""
    pytest.importorskip("pandas")
    values = PAIR.to_frame("members").set_index("text")["value"]
    assert str(values["95.50%"]) == "95.50"


@pytest.mark.parametrize("how", [{"table": "rows"}, {"backend": "excel"}])
def test_unknown_tables_and_backends(how: dict[str, str]) -> None:
    """The error lists those there are."""
    with pytest.raises(gp.InputError, match="choose from"):
        PAIR.to_frame(**how)  # type: ignore[arg-type]


def test_a_missing_backend_names_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package the error has the command that installs it."""
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(gp.MissingExtraError, match=r"govperf\[pandas\]"):
        PAIR.to_frame()


def test_it_says_what_it_is() -> None:
    """One line in a session, and rows can be looked up by either name."""
    assert repr(PAIR) == "<Comparison 甲区、乙区: 2 shared concepts>"
    assert PAIR.find("培训") == PAIR.find("training-sessions") != ()
