"""The five published tables say what a careful reader takes from them (`shared/seeds/expected.json`)."""

from __future__ import annotations

import json
import os
from decimal import Decimal
from functools import cache
from itertools import zip_longest
from pathlib import Path

import pytest

import govperf as gp
from govperf._width import unwrap
from govperf.containers.text import read
from govperf.layouts.assembly import read_grids, render_tables, split_tables
from govperf.layouts.registry import choose, get_layout, identify
from govperf.model.disclosures import Entry
from govperf.testing.contract import check_nothing_guessed, check_nothing_lost

SEEDS = Path(os.environ.get("GOVPERF_SEEDS", Path(__file__).parents[2] / "shared" / "seeds"))
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason=f"the seeds are not here: {SEEDS}")

LAYOUTS = {
    "huangpu.txt": "huangpu",
    "baiyun.txt": "baiyun",
    "zengcheng.txt": "zengcheng",
    "nansha.txt": "nansha",
    "zengcheng-department.txt": "department_form",
}
COUNTS = {"huangpu.txt": (32, 156), "baiyun.txt": (10, 70), "zengcheng.txt": (41, 200), "nansha.txt": (46, 281),
          "zengcheng-department.txt": (0, 39)}  # fmt: skip
LINES = {
    "basic_expenditure": "基本支出",
    "project_expenditure": "项目支出",
    "fiscal_special_funds": "财政专项资金",
    "other_development": "其他事业发展性支出",
    "revenue_fiscal": "财政拨款",
    "revenue_other": "其他资金",
    "level_own": "区本级使用资金",
    "level_transfer": "拟用于对下转移支付资金",
}
FUNDS = ("total", "fiscal_appropriation", "special_account", "other")
seeds = pytest.mark.parametrize("name", LAYOUTS)


@cache
def expected() -> dict:
    """The answer key."""
    return json.loads((SEEDS / "expected.json").read_text(encoding="utf-8"))


@cache
def disclosure(name: str) -> gp.Disclosure:
    """What govperf reads out of a seed."""
    return gp.read(SEEDS / name)


@cache
def grid(name: str) -> gp.Grid:
    """The print of a seed."""
    return read((SEEDS / name).read_bytes())[0]


def plain(text: str | None) -> str | None:
    """A text as the key compares it: without white space, and without one closing stop."""
    if text is None:
        return None
    bare = "".join(text.split())
    return bare[:-1] if bare.endswith(("。", "；")) else bare


# The key leaves the department of the withheld project open; the line 部门名称 above the table names it for all rows.
DEPARTMENT_OPEN = {("zengcheng.txt", 35)}


def cleaned(goal: str | None) -> str | None:
    """A goal as printed, made as the model has it: without tags and damaged characters."""
    if goal is None:
        return None
    for mark in ("<p>", "</p>", "<br>", "<br/>", "&nbsp;", "\ufffd"):
        goal = goal.replace(mark, "")
    return "".join(goal.split()) or None


def amount(money: gp.Money | None) -> str | None:
    """An amount as the key writes it."""
    return None if money is None else str(money.amount)


def indicator(one: gp.Indicator) -> dict[str, object]:
    """An indicator as the key has it."""
    kind = one.classification
    return {
        "l1": plain(kind.level1),
        "l2": plain(kind.level2),
        "name": plain(one.name),
        "cycle": plain(one.cycle.text if one.cycle else None),
        "annual": plain(one.annual.text if one.annual else None),
        "unlabelled": plain(one.unlabelled.text if one.unlabelled else None),
    }


def wanted_indicator(one: dict) -> dict[str, object]:
    """An indicator of the key, without what it says beside the print."""
    return {key: plain(one.get(key)) for key in ("l1", "l2", "name", "cycle", "annual", "unlabelled")}


def differences(where: str, wanted: dict[str, object], found: dict[str, object]) -> list[str]:
    """Each value that is not what it should be, by name."""
    return [
        f"{where}: {key} is {found[key]!r}, not {wanted[key]!r}"
        for key in wanted
        if wanted[key] != found[key]
    ]


def compare_indicators(where: str, wanted: list[dict], found: tuple[gp.Indicator, ...]) -> list[str]:
    """The differences of all indicators; the number too where the form prints one."""
    wrong = [] if len(wanted) == len(found) else [f"{where}: {len(found)} indicators, not {len(wanted)}"]
    for at, (key, one) in enumerate(zip(wanted, found, strict=False), 1):
        here = f"{where}, indicator {at}"
        wrong += differences(here, wanted_indicator(key), indicator(one))
        if one.number != key.get("no"):
            wrong.append(f"{here}: number is {one.number}, not {key.get('no')}")
    return wrong


def project(entry: Entry) -> dict[str, object]:
    """A project as the key has it."""
    one = entry.project
    budget = one.budget or gp.Budget()
    return {
        "department": plain(entry.department.name),
        "unit": plain(entry.unit.name),
        "name": plain(one.name),
        "goal": cleaned(one.goal),
        "redacted": one.redacted,
        "line": one.place.row,
        "budget": [amount(money) for money in budget.moneys],
    }


def wanted_project(key: dict) -> dict[str, object]:
    """A project of the key."""
    budget = key.get("budget") or {}
    return {
        "department": plain(key["department"]),
        "unit": plain(key["unit"]),
        "name": plain(key["name"]),
        "goal": cleaned(key["goal"]),
        "redacted": key["redacted"],
        "line": key["line"],
        "budget": [budget.get(fund) for fund in ("total", "fiscal", "special_account", "other")],
    }


