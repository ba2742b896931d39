"""The tidy tables: one row an indicator, a project or a task, with the same columns for every layout.

Losses: what several rows share is repeated in each; the clauses of a compound target, the structure of departments
without rows, problems, and the totals of tables are not in them. Money is in 元, exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter
from typing import Any, Final, TypeAlias

from govperf.errors import InputError
from govperf.model.amounts import FUNDS, Money
from govperf.model.disclosures import Disclosure, Entry
from govperf.model.indicators import PERIODS, Indicator
from govperf.model.targets import Clause, Target

__all__ = [
    "COLUMNS",
    "HEADS_ZH",
    "KINDS",
    "Columns",
    "Kind",
    "Row",
    "Value",
    "find_origins",
    "read_columns",
    "read_rows",
]

Value: TypeAlias = str | int | Decimal | bool | None
Row: TypeAlias = dict[str, Value]
Columns: TypeAlias = dict[str, list[Value]]
"""The values of each column of a table, in the order of the rows."""
_Origin: TypeAlias = tuple[str | None, str | None, str | None, int | None]


class Kind(StrEnum):
    """What the values of a column are."""

    TEXT = "text"
    CLASS = "class"
    """One of a few words, the same for every document."""
    INTEGER = "integer"
    NUMBER = "number"
    """An exact decimal."""
    FLAG = "flag"


_DOCUMENT: Final = ("source", "layout", "form", "fiscal_year", "department")
_TARGET: Final = ("text", "kind", "operator", "value", "upper", "unit", "per")

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "indicators": (
        *_DOCUMENT, "division_code", "budget_unit", "project", "project_code", "group", "number", "level1_code",
        "level1", "level2_code", "level2", "class", "indicator", "direction",
        *(f"{period}_{part}" for period in PERIODS for part in _TARGET),
        "actual_text", "actual_value", "actual_unit", "weight", "score", "page", "row", "column", "start", "end",
    ),
    "projects": (
        *_DOCUMENT, "division_code", "budget_unit", "project", "project_code", "redacted", "goal", "budget_total",
        "budget_fiscal_appropriation", "budget_special_account", "budget_other", "indicator_count", "page", "row",
    ),
    "tasks": (*_DOCUMENT, "task", "content", "funds", "expected", "page", "row"),
}  # fmt: skip
"""The columns of each table, in order."""

_ZH: Final = {
    "source": "来源文件",
    "layout": "版式",
    "form": "表式",
    "fiscal_year": "预算年度",
    "department": "主管部门",
    "division_code": "行政区划代码",
    "budget_unit": "预算单位",
    "project": "项目名称",
    "project_code": "项目代码",
    "group": "组",
    "number": "序号",
    "level1_code": "一级指标代码",
    "level1": "一级指标",
    "level2_code": "二级指标代码",
    "level2": "二级指标",
    "class": "指标类别",
    "indicator": "三级指标",
    "direction": "指标方向",
    "actual_text": "实际完成值",
    "actual_value": "实际数值",
    "actual_unit": "实际单位",
    "weight": "权重",
    "score": "得分",
    "page": "页",
    "row": "行",
    "column": "列",
    "start": "起",
    "end": "止",
    "redacted": "是否略去",
    "goal": "绩效目标",
    "budget_total": "总计（元）",
    "budget_fiscal_appropriation": "财政拨款（元）",
    "budget_special_account": "财政专户拨款（元）",
    "budget_other": "其他资金（元）",
    "indicator_count": "指标数",
    "task": "重点工作任务",
    "content": "主要实施内容",
    "funds": "拟投入的资金（元）",
    "expected": "期望达到的目标",
}
_PERIODS_ZH: Final = {"cycle": "实施周期", "annual": "年度", "unlabelled": "未注明"}
_PARTS_ZH: Final = {
    "text": "指标值", "kind": "类型", "operator": "符号", "value": "数值", "upper": "上限", "unit": "单位", "per": "每",
}  # fmt: skip

HEADS_ZH: Final[Mapping[str, str]] = {
    **_ZH,
    **{f"{period}_{part}": _PERIODS_ZH[period] + _PARTS_ZH[part] for period in PERIODS for part in _TARGET},
}
"""The Chinese head of each column."""

_OF_KIND: Final = {
    Kind.CLASS: (
        "layout", "form", "class", "direction", *(f"{period}_{part}" for period in PERIODS for part in ("kind", "operator")),
    ),
    Kind.INTEGER: ("fiscal_year", "group", "number", "indicator_count", "page", "row", "column", "start", "end"),
    Kind.NUMBER: (
        *(f"{period}_{part}" for period in PERIODS for part in ("value", "upper")), "actual_value", "weight", "score",
        "budget_total", "budget_fiscal_appropriation", "budget_special_account", "budget_other", "funds",
    ),
    Kind.FLAG: ("redacted",),
}  # fmt: skip
KINDS: Final[Mapping[str, Kind]] = {
    **dict.fromkeys(HEADS_ZH, Kind.TEXT),
    **{column: kind for kind, columns in _OF_KIND.items() for column in columns},
}
"""The kind of each column."""


def read_rows(disclosure: Disclosure, table: str = "indicators") -> Iterator[Row]:
    """The rows of a tidy table; every column is there in every row, None where nothing is printed.

    Raises:
        InputError: there is no such table.
    """
    columns = read_columns([disclosure], table)
    names = tuple(columns)
    return (dict(zip(names, values, strict=True)) for values in zip(*columns.values(), strict=True))


def read_columns(disclosures: Iterable[Disclosure], table: str = "indicators") -> Columns:
    """The columns of a tidy table, all rows of all disclosures.

    Raises:
        InputError: there is no such table.
    """
    if table not in _READERS:
        raise InputError("there is no such table", text=table, hint=f"choose from {', '.join(_READERS)}")
    return _READERS[table](disclosures)


def is_chinese(lang: str) -> bool:
    """Whether heads are to be Chinese. Raises InputError for a language that is neither `en` nor `zh`."""
    if lang not in {"en", "zh"}:
        raise InputError("there is no such language", text=lang, hint="choose from en, zh")
    return lang == "zh"


def _read_indicators(disclosures: Iterable[Disclosure]) -> Columns:
    rows = [
        (origins[entry.project is None], entry)
        for disclosure in disclosures
        for origins in [find_origins(disclosure)]
        for entry in disclosure.indicator_entries()
    ]
    entries = [entry for _, entry in rows]
    ones = _pick("indicator", entries)
    classes = _pick("classification", ones)
    columns = {
        **_part([origin for origin, _ in rows]),
        **_read_owners(entries),
        "group": _pick("group", ones),
        "number": _pick("number", ones),
        **{name: _pick(name, classes) for name in ("level1_code", "level1", "level2_code", "level2")},
        "class": _pick("canonical", classes),
        "indicator": _pick("name", ones),
        "direction": _spell([one.direction for one in ones]),
    }
    for period in PERIODS:
        columns.update(_read_targets(period, _pick(period, ones)))
    return columns | _read_results(ones) | _read_places(ones, "page", "row", "column", "start", "end")


def _read_projects(disclosures: Iterable[Disclosure]) -> Columns:
    rows = [
        (find_origins(disclosure)[False], entry)
        for disclosure in disclosures
        for entry in disclosure.project_entries()
    ]
    entries = [entry for _, entry in rows]
    ones = _pick("project", entries)
    budgets = _pick("budget", ones)
    return {
        **_part([origin for origin, _ in rows]),
        **_read_owners(entries),
        "redacted": _pick("redacted", ones),
        "goal": _pick("goal", ones),
        **{f"budget_{fund}": _read_money(_pick(fund, budgets)) for fund in ("total", *FUNDS)},
        "indicator_count": [len(one.indicators) for one in ones],
        **_read_places(ones, "page", "row"),
    }


def _read_tasks(disclosures: Iterable[Disclosure]) -> Columns:
    rows = [
        (find_origins(disclosure)[True], department.name, task)
        for disclosure in disclosures
        for department in disclosure.departments
        for task in (department.statement.tasks if department.statement else ())
    ]
    ones = [task for _, _, task in rows]
    return {
        **_part([origin for origin, _, _ in rows]),
        "department": [name for _, name, _ in rows],
        "task": _pick("name", ones),
        "content": _pick("content", ones),
        "funds": _read_money(_pick("funds", ones)),
        "expected": _pick("expected", ones),
        **_read_places(ones, "page", "row"),
    }


_READERS: Final[Mapping[str, Callable[[Iterable[Disclosure]], Columns]]] = {
    "indicators": _read_indicators,
    "projects": _read_projects,
    "tasks": _read_tasks,
}


def _pick(name: str, ones: Iterable[Any]) -> list[Any]:
    """An attribute of each; None of what is None."""
    get = attrgetter(name)
    return [None if one is None else get(one) for one in ones]


def _spell(members: Iterable[StrEnum | None]) -> list[Value]:
    """The words of members of enumerations."""
    return [None if one is None else str(one) for one in members]


def find_origins(disclosure: Disclosure) -> dict[bool, _Origin]:
    """What rows share, by whether they are of a department's statement: the tables they come from differ."""
    source = disclosure.source.name if disclosure.source else None
    origins = {}
    for of_statement in (False, True):
        fitting = [table for table in disclosure.tables if table.of_department is of_statement]
        table = next(iter(fitting or disclosure.tables), None)
        layout, form = (table.layout, table.form) if table else (None, None)
        origins[of_statement] = source, layout, form, disclosure.fiscal_year
    return origins


