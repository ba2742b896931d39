"""The laws of a comparison, and what it says of documents that are hard to compare."""

from __future__ import annotations

from random import Random

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govperf as gp
from govperf.layouts.registry import all_layouts
from govperf.testing import strategies
from govperf.testing.versions import make_disclosure
from tests.changes.tables import disclose, indicator, project, shuffle
from tests.serializers.strategies import disclosures as any_disclosures

printable = st.sampled_from(("nansha", "huangpu", "department_form")).flatmap(strategies.disclosures)
pairs = st.tuples(any_disclosures, any_disclosures) | st.tuples(printable, printable)

EVERY_LAYOUT = sorted(set(all_layouts()) - {"generic"})
"""The generic layout reads what others do not know, and has no form to draw from."""


@pytest.mark.parametrize("layout", EVERY_LAYOUT)
@given(data=st.data())
@settings(max_examples=6)
def test_the_laws_hold_for_what_every_layout_can_hold(layout: str, data: st.DataObject) -> None:
    """`apply(old, diff(old, new)) == new`, `diff(d, d)` is empty, and both are shown, with every field that a form fills."""
    drawn = strategies.disclosures(layout)
    old, new = data.draw(drawn), data.draw(drawn)
    changes = gp.diff(old, new)
    assert changes.apply(old) == new
    assert len(str(changes).splitlines()) >= 1
    assert not gp.diff(new, new)


def test_what_forms_say_besides_is_an_edit() -> None:
    """Goals of several years, evaluations, heads of forms and reasons of results are told, and applied."""
    old = _full("三年内建成体系。", "总体较好。", "一次性项目", "设备到货晚。")
    new = _full("三年内建成并运行体系。", "总体良好。", "经常性项目", "招标流标。")
    changes = gp.diff(old, new)
    assert changes.apply(old) == new
    assert gp.diff(new, old).apply(new) == old
    assert changes.counts == {
        "department-changed": 1,
        "project-changed": 1,
        "goal-changed": 2,
        "indicator-changed": 1,
        "result-changed": 1,
        "evaluation-changed": 2,
    }
    assert gp.diff(old, disclose(project("培训"))).apply(old) == disclose(project("培训"))


def _full(goal: str, summary: str, extra: str, reason: str) -> gp.Disclosure:
    """A disclosure that fills the fields that few forms have."""
    result = gp.Result(gp.parse_target("90%"), reason=reason)
    row = gp.Indicator("培训合格率", result=result, extras=(("备注", extra),))
    evaluation = gp.Evaluation(outcome=summary)
    held = project("培训", row, cycle_goal=goal, evaluation=evaluation, extras=(("项目属性", extra),))
    statement = gp.DepartmentStatement(cycle_goal=goal, evaluation=evaluation, extras=(("年份", extra),))
    units = (gp.BudgetUnit("某中心", None, (held,)),)
    return gp.Disclosure((gp.Department("某市某局", units=units, statement=statement),))


@given(pairs)
def test_edits_make_the_new_version_of_the_old(pair: tuple[gp.Disclosure, gp.Disclosure]) -> None:
    """`apply(old, diff(old, new)) == new`, whatever the two are."""
    old, new = pair
    changes = gp.diff(old, new)
    assert changes.apply(old) == new
    assert gp.apply_edits(old, changes) == new


@given(any_disclosures | printable)
def test_a_version_does_not_differ_from_itself(one: gp.Disclosure) -> None:
    """`diff(d, d)` has no edit, and nothing to carry."""
    changes = gp.diff(one, one)
    assert not changes
    assert changes.carried == ()


@given(any_disclosures | printable, st.integers(0, 99))
def test_the_order_of_rows_is_no_edit(one: gp.Disclosure, seed: int) -> None:
    """Rows in another order are no edit, and yet the order is what comes out of apply."""
    mixed = shuffle(one, seed)
    changes = gp.diff(one, mixed)
    assert changes.edits == ()
    assert changes.apply(one) == mixed


_INVERSE = {
    "target-stricter": "target-looser",
    "target-vaguer": "target-concreter",
    "project-added": "project-removed",
    "indicator-added": "indicator-removed",
    "target-reworded": "target-reworded",
    "budget-changed": "budget-changed",
}


@given(pairs)
def test_swapping_the_sides_inverts_the_edits(pair: tuple[gp.Disclosure, gp.Disclosure]) -> None:
    """What was raised is lowered the other way round, what was added is dropped."""
    there, back = gp.diff(*pair), gp.diff(*reversed(pair))
    for kind, inverse in _INVERSE.items():
        assert len(there.of(kind)) == len(back.of(inverse)), kind


