"""What a notebook shows: whole, escaped, and without anything from outside."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govperf as gp
from tests.serializers import strategies

EXAMPLES = Path(__file__).parents[2] / "examples"
shown = st.one_of(
    strategies.disclosures,
    strategies.projects,
    strategies.indicators,
    strategies.targets,
    st.lists(strategies.problems).map(gp.View),
    st.builds(gp.Reading, strategies.texts, strategies.disclosures),
    st.builds(gp.Reading, strategies.texts, error=st.builds(gp.ReadError, strategies.texts)),
)


class _Parser(HTMLParser):
    """Checks that every tag is closed in its turn, and keeps tags, attributes and texts."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def parse(html: str) -> _Parser:
    """The tags and texts of a piece of HTML."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    return parser


def read(name: str) -> gp.Disclosure:
    """An example by its name."""
    return gp.read(EXAMPLES / f"{name}.txt")


@settings(max_examples=60, deadline=None)
@given(shown)
def test_html_is_closed_and_from_nowhere_else(value: gp.Disclosure) -> None:
    """Whatever the texts are, tags are closed in turn, and nothing runs or is fetched."""
    html = value._repr_html_()
    parser = parse(html)
    assert {tag for tag, _ in parser.tags} <= {
        "style",
        "div",
        "p",
        "strong",
        "span",
        "details",
        "summary",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }
    assert all(set(attributes) <= {"class", "open"} for _, attributes in parser.tags)
    assert "url(" not in html.partition("</style>")[0]
    assert "@import" not in html.partition("</style>")[0]


def test_markup_in_a_text_is_text() -> None:
    """A name that is a script is shown, not run."""
    html = gp.Project("<script>alert(1)</script>", goal="<b>&")._repr_html_()
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_a_disclosure_shows_its_projects_and_problems() -> None:
    """The department, each project with its money, and what needs a look."""
    html = read("zengcheng")._repr_html_()
    text = "".join(parse(html).texts)
    for project in read("zengcheng").projects:
        assert project.name in text
    assert "40.04 万元" in text
    assert "项目（7）" in text
    assert '<tr class="warning">' in html
    assert "需要留意的问题" in text


def test_a_department_form_shows_its_indicators() -> None:
    """Without projects the indicators of the department are open."""
    text = "".join(parse(read("zengcheng-department")._repr_html_()).texts)
    assert "部门整体指标（15）" in text
    assert "重点任务（3）" in text


def test_an_indicator_shows_what_its_targets_state() -> None:
    """The print beside its meaning, period by period."""
    text = " ".join(parse(read("zengcheng").find("大厅线路")[0]._repr_html_()).texts)
    assert re.search(r"年度 ≥90% >= 90 %", text)
    assert "定性" in gp.parse_target("满意")._repr_html_()


def test_a_reading_shows_why_nothing_was_read(tmp_path: Path) -> None:
    """A file that cannot be read shows its name and the error."""
    (tmp_path / "leer.txt").write_text("", encoding="utf-8")
    (reading,) = gp.scan(tmp_path / "leer.txt")
    text = "".join(parse(reading._repr_html_()).texts)
    assert "leer.txt" in text
    assert "empty" in text


@pytest.mark.parametrize(("count", "more"), [(60, ""), (75, "另有 15 行")])
def test_many_rows_are_cut_with_a_count(count: int, more: str) -> None:
    """A long table ends with how many rows follow."""
    html = gp.View(gp.Indicator(f"指标{at}") for at in range(count))._repr_html_()
    assert html.count("<tr") == 61
    assert (more in html) is bool(more) or not more
