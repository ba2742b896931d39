"""The tables and views of a database, in SQL: one table for each relation, one view for each tidy table.

Numbers are texts of their digits where a database has no exact decimals of any size: `CAST(value AS REAL)` reckons with
them. A view has the tidy columns, in their order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from attrs import frozen

from govperf.errors import InputError
from govperf.model.amounts import FUNDS
from govperf.model.indicators import PERIODS
from govperf.serializers.json import SCHEMA
from govperf.serializers.relations import ROOT, Column, Relation, all_relations, key_of
from govperf.serializers.tidy import COLUMNS, KINDS, Kind

__all__ = [
    "DUCKDB",
    "MARK",
    "SQLITE",
    "Dialect",
    "check_mark",
    "define_marks",
    "define_tables",
    "define_views",
    "list_foreign_keys",
    "list_primary_key",
]

MARK: Final = "gp_schema"
"""The table that names the version of the others."""


def quote_name(name: str) -> str:
    """A name in SQL, whatever word it is."""
    return f'"{name}"'


@frozen(slots=True)
class Dialect:
    """What databases say differently.

    Attributes:
        types: the type of each kind of column.
        quote: how a name is quoted.
        number: how a view makes a number of a stored one.
        comments: whether a comment is a statement of its own; else it stands in the definition.
        indexed: whether what links tables is worth an index.
    """

    types: Mapping[Kind, str]
    quote: Callable[[str], str] = quote_name
    number: Callable[[str], str] = str
    comments: bool = False
    indexed: bool = True


SQLITE: Final = Dialect(
    {
        Kind.TEXT: "TEXT",
        Kind.CLASS: "TEXT",
        Kind.INTEGER: "INTEGER",
        Kind.NUMBER: "TEXT",
        Kind.FLAG: "BOOLEAN",
    }
)
DUCKDB: Final = Dialect(
    {
        Kind.TEXT: "VARCHAR",
        Kind.CLASS: "VARCHAR",
        Kind.INTEGER: "BIGINT",
        Kind.NUMBER: "VARCHAR",
        Kind.FLAG: "BOOLEAN",
    },
    number=lambda value: f"CAST({value} AS DECIMAL(38, 18))",
    comments=True,
    indexed=False,
)


def define_marks(dialect: Dialect) -> Iterator[str]:
    """The statements that name the version."""
    name = dialect.quote(MARK)
    yield f"CREATE TABLE {name} ({dialect.quote('name')} {dialect.types[Kind.TEXT]} NOT NULL)"
    yield f"INSERT INTO {name} VALUES ('{SCHEMA}')"


def check_mark(found: object, where: str) -> None:
    """Raises InputError if the tables of a database are of another version."""
    if found != SCHEMA:
        raise InputError(
            f"the tables are not of the schema {SCHEMA}",
            where=where,
            text=str(found),
            hint="use another database",
        )


def define_tables(dialect: Dialect) -> Iterator[str]:
    """The statements that make the tables, with keys and comments."""
    for relation in all_relations():
        yield _define_table(relation, dialect)
        if dialect.comments:
            yield from _define_comments(relation, dialect)
        if dialect.indexed:
            yield from _define_indexes(relation, dialect)


def list_foreign_keys(relation: Relation) -> Iterator[tuple[tuple[str, ...], str, tuple[str, ...]]]:
    """The columns, the relation that they point to, and its columns."""
    for parent in relation.parents:
        if parent == ROOT:
            yield ("disclosure_id",), ROOT, ("disclosure_id",)
        else:
            yield ("disclosure_id", key_of(parent)), parent, ("disclosure_id", "id")


def list_primary_key(relation: Relation) -> tuple[str, ...]:
    """The columns that name a row."""
    return ("disclosure_id",) if relation.name == ROOT else ("disclosure_id", "id")


def _define_table(relation: Relation, dialect: Dialect) -> str:
    quote = dialect.quote
    lines = [_define_column(column, dialect) for column in relation.columns]
    lines.append(f"PRIMARY KEY ({_join(list_primary_key(relation), dialect)})")
    lines += [
        f"FOREIGN KEY ({_join(own, dialect)}) REFERENCES {quote(parent)} ({_join(theirs, dialect)})"
        for own, parent, theirs in list_foreign_keys(relation)
    ]
    if dialect.comments:
        return f"CREATE TABLE {quote(relation.name)} (\n  " + ",\n  ".join(lines) + "\n)"
    # SQLite keeps the text of a definition, with the comments in it: `.schema` shows them.
    notes = [column.comment for column in relation.columns]
    shown = [
        f"  {line}{',' if at < len(lines) else ''}" + (f" -- {notes[at - 1]}" if at <= len(notes) else "")
        for at, line in enumerate(lines, 1)
    ]
    return "\n".join([f"CREATE TABLE {quote(relation.name)} ( -- {relation.comment}", *shown, ")"])


def _define_column(column: Column, dialect: Dialect) -> str:
    return (
        f"{dialect.quote(column.name)} {dialect.types[column.kind]}{' NOT NULL' if column.required else ''}"
    )


def _define_comments(relation: Relation, dialect: Dialect) -> Iterator[str]:
    name = dialect.quote(relation.name)
    yield f"COMMENT ON TABLE {name} IS {_literal(relation.comment)}"
    for column in relation.columns:
        yield f"COMMENT ON COLUMN {name}.{dialect.quote(column.name)} IS {_literal(column.comment)}"


def _define_indexes(relation: Relation, dialect: Dialect) -> Iterator[str]:
    for own, parent, _ in list_foreign_keys(relation):
        if parent == ROOT:
            continue  # The primary key begins with it.
        name = dialect.quote("_".join([relation.name, *own[1:], "index"]))
        yield f"CREATE INDEX {name} ON {dialect.quote(relation.name)} ({_join(own, dialect)})"


def define_views(dialect: Dialect, schema: str | None = None) -> Iterator[str]:
    """The statements that make the views of the tidy tables."""
    quote = dialect.quote
    where = f"{quote(schema)}." if schema else ""
    for table, (base, joins, values) in _VIEWS.items():
        columns = [
            f"{dialect.number(value) if KINDS[column] is Kind.NUMBER else value} AS {quote(column)}"
            for column, value in (
                (column, _quote_all(values[column], quote, where)) for column in COLUMNS[table]
            )
        ]
        sources = [f"FROM {where}{quote(base)} AS {quote('self')}"]
        sources += [f"LEFT JOIN {where}{_quote_all(join, quote, where)}" for join in joins]
        yield (
            f"CREATE VIEW {where}{quote(table)} AS SELECT\n  "
            + ",\n  ".join(columns)
            + "\n"
            + "\n".join(sources)
        )


def _quote_all(text: str, quote: Callable[[str], str], where: str) -> str:
    """The text with each `[name]` quoted, and each `{}` as the schema."""
    parts = text.replace("{}", where).split("[")
    return parts[0] + "".join(
        quote(name) + rest for name, _, rest in (part.partition("]") for part in parts[1:])
    )


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _join(names: tuple[str, ...], dialect: Dialect) -> str:
    return ", ".join(map(dialect.quote, names))


def _document(which: str) -> dict[str, str]:
    """The columns of what rows share; `which` is project or statement."""
    return {
        "source": "[document].[source_name]",
        "layout": f"[document].[{which}_layout]",
        "form": f"[document].[{which}_form]",
        "fiscal_year": "[document].[fiscal_year]",
        "department": "[department].[name]",
        "division_code": "[department].[division]",
        "budget_unit": "[unit].[name]",
    }


def _choose(column: str) -> str:
    """What differs between the indicators of projects and those of a department's statement."""
    return (
        f"CASE WHEN [self].[project_id] IS NULL THEN [document].[statement_{column}] "
        f"ELSE [document].[project_{column}] END"
    )


