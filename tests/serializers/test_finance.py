"""Rows for finance systems: what they hold comes back, keys stay, and nothing is cut."""

from __future__ import annotations

import csv
import io
import sqlite3
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import govperf as gp
from govperf.serializers.finance import TABLES, FinanceRow, export_finance, import_finance
from govperf.serializers.finance_sql import dumps as dump_sql
from govperf.testing import strategies
from tests.serializers.documents import documents

ROOT = Path(__file__).parents[2]

values = st.sampled_from(
    ["≥95%", "满意", "5分钟响应，1小时解决", "约30分钟/件", "=100%", "+5%", "it's", "50%-60%"]
) | st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
names = st.none() | st.sampled_from(["甲", "乙", "'=丙", "-丁"])
targets = st.none() | values.map(gp.parse_target).filter(lambda target: target.text != "")
indicators = st.builds(
    gp.Indicator,
    names,
    st.builds(gp.IndicatorClass, st.sampled_from([None, "1"]), st.sampled_from([None, "产出指标"])),
    cycle=targets,
    annual=targets,
    unlabelled=targets,
    result=st.none() | st.decimals(0, 100, places=2).map(lambda weight: gp.Result(weight=weight)),
)
some = st.lists(indicators, max_size=3).map(tuple)
projects = st.builds(gp.Project, names, names, values, indicators=some, cycle_goal=st.none() | values)
units = st.builds(
    gp.BudgetUnit,
    names,
    projects=st.lists(projects, min_size=1, max_size=2, unique_by=lambda one: (one.name, one.code)).map(
        tuple
    ),
)
statements = st.none() | st.builds(
    gp.DepartmentStatement, goal=values, indicators=some, cycle_goal=st.none() | values
)
departments = st.builds(
    gp.Department,
    names,
    units=st.lists(units, min_size=1, max_size=2, unique_by=lambda one: one.name).map(tuple),
    statement=statements,
)
holdable = st.builds(
    gp.Disclosure,
    st.lists(departments, max_size=2, unique_by=lambda one: one.name).map(tuple),
    fiscal_year=st.none() | st.just(2025),
)


def said(disclosure: gp.Disclosure) -> list[tuple[object, ...]]:
    """What the tables hold of each indicator."""
    return [
        (
            entry.department.name,
            entry.unit.name if entry.unit else None,
            (entry.project.name, entry.project.code, entry.project.goal) if entry.project else None,
            entry.indicator.name,
            entry.indicator.classification.level1,
            entry.indicator.classification.level2,
            list(entry.indicator.targets),
        )
        for entry in disclosure.indicator_entries()
    ]


def one(text: str, **more: object) -> gp.Disclosure:
    """A disclosure of one indicator with this annual value."""
    indicator = gp.Indicator("场次", annual=gp.parse_target(text), **more)
    unit = gp.BudgetUnit("某中心", projects=(gp.Project("培训", indicators=(indicator,)),))
    return gp.Disclosure((gp.Department("广州市南沙区某局", units=(unit,)),), fiscal_year=2025)


def row(disclosure: gp.Disclosure, **options: object) -> FinanceRow:
    """The only indicator's row."""
    (found,) = export_finance(disclosure, **options)["PM_PERF_INDICATOR"]
    return found


@settings(max_examples=40, deadline=None)
@given(holdable)
def test_what_the_tables_hold_comes_back(disclosure: gp.Disclosure) -> None:
    """Departments, units, projects, goals and targets are what they were; the same rows come out again, key by key."""
    rows = export_finance(disclosure)
    again = import_finance(rows)
    assert said(again) == said(disclosure)
    assert export_finance(again) == rows


@settings(max_examples=40, deadline=None)
@given(holdable)
def test_a_database_gives_the_rows_back(disclosure: gp.Disclosure) -> None:
    """The SQL runs as it is, and a query of it gives a disclosure that says the same."""
    rows = export_finance(disclosure)
    assert query(dump_sql(disclosure).decode()) == as_texts(rows)