@seeds
def test_layout_is_identified_by_one(name: str) -> None:
    """Each seed is claimed best by its own layout and by no other."""
    evidence = identify(grid(name))
    assert LAYOUTS[name] == choose(evidence).NAME
    assert [one.layout for one in evidence if one.claims and one.score == evidence[0].score] == [
        LAYOUTS[name]
    ]


@seeds
def test_counts(name: str) -> None:
    """Each seed has as many projects and indicators as were counted by hand."""
    found = disclosure(name)
    assert (len(found.projects), len(found.indicators)) == COUNTS[name]


@seeds
def test_projects(name: str) -> None:
    """Every project, budget, goal and indicator is what the key says."""
    wrong: list[str] = []
    entries = disclosure(name).project_entries()
    keys = expected()[name].get("projects", [])
    for at, (key, entry) in enumerate(zip_longest(keys, entries), 1):
        assert key, f"project {at} is not in the key"
        assert entry, f"project {at} is not read"
        found, wanted = project(entry), wanted_project(key)
        if (name, at) in DEPARTMENT_OPEN:
            wanted["department"] = found["department"]
        if LAYOUTS[name] == "baiyun":
            # A wrapped row begins with the line of its first cell; the project's own cell is some lines below it.
            following = keys[at]["line"] if at < len(keys) else float("inf")
            assert key["line"] <= entry.project.place.row < following
            found["line"] = wanted["line"]
        wrong += differences(f"project {at}", wanted, found)
        wrong += compare_indicators(f"project {at}", key["indicators"], entry.project.indicators)
    assert wrong == []


@pytest.mark.parametrize("name", ["zengcheng.txt", "nansha.txt"])
def test_totals(name: str) -> None:
    """Currency, grand total and the subtotal of every unit are what the key says."""
    key, found = expected()[name], disclosure(name)
    table = found.tables[0]
    units = [unit for department in found.departments for unit in department.units]
    assert table.currency_unit == key["currency_unit"]
    assert [amount(money) or "" for money in table.total.moneys] == [text or "" for text in key["total"]]
    printed = [(plain(unit.name), [amount(money) or "" for money in unit.budget.moneys]) for unit in units]
    assert printed == [
        (plain(unit["name"]), [text or "" for text in unit["budget"]]) for unit in key["units"]
    ]


def test_rounding_is_information() -> None:
    """Zengcheng prints 4,693.61 over 41 projects that add to 4,693.63: reported, as information, with both figures."""
    found = [one for one in disclosure("zengcheng.txt").problems if one.code == "total-differs"]
    assert found
    assert {one.severity for one in found} == {gp.Severity.INFORMATION}
    assert all("4,693.61" in one.message and "4,693.63" in one.message for one in found)
    assert sum(one.budget.total.amount for one in disclosure("zengcheng.txt").projects) == Decimal("4693.63")


def test_statement() -> None:
    """The department form's name, unit, budget lines and goal are what the key says."""
    key, found = expected()["zengcheng-department.txt"], disclosure("zengcheng-department.txt")
    (department,) = found.departments
    statement = department.statement
    assert plain(department.name) == plain(key["department"])
    assert found.tables[0].currency_unit == key["currency_unit"]
    assert {name: amount(statement.amount(LINES[name])) for name in key["budget"]} == key["budget"]
    assert len(statement.budget) == len(key["budget"])
    assert cleaned(statement.goal) == cleaned(key["goal"])


def test_tasks() -> None:
    """The four key tasks are what the key says, each on its line."""
    keys, found = (
        expected()["zengcheng-department.txt"]["tasks"],
        disclosure("zengcheng-department.txt").tasks,
    )
    assert len(found) == len(keys)
    wrong: list[str] = []
    for at, (key, task) in enumerate(zip(keys, found, strict=True), 1):
        texts = {name: plain(getattr(task, name)) for name in ("name", "content", "expected")}
        wrong += differences(
            f"task {at}",
            {**{name: plain(key[name]) for name in texts}, "funds": key["funds"], "line": key["line"]},
            {**texts, "funds": amount(task.funds), "line": task.place.row},
        )
    assert wrong == []


def test_statement_indicators() -> None:
    """The 39 indicators of the department are what the key says, each on its line."""
    keys = expected()["zengcheng-department.txt"]["indicators"]
    found = disclosure("zengcheng-department.txt").departments[0].statement.indicators
    assert compare_indicators("statement", keys, found) == []
    assert [one.place.row for one in found] == [key["line"] for key in keys]


@seeds
def test_places(name: str) -> None:
    """Every indicator and target has a place, and the cut there is the printed text."""
    for one in disclosure(name).indicators:
        assert one.name is None or one.name in unwrap(grid(name).cut(one.place)).text
        for _, target in one.targets:
            assert unwrap(grid(name).cut(target.place)).text == target.text


@seeds
def test_nothing_lost_nothing_guessed(name: str) -> None:
    """Every printed cell of a seed has a role, and every value of the model stands at its place."""
    for table in split_tables(grid(name)):
        reading = get_layout(LAYOUTS[name]).read(table)
        check_nothing_lost(reading, table)
        check_nothing_guessed(reading.disclosure, table)


@seeds
def test_round_trip(name: str) -> None:
    """A seed rendered in its own layout says the same."""
    assert read_grids([render_tables(disclosure(name))]) == disclosure(name)
