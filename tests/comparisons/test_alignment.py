"""Departments aligned by concept."""

from __future__ import annotations

from itertools import pairwise

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import govperf as gp
from govperf.comparisons.concepts import load_concepts
from govperf.comparisons.tables import list_rows
from govperf.grammar.units import canonical_unit, convert
from govperf.model.problems import PROBLEMS
from govperf.testing import strategies
from tests.comparisons.documents import assemble, departments, make

BOTH = st.tuples(departments(), departments())


def shuffled(document: gp.Disclosure, draw: st.DataObject) -> gp.Disclosure:
    """The same document with its projects, and the indicators of each, in another order."""
    (department,) = document.departments
    projects = [
        evolve(one, indicators=tuple(draw.draw(st.permutations(one.indicators)))) for one in document.projects
    ]
    return assemble(department.name or "", *draw.draw(st.permutations(projects)))


def rows_of(row: gp.ConceptRow, column: int) -> list[gp.Member]:
    """The members of a column, as if it were the first."""
    return [evolve(member, column=0) for member in row.of(column)]


class TestComparing:
    """What holds for every comparison."""

    @given(BOTH, st.data())
    def test_the_order_of_rows_has_no_part_in_it(
        self, pair: tuple[gp.Disclosure, gp.Disclosure], data: st.DataObject
    ) -> None:
        """Projects and indicators in another order give an equal comparison."""
        again = [shuffled(one, data) for one in pair]
        assert gp.compare(pair, least=1) == gp.compare(again, least=1)

    @given(departments())
    def test_a_document_beside_itself_has_equal_columns(self, document: gp.Disclosure) -> None:
        """Every row has the same members on both sides, and nobody is strictest."""
        comparison = gp.compare([document, document], least=1)
        assert all(rows_of(row, 0) == rows_of(row, 1) for row in comparison.rows)
        assert all(row.strictest == () for row in comparison.rows)

    @given(BOTH)
    def test_every_value_converts_back_to_the_print(self, pair: tuple[gp.Disclosure, gp.Disclosure]) -> None:
        """A value in the row's unit, converted into the printed one, is the printed number."""
        for row in gp.compare(pair, least=1).rows:
            unit = (row.unit or "").partition("/")[0]
            for member in row.members:
                if member.value is not None:
                    clauses = gp.parse_target(member.text).clauses
                    back = {convert(member.value, unit, one.unit or unit) or member.value for one in clauses}
                    assert back & {one.value for one in clauses}

    @given(BOTH)
    def test_a_row_has_one_dimension(self, pair: tuple[gp.Disclosure, gp.Disclosure]) -> None:
        """All values of a row are of the dimension of its unit, or of a noun that counts the same."""
        also = {one.id: one.also for one in load_concepts(None)}
        for row in gp.compare(pair, least=1).rows:
            for member in (one for one in row.members if one.value is not None):
                units = {one.unit for one in gp.parse_target(member.text).clauses if one.unit}
                fitting = {
                    canonical_unit(unit).dimension
                    for unit in units - set(also.get(row.concept.partition("/")[0], ()))
                }
                wanted = canonical_unit((row.unit or "").partition("/")[0]).dimension
                assert (
                    not units or wanted in fitting or units & set(also.get(row.concept.partition("/")[0], ()))
                )

    @given(BOTH)
    def test_rows_are_shared_and_named_once(self, pair: tuple[gp.Disclosure, gp.Disclosure]) -> None:
        """A row is there for as many departments as are asked for, and no two rows have the same id."""
        everything, shared = gp.compare(pair, least=1).rows, gp.compare(pair).rows
        assert [row for row in everything if len(row.columns) > 1] == list(shared)
        assert len({row.concept for row in everything}) == len(everything)

    @given(strategies.disclosures("nansha"), strategies.disclosures("department_form"))
    def test_any_documents_can_be_compared(self, first: gp.Disclosure, second: gp.Disclosure) -> None:
        """Documents of different kinds, with texts nobody foresees, are compared and shown."""
        comparison = gp.compare([first, second], least=1)
        assert comparison._repr_html_()
        assert len(list_rows(comparison, "members")) == sum(len(row.members) for row in comparison.rows)


