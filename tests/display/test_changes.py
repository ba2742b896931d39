"""What people see of changes: escaped, offline, and complete."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from random import Random

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import govperf as gp
from govperf.display.change_words import CLASSES, KINDS, SECTIONS
from govperf.storage import CHANGE_FORMS, dump_changes
from govperf.testing.versions import make_disclosure, make_next_year
from tests.changes.tables import disclose, indicator, project
from tests.serializers.strategies import disclosures as any_disclosures

VERSION = make_next_year(make_disclosure(Random(5), projects=25), Random(6))
CHANGES = gp.diff(VERSION.old, VERSION.new)


class _Balance(HTMLParser):
    """Counts tags that are open, and collects what refers elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag opens."""
        if tag != "meta":
            self.open.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"src", "href"}]

    def handle_endtag(self, tag: str) -> None:
        """A tag closes, the last that was opened."""
        assert self.open.pop() == tag


def test_every_kind_has_its_words_and_its_section() -> None:
    """No kind of edit is without words, or in no section of the report."""
    assert set(KINDS) == set(gp.EditKind)
    assert sorted(kind for _, _, kinds in SECTIONS for kind in kinds) == sorted(gp.EditKind)
    assert set(CLASSES) <= set(gp.EditKind)


@given(any_disclosures, any_disclosures, st.sampled_from(CHANGE_FORMS), st.sampled_from(("en", "zh")))
def test_any_changes_can_be_written_in_any_form(
    old: gp.Disclosure, new: gp.Disclosure, form: str, lang: str
) -> None:
    """Whatever changed, each form holds it in both languages."""
    assert isinstance(dump_changes(gp.diff(old, new), form, lang=lang, width=60, every=True), bytes)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_stands_alone(lang: str) -> None:
    """HTML is balanced, and refers to nothing outside itself."""
    page = dump_changes(CHANGES, "html", lang=lang).decode()
    parser = _Balance()
    parser.feed(page)
    assert parser.open == []
    assert parser.links == []
    assert "url(" not in page
    assert "@import" not in page
    assert "prefers-color-scheme: dark" in page


def test_markup_in_names_is_shown_and_not_run() -> None:
    """A name that is markup is text in HTML and in Markdown."""
    bad = "<script>alert(1)</script>"
    changes = gp.diff(
        disclose(project("普法")), disclose(project(bad, goal=bad), project("普法", indicator(bad, bad)))
    )
    page = dump_changes(changes, "html").decode() + changes._repr_html_()
    assert "<script" not in page
    assert "<script" not in dump_changes(changes, "md").decode()


def test_a_workbook_has_no_formulas() -> None:
    """A name that a spreadsheet would run is text in the workbook."""
    changes = gp.diff(
        disclose(project("普法")), disclose(project("=1+1"), project("普法", indicator("@x", "+1")))
    )
    book = openpyxl.load_workbook(io.BytesIO(dump_changes(changes, "xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "=1+1" in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} <= {"s", "n"}


def test_the_report_begins_with_its_summary_and_goes_from_projects_to_targets() -> None:
    """The order is: summary, projects, budget, targets, goals."""
    lines = str(CHANGES).splitlines()
    assert lines[0] == CHANGES.summary()
    heads = [line for line in lines if line and not line.startswith(" ")]
    assert heads[1:] == ["Projects", "Budget", "Targets and indicators", "Goals and tasks"]


def test_what_hardly_matters_is_counted_and_listed_on_demand() -> None:
    """A year that moved on in a name and a target in other words are a number, unless all are asked for."""
    old = disclose(project("2024年普法", indicator("次数", "6次以上")))
    new = disclose(project("2025年普法", indicator("次数", "≥6次")))
    changes = gp.diff(old, new)
    short, long = (dump_changes(changes, "table", every=every).decode() for every in (False, True))
    assert "1 more where only the year" in short
    assert "1 target reworded" in short
    assert "2024年普法 → 2025年普法" not in short
    assert "2024年普法 → 2025年普法" in long
    assert "6次以上 → ≥6次" in long


def test_two_periods_that_say_the_same_are_one_line() -> None:
    """Cycle and annual that changed alike are shown together."""
    sides = (
        disclose(
            project("普法", gp.Indicator("次数", cycle=gp.parse_target(text), annual=gp.parse_target(text)))
        )
        for text in ("≥6次", "≥4次")
    )
    text = dump_changes(gp.diff(*sides), "table", lang="zh").decode()
    assert "次数 [实施周期、年度] ≥6次 → ≥4次" in text


def test_the_patch_says_what_was_and_what_is() -> None:
    """Lines begin with - and +, below the project they are about; without edits there is no line."""
    old, new = (disclose(project("普法", indicator("次数", text))) for text in ("≥6次", "≥4次"))
    assert dump_changes(gp.diff(old, new), "patch").decode().splitlines()[2:] == [
        "@@ 普法 @@",
        "# target-looser: ≥4次 is looser than ≥6次",
        "-次数 [annual] ≥6次",
        "+次数 [annual] ≥4次",
    ]
    assert dump_changes(gp.diff(old, old), "patch") == b""


def test_markdown_tables_are_whole() -> None:
    """Each row of a table has as many cells as its head."""
    lines = dump_changes(CHANGES, "md").decode().splitlines()
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in lines if line.startswith("|")} == {8}


def test_long_texts_are_shown_where_they_differ() -> None:
    """Of two long goals the report shows the place where they part."""
    same = "保障系统平稳有序运行，" * 8
    changes = gp.diff(
        disclose(project("普法", goal=f"{same}甲")), disclose(project("普法", goal=f"{same}乙"))
    )
    assert "有序运行，甲 → …" in str(changes)


def test_no_other_form_is_written() -> None:
    """A form there is not is refused with those there are."""
    with pytest.raises(gp.InputError, match="jsonl"):
        dump_changes(CHANGES, "docx")


def test_changes_are_written_by_suffix(tmp_path) -> None:
    """`gp.write` takes changes too."""
    for suffix in ("html", "xlsx", "json", "jsonl", "md", "txt"):
        gp.write(CHANGES, tmp_path / f"a.{suffix}")
        assert (tmp_path / f"a.{suffix}").stat().st_size > 1000


def test_a_merger_is_told_in_the_unit_of_its_parts() -> None:
    """The amount of the whole is printed as that of the part, and without a share, which would say nothing."""
    old = disclose(project("森林防火巡查经费", total="6.50"), project("森林防火宣传经费", total="3.50"))
    new = disclose(project("森林防火巡查及森林防火宣传经费", total="10.00"))
    for changes in (gp.diff(old, new), gp.diff(new, old)):
        (line,) = (line for line in str(changes).splitlines() if "3.50 万元" in line)
        assert "10.00 万元" in line
        assert "%" not in line
