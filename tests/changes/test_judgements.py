"""What a person judged is heeded, saved and used again."""

from __future__ import annotations

from pathlib import Path

import pytest

import govperf as gp
from tests.changes.tables import disclose, indicator, project

OLD = disclose(project("数据湖", indicator("表数", "≥6张")), project("普法"))
NEW = disclose(project("城市底座", indicator("归集资源", "≥6张")), project("普法"))


def kinds(pairs: object) -> list[str]:
    """The kinds of edits between the two versions, with these judgements."""
    return [edit.kind.value for edit in gp.diff(OLD, NEW, pairs=pairs)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "pairs",
    [{"数据湖": "城市底座"}, [("数据湖", "城市底座")], [gp.KnownPair("数据湖", "城市底座", unit="某中心")]],
)
def test_a_known_pair_is_a_rename(pairs: object) -> None:
    """A pair that you give is taken, in each form that it can be given in."""
    assert kinds(pairs) == ["project-renamed", "indicator-added", "indicator-removed"]


def test_indicators_can_be_paired_too() -> None:
    """A known pair of indicators names their project."""
    known = gp.KnownPair("数据湖", "城市底座", indicator="表数", indicator_new="归集资源")
    assert kinds([("数据湖", "城市底座"), known]) == ["project-renamed", "indicator-renamed"]


def test_a_project_can_be_said_to_have_no_partner() -> None:
    """With None on one side, a project that would be paired is new, or gone."""
    assert kinds([("普法", None)]).count("project-removed") == 2
    assert kinds([(None, "普法")]).count("project-added") == 2


def test_what_was_judged_comes_back(tmp_path: Path) -> None:
    """Saved pairs lead to the same edits again, and the file has one pair a line."""
    path = tmp_path / "pairs.json"
    changes = gp.diff(OLD, NEW, pairs={"数据湖": "城市底座"})
    changes.save_pairs(path)
    assert '{"project": "数据湖", "project_new": "城市底座"' in path.read_text("utf-8")
    assert kinds(path) == [edit.kind for edit in changes]


def test_saved_judgements_hold_what_found_no_partner(tmp_path: Path) -> None:
    """A project that was new or gone stays so when the judgements are used again."""
    changes = gp.diff(OLD, NEW)
    changes.save_pairs(tmp_path / "pairs.json")
    assert gp.KnownPair("数据湖", unit="某中心") in changes.known_pairs()
    assert kinds(str(tmp_path / "pairs.json")) == [edit.kind for edit in changes]


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        ({"数据池": "城市底座"}, "no project of the old version"),
        ([("普法", "普法"), ("普法", "城市底座")], "twice"),
        ([("甲", "乙", "丙")], "no pair"),
        ([(None, None)], "no pair"),
        (
            [
                ("数据湖", "城市底座"),
                gp.KnownPair("数据湖", "城市底座", indicator="甲", indicator_new="归集资源"),
            ],
            "no indicator",
        ),
        ("missing.json", "cannot be read"),
    ],
)
def test_judgements_that_fit_nothing_are_told(pairs: object, words: str) -> None:
    """A name that there is not, a pair given twice, a file that is missing: each is said."""
    with pytest.raises(gp.InputError, match=words):
        kinds(pairs)


def test_a_name_that_several_units_have_needs_its_unit() -> None:
    """Where two projects have the name, the message asks for the unit."""
    old = disclose(甲=(project("运行"),), 乙=(project("运行"),))
    with pytest.raises(gp.InputError, match="name the unit"):
        gp.diff(old, NEW, pairs={"运行": "普法"})


@pytest.mark.parametrize(
    "text", ["[]", "{", '{"schema": "govperf-pairs/1", "pairs": [{"name": "甲"}]}', '{"pairs": []}']
)
def test_a_file_of_something_else_is_refused(text: str, tmp_path: Path) -> None:
    """Only a file of the schema is read."""
    path = tmp_path / "pairs.json"
    path.write_text(text, "utf-8")
    with pytest.raises(gp.ReadError):
        kinds(path)


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A folder is no file to save to."""
    with pytest.raises(gp.InputError, match="cannot be written"):
        gp.diff(OLD, NEW).save_pairs(tmp_path)
