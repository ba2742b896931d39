"""Departments aligned by concept: the columns, the rows, and what a reader should know."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from govperf.comparisons.concepts import ConceptSource, load_concepts
from govperf.comparisons.matching import Key, Matcher
from govperf.comparisons.measures import build_row
from govperf.comparisons.promises import Promise, list_promises, short_place
from govperf.comparisons.results import ComparedDepartment, Comparison, ConceptRow
from govperf.errors import InputError
from govperf.model.departments import Department
from govperf.model.disclosures import Disclosure, Problem, Severity

__all__ = ["Found", "compare_disclosures"]

Found = tuple[int, Promise]
"""A promise with the index of its column."""

_LEAST: Final = 2
_RATES: Final = ("率", "度", "性", "比例")


def compare_disclosures(
    disclosures: Iterable[Disclosure], *, concepts: ConceptSource | None = None, least: int = _LEAST
) -> Comparison:
    """Align the indicators of several departments by concept.

    Args:
        disclosures: two departments at least, of one or several documents.
        concepts: concepts of yours, asked before the catalogue.
        least: how many departments must share a concept for it to have a row; 1 shows every concept.

    Raises:
        InputError: there are not two departments, something is no Disclosure, `least` is below 1, or the concepts
            cannot be read.
    """
    if least < 1:
        raise InputError(f"a concept that {least} departments share is none", hint="the least is 1")
    documents = _check(disclosures)
    columns = [(document, department) for document in documents for department in document.departments]
    if len(columns) < _LEAST:
        raise InputError(
            f"there is nothing to compare: {len(columns)} department in {len(documents)} documents",
            hint="give the documents of two departments at least",
        )
    matcher = Matcher(load_concepts(concepts))
    rows = [row for row in _build_rows(documents, matcher) if len(row.columns) >= least]
    departments = tuple(_describe(columns))
    return Comparison(departments, tuple(rows), tuple(_list_problems(documents, columns, departments)))


def _check(disclosures: Iterable[Disclosure]) -> list[Disclosure]:
    if isinstance(disclosures, Disclosure):
        return [disclosures]
    if isinstance(disclosures, (str, bytes)) or not isinstance(disclosures, Iterable):
        raise InputError("this is no list of disclosures", hint="compare([gp.read(a), gp.read(b)])")
    documents = list(disclosures)
    for at, one in enumerate(documents, 1):
        if not isinstance(one, Disclosure):
            raise InputError(
                f"a {type(one).__name__} cannot be compared",
                where=f"document {at}",
                hint="read it first: gp.read(path)",
            )
    return documents


def _build_rows(documents: Sequence[Disclosure], matcher: Matcher) -> Iterator[ConceptRow]:
    """The rows in the order of the catalogue, then those that a name makes, by name."""
    groups: defaultdict[Key, list[Found]] = defaultdict(list)
    for at, promise in _list_found(documents):
        key = matcher.find(promise)
        if key is not None:
            groups[key].append((at, promise))
    for key in sorted(groups, key=matcher.order):
        if key.concept is not None:
            yield build_row(key, key.concept.unit, groups[key])
        else:
            yield from (build_row(key, unit, found) for unit, found in _part_by_unit(key, groups[key]))


def _list_found(documents: Sequence[Disclosure]) -> Iterator[Found]:
    """All promises with their columns; the same document may stand twice, so columns go by document."""
    first = 0
    for document in documents:
        columns = {id(department): at for at, department in enumerate(document.departments, first)}
        for promise in list_promises(document):
            yield columns[id(promise.entry.department)], promise
        first += len(document.departments)


def _part_by_unit(key: Key, found: Sequence[Found]) -> Iterator[tuple[str | None, list[Found]]]:
    """Promises of one name, parted by dimension; words and bare numbers go with the commonest one.

    Where none has a unit, bare numbers are compared only under a name that is no rate: 0.95 and 95 may be the same.
    """
    sizes = Counter(promise.dimension for _, promise in found if promise.dimension)
    if not sizes:
        bare = any(promise.clause for _, promise in found) and not key.name.endswith(_RATES)
        yield "" if bare else None, list(found)
    commonest = sorted(sizes, key=lambda dimension: (-sizes[dimension], dimension))
    for rank, dimension in enumerate(commonest):
        part = [one for one in found if one[1].dimension in ({dimension, None} if rank == 0 else {dimension})]
        yield min(promise.unit for _, promise in part if promise.unit), part


def _describe(columns: Sequence[tuple[Disclosure, Department]]) -> Iterator[ComparedDepartment]:
    """The columns with labels that tell them apart."""
    sources = [document.source.name if document.source else None for document, _ in columns]
    labels = _label([department.name or "?" for _, department in columns], sources)
    for label, source, (document, department) in zip(labels, sources, columns, strict=True):
        yield ComparedDepartment(label, department.name, source, document.fiscal_year, department.division)


def _label(names: Sequence[str], sources: Sequence[str | None]) -> list[str]:
    """The district; where several share it the name, or, for one department in several files, the file; then a number."""
    places = [short_place(name) or name for name in names]
    named = [
        place
        if places.count(place) == 1
        else name
        if names.count(name) == 1
        else f"{place} · {source}"
        if source
        else name
        for place, name, source in zip(places, names, sources, strict=True)
    ]
    seen: Counter[str] = Counter()
    labels = []
    for label in named:
        seen[label] += 1
        labels.append(label if seen[label] == 1 else f"{label} #{seen[label]}")
    return labels


def _list_problems(
    documents: Sequence[Disclosure],
    columns: Sequence[tuple[Disclosure, Department]],
    departments: Sequence[ComparedDepartment],
) -> Iterator[Problem]:
    """What stands in the way of comparing, though it does not prevent it."""
    speaking = {id(entry.department) for document in documents for entry in document.indicator_entries()}
    for (_, department), shown in zip(columns, departments, strict=True):
        if id(department) not in speaking:
            message = f"{shown.label} has no indicators to compare"
            yield Problem("nothing-to-compare", Severity.WARNING, message, f"{shown.label}没有可比的绩效指标")
    for at, document in enumerate(documents, 1):
        if not document.departments:
            name = document.source.name if document.source else f"document {at}"
            yield Problem(
                "nothing-to-compare", Severity.WARNING, f"{name} names no department", f"{name}没有列出部门"
            )
    kinds = {bool(document.projects) for document in documents if document.indicators}
    if len(kinds) > 1:
        message = "documents of different kinds: a department's own indicators stand beside those of projects"
        yield Problem(
            "kinds-differ", Severity.INFORMATION, message, "文件种类不同：部门整体指标与项目指标并列"
        )
