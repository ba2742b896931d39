"""Second-year versions with known truth: what happens to a table from one year to the next, made up on purpose.

`make_disclosure` makes a first year, `make_next_year` a second one of any disclosure, with the list of all that was done to
it; `govperf.testing.scores.measure` says how much of it a comparison found. Renames come in several strengths, names of
siblings differ by a phase, a street or a quarter, targets move and are said in other words, budgets move between sources,
and rows are shuffled.

>>> from random import Random
>>> from govperf.testing.scores import measure
>>> from govperf.changes.versions import compare_versions
>>> version = make_next_year(make_disclosure(Random(7), projects=20), Random(7))
>>> sum(score.missed for score in measure(compare_versions(version.old, version.new), version.truth).values())
0
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from random import Random
from typing import Any, Final

import attrs
from attrs import frozen
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from govperf.changes.edits import Edit, EditKind
from govperf.changes.names import match_key
from govperf.grammar.indicators import classify
from govperf.grammar.targets import parse_target
from govperf.model.amounts import Budget, Money
from govperf.model.departments import BudgetUnit, Department
from govperf.model.disclosures import Disclosure, Table
from govperf.model.indicators import Indicator
from govperf.model.projects import Project
from govperf.testing import renames
from govperf.testing import version_pools as pools

__all__ = ["SecondYear", "make_disclosure", "make_next_year", "second_years"]

_CLASS_NAMES: Final = {
    "11": "数量指标", "12": "质量指标", "13": "时效指标", "14": "成本指标", "21": "经济效益指标", "22": "社会效益指标",
    "24": "可持续影响指标", "31": "服务对象满意度指标",
}  # fmt: skip
_LEVEL1: Final = {"1": "产出指标", "2": "效益指标", "3": "满意度指标"}
_OTHER_CLASS: Final = {
    "11": "12",
    "12": "11",
    "13": "12",
    "14": "21",
    "21": "22",
    "22": "24",
    "24": "22",
    "31": "22",
}


@frozen(slots=True)
class SecondYear:
    """Two versions of a disclosure, and what was done to the first.

    Attributes:
        old: the first year.
        new: the second year.
        truth: the edits that were made, without score and reason.
    """

    old: Disclosure
    new: Disclosure
    truth: tuple[Edit, ...]


def second_years(projects: int = 12) -> SearchStrategy[SecondYear]:
    """Second-year versions of made-up disclosures, with their truth."""

    def make(random: Random) -> SecondYear:
        return make_next_year(make_disclosure(random, projects=projects), random)

    return st.integers(0, 2**32).map(lambda seed: make(Random(seed)))  # noqa: S311 - no secret depends on it.


def make_disclosure(random: Random, *, projects: int = 30, year: int = 2024) -> Disclosure:
    """A first year: a department with several units, and names as they are printed, siblings included.

    Args:
        random: draws everything; the same one draws the same.
        projects: about how many projects; at least as many.
        year: the fiscal year.
    """
    district = random.choice(pools.DISTRICTS)
    department = district + pools.UNITS[0]
    units = random.sample(pools.UNITS[1:], k=min(len(pools.UNITS) - 1, 2 + projects // 15))
    held: dict[str, list[Project]] = {district + unit: [] for unit in units}
    taken: set[str] = set()
    count = 0
    while count < projects:
        unit = random.choice(list(held))
        names = [name for name in _names(random, district, department, year) if match_key(name) not in taken]
        taken.update(map(match_key, names))
        theme = random.choice(pools.OBJECTS)
        held[unit] += (_project(random, name, theme, year) for name in names)
        count += len(names)
    made = tuple(BudgetUnit(unit, _add(found), tuple(found)) for unit, found in held.items())
    total = _add([project for found in held.values() for project in found])
    table = Table(f"{year}年项目支出绩效目标表", "funding_form", "nansha", "万元", total)
    return Disclosure((Department(department, units=made),), (table,), year)


def _names(random: Random, district: str, department: str, year: int) -> list[str]:
    """The name of a project, or those of two or three siblings that differ by one mark."""
    thing, action, suffix = (
        random.choice(pools.OBJECTS),
        random.choice(pools.ACTIONS),
        random.choice(pools.SUFFIXES),
    )
    frame = random.choice(("", "", "", "区", district.removeprefix("某市"), district, department))
    when = random.choice(("", "", "", f"{year}年", f"{year}年度", f"{year - 1}-{year}年"))
    if random.random() < 0.2:  # One in five has siblings.
        marks = random.sample(random.choice((pools.STREETS[:4], pools.STREETS[4:7], *pools.PHASES)), k=2)
        if marks[0] in pools.STREETS:
            return [f"{when}{mark}{thing}{action}{suffix}" for mark in marks]
        return [f"{when}{frame}{thing}{action}{suffix}{mark}" for mark in marks]
    return [f"{frame}{when}{thing}{action}{suffix}"]


def _project(random: Random, name: str, theme: str, year: int) -> Project:
    fiscal, account = (
        Decimal(random.randint(100, 200_000)),
        Decimal(random.choice((0, 0, random.randint(1, 5000)))),
    )
    amounts = [(fiscal + account), fiscal, account or None, None]
    moneys = (None if one is None else Money(one.scaleb(-2), "万元") for one in amounts)
    sentences = random.sample(pools.GOALS, k=random.randint(1, 3))
    drawn = random.sample(pools.INDICATORS, k=random.randint(2, 8))
    return Project(
        name,
        goal="".join(sentence.format(theme) for sentence in sentences),
        budget=Budget(*moneys),
        indicators=tuple(_indicator(random, one, theme, year, number) for number, one in enumerate(drawn, 1)),
    )


def _indicator(
    random: Random, drawn: tuple[str, str, tuple[str, ...]], theme: str, year: int, number: int
) -> Indicator:
    code, name, texts = drawn
    text = random.choice(texts).format(
        n=random.randint(2, 60), m=random.randint(2, 9), d=random.randint(0, 8), y=year
    )
    target = parse_target(text)
    cycle = target if random.random() < 0.5 else None  # Half of them print both.
    return Indicator(name.format(theme), _class(code), number, cycle=cycle, annual=target)


def _class(code: str) -> Any:
    return classify(code[0], _LEVEL1[code[0]], code, _CLASS_NAMES[code])


def _add(projects: Iterable[Project]) -> Budget:
    """The subtotal of projects, source by source."""
    sums: list[Decimal | None] = [None] * 4
    for project in projects:
        for at, money in enumerate(project.budget.moneys if project.budget else ()):
            if money is not None:
                sums[at] = (sums[at] or Decimal(0)) + money.amount
    return Budget(*(None if one is None else Money(one, "万元") for one in sums))


def make_next_year(old: Disclosure, random: Random) -> SecondYear:
    """A second year of any disclosure with projects, and what was done to it.

    Years in names move on by one, or not, for all of them alike. Of the projects, some are dropped, added, renamed, moved, split or
    merged; of the rest, goals, budgets, indicators and targets change here and there; rows are shuffled.
    """
    return _Ager(old, random).age()


def _is_rich(project: Project) -> bool:
    """Whether a project has money and enough indicators to be known again in another."""
    return bool(project.budget and project.budget.total) and len(project.indicators) > 1


class _Ager:
    """Makes the second year, and writes down what it does."""

    def __init__(self, old: Disclosure, random: Random) -> None:
        self.old, self.random = old, random
        self.truth: list[Edit] = []
        self.units = [unit for department in old.departments for unit in department.units]
        self.held: list[list[Project]] = [[] for _ in self.units]
        self.taken = {match_key(project.name) for project in old.projects if project.name}
        self.aged = renames.Aged(random, old)
        self.waiting: Project | None = None

    def age(self) -> SecondYear:
        """The version and its truth."""
        for at, unit in enumerate(self.units):
            for project in unit.projects:
                self._age_project(project, at)
            self._let_go(at)
        for at in range(len(self.units)):
            self.random.shuffle(self.held[at])
        made = iter(self.held)
        departments = tuple(
            attrs.evolve(
                department,
                units=tuple(attrs.evolve(unit, projects=tuple(next(made))) for unit in department.units),
            )
            for department in self.old.departments
        )
        year = None if self.old.fiscal_year is None else self.old.fiscal_year + 1
        new = attrs.evolve(self.old, departments=departments, fiscal_year=year)
        return SecondYear(self.old, new, tuple(self.truth))

    def _tell(self, kind: EditKind, old: str | None, new: str | None, **values: Any) -> None:
        self.truth.append(Edit(kind, old, new, **values))

    def _age_project(self, project: Project, at: int) -> None:
        draw = self.random.random()
        if project.name is None or project.redacted:
            self.held[at].append(project)
        elif draw < 0.06:  # How often things happen.
            self._tell(EditKind.PROJECT_REMOVED, project.name, None)
            if self.random.random() < 0.8:
                self._add_project(at, project)
        elif draw < 0.09 and self._split(project, at):
            return
        elif 0.09 <= draw < 0.13 and _is_rich(project):
            self._merge(project, at)
        else:
            self._keep(project, at)

    def _add_project(self, at: int, like: Project) -> None:
        """A new project, at times a sibling of one that was dropped."""
        name = self.aged.sibling(like.name or "")
        is_sibling = name is not None and match_key(name) not in self.taken
        if name is None or match_key(name) in self.taken:
            where = self.old.departments[0].name or ""
            drawn = _names(self.random, where[:5], where, (self.old.fiscal_year or 2024) + 1)
            name = drawn[0]
        if match_key(name) in self.taken or self.aged.too_close(name):
            return
        self.taken.add(match_key(name))
        made = _project(self.random, name, self.random.choice(pools.OBJECTS), 2025)
        if is_sibling and self.random.random() < 0.6:  # Siblings often copy goal and indicators.
            made = attrs.evolve(made, goal=like.goal, indicators=like.indicators)
        self._tell(EditKind.PROJECT_ADDED, None, name)
        self.held[at].append(made)

    def _split(self, project: Project, at: int) -> bool:
        """Two projects that share the money and the indicators of one."""
        total = project.budget.total if project.budget else None
        if total is None or total.amount < 10 or len(project.indicators) < 4:
            return False
        first = (total.amount * self.random.randint(2, 8) / 10).quantize(Decimal("0.01"))
        names = self.aged.parts(project.name or "")
        if any(match_key(name) in self.taken for name in names):
            return False
        half = len(project.indicators) // 2
        for name, amount, kept in zip(
            names,
            (first, total.amount - first),
            (project.indicators[:half], project.indicators[half:]),
            strict=True,
        ):
            self.taken.add(match_key(name))
            money = Money(amount, total.unit)
            made = attrs.evolve(project, name=name, budget=Budget(money, money), indicators=kept)
            self.held[at].append(made)
            self._tell(EditKind.PROJECT_SPLIT, project.name, name)
        return True

    def _merge(self, project: Project, at: int) -> None:
        """One project of two of a unit, with the money and the indicators of both; the first waits for the second."""
        one, self.waiting = self.waiting, None
        if one is None:
            self.waiting = project
            return
        name = f"{one.name}及{project.name}"
        moneys = [two.budget.total for two in (one, project) if two.budget and two.budget.total]
        if match_key(name) in self.taken or moneys[0].unit != moneys[1].unit:
            self._keep(one, at)
            self._keep(project, at)
            return
        self.taken.add(match_key(name))
        money = Money(moneys[0].amount + moneys[1].amount, moneys[0].unit)
        goal = "".join(filter(None, (one.goal, project.goal))) or None
        rows = (*one.indicators, *project.indicators)
        self.held[at].append(Project(name, goal=goal, budget=Budget(money, money), indicators=rows))
        for part in (one, project):
            self._tell(EditKind.PROJECT_MERGED, part.name, name)

    def _let_go(self, at: int) -> None:
        """The project that waits to be merged stays, where its unit has no other."""
        one, self.waiting = self.waiting, None
        if one is not None:
            self._keep(one, at)

    def _keep(self, project: Project, at: int) -> None:
        """The same project a year on."""
        name, renamed = self.aged.rename(project.name or "", self.taken, telling=len(project.indicators) > 3)
        pair = project.name, name
        if renamed:
            self._tell(EditKind.PROJECT_RENAMED, *pair)
            self.taken.add(match_key(name))
        if renamed != "strong" and len(self.units) > 1 and self.random.random() < 0.04:
            at = self.random.choice([one for one in range(len(self.units)) if one != at])
            self._tell(EditKind.PROJECT_MOVED, *pair)
        strong = renamed == "strong"
        goal = project.goal if strong else self._age_goal(project.goal, pair)
        budget = self._age_budget(project.budget, pair)
        indicators = project.indicators if strong else self._age_indicators(project.indicators, pair)
        self.held[at].append(
            attrs.evolve(project, name=name, goal=goal, budget=budget, indicators=indicators)
        )

    def _age_goal(self, goal: str | None, pair: tuple[str | None, str]) -> str | None:
        if goal is None or self.random.random() > 0.25:
            return goal
        self._tell(EditKind.GOAL_CHANGED, *pair)
        more = self.random.choice(pools.GOALS).format("下一年度重点工作")
        return goal + more if self.random.random() < 0.6 else more + goal[len(goal) // 2 :]

    def _age_budget(self, budget: Budget | None, pair: tuple[str | None, str]) -> Budget | None:
        if budget is None or budget.total is None or self.random.random() > 0.6:
            return budget
        by = Decimal(self.random.randint(-30, 60)) / 100
        moved = attrs.evolve(
            budget,
            total=attrs.evolve(budget.total, amount=budget.total.amount + by),
            fiscal_appropriation=budget.fiscal_appropriation
            and attrs.evolve(budget.fiscal_appropriation, amount=budget.fiscal_appropriation.amount + by),
        )
        for name in ("total", "fiscal_appropriation"):
            if getattr(moved, name) != getattr(budget, name):
                self._tell(EditKind.BUDGET_CHANGED, *pair, field=name)
        return moved

    def _age_indicators(
        self, indicators: tuple[Indicator, ...], pair: tuple[str | None, str]
    ) -> tuple[Indicator, ...]:
        made: list[Indicator] = []
        names = {one.name for one in indicators}
        for one in indicators:
            draw = self.random.random()
            if draw < 0.06 and one.name:
                self._tell(EditKind.INDICATOR_REMOVED, *pair, indicator=one.name)
            else:
                made.append(self._age_indicator(one, pair, names))
        if self.random.random() < 0.3:
            drawn = self.random.choice(pools.INDICATORS)
            name = drawn[1].format("社会")
            if all(not renames.alike(name, other or "") for other in names):
                made.append(_indicator(self.random, drawn, "社会", 2025, 99))
                self._tell(EditKind.INDICATOR_ADDED, *pair, indicator_new=name)
        self.random.shuffle(made)
        return tuple(attrs.evolve(one, number=number) for number, one in enumerate(made, 1))

    def _age_indicator(
        self, one: Indicator, pair: tuple[str | None, str], names: set[str | None]
    ) -> Indicator:
        if one.name is None:
            return one
        name = one.name
        if self.random.random() < 0.1:
            name = self.aged.rename_indicator(name)
            if name in names:
                name = one.name
        values: dict[str, Any] = {"indicator": one.name, "indicator_new": name}
        if name != one.name:
            self._tell(EditKind.INDICATOR_RENAMED, *pair, **values)
        made = attrs.evolve(one, name=name)
        if self.random.random() < 0.03 and one.classification.level2_code in _OTHER_CLASS:
            made = attrs.evolve(made, classification=_class(_OTHER_CLASS[one.classification.level2_code]))
            self._tell(EditKind.INDICATOR_RECLASSIFIED, *pair, **values)
        for period, target in one.targets:
            if self.random.random() < 0.25:
                kind, text = self.aged.turn(target, one.name)
                if kind is not None:
                    turned: dict[str, Any] = {period: parse_target(text)}
                    made = attrs.evolve(made, **turned)
                    self._tell(kind, *pair, period=period, **values)
        return made
