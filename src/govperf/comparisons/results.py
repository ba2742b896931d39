"""What a comparison answers: concepts as rows, departments as columns, and the promises of each."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from importlib import import_module
from typing import Any, Final, Literal, TypeAlias

from attrs import field, frozen

from govperf.errors import InputError, missing_extra
from govperf.model.disclosures import Problem
from govperf.model.targets import Direction, Operator
from govperf.places import Place

__all__ = ["ComparedDepartment", "Comparison", "ConceptRow", "Member"]

_Backend: TypeAlias = Literal["pandas", "polars", "arrow"]
_BACKENDS: Final[Mapping[str, tuple[str, str, Mapping[str, Any]]]] = {
    "pandas": ("pandas", "DataFrame", {"dtype": object}),
    "polars": ("polars", "DataFrame", {"strict": False}),
    "arrow": ("pyarrow", "table", {}),
}


@frozen(slots=True)
class ComparedDepartment:
    """A column: one department of one document.

    Attributes:
        label: a short name that no other column has: its district, else its name, with the file where two are alike.
        name: as printed; None where the print names none.
        source: the file's name; None for a disclosure that was made by hand.
        fiscal_year: the budget year; None if unknown.
        division: the code of its administrative division (GB/T 2260); None if unknown.
    """

    label: str
    name: str | None
    source: str | None = None
    fiscal_year: int | None = None
    division: str | None = None


@frozen(slots=True)
class Member:
    """One promise in a row: a clause of a target, in the row's unit.

    Attributes:
        column: the index of its department.
        budget_unit: as printed; None where the print has none.
        project: as printed; None for an indicator of the department itself.
        indicator: its name, as printed.
        text: the whole target as printed.
        operator: the printed sign.
        value: in the row's unit, exact; None for words and where the unit is not known.
        upper: the upper end of a range, as `value`.
        counted: whether it takes part in the ranking and the median: it states a bound on the side that matters.
        strictest: whether no other of the row is stricter.
        budget: the project's budget in 元; None where none is printed.
        cost: the project's budget divided by the target, in 元 for each unit, exact; None where that says nothing.
        shares: how many quantities the project promises for this budget; with more than one, the cost is of all.
    """

    column: int
    budget_unit: str | None
    project: str | None
    indicator: str
    text: str
    operator: Operator | None = None
    value: Decimal | None = None
    upper: Decimal | None = None
    counted: bool = False
    strictest: bool = False
    budget: Decimal | None = None
    cost: Fraction | None = None
    shares: int = 0
    place: Place | None = field(default=None, eq=False, kw_only=True)


@frozen(slots=True)
class ConceptRow:
    """A row: one concept, and who promises what for it.

    Attributes:
        concept: the concept's id, or `name:` and the name that the departments share.
        concept_zh: its Chinese name.
        unit: the common unit of all values, with its rate (`次/月`); None where all promises are words.
        direction: which way is better.
        members: by department, then by what they say.
        median: of the values that are counted, exact; None if there is none.
    """

    concept: str
    concept_zh: str
    unit: str | None
    direction: Direction
    members: tuple[Member, ...]
    median: Decimal | None = None

    def of(self, column: int) -> tuple[Member, ...]:
        """The promises of one column."""
        return tuple(member for member in self.members if member.column == column)

    @property
    def columns(self) -> tuple[int, ...]:
        """The indexes of the departments that promise something."""
        return tuple(sorted({member.column for member in self.members}))

    @property
    def strictest(self) -> tuple[int, ...]:
        """The indexes of the strictest departments; empty where none is stricter than another."""
        best = tuple(sorted({member.column for member in self.members if member.strictest}))
        ranked = {member.column for member in self.members if member.counted}
        return best if len(best) < len(ranked) else ()


@frozen(slots=True)
class Comparison:
    """Departments side by side, aligned by concept.

    Attributes:
        departments: the columns, in the order of the documents.
        rows: one for each concept that as many departments share as was asked for.
        problems: what a reader should know: a document without indicators, documents of different kinds.
    """

    departments: tuple[ComparedDepartment, ...]
    rows: tuple[ConceptRow, ...] = ()
    problems: tuple[Problem, ...] = field(default=(), eq=False)

    def __repr__(self) -> str:
        """One short line: how much is compared."""
        names = "、".join(one.label for one in self.departments)
        return f"<Comparison {names}: {len(self.rows)} shared concepts>"

    def _repr_html_(self) -> str:
        """The table in a notebook."""
        from govperf.display.comparison_pages import format_fragment

        return format_fragment(self)

    def find(self, text: str) -> tuple[ConceptRow, ...]:
        """The rows whose id or Chinese name contains this text."""
        return tuple(row for row in self.rows if text in row.concept or text in row.concept_zh)

    def to_frame(self, table: str = "concepts", *, backend: _Backend = "pandas") -> Any:
        """A data frame.

        Args:
            table: `concepts`, one row a concept with columns for each department; `members`, one row a promise;
                `costs`, one row a promise whose cost per unit is known.
            backend: pandas, polars or arrow.

        Raises:
            InputError: there is no such table or backend.
            MissingExtraError: the backend is not installed.
        """
        from govperf.comparisons.tables import list_columns, list_rows

        if backend not in _BACKENDS:
            raise InputError(
                "there is no such backend", text=backend, hint=f"choose from {', '.join(_BACKENDS)}"
            )
        rows = list_rows(self, table)
        return _build_frame(
            {name: [row[name] for row in rows] for name in list_columns(self, table)}, backend
        )


def _build_frame(columns: Mapping[str, list[Any]], backend: str) -> Any:
    """The columns as a data frame of the backend, whose package is an extra."""
    package, name, how = _BACKENDS[backend]
    try:
        library = import_module(package)
    except ImportError as error:
        raise missing_extra(f"a data frame of {backend}", backend) from error
    return getattr(library, name)(dict(columns), **how)
