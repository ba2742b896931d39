"""The made documents of all families are read as their keys say."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

import govperf as gp
from govperf.containers.registry import write_grids
from govperf.layouts.assembly import read_grids
from tests.family_documents import Count, Document, count_right, read_documents


@cache
def _read() -> tuple[tuple[Document, gp.Disclosure | None], ...]:
    return tuple((one, _read_one(one)) for one in read_documents())


def _read_one(document: Document) -> gp.Disclosure | None:
    try:
        return read_grids(document.grids)
    except gp.LayoutError:
        return None


def test_nearly_all_is_right_and_nothing_invented() -> None:
    """Of all indicators 99 % are right, and of those that are read as well."""
    counts = [count_right(one.indicators, disclosure) for one, disclosure in _read()]
    all_of_them = sum(counts, Count(0, 0, 0))
    assert all_of_them.expected > 1900
    assert all_of_them.right >= 0.99 * all_of_them.expected
    assert all_of_them.right >= 0.99 * all_of_them.found
    assert sum(max(one.found - one.expected, 0) for one in counts) == 0


@pytest.mark.parametrize("kind", [".csv", ".html"])
def test_no_document_is_lost_in_a_file(kind: str) -> None:
    """Carried in a file that keeps merged cells or none, each document has nearly all of its indicators."""
    for one, _ in _read():
        if one.indicators:
            count = count_right(one.indicators, gp.read(write_grids(one.grids, kind)))
            assert count.right >= 0.75 * count.expected, one.name


def test_each_family_is_there() -> None:
    """There are documents of F4 to F14, in three parts."""
    families = Counter(one.family for one, _ in _read())
    assert {f"F{number}" for number in range(4, 15)} <= set(families)
    assert {one.part for one, _ in _read()} == {"first", "second", "last"}


def test_what_is_no_target_table_gives_nothing() -> None:
    """Documents without targets give an error or no indicator."""
    empty = [disclosure for one, disclosure in _read() if not one.indicators]
    assert len(empty) > 8
    assert not any(disclosure.indicators for disclosure in empty if disclosure is not None)
