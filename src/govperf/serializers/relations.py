"""A disclosure as tables with keys: one relation for each class of the model, told from the classes themselves.

- A class that holds several of something, or that several classes hold, has a relation of its own: `gp_indicator`. Its rows
  know their parent (`project_id`, or `department_statement_id`), their `role` where the parent holds several of the
  kind (`cycle`, `annual`), and their `position`, from 1.
- Any other class lies in the row of what holds it: `budget_total_amount`, `place_row`. Where such a class may be there
  with nothing in it, a flag says whether it is: `budget_given`.
- Keys are `disclosure_id`, made of the hash of the document, and `id`, counted from 1 in each document and relation.
- What SQL could not work out is there beside what is printed: `budget_total_yuan`, `direction`, `clause_count`.

`govperf.serializers.records` makes rows of a disclosure, and a disclosure of rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any, Final, get_args, get_origin, get_type_hints

import attrs
from attrs import frozen

from govperf.model.amounts import Money
from govperf.model.disclosures import Disclosure
from govperf.model.indicators import Indicator
from govperf.model.targets import Target
from govperf.serializers.tidy import Kind, Value, find_origins

__all__ = [
    "DERIVED",
    "ROOT",
    "Column",
    "Part",
    "Relation",
    "all_relations",
    "is_sure",
    "key_of",
    "list_parts",
    "name_relation",
    "name_values",
]

ROOT: Final = "gp_disclosure"
"""The relation of documents."""

_PREFIX: Final = "gp_"
_PAIR: Final = ("head", "text")
_KINDS: Final = {str: Kind.TEXT, int: Kind.INTEGER, bool: Kind.FLAG, Decimal: Kind.NUMBER}
_PLACE: Final = "where it is printed"


@frozen(slots=True)
class Column:
    """A column of a relation.

    Attributes:
        name: its name.
        kind: what its values are.
        required: whether it is never null.
        comment: what it means.
    """

    name: str
    kind: Kind
    required: bool
    comment: str


@frozen(slots=True)
class Relation:
    """A table with keys.

    Attributes:
        name: `gp_indicator`.
        comment: what its rows are.
        columns: keys first, then what links a row to its parent, then the values.
        parents: the relations that a row can belong to; it belongs to exactly one.
    """

    name: str
    comment: str
    columns: tuple[Column, ...]
    parents: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)


_OF_ROOT: Final = (
    Column(
        "position",
        Kind.INTEGER,
        required=True,
        comment="its place in the order in which documents came, from 1",
    ),
    Column(
        "content_sha256",
        Kind.TEXT,
        required=True,
        comment="the hash of all that is said of the document here",
    ),
)


@frozen(slots=True)
class Part:
    """An attribute of a class.

    Attributes:
        name: its name.
        kind: what it is, if it is a plain value; None for a class, and for what has rows of its own.
        model: its type, without None and tuple.
        optional: whether it may be None.
        many: whether there may be several.
        apart: whether it has rows of its own; else it lies in the row of its object.
        flag: whether a column must say that it is there.
        word: whether it is a member of an enumeration, which is kept as its word.
    """

    name: str
    kind: Kind | None
    model: Any
    optional: bool
    many: bool = False
    apart: bool = False
    flag: bool = False
    word: bool = False


@frozen(slots=True)
class _Derived:
    """A value that is worked out when a row is written, and passed over when it is read."""

    name: str
    kind: Kind
    comment: str
    work_out: Callable[[Any], Value]


def _origin(name: str, *, of_statement: bool) -> _Derived:
    """Layout or form of the rows of projects, or of a department's statement, as the tidy tables have them."""
    at = ("layout", "form").index(name) + 1
    which = "statement" if of_statement else "project"
    comment = f"the {name} of its {'statements' if of_statement else 'projects'}"
    return _Derived(f"{which}_{name}", Kind.TEXT, comment, lambda one: find_origins(one)[of_statement][at])


DERIVED: Final[Mapping[type, tuple[_Derived, ...]]] = {
    Disclosure: tuple(_origin(name, of_statement=of) for of in (False, True) for name in ("layout", "form")),
    Money: (_Derived("yuan", Kind.NUMBER, "the exact amount in 元", lambda money: _plain(money.yuan)),),
    Indicator: (
        _Derived(
            "direction",
            Kind.TEXT,
            "higher, lower or exact is better",
            lambda one: one.direction and one.direction.value,
        ),
    ),
    Target: (
        _Derived(
            "clause_count", Kind.INTEGER, "how many clauses it states", lambda target: len(target.clauses)
        ),
    ),
}
"""What is worked out of each class."""


@lru_cache(maxsize=1)
def all_relations() -> tuple[Relation, ...]:
    """Every relation, each after those that its rows can belong to; the first is that of disclosures."""
    links: dict[str, list[str]] = {}
    models: dict[str, Any] = {}
    _walk(Disclosure, links, models)
    found: list[Relation] = []
    while len(found) < len(models):
        done = {relation.name for relation in found}
        ready = [name for name in models if name not in done and done.issuperset(links.get(name, ()))]
        found += [_describe(name, models[name], tuple(links.get(name, ()))) for name in ready]
    return tuple(found)