def _project(alias: str) -> dict[str, str]:
    return {"project": f"[{alias}].[name]", "project_code": f"[{alias}].[code]"}


def _places(*parts: str) -> dict[str, str]:
    return {part: f"[self].[place_{part}]" for part in parts}


def _join_parent(relation: str, alias: str, key: str) -> str:
    return f"[{relation}] AS [{alias}] ON [{alias}].[disclosure_id] = [self].[disclosure_id] AND [{alias}].[id] = {key}"


def _join_target(alias: str, role: str) -> tuple[str, str]:
    """The target of a role, and its clause where it has one only."""
    return (
        (
            f"[gp_target] AS [{alias}] ON [{alias}].[disclosure_id] = [self].[disclosure_id] "
            f"AND [{alias}].[indicator_id] = [self].[id] AND [{alias}].[role] = '{role}'"
        ),
        (
            f"[gp_clause] AS [{alias}_clause] ON [{alias}_clause].[disclosure_id] = [self].[disclosure_id] "
            f"AND [{alias}_clause].[target_id] = [{alias}].[id] AND [{alias}].[clause_count] = 1"
        ),
    )


_DOCUMENT: Final = "[gp_disclosure] AS [document] ON [document].[disclosure_id] = [self].[disclosure_id]"
_DEPARTMENT: Final = "gp_department", "department"
_STATEMENT: Final = "gp_department_statement", "statement"

