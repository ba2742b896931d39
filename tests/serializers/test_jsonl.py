"""JSON Lines: one tidy row a line, exact to the digit."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govperf as gp
from govperf.serializers.jsonl import LOSSLESS, SUFFIXES, dump_rows, dumps, load
from govperf.serializers.tidy import COLUMNS, HEADS_ZH, read_rows
from tests.serializers.strategies import disclosures
from tests.serializers.test_json import everything

if TYPE_CHECKING:
    from pathlib import Path

TABLES = st.sampled_from(sorted(COLUMNS))


@settings(max_examples=40, deadline=None)
@given(disclosures, TABLES)
def test_each_line_is_its_row(disclosure: gp.Disclosure, table: str) -> None:
    """Each line parses to the row it was made of, keys in order, numbers equal to the last digit."""
    lines = dumps(disclosure, table=table).decode().split("\n")
    assert lines.pop() == ""
    parsed = [json.loads(line, parse_float=Decimal, parse_int=Decimal) for line in lines]
    rows = list(read_rows(disclosure, table))
    assert parsed == rows
    assert [list(row) for row in parsed] == [list(COLUMNS[table])] * len(rows)


@settings(max_examples=25, deadline=None)
@given(disclosures, TABLES)
def test_chinese_heads_change_the_keys_only(disclosure: gp.Disclosure, table: str) -> None:
    """With Chinese heads the values are the same, under other keys."""
    rows = list(read_rows(disclosure, table))
    parsed = [
        json.loads(line, parse_float=Decimal, parse_int=Decimal)
        for line in dump_rows(rows, chinese=True).split("\n")[:-1]
    ]
    assert parsed == [{HEADS_ZH[key]: value for key, value in row.items()} for row in rows]


def test_money_is_written_digit_by_digit() -> None:
    """An amount that no float holds stands in the file as it is, without exponent."""
    budget = gp.Budget(gp.Money(Decimal("12345678901234567.89"), "万元"), gp.Money(Decimal("0.01"), "元"))
    unit = gp.BudgetUnit(None, projects=(gp.Project("窗口服务", budget=budget),))
    data = dumps(gp.Disclosure((gp.Department("甲局", units=(unit,)),)), table="projects").decode()
    assert '"budget_total": 123456789012345678900,' in data
    assert '"budget_fiscal_appropriation": 0.01,' in data
    assert '"budget_other": null' in data


def test_nothing_gives_nothing() -> None:
    """A disclosure without indicators is an empty file."""
    assert dumps(gp.Disclosure()) == b""


@settings(max_examples=25, deadline=None)
@given(st.lists(disclosures, max_size=3))
def test_whole_disclosures_come_back(
    tmp_path_factory: pytest.TempPathFactory, several: list[gp.Disclosure]
) -> None:
    """A line a disclosure, in their order, places and problems included; it answers to `.jsonl` and `.ndjson`."""
    assert (SUFFIXES, LOSSLESS) == ((".jsonl", ".ndjson"), True)
    path = tmp_path_factory.mktemp("lines") / "x.ndjson"
    gp.write(several, path, table="disclosures")
    assert path.read_bytes().count(b"\n") == len(several)
    assert [everything(one) for one in load(path)] == [everything(one) for one in several]


@pytest.mark.parametrize("table", sorted(COLUMNS))
def test_rows_cannot_be_loaded(table: str, tmp_path: Path) -> None:
    """The first tidy row is refused with its line and what to write instead."""
    path = tmp_path / "rows.jsonl"
    gp.write(gp.read("examples/zengcheng-both.txt"), path, table=table)
    words = r'rows\.jsonl, line 1: .*row of a table; write it with table="disclosures", or into a \.json'
    with pytest.raises(gp.ReadError, match=words):
        gp.load(path)
    with pytest.raises(gp.ReadError, match=words):
        list(gp.load_all(path))


def test_an_empty_file_holds_nothing(tmp_path: Path) -> None:
    """Of many disclosures there are none in it; there is not the one that `load` is asked for."""
    path = tmp_path / "empty.jsonl"
    path.write_bytes(b"\n")
    assert list(gp.load_all(path)) == []
    with pytest.raises(gp.InputError, match=r"empty\.jsonl: the file holds no disclosure$"):
        gp.load(path)
