"""Disclosures out of tidy frames, as far as these say what a disclosure says.

`from_frame(indicators, projects, tasks)` of the three frames of a disclosure gives one with the same three frames.

Losses, besides those of `govperf.serializers.tidy`:

- Money comes back in 元, whatever unit was printed, without zeros at its end; the file's hash is empty.
- Places keep what their columns say: of projects and tasks the row, of targets nothing.
- Without the frame of projects, goals, budgets, projects without indicators, and what parts two projects of one name.
- The subject and change of a target, where its text does not state them as its columns have it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby, islice
from typing import Any, Final, TypeAlias

from attrs import frozen

from govperf.errors import InputError
from govperf.grammar.targets import parse_target
from govperf.model.amounts import FUNDS, Budget, Money
from govperf.model.departments import BudgetUnit, Department, DepartmentStatement, KeyTask
from govperf.model.disclosures import STATEMENT_FORMS, Disclosure, Source, Table
from govperf.model.indicators import Indicator, IndicatorClass, Result
from govperf.model.projects import Project
from govperf.model.targets import Clause, Operator, Target, TargetKind
from govperf.places import Place
from govperf.serializers.arrow import load_pyarrow
from govperf.serializers.tidy import COLUMNS, HEADS_ZH

__all__ = ["from_frame"]

_Rows: TypeAlias = list[dict[str, Any]]
_PARTS: Final = ("operator", "value", "upper", "unit", "per")
_OWNERS: Final = ("department", "division_code", "budget_unit", "project", "project_code")


def from_frame(indicators: Any, projects: Any = None, tasks: Any = None) -> list[Disclosure]:
    """The disclosures of tidy frames, one for each source, in order.

    Args:
        indicators: a pandas, polars or Arrow frame that `to_frame` made, or anything else that is an Arrow stream with
            its columns, under English or Chinese heads.
        projects: the same of projects; without it there are only projects with indicators, without goal and budget.
        tasks: the same of tasks.

    Raises:
        InputError: a column is missing, or holds what it cannot.
        MissingExtraError: pyarrow is not installed.
    """
    frames = {"indicators": indicators, "projects": projects, "tasks": tasks}
    tables = {name: [] if frame is None else _take_rows(frame, name) for name, frame in frames.items()}
    sources = dict.fromkeys(row["source"] for rows in tables.values() for row in rows)
    by_source = {
        name: {one: [row for row in rows if row["source"] == one] for one in sources}
        for name, rows in tables.items()
    }
    try:
        return [
            _restore(source, *(by_source[name][source] for name in frames), counted=projects is not None)
            for source in sources
        ]
    except (ValueError, TypeError, ArithmeticError) as error:
        raise InputError(f"a frame says what no disclosure can: {error}") from error


def _take_rows(frame: Any, table: str) -> _Rows:
    """The rows of a frame under English heads."""
    pa = load_pyarrow("reading a frame")
    english = {HEADS_ZH[name]: name for name in COLUMNS[table]}
    rows = [
        {english.get(head, head): value for head, value in row.items()} for row in pa.table(frame).to_pylist()
    ]
    missing = [name for name in COLUMNS[table] if rows and name not in rows[0]]
    if missing:
        raise InputError(f"the frame of {table} has no column {missing[0]}", hint="make it with to_frame")
    return rows


def _restore(
    source: str | None, indicators: _Rows, projects: _Rows, tasks: _Rows, *, counted: bool
) -> Disclosure:
    of_statement = [row for row in indicators if _is_of_statement(row)]
    of_projects = [row for row in indicators if not _is_of_statement(row)]
    made = list(_count_out(projects, of_projects) if counted else _group(of_projects))
    every = [*projects, *of_projects, *of_statement, *tasks]
    names = dict.fromkeys(
        (row["department"], row.get("division_code")) for row in (*of_statement, *projects, *of_projects)
    )
    known = {name for name, _ in names}
    names |= dict.fromkeys((row["department"], None) for row in tasks if row["department"] not in known)
    return Disclosure(
        tuple(_restore_department(one, made, of_statement, tasks) for one in names),
        tuple(
            Table(form=form, layout=layout)
            for form, layout in dict.fromkeys((row["form"], row["layout"]) for row in every)
        ),
        next((row["fiscal_year"] for row in every), None),
        Source(source, "") if source is not None else None,
    )


def _is_of_statement(row: Mapping[str, Any]) -> bool:
    """Whether an indicator is the department's own."""
    return row["form"] in STATEMENT_FORMS and all(row[name] is None for name in _OWNERS[2:])


@frozen
class _Made:
    """A project with the row that says to whom it belongs."""

    row: Mapping[str, Any]
    project: Project

    def belongs(self, department: tuple[str | None, str | None]) -> bool:
        return (self.row["department"], self.row["division_code"]) == department