class TestColumns:
    """How departments are called."""

    def test_the_district_is_the_label(self) -> None:
        """Districts tell departments apart where they differ."""
        comparison = gp.compare([make("广州市甲子区某局"), make("乙丑县财政局")])
        assert [one.label for one in comparison.departments] == ["甲子区", "乙丑县"]

    def test_two_departments_of_a_district_have_their_names(self) -> None:
        """Where the district is the same, the whole name is the label."""
        comparison = gp.compare([make("甲子区教育局"), make("甲子区卫生局"), make("乙丑县教育局")])
        assert [one.label for one in comparison.departments] == ["甲子区教育局", "甲子区卫生局", "乙丑县"]

    @given(
        st.lists(st.sampled_from(("甲子区某局", "甲子区他局", "乙丑县某局", "某局")), min_size=2, max_size=6)
    )
    def test_labels_differ(self, names: list[str]) -> None:
        """No two columns have the same label, whatever the departments are called."""
        labels = [one.label for one in gp.compare([make(name) for name in names]).departments]
        assert len(set(labels)) == len(labels)

    def test_the_departments_of_one_document_are_columns(self) -> None:
        """A document with two departments can be compared in itself."""
        first, second = make("甲子区某局", ("供热率", "≥95%")), make("乙丑县某局", ("供热率", "≥90%"))
        document = gp.Disclosure(first.departments + second.departments)
        assert [row.strictest for row in gp.compare([document]).rows] == [(0,)]


class TestBadInput:
    """What cannot be compared is said clearly."""

    @pytest.mark.parametrize("documents", [[], [gp.Disclosure()], [make("某局")], make("某局")])
    def test_one_department_is_too_few(self, documents: list[gp.Disclosure] | gp.Disclosure) -> None:
        """Nothing, an empty document and a single department have nothing beside them."""
        with pytest.raises(gp.InputError, match="nothing to compare"):
            gp.compare(documents)  # type: ignore[arg-type]

    @pytest.mark.parametrize("given_", ["a.txt", b"bytes", 3, None])
    def test_no_list_is_refused(self, given_: object) -> None:
        """A path is no list of documents."""
        with pytest.raises(gp.InputError, match="no list of disclosures"):
            gp.compare(given_)  # type: ignore[arg-type]

    def test_a_path_in_the_list_is_refused(self) -> None:
        """The message says which one, and what to do."""
        with pytest.raises(gp.InputError, match=r"document 2: a str cannot be compared; read it first"):
            gp.compare([make("某局"), "b.txt"])  # type: ignore[list-item]

    def test_less_than_one_department_shares_nothing(self) -> None:
        """A concept that none shares is no concept."""
        with pytest.raises(gp.InputError, match="least is 1"):
            gp.compare([make("甲子区某局"), make("乙丑县某局")], least=0)

    def test_a_department_without_indicators_is_told(self) -> None:
        """It has a column all the same, and there is nothing in it."""
        comparison = gp.compare([make("甲子区某局", ("供热率", "≥95%")), make("乙丑县某局"), gp.Disclosure()])
        assert [one.message for one in comparison.problems] == [
            "乙丑县 has no indicators to compare",
            "document 3 names no department",
        ]
        assert comparison.rows == ()

    def test_documents_of_different_kinds_are_told(self) -> None:
        """A department form and a project table are compared, and a reader is told of it."""
        first = make("甲子区某局", ("供热率", "95%"))
        statement = gp.DepartmentStatement(indicators=first.indicators)
        second = gp.Disclosure((gp.Department("乙丑县某局", statement=statement),))
        comparison = gp.compare([first, second])
        assert [one.code for one in comparison.problems] == ["kinds-differ"]
        assert len(comparison.rows) == 1

    def test_its_problems_are_not_those_of_reading(self) -> None:
        """The codes stand beside those that reading reports and do not mean another thing there."""
        assert not {"kinds-differ", "nothing-to-compare"} & set(PROBLEMS)

    def test_a_thousand_identical_projects_stay_readable(self) -> None:
        """All are members; a cell says the value once, and how often."""
        (project,) = make("甲子区某局", ("群众满意度", "≥95%"), budget="10").projects
        document = assemble("甲子区某局", *[project] * 1000)
        comparison = gp.compare([document, make("乙丑县某局", ("群众满意度", "90%"))])
        assert len(comparison.rows[0].members) == 1001
        assert len(comparison._repr_html_()) < 20_000


def test_rows_stand_in_the_order_of_the_catalogue() -> None:
    """Concepts of the catalogue come first and in its order, then names by themselves."""
    promises = [("己指标率", "5%"), ("甲指标率", "5%"), ("故障响应率", "5%"), ("群众满意度", "5%")]
    rows = gp.compare([make("甲子区某局", *promises), make("乙丑县某局", *promises)]).rows
    assert [row.concept for row in rows] == ["public-satisfaction", "fault-response-rate", *sorted(
        row.concept for row in rows if row.concept.startswith("name:")
    )]  # fmt: skip
    assert all(first != second for first, second in pairwise(rows))