def query(script: str) -> dict[str, list[dict[str, str | None]]]:
    """The rows of each table of a database that a script made, as texts."""
    database = sqlite3.connect(":memory:")
    database.row_factory = sqlite3.Row
    database.executescript(script)
    found = {
        name: as_texts({"": [dict(one) for one in database.execute(f"SELECT * FROM {name}")]})[""]  # noqa: S608
        for name in TABLES
    }
    database.close()
    return found


def as_texts(rows: dict[str, list[FinanceRow]]) -> dict[str, list[dict[str, str | None]]]:
    """Rows with numbers as texts without zeros at the end, since SQLite keeps none."""

    def plain(value: object) -> str | None:
        if isinstance(value, (Decimal, float)):
            return str(Decimal(str(value)).normalize() + 0)
        return None if value is None else str(value)

    return {
        name: [
            {
                key: plain(Decimal(str(v)) if key in {"WEIGHT", "ORDERNUM"} and v is not None else v)
                for key, v in one.items()
            }
            for one in listed
        ]
        for name, listed in rows.items()
    }


@settings(max_examples=20, deadline=None)
@given(holdable)
def test_csv_gives_the_rows_back(disclosure: gp.Disclosure) -> None:
    """Written as CSV, with formulas escaped, and imported from the files: the same is said."""
    rows = export_finance(disclosure)
    assume(all(value != "" for listed in rows.values() for one in listed for value in one.values()))
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        files = {name: Path(folder) / f"{name}.csv" for name in TABLES}
        for name, path in files.items():
            gp.write(rows, path, table=name)
        assert said(import_finance(files)) == said(disclosure)


@settings(max_examples=8, deadline=None)
@given(strategies.disclosures("funding_form"))
def test_what_a_form_prints_is_in_the_rows(disclosure: gp.Disclosure) -> None:
    """Each target of a drawn form is a row, its text and its parts saying the same."""
    try:
        rows = export_finance(disclosure, overflow="remark")["PM_PERF_INDICATOR"]
    except gp.NotRenderableError:
        return
    texts = [target.text for one in disclosure.indicators for _, target in one.targets]
    held = [str(found["KPI_VAL"] or found["KPI_REMARK"]).removeprefix("指标值：") for found in rows]
    assert [text for text in held if text != "None"] == texts


@documents
def test_documents_come_back(path: Path) -> None:
    """Each example and seed says the same after the way through the tables."""
    disclosure = gp.read(path)
    again = import_finance(export_finance(disclosure, overflow="remark"))
    assert sorted(map(str, said(again))) == sorted(map(str, said(disclosure)))
    assert export_finance(again, overflow="remark") == export_finance(disclosure, overflow="remark")


@pytest.mark.parametrize(
    ("text", "sign", "number", "unit"),
    [
        ("≥95%", "1", "95", "%"),
        ("超过100万宗", "2", "1000000", "宗"),
        ("=100%", "3", "100", "%"),
        ("少于2次", "4", "2", "次"),
        ("≤620万/月", "5", "6200000", "月"),
        ("35台", None, "35", "台"),
        ("满意", "6", None, None),
        ("50%-60%", None, None, None),
        ("5分钟响应，1小时解决", None, None, None),
        ("约30分钟/件", None, "30", "分钟/件"),
    ],
)
def test_a_value_is_one_text_and_its_parts(
    text: str, sign: str | None, number: str | None, unit: str | None
) -> None:
    """Signs have codes, words are 6; what has no code is in the one text alone."""
    found = row(one(text))
    assert found["KPI_VAL"] == text
    assert (found["COMPUTESIGN"], found["INDEXVAL"], found["METERUNIT"]) == (sign, number, unit)


def test_a_row_says_whose_it_is() -> None:
    """Nine digits of the division, the year, the unit and the project; keys fit their column and stay."""
    found = row(one("≥95%"))
    assert found["MOF_DIV_CODE"] == "440115000"
    assert (found["FISCAL_YEAR"], found["AGENCY_NAME"], found["PRO_NAME"]) == ("2025", "某中心", "培训")
    assert (found["IS_LAST_INST"], found["IS_DELETED"], found["ORDERNUM"]) == ("1", "2", 1)
    assert (
        found["KPI_ID"] == row(one("≥90%"))["KPI_ID"] != row(evolve(one("≥95%"), fiscal_year=2026))["KPI_ID"]
    )
    assert len(str(found["KPI_ID"])) <= 38