def test_a_layout_is_no_edit() -> None:
    """The same content under another layout, title and unit of money has no edits."""
    old = make_disclosure(Random(3), projects=8)
    table = gp.Table("项目支出绩效目标表", "goal_form", "huangpu", "万元", old.tables[0].total)
    assert not gp.diff(old, attrs.evolve(old, tables=(table,), fiscal_year=2026))


def test_an_edit_holds_what_it_needs_and_no_more() -> None:
    """Applied to a version that differs elsewhere, edits change what they are about and leave the rest alone."""
    old = disclose(project("培训", indicator("培训场次", "≥6场")), project("运维", goal="甲"))
    new = disclose(project("培训", indicator("培训场次", "≥4场")), project("运维", goal="甲"))
    other = disclose(project("培训", indicator("培训场次", "≥6场")), project("运维", goal="乙"))
    changes = gp.diff(old, new)
    assert changes.apply(other).projects[1].goal == "乙"
    assert changes.apply(other).projects[0].indicators == new.projects[0].indicators


def test_what_is_put_into_new_and_old_departments_is_kept_apart() -> None:
    """A new department before the old one, and a new unit in each: every unit comes to its own."""
    old = gp.Disclosure((gp.Department("某市甲局"),))
    units = (
        gp.BudgetUnit("甲中心", projects=(project("普法"),)),
        gp.BudgetUnit("乙中心", projects=(project("运维"),)),
    )
    new = gp.Disclosure(
        (gp.Department("某市乙局", units=units[1:]), gp.Department("某市甲局", units=units[:1]))
    )
    assert gp.diff(old, new).apply(old) == new


def test_edits_refuse_a_version_they_were_not_made_for() -> None:
    """Where the old value is another, or the record is missing, apply says so."""
    changes = gp.diff(disclose(project("培训", goal="甲")), disclose(project("培训", goal="乙")))
    with pytest.raises(gp.InputError, match="another disclosure"):
        changes.apply(disclose(project("培训", goal="丙")))
    with pytest.raises(gp.InputError, match="another disclosure"):
        changes.apply(gp.Disclosure())
    gone = gp.diff(disclose(project("培训")), disclose())
    with pytest.raises(gp.InputError, match="another disclosure"):
        gone.apply(disclose(project("运维")))


def test_an_empty_version_is_told() -> None:
    """Against an empty one everything is new, and a note says that one side says nothing."""
    changes = gp.diff(gp.Disclosure(), disclose(project("培训")))
    assert [edit.kind for edit in changes] == ["project-added"]
    assert changes.notes[0][0] == "the old version says nothing"


def test_documents_of_different_kinds_are_told() -> None:
    """A project table against a department form is compared, with a note that the two are of different kinds."""
    statement = gp.DepartmentStatement(indicators=(indicator("培训场次", "≥6场"),))
    form = gp.Disclosure((gp.Department("某市某局", statement=statement),))
    changes = gp.diff(disclose(project("培训")), form)
    assert "different kinds" in changes.notes[0][0]
    assert {edit.kind for edit in changes} == {"project-removed", "indicator-added"}


def test_other_documents_are_told() -> None:
    """Two documents without a common project get a note."""
    changes = gp.diff(disclose(project("教师培训")), disclose(project("河涌清淤")))
    assert changes.notes[0][0] == "the two have no project in common"


def test_only_disclosures_are_compared() -> None:
    """A path is refused with what to do."""
    with pytest.raises(gp.InputError, match=r"gp\.read"):
        gp.diff("a.txt", "b.txt")  # type: ignore[arg-type]


def test_a_thousand_identical_projects_are_paired_one_by_one() -> None:
    """Identical projects do not make all be compared with all: nine hundred stay, a hundred go."""
    one = project("综合业务费", indicator("次数", "≥1次"), goal="办好。", total="1.00")
    changes = gp.diff(disclose(*[one] * 1000), disclose(*[one] * 900))
    assert changes.counts == {"project-removed": 100}


def test_duplicate_names_are_paired_by_what_they_say() -> None:
    """Of two projects of one name in one unit, each finds the one with its own budget."""
    old = disclose(project("设备", total="1.00"), project("设备", total="2.00", goal="甲"))
    new = disclose(project("设备", total="2.00", goal="乙"), project("设备", total="1.00"))
    assert [(edit.kind, edit.old, edit.new) for edit in gp.diff(old, new)] == [("goal-changed", "甲", "乙")]