def _walk(model: Any, links: dict[str, list[str]], models: dict[str, Any]) -> None:
    """Gather the classes that have a relation, and what holds each."""
    name = _name_of(model)
    models[name] = model
    for child_name, child in _children(model, name):
        links.setdefault(child_name, [])
        if name not in links[child_name]:
            links[child_name].append(name)
        if child_name not in models:
            models[child_name] = child
            if attrs.has(child):
                _walk(child, links, models)


def _children(model: Any, owner: str) -> Iterator[tuple[str, Any]]:
    for part in list_parts(model):
        if part.apart:
            yield name_relation(part, owner), part.model
        elif part.kind is None:
            yield from _children(part.model, owner)


def _describe(name: str, model: Any, parents: tuple[str, ...]) -> Relation:
    keys = [Column("disclosure_id", Kind.INTEGER, required=True, comment="the document")]
    if parents:
        keys.append(Column("id", Kind.INTEGER, required=True, comment="from 1 in each document"))
        keys += [
            Column(
                key_of(one),
                Kind.INTEGER,
                required=len(parents) == 1,
                comment=f"the row of {one} it belongs to",
            )
            for one in parents
            if one != ROOT
        ]
        keys.append(Column("role", Kind.TEXT, required=True, comment="what it is of the row it belongs to"))
        keys.append(Column("position", Kind.INTEGER, required=True, comment="its place in the order, from 1"))
    if attrs.has(model):
        comment = _head(model)
        values = list(_columns(model, ""))
    else:
        comment = f"{name.removeprefix(_PREFIX)}, one row each"
        values = [Column(one, Kind.TEXT, required=True, comment="as printed") for one in name_values(model)]
    values += _OF_ROOT if name == ROOT else ()
    return Relation(name, comment, (*keys, *values), parents)


def _columns(model: Any, prefix: str, *, given: bool = True) -> Iterator[Column]:
    """The columns of the values of a class; with `given`, the class is there in every row."""
    notes = _notes(model)
    for part in list_parts(model):
        name, note = (
            prefix + part.name,
            notes.get(part.name, _PLACE if part.name == "place" else _head(model)),
        )
        if part.kind is not None:
            yield Column(name, part.kind, given and not part.optional, note)
        elif not part.apart:
            if part.flag:
                yield Column(f"{name}_given", Kind.FLAG, given, f"whether there is any: {note}")
            yield from _columns(part.model, f"{name}_", given=given and not part.optional)
    for derived in DERIVED.get(model, ()):
        yield Column(prefix + derived.name, derived.kind, required=False, comment=derived.comment)


def is_sure(part: Part) -> bool:
    """Whether a value is there wherever its object is."""
    return part.kind is not None and not part.optional


@cache
def list_parts(model: Any) -> tuple[Part, ...]:
    """The attributes of a class, and how each is kept."""
    hints = get_type_hints(model)
    return tuple(_read_part(one.name, hints[one.name]) for one in attrs.fields(model))


def _read_part(name: str, hint: Any) -> Part:
    arguments = get_args(hint)
    optional = type(None) in arguments
    inner = next(one for one in arguments if one is not type(None)) if optional else hint
    if get_origin(inner) is tuple:
        return Part(name, None, get_args(inner)[0], optional, many=True, apart=True)
    if attrs.has(inner):
        # Where none of its values is sure to be there, an object without any would be taken for none at all.
        flag = optional and not any(map(is_sure, list_parts(inner)))
        return Part(name, None, inner, optional, apart=_is_rich(inner), flag=flag)
    word = issubclass(inner, StrEnum)
    return Part(name, Kind.TEXT if word else _KINDS[inner], inner, optional, word=word)


def _is_rich(model: Any) -> bool:
    """Whether a class itself holds several of something."""
    return any(get_origin(one) is tuple for one in get_type_hints(model).values())


def name_relation(part: Part, owner: str) -> str:
    """The relation of what has rows of its own."""
    return _name_of(part.model) if attrs.has(part.model) else f"{owner}_{part.name}"


@cache
def _name_of(model: Any) -> str:
    return _PREFIX + re.sub(r"(?<=[a-z])(?=[A-Z])", "_", model.__name__).lower()


def key_of(relation: str) -> str:
    """The column that names a row of the relation in the rows that belong to it."""
    return f"{relation.removeprefix(_PREFIX)}_id"


def _plain(number: Decimal | None) -> Decimal | None:
    """The same number without an exponent."""
    return None if number is None else Decimal(format(number, "f"))


def name_values(model: Any) -> tuple[str, ...]:
    """The columns of what is no class: a text, or a text with its head."""
    return _PAIR if get_origin(model) is tuple else _PAIR[1:]


def _head(model: Any) -> str:
    """The first line of the docstring of a class."""
    return (model.__doc__ or "").strip().split("\n", 1)[0]


@cache
def _notes(model: Any) -> dict[str, str]:
    """What the docstring of a class says of its attributes."""
    _, _, text = (model.__doc__ or "").partition("Attributes:\n")
    found = re.findall(r"^ {8}(\w+): (.*(?:\n {12}.*)*)", text, re.MULTILINE)
    return {name: " ".join(note.split()).replace("None", "null") for name, note in found}
