"""Damaged input: a partial result whose problems account for what is gone, or a clear error; nothing else.

Two facts are checked after every kind of damage. Nothing is lost: each printed cell is in the model, is
structure, or is in `problems`. Nothing is guessed: what is still read is what the whole document says in the
same row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import govperf as gp
from govperf.containers.text import read_text as read_grids
from govperf.layouts.assembly import identify_tables
from govperf.layouts.registry import get_layout

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

from tests.damage import (
    AMOUNTS,
    COLUMNS,
    DEPARTMENT_FORM,
    EVERY,
    FUNDING_FORM,
    GOAL_FORM,
    OWN,
    Account,
    Rows,
    check,
    drop_column,
    find_guesses,
    find_head,
    find_lost,
    join,
    read_document,
    split_cell,
)


@EVERY
def test_a_whole_document_loses_nothing(name: str) -> None:
    """Each printed cell of a whole document is in the model, is structure, or is in problems."""
    assert find_lost(read_document(name)) == []


def test_a_loss_is_found() -> None:
    """The check that the other tests rest on sees a value that a reading marks as read and does not keep."""
    table = identify_tables(read_grids(join(GOAL_FORM)))[0]
    reading = get_layout("goal_form").read(table.grid)
    broken = Account.of(attrs.evolve(reading, disclosure=gp.Disclosure()))
    lost = [cell.text for cell in table.grid.cells if not broken.accounts_for(cell)]
    assert lost == [text for row in GOAL_FORM[3:] for text in row]


@pytest.mark.parametrize("heads", [True, False], ids=["head and body", "body only"])
@pytest.mark.parametrize(("name", "column"), COLUMNS)
def test_a_lost_column_is_never_filled_by_another(name: str, column: int, *, heads: bool) -> None:
    """Where a column is lost, no value slides under the wrong head, and what cannot be placed is reported."""
    damaged = join(drop_column(OWN[name], column, heads=heads))
    assert find_guesses(join(OWN[name]), damaged) == []
    assert find_lost(damaged) == []


@pytest.mark.parametrize(("name", "column"), COLUMNS)
def test_a_lost_column_is_reported(name: str, column: int) -> None:
    """A column that is gone from head and body is named in the problems."""
    head = OWN[name][find_head(OWN[name])][column]
    problems = gp.read_text(join(drop_column(OWN[name], column, heads=True))).problems
    assert any(problem.code == "column-missing" and head in problem.message for problem in problems)


@pytest.mark.parametrize(("name", "column"), COLUMNS)
def test_padding_does_not_hide_a_lost_column(name: str, column: int) -> None:
    """Rows that lost a cell and were padded to the old width, as spreadsheets do, are put right all the
    same.
    """
    damaged = join(drop_column(OWN[name], column, heads=False, padded=True))
    assert find_guesses(join(OWN[name]), damaged) == []
    assert find_lost(damaged) == []


@pytest.mark.parametrize(("name", "column"), COLUMNS)
def test_one_short_row_is_not_put_under_its_neighbours(name: str, column: int) -> None:
    """Where one row alone lost a cell, its project is not put under the unit or department of the row
    above.
    """
    last = OWN[name][-1]
    damaged = join([*OWN[name][:-1], [*last[:column], *last[column + 1 :]]])
    assert find_guesses(join(OWN[name]), damaged) == []
    assert find_lost(damaged) == []


@pytest.mark.parametrize(("name", "column"), [case for case in COLUMNS if case not in AMOUNTS])
def test_a_tab_inside_a_text_moves_nothing(name: str, column: int) -> None:
    """A stray tab inside a text makes a row a cell too long; the other cells keep their heads or are
    reported.
    """
    damaged = join(split_cell(OWN[name], column, lambda text: [text[:2], text[2:]] if text else [text]))
    assert find_guesses(join(OWN[name]), damaged) == []
    assert find_lost(damaged) == []


@pytest.mark.parametrize(("name", "column"), COLUMNS)
def test_a_blank_cell_too_many_moves_nothing(name: str, column: int) -> None:
    """A blank cell that slips into a row shifts no value under the wrong head."""
    damaged = join(split_cell(OWN[name], column, lambda text: ["", text]))
    assert find_guesses(join(OWN[name]), damaged) == []
    assert find_lost(damaged) == []


@EVERY
def test_any_row_may_be_missing(name: str) -> None:
    """Whichever row is cut out, the others are read as before, and nothing that is left is lost."""
    lines = read_document(name).splitlines()
    for index in range(0, len(lines), max(1, len(lines) // 12)):
        check("\n".join(lines[:index] + lines[index + 1 :]))


@EVERY
def test_a_text_may_end_anywhere(name: str) -> None:
    """A file cut off after any character is read as far as it goes, or refused; nothing before the cut is
    lost.
    """
    text = read_document(name)
    cuts = range(len(text)) if name in OWN else range(0, len(text), max(1, len(text) // 23))
    for cut in cuts:
        check(text[:cut])


def test_a_row_cut_off_says_so() -> None:
    """A row that ends after its third cell keeps these three, and the problem names the columns that are
    gone.
    """
    rows = [*FUNDING_FORM[:-1], FUNDING_FORM[-1][:3]]
    disclosure = gp.read_text(join(rows))
    problem = next(one for one in disclosure.problems if one.code == "row-cut")
    assert "绩效目标、绩效指标" in problem.message
    assert problem.place is not None
    assert problem.place.row == len(rows)


def test_a_page_in_another_unit_of_money_keeps_its_own() -> None:
    """Where a later page names another unit of money, its amounts are of that unit, and those above stay as
    they were.
    """
    page = [
        ["单位：元"],
        FUNDING_FORM[3],
        ["档案整理", "9,000.00", "9,000.00", "", "", *FUNDING_FORM[-1][5:]],
    ]
    disclosure = gp.read_text(join(FUNDING_FORM + page))
    totals = [project.budget.total for project in disclosure.projects if project.budget]
    assert [str(total.yuan) for total in totals if total] == [
        "400000.00",
        "250000.00",
        "250000.00",
        "9000.00",
    ]
    assert disclosure.tables[0].currency_unit == "万元"


def test_a_second_goal_does_not_replace_the_first() -> None:
    """Where a department form prints two goals, the first one stays, and the other is reported."""
    disclosure = gp.read_text(
        join([*DEPARTMENT_FORM[:6], ["总体绩效目标", "另一个目标。"], *DEPARTMENT_FORM[6:]])
    )
    assert disclosure == gp.read_text(join(DEPARTMENT_FORM))
    assert [(one.code, one.text) for one in disclosure.problems] == [("cell-unused", "另一个目标。")]


def test_values_that_slid_to_the_right_keep_their_order() -> None:
    """In a department form, a blank cell before the values moves both of them, and neither is lost."""
    rows = [*DEPARTMENT_FORM[:-1], [*DEPARTMENT_FORM[-1][:4], "", *DEPARTMENT_FORM[-1][4:]]]
    assert gp.read_text(join(rows)) == gp.read_text(join(DEPARTMENT_FORM))
    assert find_lost(join(rows)) == []


def test_a_unit_of_money_named_below_counts_for_the_rows_above() -> None:
    """Where the unit of money is named once, below the table, all its amounts are of that unit."""
    rows = [row for row in FUNDING_FORM if row != ["单位：万元"]]
    assert gp.read_text(join([*rows, ["单位：万元"]])).projects == gp.read_text(join(FUNDING_FORM)).projects


# Damage at random.


def _drop_row(rows: Rows, where: random.Random) -> None:
    del rows[where.randrange(len(rows))]


def _cut_row(rows: Rows, where: random.Random) -> None:
    row = where.choice(rows)
    del row[where.randrange(len(row) + 1) :]


def _drop_cell(rows: Rows, where: random.Random) -> None:
    row = where.choice(rows)
    if row:
        del row[where.randrange(len(row))]


def _add_cell(rows: Rows, where: random.Random) -> None:
    row = where.choice(rows)
    row.insert(
        where.randrange(len(row) + 1),
        where.choice(["", "略", "1.00", "1、产出指标：", "合计", "\ufffd", "第 3 页"]),
    )


def _swap_rows(rows: Rows, where: random.Random) -> None:
    one, two = where.randrange(len(rows)), where.randrange(len(rows))
    rows[one], rows[two] = rows[two], rows[one]


def _repeat_row(rows: Rows, where: random.Random) -> None:
    rows.insert(where.randrange(len(rows)), list(where.choice(rows)))


def _cut_text(rows: Rows, where: random.Random) -> None:
    row = where.choice(rows)
    if row:
        at = where.randrange(len(row))
        row[at] = row[at][: where.randrange(len(row[at]) + 1)]


DAMAGE: tuple[Callable[[Rows, random.Random], None], ...] = (
    _drop_row, _cut_row, _drop_cell, _add_cell, _swap_rows, _repeat_row, _cut_text,
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(OWN)), st.lists(st.sampled_from(DAMAGE), min_size=1, max_size=6), st.randoms())
def test_no_damage_to_rows_loses_a_cell(
    name: str, damage: list[Callable[[Rows, random.Random], None]], where: random.Random
) -> None:
    """However rows and cells are dropped, cut, added, swapped and repeated, each printed cell is accounted
    for.
    """
    rows = [list(row) for row in OWN[name]]
    for harm in damage:
        if rows:
            harm(rows, where)
    check(join(rows))
