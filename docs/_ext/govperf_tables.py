"""Tables of the reference that are made from the code, so that they cannot differ from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from govperf.comparisons.concepts import built_in_concepts
from govperf.layouts._rows.shapes import SHAPES
from govperf.layouts.declared import FORMS, KEYS
from govperf.layouts.registry import all_layouts
from govperf.model.problems import PROBLEMS
from govperf.model.taxonomy import LEVEL2, REGIMES
from govperf.serializers.finance import TABLES as FINANCE
from govperf.serializers.relations import all_relations
from govperf.serializers.tidy import COLUMNS, HEADS_ZH, KINDS, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from docutils.nodes import Element, Node
    from sphinx.application import Sphinx

__all__ = ["setup"]


def write_table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """The lines of a table in Markdown."""
    names = list(heads)
    yield "| " + " | ".join(names) + " |"
    yield "| " + " | ".join("---" for _ in names) + " |"
    for row in rows:
        yield "| " + " | ".join(text.replace("|", "\\|") for text in row) + " |"


def write_problems() -> Iterator[str]:
    """Every problem code with its usual severity and its words in both languages."""
    rows = (
        (f"`{code}`", severity.value, message, message_zh)
        for code, (severity, message, message_zh) in sorted(PROBLEMS.items())
    )
    return write_table(("code", "severity", "message", "说明"), rows)


def write_columns() -> Iterator[str]:
    """The columns of the tidy tables, with their Chinese heads and the tables they are in."""
    names = dict.fromkeys(column for columns in COLUMNS.values() for column in columns)
    rows = (
        (
            f"`{name}`",
            HEADS_ZH[name],
            KINDS[name],
            *("●" if name in columns else "" for columns in COLUMNS.values()),
        )
        for name in names
    )
    return write_table(("column", "中文表头", "kind", *COLUMNS), rows)


TYPES: Final = {
    Kind.TEXT: ("string", "String", "string"),
    Kind.CLASS: ("category", "Categorical", "dictionary<int32, string>"),
    Kind.INTEGER: ("Int64", "Int64", "int64"),
    Kind.NUMBER: ("decimal128(38, 18)[pyarrow]", "Decimal(38, 18)", "decimal128(38, 18)"),
    Kind.FLAG: ("boolean", "Boolean", "bool"),
}


def write_types() -> Iterator[str]:
    """The type of each kind of column in each library."""
    rows = ((kind, *(f"`{name}`" for name in names)) for kind, names in TYPES.items())
    return write_table(("kind", "pandas", "polars", "Arrow and Parquet"), rows)


def write_relations() -> Iterator[str]:
    """The tables of a database, with the columns that are not of places and single amounts."""
    rows = (
        (
            f"`{relation.name}`",
            relation.comment,
            ", ".join(f"`{name}`" for name in relation.parents) or "–",
            ", ".join(f"`{name}`" for name in relation.names if not _is_detail(name)),
        )
        for relation in all_relations()
    )
    return write_table(("table", "one row is", "belongs to", "columns"), rows)


def _is_detail(name: str) -> bool:
    """Whether a column is one of the many of a place or an amount."""
    return name.endswith(("_unit", "_given")) or "place_" in name


def write_finance() -> Iterator[str]:
    """The columns of the finance tables, with their types and the tables they are in."""
    columns = dict.fromkeys(column.name for table in FINANCE.values() for column in table.columns)
    rows = []
    for name in columns:
        found = [{column.name: column for column in table.columns}.get(name) for table in FINANCE.values()]
        kind = next(column.kind for column in found if column)
        rows.append(
            (f"`{name}`", kind, *("" if one is None else "○" if one.beside else "●" for one in found))
        )
    return write_table(("column", "type", *(f"`{name}`" for name in FINANCE)), rows)


def write_layouts() -> Iterator[str]:
    """The layouts with their forms and titles."""
    rows = ((f"`{name}`", f"`{layout.FORM}`", layout.TITLE) for name, layout in all_layouts().items())
    return write_table(("layout", "form", "title it writes"), rows)


def write_declarations() -> Iterator[str]:
    """The keys of a declaration."""
    return write_table(
        ("key", "what it states", "example"),
        ((f"`{key}`", meaning, f"`{key} = {example}`") for key, (meaning, example) in KEYS.items()),
    )


def write_declarable() -> Iterator[str]:
    """The forms that a declaration can differ from, with their columns and what each calls them."""
    rows = (
        (f"`{name}`", SHAPES[name], "、".join(f"`{head.key}` {head.text}" for head in form.HEADS))
        for name, form in FORMS.items()
    )
    return write_table(("form", "what it is", "columns"), rows)


def write_classes() -> Iterator[str]:
    """The names of level 2 and the canonical classes that each can mean."""
    rows = ((name, "、".join(f"`{one}`" for one in classes)) for name, classes in LEVEL2.items())
    return write_table(("二级指标", "class"), rows)


def write_regimes() -> Iterator[str]:
    """The regimes: level 1, and the level 2 that each may have."""
    rows = (
        (regime, f"`{level1}`", "、".join(f"`{one}`" for one in level2))
        for regime, classes in REGIMES.items()
        for level1, level2 in classes.items()
    )
    return write_table(("regime", "level 1", "level 2"), rows)


def write_concepts() -> Iterator[str]:
    """The concepts that departments are compared by, in the order of asking; of several units the first."""
    marks = {"higher": "↑", "lower": "↓", "exact": "="}
    rows = (
        (
            f"`{one.id}`",
            one.zh,
            f"{one.unit or '–'}{f'（{chr(0x3001).join(one.also)}）' if one.also else ''} {marks[one.direction]}",
            "元" if one.quantity else "",
        )
        for one in built_in_concepts()
    )
    return write_table(("concept", "可比指标", "unit", "cost"), rows)


TABLES: Final[dict[str, Callable[[], Iterator[str]]]] = {
    "problems": write_problems,
    "columns": write_columns,
    "types": write_types,
    "tables": write_relations,
    "finance": write_finance,
    "layouts": write_layouts,
    "declarations": write_declarations,
    "declarable": write_declarable,
    "classes": write_classes,
    "concepts": write_concepts,
    "regimes": write_regimes,
}


class CodeTable(SphinxDirective):
    """`{govperf-table} problems`: one of the tables above."""

    required_arguments: ClassVar[int] = 1

    def run(self) -> list[Node]:
        """Write the table in Markdown and let the page's own parser read it."""
        lines = list(TABLES[self.arguments[0]]())
        source, _ = self.get_source_info()
        holder: Element = self._make_holder()
        self.state.nested_parse(StringList(lines, source or "govperf"), self.content_offset, holder)
        return list(holder.children)

    @staticmethod
    def _make_holder() -> Element:
        from docutils import nodes

        return nodes.container()


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive."""
    app.add_directive("govperf-table", CodeTable)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
