"""Which project is which, and which must not be taken for another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest

import govperf as gp
from tests.changes.tables import disclose, indicator, project


def kinds(old: gp.Disclosure, new: gp.Disclosure) -> list[str]:
    """The kinds of the edits."""
    return [edit.kind.value for edit in gp.diff(old, new)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2023年网络运维项目", "2024年网络运维项目"),
        ("2023-2024年度网络运维项目", "2024-2025年度网络运维项目"),
        ("网络运维项目", "2025年度网络运维项目"),
        ("二〇二三年网络运维项目", "二〇二四年网络运维项目"),
        ("第十五届艺术节", "第十六届艺术节"),
        ("1、网络运维项目", "3、网络运维项目"),
        ("网络运维项目（续建）", "网络运维项目(续建)"),
        ("12345热线经费", "（三）12345热线经费"),
        ("2023年热线经费", "12.2024年热线经费"),
    ],
)
def test_years_and_running_numbers_make_no_new_project(old: str, new: str) -> None:
    """A name that differs in its year, its running number or its widths is the same project's."""
    (edit,) = gp.diff(disclose(project(old)), disclose(project(new)))
    assert edit.kind == "project-renamed"
    assert edit.reason in {"year", "spelling"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("电子政务网络运行维护项目", "电子政务网络运维项目"),
        ("某市某局电子政务网络运维", "电子政务网络运维经费"),
        ("设备采购经费", "设备购置专项经费"),
        ("窗口人员培训经费", "培训窗口人员经费"),
        ("政务服务大厅运行保障经费", "政务服物大厅运行保障经费"),
        ("办公自动化平台运维", "集约化办公自动化平台运维"),
        ("人才公寓专项整治费", "专项整治（人才公寓）费"),
    ],
)
def test_a_renamed_project_is_found_by_its_name_alone(old: str, new: str) -> None:
    """Abbreviations, other endings, another order and slips of the keyboard leave a project the same."""
    assert kinds(disclose(project(old)), disclose(project(new))) == ["project-renamed"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("智慧城管平台项目（一期）", "智慧城管平台项目（二期）"),
        ("第一季度环卫保洁经费", "第二季度环卫保洁经费"),
        ("大龙街道环卫保洁经费", "钟村街道环卫保洁经费"),
        ("石碁镇农村公路养护", "沙湾镇农村公路养护"),
        ("道路改造工程一标段", "道路改造工程三标段"),
        ("政务中心A区物业管理费", "政务中心B区物业管理费"),
        ("第一人民医院设备采购", "第三人民医院设备采购"),
        ("上半年抽检经费", "下半年抽检经费"),
        ("市民热线5号线专项", "市民热线7号线专项"),
    ],
)
def test_siblings_are_not_taken_for_each_other(old: str, new: str) -> None:
    """A phase, a quarter, a street or a section is another project, even where goal and indicators were copied."""
    same = {"goal": "保障工作平稳有序运行，全年不发生重大责任事故。", "total": "12.00"}
    rows = (indicator("完成次数", "≥6次"), indicator("验收合格率", "100%", "12"))
    found = kinds(disclose(project(old, *rows, **same)), disclose(project(new, *rows, **same)))
    assert found == ["project-added", "project-removed"]


def test_a_slot_that_tells_siblings_apart_is_heeded() -> None:
    """Where a third name fills the same slot, another filling is another project."""
    names = ("嘉禾公司稳岗补贴发放经费", "望岗公司稳岗补贴发放经费", "彭边公司稳岗补贴发放经费")
    old = disclose(project(names[0]), project(names[1]))
    assert kinds(old, disclose(project(names[0]), project(names[2]))) == ["project-added", "project-removed"]


def test_an_entirely_new_name_is_found_by_goal_and_indicators() -> None:
    """Where goal and indicators are the same to the letter, and no other project's, the project was renamed."""
    goal = "围绕重点工作推进全区数据资源的归集、治理和共享，支撑部门应用。"
    rows = tuple(indicator(name, "≥6个") for name in ("归集数据表数量", "支撑应用数量", "治理批次"))
    old, new = project("数据湖项目", *rows, goal=goal), project("城市底座", *rows, goal=goal)
    assert kinds(disclose(old), disclose(new)) == ["project-renamed"]


def test_an_entirely_new_name_is_found_by_most_of_what_it_says() -> None:
    """A word changed in the goal, and one of four indicators is another: still the same project, renamed."""
    goal = "围绕重点工作推进全区数据资源的归集、治理和共享，支撑部门应用。"
    rows = [indicator(name, "≥6个") for name in ("归集数据表数量", "支撑应用数量", "治理批次", "培训人数")]
    old = project("数据湖项目", *rows, goal=goal)
    new = project("城市底座", *rows[:3], indicator("检查户数", "≥2户"), goal=goal.replace("支撑", "支持"))
    assert "project-renamed" in kinds(disclose(old), disclose(new))