def _part(origins: Sequence[_Origin]) -> Columns:
    """The columns of what rows share."""
    return {name: [origin[at] for origin in origins] for at, name in enumerate(_DOCUMENT[:4])}


def _read_owners(entries: Sequence[Entry]) -> Columns:
    departments, projects = _pick("department", entries), _pick("project", entries)
    return {
        "department": _pick("name", departments),
        "division_code": _pick("division", departments),
        "budget_unit": _pick("name", _pick("unit", entries)),
        "project": _pick("name", projects),
        "project_code": _pick("code", projects),
    }


def _read_targets(period: str, targets: Sequence[Target | None]) -> Columns:
    """The columns of one period; a target of several clauses has its text and kind only."""
    clauses = _read_clauses(targets)
    return {
        f"{period}_text": _pick("text", targets),
        f"{period}_kind": _spell(_pick("kind", targets)),
        f"{period}_operator": _spell(_pick("operator", clauses)),
        **{f"{period}_{part}": _pick(part, clauses) for part in ("value", "upper", "unit", "per")},
    }


def _read_clauses(targets: Sequence[Target | None]) -> list[Clause | None]:
    """The one clause of each target; None for several and for none."""
    return [one.clauses[0] if one is not None and len(one.clauses) == 1 else None for one in targets]


def _read_results(ones: Sequence[Indicator]) -> Columns:
    results = _pick("result", ones)
    targets = _pick("actual", results)
    clauses = _read_clauses(targets)
    return {
        "actual_text": _pick("text", targets),
        "actual_value": _pick("value", clauses),
        "actual_unit": _pick("unit", clauses),
        "weight": _pick("weight", results),
        "score": _pick("score", results),
    }


def _read_places(ones: Sequence[Any], *parts: str) -> Columns:
    places = _pick("place", ones)
    return {part: _pick(part, places) for part in parts}


def _read_money(moneys: Sequence[Money | None]) -> list[Value]:
    return [None if money is None else _yuan(money) for money in moneys]


def _yuan(money: Money) -> Decimal | None:
    """The exact amount in 元, without zeros at its end: 77.30 万元 is 773000."""
    yuan = money.yuan
    if yuan is None:
        return None
    # By its digits, because quantize and normalize round to 28 of them, or refuse.
    digits = format(yuan, "f")
    return Decimal(digits.rstrip("0").rstrip(".") if "." in digits else digits)
