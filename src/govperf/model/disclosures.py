"""A disclosure: everything that one published file says, and what was hard about reading it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, Final

from attrs import field, frozen

from govperf.model.amounts import Budget
from govperf.model.departments import BudgetUnit, Department, KeyTask
from govperf.model.indicators import Indicator
from govperf.model.projects import Project
from govperf.model.views import View
from govperf.places import Place

__all__ = ["STATEMENT_FORMS", "Disclosure", "Entry", "Problem", "Severity", "Source", "Table"]


class Severity(StrEnum):
    """How much a problem matters."""

    ERROR = "error"
    """Something of the print is not in the model, or the print contradicts itself."""
    WARNING = "warning"
    """Everything is in the model, but a reader should look."""
    INFORMATION = "information"
    """A fact about the print, or about how it was read, that nobody needs to act on."""


@frozen(slots=True)
class Problem:
    """Something in the print that a reader should know.

    Attributes:
        code: a stable short name, `total-differs`.
        severity: error, warning or information.
        message: in English.
        message_zh: in Chinese.
        text: the text of the print that it is about; None if there is none.
    """

    code: str
    severity: Severity
    message: str
    message_zh: str
    text: str | None = None
    place: Place | None = field(default=None, eq=False, kw_only=True)

    def __str__(self) -> str:
        """One line: where, how grave, what."""
        return f"{f'{self.place}: ' if self.place else ''}{self.severity}: {self.message}"


@frozen(slots=True)
class Source:
    """Where a disclosure was read from: the file's name without folders, and the SHA-256 of its bytes."""

    name: str
    sha256: str


STATEMENT_FORMS: Final = frozenset({"department_form", "department_rows"})
"""The forms that state what a department as a whole is to do."""


@frozen(slots=True)
class Table:
    """One table of a file.

    Attributes:
        title: as printed; None if it has none.
        form: the form it follows, `funding_form`.
        layout: the layout that read it, `nansha`.
        currency_unit: 万元, 元; None where the print names none.
        total: the printed grand total (合计); None if there is none.
    """

    title: str | None = None
    form: str | None = None
    layout: str | None = None
    currency_unit: str | None = None
    total: Budget | None = None
    place: Place | None = field(default=None, eq=False, kw_only=True)

    @property
    def of_department(self) -> bool:
        """Whether its form is of departments as a whole, and not of projects."""
        return self.form in STATEMENT_FORMS


@frozen(slots=True)
class Entry:
    """An indicator or project with everything it belongs to: a row of a flat view.

    Attributes:
        department: the department.
        unit: the budget unit; None for an indicator of the department itself.
        project: the project; None for an indicator of the department itself.
        indicator: the indicator; None in a view of projects.
    """

    department: Department
    unit: BudgetUnit | None = None
    project: Project | None = None
    indicator: Indicator | None = None


def _view(problems: tuple[Problem, ...]) -> View[Problem]:
    return View(problems)


@frozen(slots=True)
class Disclosure:
    """What one file says.

    Two disclosures are equal when they say the same: places, the file's name and the problems of reading are left
    out, so that the same document in two file formats is equal.

    Attributes:
        departments: side by side, in order of first appearance.
        tables: the tables it was read from; `layout` and `form` are those of the first.
        fiscal_year: the budget year, where the print or the caller says it.
        source: the file; None for a disclosure that was made by hand.
        problems: what a reader should know.
    """

    departments: tuple[Department, ...] = ()
    tables: tuple[Table, ...] = ()
    fiscal_year: int | None = None
    source: Source | None = field(default=None, eq=False)
    problems: tuple[Problem, ...] = field(default=(), eq=False, converter=_view)

    def __repr__(self) -> str:
        """One short line: what it is, and how much it holds."""
        names = "、".join(department.name or "?" for department in self.departments) or "empty"
        return f"<Disclosure {names}: {len(self.projects)} projects, {len(self.indicators)} indicators>"

    def __len__(self) -> int:
        """How many indicators there are."""
        return len(self.indicators)

    def __iter__(self) -> Iterator[Indicator]:
        """Indicator by indicator, in print order."""
        return iter(self.indicators)

    def __bool__(self) -> bool:
        """True, even without indicators: a file was read."""
        return True

    def _repr_html_(self) -> str:
        """For a notebook: what it is, its projects and its problems."""
        from govperf.display.notebooks import format_disclosure

        return format_disclosure(self)

    @property
    def layout(self) -> str | None:
        """The layout that read the first table."""
        return self.tables[0].layout if self.tables else None

    @property
    def form(self) -> str | None:
        """The form of the first table."""
        return self.tables[0].form if self.tables else None

    @property
    def projects(self) -> View[Project]:
        """All projects, in print order; one by its name, too: `d.projects["培训"]`."""
        return View(entry.project for entry in self.project_entries() if entry.project is not None)

    @property
    def indicators(self) -> View[Indicator]:
        """All indicators, of departments and projects, in print order."""
        return View(entry.indicator for entry in self.indicator_entries() if entry.indicator is not None)

    @property
    def tasks(self) -> View[KeyTask]:
        """All key tasks, in print order."""
        return View(task for dep in self.departments if dep.statement for task in dep.statement.tasks)

    def to_frame(self, table: str = "indicators", *, backend: str = "pandas", lang: str = "en") -> Any:
        """A tidy table as a data frame: a pandas.DataFrame, polars.DataFrame or pyarrow.Table.

        `table` is indicators, projects or tasks; `backend` pandas, polars or arrow; `lang`, en or zh, is that of the
        heads. `govperf.to_frame` takes several disclosures, and says what is raised.
        """
        from govperf.serializers.frames import to_frame

        return to_frame(self, table, backend=backend, lang=lang)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The indicators, for every library that takes Arrow streams: `polars.DataFrame(d)`, `pyarrow.table(d)`."""
        return self.to_frame(backend="arrow").__arrow_c_stream__(requested_schema)

    def find(self, text: str) -> View[Indicator]:
        """The indicators whose name contains this text; all blanks are ignored."""
        wanted = "".join(text.split())
        return View(one for one in self.indicators if wanted in "".join((one.name or "").split()))

    def project_entries(self) -> list[Entry]:
        """Each project with its unit and department, in print order.

        A goal form repeats the unit in every row and comes back to one later; the tree holds each unit once, so the
        print order is that of the places. Projects made by hand have none and keep the order of the tree.
        """
        entries = [
            Entry(department, unit, project)
            for department in self.departments
            for unit in department.units
            for project in unit.projects
        ]
        places = [entry.project.place for entry in entries if entry.project is not None]
        if all(place is not None for place in places):
            keys = [(place.page, place.row) for place in places if place is not None]
            return [entry for _, entry in sorted(zip(keys, entries, strict=True), key=lambda pair: pair[0])]
        return entries

    def indicator_entries(self) -> Iterator[Entry]:
        """Each indicator with all it belongs to: first those of the departments, then those of the projects."""
        for department in self.departments:
            for indicator in department.statement.indicators if department.statement else ():
                yield Entry(department, indicator=indicator)
        for entry in self.project_entries():
            for indicator in entry.project.indicators if entry.project else ():
                yield Entry(entry.department, entry.unit, entry.project, indicator)
