"""Which concept an indicator belongs to."""

from __future__ import annotations

from pathlib import Path

import pytest

import govperf as gp
from govperf.comparisons.concepts import built_in_concepts
from govperf.comparisons.matching import Matcher
from govperf.comparisons.promises import list_promises, plain_name, short_place
from tests.comparisons.documents import make

CASES = Path(__file__).parents[1] / "cases" / "concepts.tsv"


def concepts_of(name: str, text: str, project: str) -> list[str]:
    """The concepts of an indicator's clauses; `-` where the catalogue has none."""
    document = make("甲子区某局", (name, text), project=project)
    keys = [Matcher(built_in_concepts()).find(one) for one in list_promises(document)]
    return [key.concept.id if key and key.concept else "-" for key in keys]


def read_cases() -> list[list[str]]:
    """The rows of the case file."""
    lines = CASES.read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: "/".join(case[:3]))
def test_each_case_has_its_concept(case: list[str]) -> None:
    """Name, target and project together give the concept that the case file says."""
    *words, concept = case
    assert concepts_of(*words) == [concept]


def test_each_clause_has_a_concept_of_its_own() -> None:
    """A target of two clauses promises two things."""
    promised = concepts_of("故障响应及处理及时率", "5分钟响应，1小时解决", "运维")
    assert promised == ["fault-response-time", "fault-repair-time"]


def shared(*pairs: tuple[str, str]) -> list[tuple[str, str | None]]:
    """The rows, with their units, that departments share which promise these, one each."""
    documents = [make(f"{place}区某局", pair) for place, pair in zip("甲乙丙丁", pairs, strict=False)]
    return [(row.concept, row.unit) for row in gp.compare(documents).rows]


class TestNames:
    """What the catalogue does not name is aligned by the same name."""

    def test_years_and_units_are_no_part_of_a_name(self) -> None:
        """Two districts that print their own place, the year and the unit mean the same."""
        assert shared(("甲区2024年扫描量（页）", "5页"), ("本年度扫描量", "≥9页")) == [
            ("name:扫描量/页", "页")
        ]

    @pytest.mark.parametrize("name", ["数量", "完成率", "社会效益", "工作完成时间", "项目成本", "效果"])
    def test_a_name_that_says_nothing_joins_nothing(self, name: str) -> None:
        """What is completed must be said for two departments to promise the same."""
        assert shared((name, "≥95%"), (name, "90%")) == []

    def test_other_nouns_count_other_things(self) -> None:
        """A number of volumes is no number of pages."""
        assert shared(("扫描量", "5卷"), ("扫描量", "9页")) == []

    def test_a_rate_is_no_number(self) -> None:
        """Once a month is not twelve times, for nothing says that it is for a year."""
        assert shared(("调度频次", "每月1次"), ("调度频次", "12次")) == []

    def test_a_change_is_no_level(self) -> None:
        """To lower by 5 % is not to reach 5 %."""
        assert shared(("能耗占比", "降低5%"), ("能耗占比", "5%")) == []

    def test_words_stand_beside_numbers(self) -> None:
        """A target in words joins the numbers of its name."""
        assert shared(("供热率", "满足需要"), ("供热率", "≥95%")) == [("name:供热率/%", "%")]

    def test_bare_numbers_are_counts_or_nothing(self) -> None:
        """Without a unit, a number of users can be compared, and a rate cannot: it may be of 1 or of 100."""
        documents = [
            make("甲区某局", ("供热户", "95"), ("供热率", "0.95")),
            make("乙区某局", ("供热户", "9"), ("供热率", "95")),
        ]
        rows = gp.compare(documents).rows
        assert [[member.counted for member in row.members] for row in rows] == [[True, True], [False, False]]


class TestPlaces:
    """The place in a department's name."""

    @pytest.mark.parametrize(
        ("name", "place"),
        [
            ("广州市增城区政务服务数据管理局", "增城区"),
            ("四川省某某县住房和城乡建设局", "某某县"),
            ("杭州市财政局", "杭州市"),
            ("水利部", None),
            (None, None),
        ],
    )
    def test_short_place(self, name: str | None, place: str | None) -> None:
        """The innermost place that the name begins with."""
        assert short_place(name) == place

    def test_a_place_is_left_out_only_where_the_department_has_it(self) -> None:
        """城市 is no place of its own, and 12345 no year."""
        assert plain_name("城市管理12345案件数", "甲子区某局") == "城市管理12345案件数"
        assert plain_name("甲子区案件数", "广州市甲子区某局") == "案件数"
