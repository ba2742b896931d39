"""Places count as people do."""

from __future__ import annotations

from govperf.places import Place


def test_words() -> None:
    """A place is said from the large to the small; the first page goes without saying."""
    assert str(Place(5, 3, 0, 12, page=2)) == "page 2, row 5, column 3, characters 0–12"
    assert str(Place(5)) == "row 5"


def test_span_and_whole() -> None:
    """A span lies in its cell, and knows it."""
    cell = Place(5, 3, page=2)
    assert cell.span(1, 4) == Place(5, 3, 1, 4, page=2)
    assert cell.span(1, 4).whole() == cell


def test_order() -> None:
    """Places sort by row and column."""
    assert sorted([Place(2, 1), Place(1, 9), Place(1, 2)]) == [Place(1, 2), Place(1, 9), Place(2, 1)]
