"""What an edit does to the old tree: four small steps, and the builder that follows them.

Steps name records by their path in the old disclosure; a record that was put in is named by `"+"`, the name of what it was
put into, the list and its index there. Each step holds one fact, or one record that is new; nothing holds the new disclosure.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, TypeAlias

from attrs import field, frozen

from govperf.changes.trees import (
    Path,
    fields_of,
    find_record,
    is_listing,
    is_record,
    own_fields,
    without_places,
)
from govperf.errors import InputError, shorten

__all__ = ["NEW", "Arrangement", "Insertion", "Patch", "Removal", "Replacement", "apply_patches"]

NEW: Final = "+"
"""Begins the name of a record that the old disclosure does not have."""


@frozen(slots=True)
class Replacement:
    """One field of a record says something else."""

    path: Path
    field: str
    old: object
    new: object


@frozen(slots=True)
class Insertion:
    """A record comes into a list: a new one (`value`), or one of the old disclosure that stood elsewhere (`source`).

    Attributes:
        parent: the record whose list it is.
        field: the list.
        index: where it stands among its new neighbours, from 0.
    """

    parent: Path
    field: str
    index: int
    value: Any = None
    source: Path | None = None

    @property
    def target(self) -> Path:
        """How a record that is put in here is named in other steps."""
        return (NEW, *self.parent, self.field, self.index)


@frozen(slots=True)
class Removal:
    """A record leaves its list; `value` is what it said."""

    path: Path
    value: object = field(repr=False)


@frozen(slots=True)
class Arrangement:
    """The records of a list that stay do so in another order: their old numbers as they stand now."""

    parent: Path
    field: str
    order: tuple[int, ...]


Patch: TypeAlias = Replacement | Insertion | Removal | Arrangement


def apply_patches(root: Any, patches: Iterable[Patch]) -> Any:
    """The tree that the steps make of this one, without places.

    Raises:
        InputError: a step does not fit, because the steps were made for another disclosure.
    """
    builder = _Builder(root, dict.fromkeys(patches))
    built = builder.build(root, ())
    builder.check()
    return built


class _Builder:
    """Follows steps from the root down, and remembers which of them it has met."""

    def __init__(self, root: object, patches: dict[Patch, None]) -> None:
        self.root = root
        self.replaced: dict[tuple[Path, str], Replacement] = {}
        self.inserted: dict[tuple[Path, str], list[Insertion]] = {}
        self.arranged: dict[tuple[Path, str], tuple[int, ...]] = {}
        self.gone: set[Path] = set()
        self.open: set[tuple[Path, str]] = set()
        for patch in patches:
            self._sort_in(patch)

    def _sort_in(self, patch: Patch) -> None:
        match patch:
            case Replacement(path, name):
                self.replaced[path, name] = patch
                self.open.add((path, name))
            case Insertion(parent, name):
                self.inserted.setdefault((parent, name), []).append(patch)
                self.open.add((parent, name))
                if patch.source is not None:
                    self.gone.add(patch.source)
            case Arrangement(parent, name, order):
                self.arranged[parent, name] = order
                self.open.add((parent, name))
            case Removal(path):
                if not _says_the_same(_find(self.root, path), patch.value):
                    raise _misfit(path, patch.value)
                self.gone.add(path)

    def build(self, record: Any, path: Path) -> Any:
        """The record as the steps leave it."""
        return type(record)(**{name: self._value(record, path, name) for name in fields_of(type(record))})

    def check(self) -> None:
        """Whether every step was met. Raises InputError."""
        for path, name in self.open:
            raise _misfit((*path, name))

    def _value(self, record: Any, path: Path, name: str) -> Any:
        self.open.discard((path, name))
        value, patch = getattr(record, name), self.replaced.get((path, name))
        if patch is not None:
            if without_places(value) != without_places(patch.old):
                raise _misfit((*path, name), value)
            value = patch.new
        if is_record(value):
            return self.build(value, (*path, name))
        if is_listing(value):
            return self._children(value, path, name)
        return without_places(value)

    def _children(self, children: tuple[Any, ...], path: Path, name: str) -> tuple[Any, ...]:
        at = (*path, name)
        stay = [index for index in range(len(children)) if (*at, index) not in self.gone]
        order = self.arranged.get((path, name), tuple(stay))
        if sorted(order) != stay:
            raise _misfit(at)
        built = [self.build(children[index], (*at, index)) for index in order]
        for step in sorted(self.inserted.get((path, name), ()), key=lambda one: one.index):
            built.insert(step.index, self._inserted(step))
        return tuple(built)

    def _inserted(self, step: Insertion) -> Any:
        if step.source is not None:
            return self.build(_find(self.root, step.source), step.source)
        return self.build(step.value, step.target)


def _says_the_same(record: object, other: object) -> bool:
    """Whether two records say the same themselves; the records they hold are left out."""
    own, others = own_fields(record), own_fields(other)
    return all(
        without_places(own[name]) == without_places(others[name]) for name in own.keys() & others.keys()
    )


def _find(root: object, path: Path) -> Any:
    """The record at the end of a path. Raises InputError where the path leads nowhere."""
    try:
        return find_record(root, path)
    except LookupError:
        raise _misfit(path) from None


def _misfit(path: Path, found: object = None) -> InputError:
    text = None if found is None else shorten(str(getattr(found, "name", found)))
    return InputError(
        "these edits were made for another disclosure",
        where=".".join(map(str, path)),
        text=text,
        hint="apply them to the old disclosure of the comparison",
    )
