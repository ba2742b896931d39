"""The rows of a disclosure in its relations, and the disclosure of its rows: nothing is lost between them.

`join(split(d)) == d`, places and problems included.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any, TypeAlias, get_origin

import attrs

from govperf.model.disclosures import Disclosure
from govperf.serializers.relations import (
    DERIVED,
    ROOT,
    Part,
    all_relations,
    is_sure,
    key_of,
    list_parts,
    name_relation,
    name_values,
)
from govperf.serializers.tidy import Kind

__all__ = ["Cell", "Rows", "identify", "join", "split"]

Cell: TypeAlias = str | int | bool | Decimal | None
Rows: TypeAlias = dict[str, list[tuple[Cell, ...]]]
"""The rows of each relation by its name, in the order of its columns."""
_Link: TypeAlias = tuple[Part, str, Any]
"""What has rows of its own: its part, its role, and its value."""
_Nodes: TypeAlias = Mapping[tuple[str, int, str], list[dict[str, Any]]]
"""The rows that belong to a row: its relation, its id, and their role."""


def split(disclosure: Disclosure) -> Rows:
    """The rows of a disclosure; the first is that of the document, and ends with its position, which is 1, and its hash.

    The key is made of the SHA-256 of the document's bytes, 60 bits of it; of what is said, where there is no document.
    """
    source = disclosure.source
    key = _make_key(source.sha256 if source else _hash(_shred(disclosure, 0)))
    rows = _shred(disclosure, key)
    rows[ROOT] = [(*rows[ROOT][0], 1, _hash(rows))]
    return rows


def identify(rows: Rows) -> tuple[int, str]:
    """The key of a document that was split, and the hash of all that is said of it."""
    key, *_, content = rows[ROOT][0]
    return int(key or 0), str(content)


def _make_key(document: str) -> int:
    return int(hashlib.sha256(document.encode("utf-8", "surrogatepass")).hexdigest()[:15], 16)


def _hash(rows: Rows) -> str:
    return hashlib.sha256(repr(rows).encode("utf-8", "surrogatepass")).hexdigest()


def join(rows: Mapping[str, list[tuple[Cell, ...]]]) -> Disclosure:
    """The disclosure that was split. Columns may hold decimals as digits and flags as numbers."""
    nodes: dict[tuple[str, int, str], list[dict[str, Any]]] = {}
    for relation in all_relations()[1:]:
        for values in rows.get(relation.name, ()):
            row: dict[str, Any] = dict(zip(relation.names, values, strict=True))
            parent = next((one for one in relation.parents if row.get(key_of(one)) is not None), None)
            if parent is None:
                raise ValueError(f"a row of {relation.name} belongs to nothing")
            nodes.setdefault((parent, row[key_of(parent)], row["role"]), []).append(row)
    root = all_relations()[0]
    (values,) = rows[root.name]
    made: Disclosure = _build(Disclosure, dict(zip(root.names, values, strict=True)), root.name, "", nodes)
    return made


def _shred(disclosure: Disclosure, key: int) -> Rows:
    rows: Rows = {relation.name: [] for relation in all_relations()}
    links: list[_Link] = []
    rows[ROOT].append((key, *_flatten(Disclosure, disclosure, "", links)))
    _shred_links(links, ROOT, key, key, rows)
    return rows


def _shred_links(links: list[_Link], owner: str, owner_id: int, key: int, rows: Rows) -> None:
    """Add the rows of what belongs to a row."""
    for part, role, value in links:
        name = name_relation(part, owner)
        parents = _parents_of(name)
        for position, one in enumerate(value if part.many else (value,), 1):
            number = len(rows[name]) + 1
            owners = [owner_id if parent == owner else None for parent in parents if parent != ROOT]
            inner: list[_Link] = []
            values = _flatten(part.model, one, "", inner) if attrs.has(part.model) else _as_tuple(one)
            rows[name].append((key, number, *owners, role, position, *values))
            _shred_links(inner, name, number, key, rows)


def _flatten(model: Any, value: Any, prefix: str, links: list[_Link]) -> list[Cell]:
    """The values of a row; what has rows of its own is added to `links` with its role."""
    cells: list[Cell] = []
    for part in list_parts(model):
        one = getattr(value, part.name)
        if part.kind is not None:
            cells.append(str(one) if part.word and one is not None else one)
        elif part.apart:
            if one is not None and one != ():
                links.append((part, prefix + part.name, one))
        elif one is None:
            cells += _blank(part)
        else:
            cells += [True] if part.flag else []
            cells += _flatten(part.model, one, f"{prefix}{part.name}_", links)
    cells += [one.work_out(value) for one in DERIVED.get(model, ())]
    return cells


@cache
def _blank(part: Part) -> tuple[Cell, ...]:
    """The values of the columns of a class that is not there."""
    cells: list[Cell] = [False] if part.flag else []
    for one in list_parts(part.model):
        if one.kind is not None:
            cells.append(None)
        elif not one.apart:
            cells += _blank(one)
    return (*cells, *(None for _ in DERIVED.get(part.model, ())))


def _build(model: Any, row: Mapping[str, Any], owner: str, prefix: str, nodes: _Nodes) -> Any:
    """The object of a row, or of the columns with this prefix."""
    values: dict[str, Any] = {}
    for part in list_parts(model):
        name = prefix + part.name
        if part.kind is not None:
            values[part.name] = _restore(row[name], part)
        elif not part.apart:
            there = not part.optional or _is_there(part, row, name)
            values[part.name] = _build(part.model, row, owner, f"{name}_", nodes) if there else None
        else:
            found = nodes.get((owner, row["id" if "id" in row else "disclosure_id"], name), [])
            made = tuple(_build_one(part, each, owner, nodes) for each in sorted(found, key=_position))
            values[part.name] = made if part.many else next(iter(made), None)
    return model(**values)


def _build_one(part: Part, row: Mapping[str, Any], owner: str, nodes: _Nodes) -> Any:
    if attrs.has(part.model):
        return _build(part.model, row, name_relation(part, owner), "", nodes)
    values = tuple(row[name] for name in name_values(part.model))
    return values if get_origin(part.model) is tuple else values[0]


def _restore(value: Any, part: Part) -> Any:
    """A value as the model has it, out of what a database gives."""
    if value is None:
        return None
    if part.kind is Kind.NUMBER:
        return value if isinstance(value, Decimal) else Decimal(value)
    return part.model(value)


def _is_there(part: Part, row: Mapping[str, Any], name: str) -> bool:
    if part.flag:
        return bool(row[f"{name}_given"])
    return any(row[f"{name}_{one.name}"] is not None for one in list_parts(part.model) if is_sure(one))


@cache
def _parents_of(name: str) -> tuple[str, ...]:
    return next(relation.parents for relation in all_relations() if relation.name == name)


def _as_tuple(value: Any) -> tuple[Cell, ...]:
    return value if isinstance(value, tuple) else (value,)


def _position(row: Mapping[str, Any]) -> int:
    position: int = row["position"]
    return position
