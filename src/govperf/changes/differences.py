"""The walk down both trees at once: every fact that differs becomes a step, and what a reviewer asks for an edit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import attrs
from attrs import frozen

from govperf.changes.edits import Edit, Match
from govperf.changes.judgements import settle_indicators
from govperf.changes.links import Links
from govperf.changes.matching import match_indicators, match_records
from govperf.changes.pairings import KnownPair, Matcher, Pairing
from govperf.changes.patches import NEW, Arrangement, Insertion, Patch, Removal, Replacement
from govperf.changes.reports import report_field, report_gone, report_move, report_parts, report_targets
from govperf.changes.trees import Path, fields_of, find_record, is_listing, is_record
from govperf.changes.wheres import Where
from govperf.model.departments import BudgetUnit, Department
from govperf.model.disclosures import Disclosure, Entry
from govperf.model.indicators import PERIODS, Indicator
from govperf.model.projects import Project

__all__ = ["Differences"]

_LINKED: Final = (Department, BudgetUnit, Project)
_HOLDERS: Final = (Department, BudgetUnit)


@frozen(slots=True)
class _Spot:
    """A field of two records that go together.

    Attributes:
        path: how the old record (or the inserted one) is named in steps.
        place: the path of the new record.
        name: the field.
    """

    path: Path
    place: Path
    name: str

    @property
    def inner(self) -> tuple[Path, Path]:
        """Path and place of what stands in the field."""
        return (*self.path, self.name), (*self.place, self.name)


class Differences:
    """What was found on the walk: edits, steps that are carried, and the pairs of indicators."""

    def __init__(
        self, old: Disclosure, links: Links, known: Sequence[KnownPair], matcher: Matcher | None
    ) -> None:
        self.old, self.links, self.known, self.matcher = old, links, known, matcher
        self.linked = frozenset(links.old_of.values())
        self.wholes, self.merged = links.wholes, links.merged
        self.edits: list[Edit] = []
        self.carried: list[Patch] = []
        self.matches: list[Match] = []

    def compare(self, old: Any, new: Any, path: Path, place: Path, where: Where) -> None:
        """Compare two records: `path` names the old one (or the inserted one), `place` is the path of the new one."""
        targets = isinstance(old, Indicator)
        for name in fields_of(type(old)):
            before, after = getattr(old, name), getattr(new, name)
            spot = _Spot(path, place, name)
            if is_listing(before) and is_listing(after):
                if before or after:
                    self._compare_lists(before, after, spot, where)
            elif is_record(before) or is_record(after):
                self._compare_single(before, after, spot, where)
            elif before != after and not (targets and name in PERIODS):
                step = Replacement(path, name, before, after)
                self._add(report_field(where, type(old), name, before, after), step)
        if targets:
            self._compare_targets(old, new, path, where)

    def _add(self, edits: Iterable[Edit], *steps: Patch) -> None:
        """Edits that these steps make; without edits the steps are carried."""
        found = [attrs.evolve(edit, patches=steps) for edit in edits]
        self.edits += found
        if not found:
            self.carried += steps

    def _compare_targets(self, old: Indicator, new: Indicator, path: Path, where: Where) -> None:
        steps = {
            name: Replacement(path, name, getattr(old, name), getattr(new, name))
            for name in PERIODS
            if getattr(old, name) != getattr(new, name)
        }
        for fields, edit in report_targets(where, old, new):
            own = tuple(steps.pop(name) for name in dict.fromkeys(fields) if name in steps)
            self.edits.append(attrs.evolve(edit, patches=own))
        self.carried += steps.values()

    def _compare_single(self, old: Any, new: Any, spot: _Spot, where: Where) -> None:
        """Records of which there is one at most: what is missing is compared as if it said nothing."""
        here = where.at(old, new)
        if old is None:
            blank = type(new)()
            self.carried.append(Replacement(spot.path, spot.name, None, blank))
            self.compare(blank, new, *spot.inner, here)
        elif new is None:
            step = Replacement(spot.path, spot.name, old, None)
            self._add(self._aside(old, type(old)(), spot.inner, here), step)
        else:
            self.compare(old, new, *spot.inner, here)

    def _aside(self, old: Any, new: Any, paths: tuple[Path, Path], where: Where) -> list[Edit]:
        """The edits of a comparison whose steps are not wanted, since one step does it all."""
        other = Differences(self.old, self.links, self.known, self.matcher)
        other.compare(old, new, *paths, where)
        return other.edits

    def _compare_lists(self, old: tuple[Any, ...], new: tuple[Any, ...], spot: _Spot, where: Where) -> None:
        home, there = spot.inner
        sources, pairings = self._sources(old, new, spot, where)
        stay = [int(source[-1]) for source in sources if source is not None and source[:-1] == home]
        if stay != sorted(stay):
            self.carried.append(Arrangement(spot.path, spot.name, tuple(stay)))
        taken = set(sources)
        for index, record in enumerate(old):
            if (*home, index) not in self.linked and (*home, index) not in taken:
                self._remove(record, (*home, index), where)
        for index, (record, source) in enumerate(zip(new, sources, strict=True)):
            step = Insertion(spot.path, spot.name, index, source=source)
            if source is None:
                self._insert(record, step, (*there, index), where)
                continue
            before = find_record(self.old, source)
            here = where.inside(before, record, pairings.get(index))
            if source[:-1] != home:
                self._move(source, step, here, where)
            self.compare(before, record, source, (*there, index), here)

    def _sources(
        self, old: tuple[Any, ...], new: tuple[Any, ...], spot: _Spot, where: Where
    ) -> tuple[list[Path | None], dict[int, Pairing]]:
        """Which old record each new one is, by its path."""
        home, there = spot.inner
        if isinstance((new or old)[0], _LINKED):
            places: list[Path] = [(*there, index) for index in range(len(new))]
            pairs = {
                at: self.links.pairings[one] for at, one in enumerate(places) if one in self.links.pairings
            }
            return [self.links.old_of.get(one) for one in places], pairs
        found = (
            self._match_indicators(old, new, where)
            if isinstance((new or old)[0], Indicator)
            else match_records(old, new)
        )
        pairs = {pairing.new: pairing for pairing in found}
        return [(*home, pairs[at].old) if at in pairs else None for at in range(len(new))], pairs

    def _match_indicators(
        self, old: tuple[Indicator, ...], new: tuple[Indicator, ...], where: Where
    ) -> list[Pairing]:
        olds, news = (
            [Entry(Department(None), project=Project(name), indicator=one) for one in indicators]
            for name, indicators in ((where.edit.project, old), (where.edit.project_new, new))
        )
        board = settle_indicators(olds, news, self.known)
        match_indicators(olds, news, board, self.matcher)
        self.matches += (where.match(old[one.old].name, new[one.new].name, one) for one in board.found)
        return board.found

    def _remove(self, record: Any, path: Path, where: Where) -> None:
        """A record is gone; with a unit or department go those of its projects that did not move."""
        here, step = where.inside(record, None), Removal(path, _shallow(record))
        if path in self.wholes:
            return
        if path in self.links.merged_into:
            whole = self.links.merged_into[path]
            there = attrs.evolve(here.at(None, whole.project), owner_reason=whole.reason)
            self._add(report_parts(there, whole.project, record, merged=True), step)
        elif isinstance(record, _HOLDERS):
            self._add(self._aside(record, _shallow(record), (path, (NEW,)), here), step)
        else:
            self._add(report_gone(here, record, new=False), step)

    def _insert(self, record: Any, spot: Insertion, place: Path, where: Where) -> None:
        """A record is new; a unit or department comes empty, and is filled by what is new or moved."""
        here, step = where.inside(None, record), attrs.evolve(spot, value=_shallow(record))
        if place in self.links.split_into:
            whole = self.links.split_into[place]
            there = attrs.evolve(here.at(whole.project, None), owner_reason=whole.reason)
            gone = Removal(whole.path, whole.project)
            self._add(report_parts(there, whole.project, record, merged=False), step, gone)
        elif place in self.merged:
            self.carried.append(step)
        elif isinstance(record, _HOLDERS):
            self.carried.append(step)
            self.compare(step.value, record, step.target, place, here)
        else:
            self._add(report_gone(here, record, new=True), step)

    def _move(self, source: Path, step: Insertion, here: Where, where: Where) -> None:
        """A record of the old disclosure stands in another list."""
        old, new = find_record(self.old, source[:-2]), where.edit.unit
        if isinstance(old, BudgetUnit):
            self._add(report_move(here, old.name, new), step)
        else:
            self.carried.append(step)


def _shallow(record: Any) -> Any:
    """A department or unit without what it holds; any other record whole."""
    if not isinstance(record, _HOLDERS):
        return record
    lists = {name: () for name in fields_of(type(record)) if is_listing(getattr(record, name))}
    empty: Any = {**lists, **({"statement": None} if isinstance(record, Department) else {})}
    return attrs.evolve(record, **empty)
