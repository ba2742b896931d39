"""What all databases do alike: documents come in once each, and go out as they came."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from govperf.errors import ReadError
from govperf.model.disclosures import Disclosure
from govperf.serializers.records import Cell, Rows, identify, join, split
from govperf.serializers.relations import ROOT, Relation, all_relations

__all__ = ["Database", "empty", "fill", "order_of"]

_WAITING = 50_000
"""How many rows go in together: each statement costs DuckDB as much as some hundred rows."""


class Database(Protocol):
    """A database whose tables are there."""

    def find(self, key: int, /) -> str | None:
        """The hash of what is said of the document with this key; None if it is not there."""

    def remove(self, key: int, /) -> None:
        """Take out all rows of a document."""

    def insert(self, relation: Relation, rows: list[tuple[Cell, ...]], /) -> None:
        """Put rows into a table."""


def fill(disclosures: Iterable[Disclosure], database: Database, *, held: int = 0) -> int:
    """Put documents in, and tell how many were new or said something else than before.

    A document that is there and says the same is passed over; one that says something else takes its place.

    Args:
        disclosures: what to put in; only some are held at a time.
        database: where to.
        held: how many documents it has had.
    """
    waiting: Rows = {relation.name: [] for relation in all_relations()}
    coming: dict[int, str] = {}
    count = 0
    for disclosure in disclosures:
        rows = split(disclosure)
        key, content = identify(rows)
        there = coming.get(key) or database.find(key)
        if there == content:
            continue
        if there is not None:
            _flush(waiting, coming, database)
            database.remove(key)
        count += 1
        coming[key] = content
        *said, _, _ = rows[ROOT][0]
        rows[ROOT] = [(*said, held + count, content)]
        for name, more in rows.items():
            waiting[name] += more
        if sum(map(len, waiting.values())) >= _WAITING:
            _flush(waiting, coming, database)
    _flush(waiting, coming, database)
    return count


def _flush(waiting: Rows, coming: dict[int, str], database: Database) -> None:
    """Put in what waits, parents first."""
    for relation in all_relations():
        if waiting[relation.name]:
            database.insert(relation, waiting[relation.name])
            waiting[relation.name] = []
    coming.clear()


def empty(
    keys: Iterable[int], select: Callable[[Relation, int], list[tuple[Cell, ...]]], where: str
) -> Iterator[Disclosure]:
    """The documents with these keys; `select` gives the rows of a table that are of one.

    Raises:
        ReadError: the rows say what no disclosure can.
    """
    for key in keys:
        rows = {relation.name: select(relation, key) for relation in all_relations()}
        try:
            yield join(rows)
        except (ValueError, TypeError, LookupError, ArithmeticError) as error:
            raise ReadError(
                f"the rows of a document say what no disclosure can: {error}", where=where
            ) from error


def order_of(relation: Relation) -> str:
    """The column by which the rows of a document are in order."""
    return "position" if relation.name == ROOT else "id"