def test_periods_have_codes() -> None:
    """The year is 2, the whole period 1; a value printed without one has none unless the caller says so."""
    assert (row(one("6次"))["PERF_OBJ_TYPE_CODE"], row(one("6次"))["YEARFLAG"]) == ("2", "0")
    bare = evolve(one("6次"), departments=())
    indicator = gp.Indicator("场次", unlabelled=gp.parse_target("6次"))
    unit = gp.BudgetUnit("某中心", projects=(gp.Project("培训", indicators=(indicator,)),))
    bare = evolve(bare, departments=(gp.Department("某局", units=(unit,)),))
    assert row(bare)["PERF_OBJ_TYPE_CODE"] is None
    assert row(bare, unlabelled="annual")["PERF_OBJ_TYPE_CODE"] == "2"


def test_codes_are_filled_in_if_asked() -> None:
    """A class that is printed by name alone gets its national codes; unasked it gets none."""
    named = one(
        "6次", classification=gp.IndicatorClass(None, "产出指标", None, "数量指标", "output.quantity")
    )
    assert row(named)["LV2_PERF_IND_CODE"] is None
    assert [row(named, codes=True)[f"LV{level}_PERF_IND_CODE"] for level in (1, 2)] == ["1", "11"]


def test_a_time_is_the_callers() -> None:
    """Seventeen digits, or nothing."""
    assert row(one("6次"))["CREATE_TIME"] is None
    moment = datetime(2025, 1, 2, 3, 4, 5, 678_000, UTC)
    assert row(one("6次"), time=moment)["CREATE_TIME"] == "20250102030405678"


def test_what_is_too_long_is_refused() -> None:
    """Sixty characters fit, sixty-one do not; the message says where, how long, and what to do."""
    assert row(one("好" * 60))["KPI_VAL"] == "好" * 60
    with pytest.raises(
        gp.NotRenderableError, match=r"培训, 场次: .*KPI_VAL holds 60 characters, this has 61.*overflow="
    ):
        export_finance(one("好" * 61))
    found = row(one("好" * 61), overflow="remark")
    assert (found["KPI_VAL"], found["KPI_REMARK"]) == (None, "指标值：" + "好" * 61)
    long = evolve(
        one("好"),
        departments=(
            gp.Department("某局", units=(gp.BudgetUnit("丙", projects=(gp.Project("长" * 181),)),)),
        ),
    )
    with pytest.raises(gp.NotRenderableError, match="PRO_NAME holds 180 characters, this has 181"):
        export_finance(long)


def test_a_weight_must_fit() -> None:
    """WEIGHT holds three digits and two decimals."""
    assert row(one("6次", result=gp.Result(weight=Decimal("12.50"))))["WEIGHT"] == Decimal("12.50")
    for weight in ("1000", "0.125"):
        with pytest.raises(gp.NotRenderableError, match=r"WEIGHT holds three digits"):
            export_finance(one("6次", result=gp.Result(weight=Decimal(weight))))


def test_explanations_have_columns() -> None:
    """What the print says of an indicator stands in the columns for it, and comes back; a remark is never written over."""
    extras = (
        ("指标解释", "按场次计"),
        ("评分标准", "每少一场扣1分"),
        ("备注", "核心指标"),
        ("数据来源", "台账"),
    )
    found = row(one("6次", extras=extras))
    assert (found["KPI_CONTENT"], found["KPI_EVALSTD"], found["KPI_REMARK"]) == (
        "按场次计", "每少一场扣1分", "核心指标",
    )  # fmt: skip
    (again,) = import_finance({"PM_PERF_INDICATOR": [found]}).indicators
    assert again.extras == (
        ("绩效指标说明", "按场次计"),
        ("评（扣）分标准", "每少一场扣1分"),
        ("备注", "核心指标"),
    )
    with pytest.raises(gp.NotRenderableError, match="KPI_VAL holds 60 characters"):
        export_finance(one("好" * 61, extras=extras), overflow="remark")