def _count_out(projects: _Rows, indicators: _Rows) -> Iterator[_Made]:
    """Projects with as many indicators as each says it has."""
    rest = iter(indicators)
    for row in projects:
        own = islice(rest, row["indicator_count"])
        budget = Budget(*(_money(row[f"budget_{fund}"]) for fund in ("total", *FUNDS)))
        project = Project(
            row["project"],
            row["project_code"],
            row["goal"],
            budget or None,
            tuple(map(_restore_indicator, own)),
            redacted=row["redacted"],
            place=_place(row),
        )
        yield _Made(row, project)


def _group(indicators: _Rows) -> Iterator[_Made]:
    """Projects told from neighbouring rows that name the same one."""
    for _, rows in groupby(indicators, key=lambda row: [row[name] for name in _OWNERS]):
        own = list(rows)
        row = own[0]
        made = tuple(map(_restore_indicator, own))
        yield _Made(
            row,
            Project(row["project"], row["project_code"], indicators=made, place=_place(row, "page", "row")),
        )


def _restore_department(
    name: tuple[str | None, str | None], made: Sequence[_Made], indicators: _Rows, tasks: _Rows
) -> Department:
    own = [one for one in made if one.belongs(name)]
    units = dict.fromkeys(one.row["budget_unit"] for one in own)
    stated = tuple(
        _restore_indicator(row) for row in indicators if (row["department"], row["division_code"]) == name
    )
    set_out = tuple(_restore_task(row) for row in tasks if row["department"] == name[0])
    return Department(
        name[0],
        division=name[1],
        units=tuple(
            BudgetUnit(unit, projects=tuple(one.project for one in own if one.row["budget_unit"] == unit))
            for unit in units
        ),
        statement=DepartmentStatement(tasks=set_out, indicators=stated) if stated or set_out else None,
    )


def _restore_task(row: Mapping[str, Any]) -> KeyTask:
    return KeyTask(row["task"], row["content"], _money(row["funds"]), row["expected"], place=_place(row))


def _restore_indicator(row: Mapping[str, Any]) -> Indicator:
    levels = [row[name] for name in ("level1_code", "level1", "level2_code", "level2", "class")]
    actual = _restore_actual(row)
    graded = (actual, row["weight"], row["score"])
    return Indicator(
        row["indicator"],
        IndicatorClass(*levels),
        row["number"],
        row["group"],
        cycle=_restore_target(row, "cycle"),
        annual=_restore_target(row, "annual"),
        unlabelled=_restore_target(row, "unlabelled"),
        result=Result(actual, _plain(row["weight"]), _plain(row["score"]))
        if any(one is not None for one in graded)
        else None,
        place=_place(row, "page", "row", "column", "start", "end"),
    )


def _restore_target(row: Mapping[str, Any], period: str) -> Target | None:
    """The target of a period: what its text states, if that is what the columns say, else what they say."""
    text, kind = row[f"{period}_text"], row[f"{period}_kind"]
    if text is None:
        return None
    parsed = parse_target(text)
    said = [row[f"{period}_{part}"] for part in _PARTS]
    if parsed.kind == kind and _state(parsed) == said:
        return parsed
    operator, value, upper, unit, per = said
    clause = Clause(None, Operator(operator) if operator else None, _plain(value), _plain(upper), unit, per)
    return _make_target(text, TargetKind(kind), clause)


def _restore_actual(row: Mapping[str, Any]) -> Target | None:
    if row["actual_text"] is None:
        return None
    parsed = parse_target(row["actual_text"])
    said = (row["actual_value"], row["actual_unit"])
    if (parsed.value, parsed.unit) == said:
        return parsed
    kind = TargetKind.QUALITATIVE if said[0] is None else TargetKind.QUANTITY
    return _make_target(row["actual_text"], kind, Clause(value=_plain(said[0]), unit=said[1]))


def _make_target(text: str, kind: TargetKind, clause: Clause) -> Target:
    return Target(text, kind, () if clause == Clause() else (clause,))


def _state(target: Target) -> list[Any]:
    """What the columns of a target say of it."""
    return [getattr(target, part) for part in _PARTS]


def _money(value: Decimal | None) -> Money | None:
    plain = _plain(value)
    return None if plain is None else Money(plain, "元")


def _plain(value: Decimal | None) -> Decimal | None:
    """The number without zeros at its end."""
    if value is None:
        return None
    digits = format(value, "f")
    return Decimal(digits.rstrip("0").rstrip(".") if "." in digits else digits)


def _place(row: Mapping[str, Any], *parts: str) -> Place | None:
    if row["row"] is None:
        return None
    values: Iterable[str] = parts or ("page", "row")
    return Place(**{part: row[part] for part in values})
