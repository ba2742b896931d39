"""What became of a target."""

from __future__ import annotations

import pytest
from hypothesis import given

import govperf as gp
from govperf.testing import strategies
from tests.changes.tables import disclose, indicator, project


def turn(
    old: str | None, new: str | None, name: str = "办结情况", years: tuple[int, int] = (2024, 2025)
) -> list[str]:
    """The kinds of edits between two annual targets of one indicator."""
    sides = (
        disclose(project("项目", indicator(name, text)), year=year)
        for text, year in zip((old, new), years, strict=True)
    )
    return [edit.kind.value for edit in gp.diff(*sides)]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("≥95%", "≥90%", "target-looser"),
        ("≥90%", "≥95%", "target-stricter"),
        ("≤2小时", "≤90分钟", "target-stricter"),
        ("5分钟响应，1小时解决", "10分钟响应，1小时解决", "target-looser"),
        ("≥95%", "约95%", "target-looser"),
        ("95%以上", "≥95%", "target-reworded"),
        ("1小时", "60分钟", "target-reworded"),
        ("≥1.7万人", "17000人以上", "target-reworded"),
        ("90%以上", "有效提升", "target-vaguer"),
        ("有效提升", "90%以上", "target-concreter"),
        ("≥95%", None, "target-vaguer"),
        (None, "≥95%", "target-concreter"),
        ("35台", "35套", "target-unit"),
        ("每月1次", "每年12次", "target-unit"),
        ("370", "90%以上", "target-unit"),
        ("≥95%", "≤95%", "target-incomparable"),
        ("5分钟响应，1小时解决", "1小时解决", "target-incomparable"),
        ("有效提升", "持续完善", "target-incomparable"),
        ("5分钟响应，1小时解决", "1分钟响应，2小时解决", "target-incomparable"),
        ("2024年12月底前完成", "2025年12月底前完成", "target-reworded"),
        ("2024年12月底前完成", "2025年6月底前完成", "target-stricter"),
        ("6月30日前", "11月30日前", "target-looser"),
        ("2024年6月底前完成", "按时完成", "target-vaguer"),
        ("及时完成", "2025年6月底前完成", "target-concreter"),
        ("2024年度内完成", "2025年度内完成", "target-reworded"),
        ("每月10日前", "每月10号前", "target-reworded"),
        ("上半年完成", "第三季度完成", "target-looser"),
        ("第四季度", "12月底前", "target-reworded"),
        ("9月底前", "9月30日前", "target-reworded"),
        ("9月底前", "9月29日前", "target-stricter"),
        ("=95%", "=98%", "target-stricter"),
        ("=95%", "98%", "target-stricter"),
        ("98%", "=95%", "target-looser"),
        ("=100%", "100%", "target-reworded"),
    ],
)
def test_a_target_is_judged_by_what_it_means(old: str | None, new: str | None, kind: str) -> None:
    """The meaning decides, and there is exactly one edit."""
    assert turn(old, new) == [kind]


@pytest.mark.parametrize(("old", "new"), [("≥95 %", "≥95%"), ("有效提升。", "有效提升"), ("≥95%；", "≥95%")])
def test_blanks_and_the_closing_stop_are_no_edit(old: str, new: str) -> None:
    """What a line wrap or a stop adds is carried, and no edit."""
    assert turn(old, new) == []


@given(strategies.values(), strategies.values())
def test_there_is_one_edit_where_texts_differ(old: str, new: str) -> None:
    """Two different texts make one edit of a target, the same text none, and the swap is its inverse."""
    there, back = turn(old, new), turn(new, old, years=(2025, 2024))
    assert len(there) == len(back) <= 1
    inverse = {"target-looser": "target-stricter", "target-vaguer": "target-concreter"}
    inverse |= {value: key for key, value in inverse.items()}
    assert [inverse.get(kind, kind) for kind in there] == back


def test_a_time_limit_without_a_sign_is_lower_the_better() -> None:
    """The name tells which way is better where no sign does."""
    assert turn("2小时", "3小时", "故障响应时限") == ["target-looser"]


def test_a_unit_in_the_name_counts() -> None:
    """`100` under 建设面积(亩) means `100亩`."""
    assert turn("100", "100亩", "建设面积(亩)") == ["target-reworded"]


def test_a_target_without_a_period_is_compared_with_the_only_one_there_is() -> None:
    """A target printed without its period is the annual one of the other version."""
    old = disclose(project("项目", gp.Indicator("办结率", unlabelled=gp.parse_target("≥95%"))))
    new = disclose(project("项目", gp.Indicator("办结率", annual=gp.parse_target("≥90%"))))
    (edit,) = gp.diff(old, new)
    assert (edit.kind, edit.period, edit.old, edit.new) == ("target-looser", "annual", "≥95%", "≥90%")
    assert gp.diff(old, new).apply(old) == new


def test_an_edit_knows_both_places() -> None:
    """A target's edit says where both versions print it."""
    head = "主管部门\t预算单位\t项目名称\t绩效目标\t绩效指标\n"
    row = "某局\t某中心\t培训\t办好培训。\t1、产出指标：培训场次，年度指标值：{}。\n"
    old, new = gp.read_text(head + row.format("≥6次")), gp.read_text(head + "\n" + row.format("≥4次"))
    (edit,) = gp.diff(old, new)
    assert edit.to_row()["old_row"] == 2
    assert edit.to_row()["new_row"] == 3
    assert edit.old_place is not None
    assert edit.old_place.start is not None
