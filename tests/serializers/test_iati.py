"""IATI: valid by the standard's structure, with what IATI can hold where IATI holds it."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve
from hypothesis import given, settings
from lxml import etree

import govperf as gp
from govperf.serializers.iati import dumps, export_iati
from tests.serializers.documents import documents
from tests.serializers.strategies import disclosures

ROOT = Path(__file__).parents[2]

# The structure of IATI 2.03 as far as it is used: each element with its children in order, and which there must be.
CHILDREN = {
    "iati-activities": "iati-activity+",
    "iati-activity": "iati-identifier reporting-org title description+ participating-org+ activity-status activity-date+ "
    "recipient-country* budget* result*",
    "result": "title description? indicator+",
    "indicator": "title description? period*",
    "period": "period-start period-end target* actual*",
    "target": "comment?",
    "actual": "comment?",
    "budget": "period-start period-end value",
    **dict.fromkeys(("title", "description", "reporting-org", "comment"), "narrative+"),
    "participating-org": "narrative*",
}
NEEDED = {
    "iati-activities": {"version"},
    "reporting-org": {"ref", "type"},
    "participating-org": {"role"},
    "activity-status": {"code"},
    "activity-date": {"type", "iso-date"},
    "result": {"type"},
    "indicator": {"measure"},
    "period-start": {"iso-date"},
    "period-end": {"iso-date"},
    "value": {"value-date"},
}


def check(element: ET.Element) -> None:
    """That an element has its attributes and its children in their order, and so have these."""
    assert NEEDED.get(element.tag, set()) <= set(element.attrib)
    left = [child.tag for child in element]
    for word in CHILDREN.get(element.tag, "").split():
        name, many = word.rstrip("*+?"), word[-1]
        count = len(left) - len(left[(next((at for at, tag in enumerate(left) if tag != name), len(left))) :])
        assert count >= (many not in "*?"), f"{element.tag} lacks {name}"
        assert count <= 1 or many in "*+", f"{element.tag} has several {name}"
        left = left[count:]
    assert left == [], f"{left} out of place in {element.tag}"
    for child in element:
        check(child)


@cache
def schema() -> Any:
    """The standard's own schema, where a package that carries it is installed."""
    found = importlib.util.find_spec("iati")
    if found is None or found.origin is None:
        return None
    path = Path(found.origin).parent / "resources/standard/2-03/schemas/iati-activities-schema.xsd"
    return etree.XMLSchema(etree.parse(str(path)))


def is_valid(text: str) -> None:
    """That a file is valid by our rules, and by the standard's schema where it is here."""
    check(ET.fromstring(text))  # noqa: S314 - what we wrote ourselves.
    if schema() is not None:
        schema().assertValid(etree.fromstring(text.encode()))


@settings(max_examples=40, deadline=None)
@given(disclosures)
def test_any_disclosure_of_a_year_is_valid(disclosure: gp.Disclosure) -> None:
    """Whatever the texts are, the file is well-formed and has the structure of the standard."""
    dated = evolve(disclosure, fiscal_year=2025)
    if dated.projects or any(one.statement for one in dated.departments):
        is_valid(export_iati(dated))
    else:
        with pytest.raises(gp.InputError, match="no project"):
            export_iati(dated)


@documents
def test_documents_are_valid_and_whole(path: Path) -> None:
    """Each annual target of each example and seed stands in a period, in its own words."""
    disclosure = gp.read(path, fiscal_year=2025)
    text = export_iati(disclosure)
    is_valid(text)
    comments = [one.text for one in ET.fromstring(text).findall(".//target/comment/narrative")]  # noqa: S314
    assert sorted(comments) == sorted(one.annual.text for one in disclosure.indicators if one.annual)


def export(indicator: gp.Indicator, **options: Any) -> ET.Element:
    """The only indicator's element."""
    project = gp.Project("培训", indicators=(indicator,))
    unit = gp.BudgetUnit("某中心", projects=(project,))
    disclosure = gp.Disclosure((gp.Department("广州市南沙区某局", units=(unit,)),), fiscal_year=2025)
    return ET.fromstring(export_iati(disclosure, **options))  # noqa: S314


@pytest.mark.parametrize(
    ("canonical", "kind"),
    [
        ("output.quantity", "1"),
        ("benefit.social", "2"),
        ("benefit.sustainability", "3"),
        ("satisfaction.recipient", "2"),
        ("cost.economic", "9"),
        (None, "9"),
    ],
)
def test_a_class_is_a_kind_of_result(canonical: str | None, kind: str) -> None:
    """产出 is an output, 效益 and 满意度 are outcomes, 可持续影响 an impact, all else other."""
    root = export(gp.Indicator("甲", gp.IndicatorClass(canonical=canonical)))
    assert [one.get("type") for one in root.iter("result")] == [kind]


@pytest.mark.parametrize(
    ("text", "measure", "value", "ascending"),
    [
        ("≥95%", "2", "95", "true"),
        ("1.7万人", "1", "17000", None),
        ("满意", "5", None, None),
        ("50%-60%", "5", None, None),
        ("≤30分钟", "1", "30", "false"),
    ],
)
def test_a_number_is_a_value_and_words_are_a_comment(
    text: str, measure: str, value: str | None, ascending: str | None
) -> None:
    """The number of one clause is the value; whatever the print says is the comment."""
    root = export(gp.Indicator("甲", annual=gp.parse_target(text)))
    indicator, target = root.find(".//indicator"), root.find(".//target")
    assert (indicator.get("measure"), target.get("value")) == (measure, value)
    assert ascending is None or indicator.get("ascending") == ascending
    assert target.find("comment/narrative").text == text


def test_targets_without_dates_are_described() -> None:
    """IATI has no period for the whole period of a project: it stands in the description."""
    root = export(gp.Indicator("甲", cycle=gp.parse_target("≥6次")))
    assert root.find(".//indicator/description/narrative").text == "实施周期指标值：≥6次"
    assert root.find(".//period") is None


def test_actual_values_stand_beside_targets() -> None:
    """What was achieved is the actual of the same period."""
    result = gp.Result(actual=gp.parse_target("96%"))
    root = export(gp.Indicator("甲", annual=gp.parse_target("≥95%"), result=result))
    assert root.find(".//actual").get("value") == "96"


def test_the_publisher_is_the_callers() -> None:
    """Identifiers begin with the organisation's."""
    root = export(gp.Indicator("甲"), reporting_org="XM-1")
    assert root.find(".//reporting-org").get("ref") == "XM-1"
    assert root.find(".//iati-identifier").text.startswith("XM-1-")
    assert export(gp.Indicator("甲")).find(".//reporting-org").get("ref") == "CN-440115"


def test_a_year_is_needed(tmp_path: Path) -> None:
    """Periods have dates, so a disclosure without a year is refused; it is written by suffix with one."""
    with pytest.raises(gp.InputError, match="needs the year"):
        dumps(gp.Disclosure())
    gp.write(gp.read(ROOT / "examples" / "panyu.txt"), tmp_path / "a.xml")
    is_valid((tmp_path / "a.xml").read_text("utf-8"))
