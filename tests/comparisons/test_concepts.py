"""The catalogue of concepts, and files of concepts that users write."""

from __future__ import annotations

from pathlib import Path

import pytest

import govperf as gp
from govperf.comparisons.concepts import PARTS, built_in_concepts, load_concepts
from tests.comparisons.documents import make

OWN = """
[[concept]]
id = "steam"
zh = "供汽量"
name = '供汽|供热量'
unit = "吨"
also = ["蒸吨"]
or = { hours = "小时" }
quantity = true
"""
PAIR = (make("甲区某局", ("蒸汽供汽量", "≥1吨")), make("乙区某局", ("年供热量", "500公斤")))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A file with a concept of a user."""
    path = tmp_path / "own.toml"
    path.write_text(OWN, "utf-8")
    return path


def test_ids_are_unique() -> None:
    """No two concepts of the catalogue have the same id or the same Chinese name."""
    concepts = built_in_concepts()
    assert len({one.id for one in concepts}) == len({one.zh for one in concepts}) == len(concepts)


def test_every_part_is_read() -> None:
    """Each file of the catalogue is in the list of its parts."""
    folder = Path(gp.__file__).parent / "comparisons" / "catalogue"
    assert sorted(path.stem for path in folder.glob("*.toml")) == sorted(PARTS)


def test_a_concept_of_a_user_is_asked_first(own: Path) -> None:
    """Names that have nothing in common are aligned, and units converted."""
    (row,) = gp.compare(PAIR, concepts=own).rows
    assert (row.concept, row.concept_zh, row.unit) == ("steam", "供汽量", "吨")
    assert [str(member.value) for member in row.members] == ["1", "0.5"]


def test_without_it_they_are_apart() -> None:
    """The catalogue does not know steam."""
    assert gp.compare(PAIR).rows == ()


def test_concepts_can_be_objects() -> None:
    """What a file says can be said in Python."""
    concept = gp.Concept("steam", "供汽量", "供汽|供热量", unit="公斤")
    assert gp.compare(PAIR, concepts=[concept]).rows[0].unit == "公斤"


def test_an_id_of_the_catalogue_is_replaced() -> None:
    """A user who disagrees with a concept writes it anew."""
    concept = gp.Concept("complaints", "投诉", "投诉$", unit="次")
    assert [one.zh for one in load_concepts([concept]) if one.id == "complaints"] == ["投诉"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("concept = ", "no TOML"),
        ("[other]\nid = 1", "holds tables"),
        ("concept = [1]", "no table"),
        ("[[concept]]\nid = 'a'\nzh = '甲'", "has no name"),
        ("[[concept]]\nid = 'A b'\nzh = '甲'\nname = '甲'", "small letters"),
        ("[[concept]]\nid = 'a'\nzh = '甲'\nname = '('", "no regular expression"),
        ("[[concept]]\nid = 'a'\nzh = '甲'\nname = '甲'\ncolour = 'red'", "has no colour"),
        ("[[concept]]\nid = 'a'\nzh = '甲'\nname = '甲'\ndirection = 'up'", "higher, lower or exact"),
        ("[[concept]]\nid = 'a'\nzh = '甲'\nname = '甲'\nor = '天'", "further units"),
        ("[[concept]]\nid = 'a'\nzh = '甲'\nname = '甲'\nalso = '起'", "list of texts"),
        ("[[concept]]\nid = 'a'\nzh = '甲'\nname = '甲'\nunit = 1", "is a text"),
        ("[[concept]]\nid = 'a'\nzh = '甲'\nname = '甲'\nquantity = 1", "true or false"),
        ("[[concept]]\nid = 'a'\nzh = '甲'\nname = '甲'\n" * 2, "same id"),
    ],
)
def test_a_bad_file_is_told(text: str, message: str, tmp_path: Path) -> None:
    """The error names the file and what is wrong in it."""
    path = tmp_path / "bad.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(gp.InputError, match=message) as error:
        load_concepts(path)
    assert "bad.toml" in str(error.value)


@pytest.mark.parametrize("data", [None, b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_is_told(data: bytes | None, tmp_path: Path) -> None:
    """A missing file, and one that is no text."""
    path = tmp_path / "own.toml"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(gp.InputError, match="cannot be read"):
        load_concepts(str(path))


@pytest.mark.parametrize(
    ("concepts", "message"),
    [
        ([3], "a int is no Concept"),
        ([gp.Concept("a", "甲", "(")], "concept 1, name: this is no regular expression"),
    ],
)
def test_bad_objects_are_told(concepts: list[gp.Concept], message: str) -> None:
    """The error names the place in the list."""
    with pytest.raises(gp.InputError, match=message):
        load_concepts(concepts)