def test_two_projects_of_one_name_are_refused() -> None:
    """The tables tell projects by name and code, so two that share both would become one."""
    unit = gp.BudgetUnit("丙", projects=(gp.Project("甲"), gp.Project("甲")))
    with pytest.raises(gp.NotRenderableError, match=r"two have the same.*give one of them a code"):
        export_finance(gp.Disclosure((gp.Department("乙", units=(unit,)),)))


def test_parts_are_joined_where_there_is_no_text() -> None:
    """Another system's row with sign, value and unit is the target they state together."""
    found = row(one("≥95%"))
    (indicator,) = import_finance({"PM_PERF_INDICATOR": [{**found, "KPI_VAL": None}]}).indicators
    assert indicator.annual == gp.parse_target("≥95%")


def test_deleted_rows_are_left_out() -> None:
    """IS_DELETED 1 says that a row is no more."""
    found = row(one("≥95%"))
    assert import_finance({"PM_PERF_INDICATOR": [{**found, "IS_DELETED": "1"}]}).indicators == ()


def test_vendors_columns_may_be_missing() -> None:
    """Rows of the standard's columns alone can be imported."""
    rows = export_finance(one("≥95%"))
    plain = {
        name: [
            {column.name: found[column.name] for column in TABLES[name].columns if not column.beside}
            for found in listed
        ]
        for name, listed in rows.items()
    }
    assert import_finance(plain).indicators[0].annual == gp.parse_target("≥95%")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"PERF_OBJ_TYPE_CODE": "3"}, "PM_PERF_INDICATOR, row 1: this is no period: '3'"),
        ({"WEIGHT": "zehn"}, "row 1, column WEIGHT: a number must stand here: 'zehn'"),
        ({"ORDERNUM": "NaN"}, "a number must stand here: 'NaN'"),
        ({"FISCAL_YEAR": "heuer"}, "a disclosure is of one year"),
    ],
)
def test_a_bad_value_is_refused(change: dict[str, str], words: str) -> None:
    """A row that says what cannot be is refused with table, row and text."""
    with pytest.raises(gp.InputError) as caught:
        import_finance({"PM_PERF_INDICATOR": [{**row(one("≥95%")), **change}]})
    assert words in str(caught.value)


def test_an_unknown_table_or_column_is_refused() -> None:
    """The message names it, and the tables there are."""
    with pytest.raises(gp.InputError, match="no such table: 'PM_GOALS'; choose from PM_PERF_GOAL_INFO"):
        import_finance({"PM_GOALS": []})
    found = row(one("≥95%"))
    del found["KPI_VAL"]
    with pytest.raises(gp.InputError, match="row 1: the table has no such column: 'KPI_VAL'"):
        import_finance({"PM_PERF_INDICATOR": [found]})
    with pytest.raises(gp.InputError, match=r"nowhere.csv: the file cannot be read"):
        import_finance({"PM_PERF_INDICATOR": "nowhere.csv"})


def test_rows_are_written_by_suffix(tmp_path: Path) -> None:
    """A disclosure and its rows go into .sql and, table by table, into .csv; into nothing else."""
    rows = export_finance(one("≥95%"))
    for what in (one("≥95%"), rows):
        gp.write(what, tmp_path / "rows.sql")
        assert query((tmp_path / "rows.sql").read_text("utf-8"))["PM_PERF_INDICATOR"][0]["KPI_VAL"] == "≥95%"
        gp.write(what, tmp_path / "rows.csv", table="PM_PERF_INDICATOR")
        text = (tmp_path / "rows.csv").read_text("utf-8-sig")
        assert next(csv.DictReader(io.StringIO(text)))["KPI_VAL"] == "≥95%"
    with pytest.raises(gp.InputError, match=r"use .sql, .csv"):
        gp.write(rows, tmp_path / "rows.docx")
    with pytest.raises(gp.InputError, match="no such table"):
        gp.write(rows, tmp_path / "rows.csv")
