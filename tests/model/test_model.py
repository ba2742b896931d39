"""The model: equality, views, units of money, names, classes, problems."""

from __future__ import annotations

from decimal import Decimal
from string import Formatter

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from govperf.model.amounts import CURRENCY_UNITS, Budget, Money
from govperf.model.disclosures import Disclosure, Problem, Severity, Source
from govperf.model.divisions import DIVISIONS, find_aliases, find_division
from govperf.model.problems import PROBLEMS, report
from govperf.model.taxonomy import LEVEL2, canonical_class, classes_of, level1_name, plain_class_name
from govperf.places import Place
from govperf.testing.pools import CLASSES
from govperf.testing.strategies import budgets, disclosures, moneys


class TestAmounts:
    """Money is exact, and unknown without a unit."""

    @given(moneys(None), st.sampled_from(sorted(CURRENCY_UNITS)))
    def test_yuan(self, money: Money, unit: str) -> None:
        """元 are the amount times its unit; without a unit they are unknown."""
        assert money.yuan is None
        assert evolve(money, unit=unit).yuan == money.amount * CURRENCY_UNITS[unit]

    @given(moneys())
    def test_place_is_not_compared(self, money: Money) -> None:
        """The same amount elsewhere is equal; with other digits it rounds otherwise."""
        assert evolve(money, place=Place(1, 2)) == money
        assert Money(Decimal("40.00")).rounding == Decimal("0.005")

    @given(budgets())
    def test_budget(self, budget: Budget) -> None:
        """A budget is true when an amount is printed; funds leave the total out."""
        assert budget
        assert not Budget()
        assert set(budget.funds) == {money for money in budget.moneys[1:] if money is not None}


class TestDisclosures:
    """Two disclosures are equal when they say the same, wherever it was read."""

    @given(disclosures("funding_form"))
    def test_equality(self, made: Disclosure) -> None:
        """Source and problems are left out of equality."""
        problem = Problem("x", Severity.ERROR, "x", "x")
        assert evolve(made, source=Source("a", "b"), problems=(problem,)) == made
        assert evolve(made, departments=()) != made

    @given(disclosures("nansha"))
    def test_views(self, made: Disclosure) -> None:
        """Flat views hold each project and indicator once, with what it belongs to."""
        units = [unit for one in made.departments for unit in one.units]
        assert len(made.projects) == sum(len(unit.projects) for unit in units)
        assert all(entry.project in entry.unit.projects for entry in made.project_entries())
        assert len(made.indicators) == sum(len(one.indicators) for one in made.projects)
        assert (made.layout, made.form) == ("nansha", "funding_form")

    @given(disclosures("huangpu"))
    def test_find(self, made: Disclosure) -> None:
        """An indicator is found by its name, blanks aside."""
        for one in made.indicators:
            assert one.name is None or one in made.find(" ".join(one.name))

    def test_frozen(self) -> None:
        """Nothing in the model can be changed in place."""
        with pytest.raises(FrozenInstanceError):
            Disclosure().fiscal_year = 2024


class TestNames:
    """Divisions and aliases out of a department's name."""

    @pytest.mark.parametrize(("code", "district"), DIVISIONS.items())
    def test_division(self, code: str, district: str) -> None:
        """Each district of the city is known by its name."""
        assert find_division(f"广州市{district}某局") == code

    @pytest.mark.parametrize(("name", "code"), [("贵阳市白云区某局", None), ("广州市某局", "440100"), (None, None),
                                                ("广州市黄埔区与南沙区", None)])  # fmt: skip
    def test_no_guess(self, name: str | None, code: str | None) -> None:
        """Two districts, or one of another city, are none."""
        assert find_division(name) == code

    def test_aliases(self) -> None:
        """The bracket is another name, unless it says 部门 or 本级."""
        assert find_aliases("甲局（乙局）") == ("甲局", "乙局")
        assert find_aliases("甲局(部门)") == ("甲局",)
        assert find_aliases("甲局") == find_aliases(None) == ()


class TestClasses:
    """Classes by code and name."""

    @pytest.mark.parametrize("pair", CLASSES)
    def test_right_pairs(self, pair: tuple[str, str, str, str]) -> None:
        """Codes, names, or both give the same class, with 指标 or without."""
        both = canonical_class(*pair)
        assert both is not None
        assert canonical_class(None, pair[1], None, pair[3]) == both
        assert canonical_class(pair[0], None, pair[2], None) == both
        assert canonical_class(pair[0], plain_class_name(pair[1]), pair[2], plain_class_name(pair[3])) == both

    @pytest.mark.parametrize("level2", LEVEL2)
    def test_level1_follows(self, level2: str) -> None:
        """Level 1 follows from level 2."""
        assert canonical_class(None, level1_name(level2), None, level2) in classes_of(level2)

    def test_no_class(self) -> None:
        """What is no class has none."""
        assert canonical_class(None, None, None, None) is None
        assert canonical_class(None, "随便指标", None, None) is None
        assert level1_name("随便") is None


class TestProblems:
    """Problems are data."""

    @pytest.mark.parametrize("code", PROBLEMS)
    def test_words(self, code: str) -> None:
        """Each code has words in both languages, filled with the same values."""
        named = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in PROBLEMS[code][1:]]
        assert named[0] == named[1]
        words = dict.fromkeys(named[0], "七")
        one = report(code, Place(1), "甲", words)
        assert one.severity is PROBLEMS[code][0]
        assert "{" not in one.message + one.message_zh

    def test_unfilled(self) -> None:
        """A word that is not filled is a fault of ours."""
        with pytest.raises(KeyError):
            report("total-differs")
