"""Concepts (可比指标): what several departments promise under different names, as data.

The catalogue of govperf stands in `catalogue/*.toml`, one table a concept; a file of yours has the same form and is
asked first. The order is that of asking: the first concept that fits an indicator has it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeAlias

from attrs import evolve, fields_dict, frozen

from govperf.errors import InputError
from govperf.model.targets import Direction

__all__ = ["PARTS", "Concept", "ConceptSource", "built_in_concepts", "load_concepts"]

PARTS: Final = ("satisfaction", "time", "work", "money", "people", "systems", "hotline", "safety", "things")
"""The files of the catalogue, in the order in which they are shown."""

_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_REGEXES: Final = ("name", "about", "without", "words")


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


_IS: Final[Mapping[str, tuple[str, Callable[[object], bool]]]] = {
    "id": ("a text", lambda value: isinstance(value, str)),
    "also": ("a list of texts", _is_texts),
    "classes": ("a list of texts", _is_texts),
    "quantity": ("true or false", lambda value: isinstance(value, bool)),
}
"""What each key of a table holds; those that are not here hold a text as `id` does."""


@frozen(slots=True)
class Concept:
    """A concept: which indicators mean the same thing, and in which unit their targets are compared.

    The expressions are searched in folded text without blanks, years and the department's own place name.

    Attributes:
        id: a stable English name, `wages-on-time`.
        zh: what a reader calls it, 编外人员工资按时支付率.
        name: found in the indicator's name, or in what the target itself says is bounded.
        about: where given, found in one of these or in the project's name.
        without: where given, found in none of these.
        words: where given, found in the text of a target in words; then the name need not fit.
        unit: the common unit; it tells the dimension. None for a concept whose targets are words.
        also: nouns that count the same thing as `unit` (起 and 宗 beside 次 for complaints), one for one.
        classes: the beginnings of canonical classes it may stand in; empty for any.
        direction: which way is better.
        change: `decrease` or `increase` where a target may be stated as a change (`压减8%`).
        quantity: whether a project's budget divided by the target is a cost per unit that says something.
    """

    id: str
    zh: str
    name: str
    about: str | None = None
    without: str | None = None
    words: str | None = None
    unit: str | None = None
    also: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    direction: Direction = Direction.HIGHER
    change: str | None = None
    quantity: bool = False


ConceptSource: TypeAlias = str | os.PathLike[str] | Iterable[Concept]
"""Concepts of yours: the path of a TOML file, or Concepts."""


@cache
def built_in_concepts() -> tuple[Concept, ...]:
    """The catalogue of govperf, in the order of asking."""
    from importlib.resources import files

    folder = files("govperf.comparisons") / "catalogue"
    parts = [(folder / f"{part}.toml").read_text("utf-8") for part in PARTS]
    return tuple(one for name, text in zip(PARTS, parts, strict=True) for one in _parse(text, name))


def load_concepts(source: ConceptSource | None) -> tuple[Concept, ...]:
    """The concepts to align by: yours first, then the catalogue without those whose id yours take.

    Raises:
        InputError: the file cannot be read, or what it says is no concept.
    """
    if source is None:
        return built_in_concepts()
    own = _read(Path(source)) if isinstance(source, (str, os.PathLike)) else _take(source)
    taken = {concept.id for concept in own}
    return own + tuple(one for one in built_in_concepts() if one.id not in taken)


def _take(concepts: Iterable[Concept]) -> tuple[Concept, ...]:
    """Concepts that the caller made. Raises InputError for anything else, and for a bad expression."""
    own = tuple(concepts)
    for at, one in enumerate(own, 1):
        if not isinstance(one, Concept):
            raise InputError(f"a {type(one).__name__} is no Concept", where=f"concept {at}")
        for key in _REGEXES:
            _check_regex(getattr(one, key), f"concept {at}, {key}")
    return own


def _read(path: Path) -> tuple[Concept, ...]:
    try:
        text = path.read_text("utf-8")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no UTF-8 text"
        raise InputError(f"the concepts cannot be read: {reason}", where=str(path)) from error
    return tuple(_parse(text, str(path)))


def _parse(text: str, where: str) -> list[Concept]:
    """The concepts of a TOML file. Raises InputError where it says something else."""
    import tomllib

    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"the concepts are no TOML: {error}", where=where) from error
    entries = tables.pop("concept", None)
    if tables or not isinstance(entries, list):
        raise InputError("a file of concepts holds tables [[concept]] and nothing else", where=where)
    found = [one for at, entry in enumerate(entries, 1) for one in _build(entry, f"{where}, concept {at}")]
    for at, concept in enumerate(found):
        if any(concept.id == other.id for other in found[:at]):
            raise InputError("two concepts have the same id", where=where, text=concept.id)
    return found


def _build(entry: object, where: str) -> list[Concept]:
    """The concept of one table; one more for each other unit that `or` names."""
    if not isinstance(entry, Mapping):
        raise InputError("this is no table [[concept]]", where=where)
    values: dict[str, Any] = dict(entry)
    others = values.pop("or", {})
    _check(values, where)
    values["also"] = tuple(values.get("also", ()))
    values["classes"] = tuple(values.get("classes", ()))
    values["direction"] = Direction(values.get("direction", "higher"))
    concept = Concept(**values)
    if not isinstance(others, Mapping) or not all(isinstance(unit, str) for unit in others.values()):
        raise InputError("`or` is a table of further units", where=where, hint='write or = { days = "天" }')
    return [concept, *(_vary(concept, suffix, unit) for suffix, unit in others.items())]


def _vary(concept: Concept, suffix: str, unit: str) -> Concept:
    """The same concept in a unit that does not convert into its own: a row of its own."""
    return evolve(concept, id=f"{concept.id}-{suffix}", zh=f"{concept.zh}（{unit}）", unit=unit, words=None)


def _check(values: dict[str, Any], where: str) -> None:
    """Raise InputError for the first thing that makes a table no concept."""
    unknown = sorted(set(values) - set(fields_dict(Concept)))
    missing = [key for key in ("id", "zh", "name") if not isinstance(values.get(key), str)]
    if unknown or missing:
        what = f"a concept has no {', '.join(unknown)}" if unknown else f"it has no {', '.join(missing)}"
        raise InputError(what, where=where, hint=f"the keys are {', '.join(fields_dict(Concept))}, or")
    if not _ID.fullmatch(values["id"]):
        raise InputError("an id is of small letters, digits and hyphens", where=where, text=values["id"])
    if values.get("direction", "higher") not in list(Direction):
        raise InputError("the direction is higher, lower or exact", where=where, text=values["direction"])
    for key, value in values.items():
        if not _IS.get(key, _IS["id"])[1](value):
            raise InputError(f"`{key}` is {_IS.get(key, _IS['id'])[0]}", where=where, text=str(value))
    for key in _REGEXES:
        _check_regex(values.get(key), f"{where}, {key}")


def _check_regex(text: object, where: str) -> None:
    """Raise InputError for what is no regular expression; None is none at all."""
    try:
        re.compile(str(text))
    except re.error as error:
        raise InputError(f"this is no regular expression: {error}", where=where, text=str(text)) from error