def test_a_sibling_whose_words_hold_ours_does_not_make_a_slot() -> None:
    """Of 核验系统项目 and 核验系统运维项目 the first may become 核验平台项目: the second fills no slot of its own."""
    names = ("证明事项核验系统项目", "证明事项核验系统运维项目", "证明事项核验系统测评项目")
    goals = ("推进无证明城市，方便群众办事。", "保障系统稳定。", "满足等级保护要求。")
    old, new = (
        disclose(*(project(name, goal=goal) for name, goal in zip(found, goals, strict=True)))
        for found in (names, ("证明事项核验平台项目", *names[1:]))
    )
    (edit,) = gp.diff(old, new)
    assert (edit.kind, edit.project_new) == ("project-renamed", "证明事项核验平台项目")


def test_the_name_of_the_unit_may_stand_before_a_project() -> None:
    """What names its unit in one version and not in the other is the same project."""
    old = disclose(云溪县公路养护中心=(project("云溪县公路养护中心标线补划"), project("普法")))
    new = disclose(云溪县公路养护中心=(project("标线补划服务"), project("普法")))
    assert kinds(old, new) == ["project-renamed"]


def test_a_project_that_is_called_as_its_unit_keeps_its_name() -> None:
    """Where nothing is left without the unit's name, the name counts in full."""
    name = "云溪县公路养护服务中心"
    old, new = (disclose(**{name: (project(one),)}) for one in (name, "云溪县公路养护中心"))
    assert kinds(old, new) == ["project-renamed"]


def test_a_code_says_which_project_it_is() -> None:
    """The same code makes the same project, whatever it is called."""
    old, new = project("甲", code="51011723T000007943391"), project("运维", code="51011723T000007943391")
    (edit,) = gp.diff(disclose(old), disclose(new))
    assert (edit.kind, edit.reason) == ("project-renamed", "same code")


def test_years_that_move_on_do_so_for_projects_that_stand_in_a_row() -> None:
    """Of 2023年… and 2024年…, each moves on by a year where the other names of the document do."""
    years = (
        ("2023年网站运维", "2024年网站运维", "2024年普法"),
        ("2024年网站运维", "2025年网站运维", "2025年普法"),
    )
    old, new = (disclose(*(project(name) for name in names)) for names in years)
    pairs = {match.project: match.project_new for match in gp.diff(old, new).matches}
    assert pairs["2023年网站运维"] == "2024年网站运维"
    assert pairs["2024年网站运维"] == "2025年网站运维"


def test_a_project_moves_to_another_unit() -> None:
    """A project with a name of its own that stands in another unit has moved."""
    old = disclose(甲中心=(project("网站运维"), project("普法")), 乙中心=(project("培训"),))
    new = disclose(甲中心=(project("普法"),), 乙中心=(project("培训"), project("网站运维")))
    (edit,) = gp.diff(old, new)
    assert (edit.kind, edit.project, edit.old, edit.new) == ("project-moved", "网站运维", "甲中心", "乙中心")


def test_a_unit_that_was_renamed_keeps_its_projects() -> None:
    """Where a unit has another name and the same projects, it was renamed, and none of them moved."""
    old = disclose(信息化办公室=(project("网站运维"), project("普法")))
    new = disclose(数据资源中心=(project("网站运维"), project("普法")))
    assert kinds(old, new) == ["unit-renamed"]


def test_a_name_that_every_unit_has_does_not_move() -> None:
    """机构运行经费 of a unit that is gone is not that of another unit."""
    old = disclose(甲中心=(project("机构运行经费"),), 乙中心=(project("机构运行经费"), project("培训")))
    new = disclose(
        丙中心=(project("机构运行经费"), project("普法")), 乙中心=(project("机构运行经费"), project("培训"))
    )
    assert "project-moved" not in kinds(old, new)


def test_a_split_is_told_where_the_money_says_so() -> None:
    """Parts that carry on name and indicators, and whose budgets add to the whole, are a split; the other way a merger."""
    rows = (indicator("巡检次数", "≥6次"), indicator("宣传册数量", "≥9册"))
    whole = disclose(project("森林防火经费", *rows, total="10.00"))
    parts = disclose(
        project("森林防火巡查经费", rows[0], total="6.50"), project("森林防火宣传经费", rows[1], total="3.50")
    )
    there, back = gp.diff(whole, parts), gp.diff(parts, whole)
    assert there.counts == {"project-split": 2}
    assert back.counts == {"project-merged": 2}
    assert there.apply(whole) == parts
    assert back.apply(parts) == whole