_COUNT: Final = (
    "(SELECT COUNT(*) FROM {}[gp_indicator] AS [one] "
    "WHERE [one].[disclosure_id] = [self].[disclosure_id] AND [one].[project_id] = [self].[id])"
)

_VIEWS: Final[Mapping[str, tuple[str, tuple[str, ...], dict[str, str]]]] = {
    "indicators": (
        "gp_indicator",
        (
            _DOCUMENT,
            _join_parent("gp_project", "project", "[self].[project_id]"),
            _join_parent("gp_budget_unit", "unit", "[project].[budget_unit_id]"),
            _join_parent(*_STATEMENT, "[self].[department_statement_id]"),
            _join_parent(*_DEPARTMENT, "COALESCE([unit].[department_id], [statement].[department_id])"),
            *(join for period in PERIODS for join in _join_target(period, period)),
            *_join_target("actual", "result_actual"),
        ),
        {
            **_document("project"),
            "layout": _choose("layout"),
            "form": _choose("form"),
            **_project("project"),
            "group": "[self].[group]",
            "number": "[self].[number]",
            **{
                level: f"[self].[classification_{level}]"
                for level in ("level1_code", "level1", "level2_code", "level2")
            },
            "class": "[self].[classification_canonical]",
            "indicator": "[self].[name]",
            "direction": "[self].[direction]",
            **{f"{period}_{part}": f"[{period}].[{part}]" for period in PERIODS for part in ("text", "kind")},
            **{
                f"{period}_{part}": f"[{period}_clause].[{part}]"
                for period in PERIODS
                for part in ("operator", "value", "upper", "unit", "per")
            },
            "actual_text": "[actual].[text]",
            "actual_value": "[actual_clause].[value]",
            "actual_unit": "[actual_clause].[unit]",
            "weight": "[self].[result_weight]",
            "score": "[self].[result_score]",
            **_places("page", "row", "column", "start", "end"),
        },
    ),
    "projects": (
        "gp_project",
        (
            _DOCUMENT,
            _join_parent("gp_budget_unit", "unit", "[self].[budget_unit_id]"),
            _join_parent(*_DEPARTMENT, "[unit].[department_id]"),
        ),
        {
            **_document("project"),
            **_project("self"),
            "redacted": "[self].[redacted]",
            "goal": "[self].[goal]",
            **{f"budget_{fund}": f"[self].[budget_{fund}_yuan]" for fund in ("total", *FUNDS)},
            "indicator_count": _COUNT,
            **_places("page", "row"),
        },
    ),
    "tasks": (
        "gp_key_task",
        (
            _DOCUMENT,
            _join_parent(*_STATEMENT, "[self].[department_statement_id]"),
            _join_parent(*_DEPARTMENT, "[statement].[department_id]"),
        ),
        {
            **_document("statement"),
            "task": "[self].[name]",
            "content": "[self].[content]",
            "funds": "[self].[funds_yuan]",
            "expected": "[self].[expected]",
            **_places("page", "row"),
        },
    ),
}
