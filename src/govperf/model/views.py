"""Flat views of a disclosure: tuples that also answer to names, and show themselves as tables in a notebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any, Final, Generic, SupportsIndex, TypeVar, overload

from govperf.errors import NotFoundError, shorten

__all__ = ["View"]

T_co = TypeVar("T_co", covariant=True)

_SHOWN: Final = 3
_LONG: Final = 40


class View(tuple[T_co, ...], Generic[T_co]):
    """A tuple whose members can also be asked for by name: `d.projects["培训"]`. It equals the plain tuple."""

    __slots__ = ()

    def __new__(cls, members: Iterable[T_co] = ()) -> View[T_co]:
        """A view of these members."""
        return super().__new__(cls, members)

    @overload
    def __getitem__(self, key: SupportsIndex | str) -> T_co: ...
    @overload
    def __getitem__(self, key: slice) -> View[T_co]: ...

    def __getitem__(self, key: SupportsIndex | slice | str) -> T_co | View[T_co]:
        """The member at a position, the members of a slice, or the one member of a name; blanks are of no matter.

        Raises:
            NotFoundError: no member has the name, or several have.
        """
        if isinstance(key, str):
            return self._find(key)
        if isinstance(key, slice):
            return View(super().__getitem__(key))
        return super().__getitem__(key)

    def __repr__(self) -> str:
        """One short line: how many, and the first names."""
        names = "、".join(shorten(_name(one) or "?", _LONG) for one in self[:_SHOWN])
        more = "…" if len(self) > _SHOWN else ""
        return f"<{len(self)} × {type(self[0]).__name__}: {names}{more}>" if self else "()"

    def _repr_html_(self) -> str:
        """A table for a notebook."""
        from govperf.display.notebooks import format_view

        return format_view(self)

    def _ipython_key_completions_(self) -> list[str]:
        return [name for name in map(_name, self) if name]

    def _find(self, name: str) -> T_co:
        wanted = _bare(name)
        found = [at for at, one in enumerate(self) if _bare(_name(one)) == wanted]
        if len(found) == 1:
            return self[found[0]]
        if found:
            raise NotFoundError(
                f"{len(found)} have this name",
                text=name,
                hint=f"take one by its position: {', '.join(map(str, found))}",
            )
        near = list(dict.fromkeys(self._near(wanted)))[:_SHOWN]
        raise NotFoundError(
            "nothing has this name",
            text=name,
            hint=f"is it {' or '.join(map(repr, near))}?" if near else None,
        )

    def _near(self, wanted: str) -> Iterator[str]:
        """The names that hold what is wanted, then those that look like it."""
        names = [name for name in map(_name, self) if name]
        yield from (name for name in names if wanted and wanted in _bare(name))
        yield from get_close_matches(wanted, names, _SHOWN, 0.4)


def _name(member: Any) -> str | None:
    """What a member is called: its name, or the code of a problem."""
    found = getattr(member, "name", None) or getattr(member, "code", None)
    return found if isinstance(found, str) else None


def _bare(name: str | None) -> str:
    return "".join((name or "").split())