def test_a_merger_names_its_parts() -> None:
    """A part that the whole names in full is the whole's, even where a project beside it is more like it."""
    old = disclose(
        project("办事大厅物业管理费", total="18.00"),
        project("税务窗口补充服务项目", total="15.00"),
        project("南部办事大厅物业管理费", total="16.00"),
    )
    new = disclose(
        project("办事大厅物业管理及税务窗口补充服务经费", total="33.00"),
        project("南部办事大厅物业管理费（续）", total="16.00"),
    )
    assert gp.diff(old, new).counts == {"project-renamed": 1, "project-merged": 2}


def test_a_quarter_is_not_what_is_measured() -> None:
    """第三季度 at the end of a project's name counts nothing, and the name is found again in that of a merger."""
    parts = ("工程项目联合审批绩效评价第三季度", "办事大厅物业管理费")
    old = disclose(*(project(name, total="10.00") for name in parts))
    new = disclose(project("及".join(parts), total="20.00"))
    assert kinds(old, new) == ["project-merged"] * 2


def test_parts_that_do_not_add_up_are_no_split() -> None:
    """One fen too much, and it is a rename and a new project."""
    old = disclose(project("森林防火经费", total="10.00"))
    new = disclose(project("森林防火巡查经费", total="6.51"), project("森林防火宣传经费", total="3.50"))
    assert "project-split" not in kinds(old, new)


def test_every_pair_has_a_score_and_a_reason() -> None:
    """Exact pairs have the score 1, others less, and each says why."""
    old = disclose(project("普法"), project("电子政务网络运行维护项目"))
    new = disclose(project("普法"), project("电子政务网络运维服务"))
    first, second = gp.diff(old, new).matches
    assert (first.score, first.reason) == (1, "exact")
    assert second.score < 1
    assert second.reason.startswith("name 0.")


def test_another_matcher_may_decide() -> None:
    """A matcher of yours gets what is open and its pairs are taken."""

    def first_with_first(
        old: Sequence[gp.Entry], new: Sequence[gp.Entry]
    ) -> Iterable[tuple[int, int, float, str]]:
        return [(0, 0, 0.5, "mine")] if old and new else []

    changes = gp.diff(disclose(project("甲")), disclose(project("乙丙丁")), matcher=first_with_first)
    assert [(edit.kind, edit.reason) for edit in changes] == [("project-renamed", "mine")]


def test_a_matcher_that_pairs_what_there_is_not_is_told() -> None:
    """A number out of range is an error of the caller's."""
    with pytest.raises(gp.InputError, match="matcher"):
        gp.diff(disclose(project("甲")), disclose(project("乙")), matcher=lambda *_: [(0, 7, 1.0, "")])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("培训人次", "培训场次"),
        ("线上办理事项数", "线下办理事项数"),
        ("工单办结率", "工单办结数"),
        ("一季度巡检次数", "二季度巡检次数"),
        ("工作完成及时率", "工作完成合格率"),
        ("户籍人口建档数", "非户籍人口建档数"),
        ("抽检合格率", "抽检不合格率"),
        ("编内人员培训数", "编外人员培训数"),
        ("新建公厕数", "改建公厕数"),
        ("受益企业户数", "受益农户数"),
        ("专利申请数", "专利授权数"),
    ],
)
def test_indicators_that_count_other_things_are_not_paired(old: str, new: str) -> None:
    """Indicators with nearly the same words that count something else are a drop and an add."""
    sides = (disclose(project("培训", indicator(name, "≥6次"))) for name in (old, new))
    assert kinds(*sides) == ["indicator-added", "indicator-removed"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("系统正常运行率", "系统运行正常率"),
        ("培训场次", "开展培训场次"),
        ("服务对象满意度", "服务对象满意率"),
        ("故障响应时间", "系统故障响应时限"),
        ("设备采购数量", "设备采购数"),
        ("工程验收合格率", "项目验收合格率"),
        ("投诉处理率", "投诉办结率"),
        ("培训人次", "参训人次"),
        ("完成检测批次", "检测批次数"),
        ("机关干部满意度", "机关工作人员满意度"),
        ("未发生安全事故", "全年未发生安全事故"),
    ],
)
def test_indicators_that_were_renamed_are_paired(old: str, new: str) -> None:
    """Indicators whose names changed slightly are the same, siblings beside them or not."""
    sides = [
        disclose(project("培训", indicator(name, "≥6次"), indicator("宣传册数量", "≥9册")))
        for name in (old, new)
    ]
    assert kinds(*sides) == ["indicator-renamed"]


def test_without_the_extra_an_exact_comparison_still_works(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only where names must be compared is the extra `match` needed, and then it is named."""
    for package in ("rapidfuzz", "scipy"):
        monkeypatch.setitem(__import__("sys").modules, package, None)
    old = disclose(project("2023年普法", goal="甲"))
    assert kinds(old, disclose(project("2024年普法", goal="甲"))) == ["project-renamed"]
    with pytest.raises(gp.MissingExtraError, match=r"govperf\[match\]"):
        gp.diff(old, disclose(project("培训")))
