"""Views: tuples that answer to names, and short words for a prompt."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govperf as gp

EXAMPLE = Path(__file__).parents[2] / "examples" / "zengcheng.txt"
names = st.none() | st.text(max_size=6)
views = st.lists(st.builds(gp.Project, names), max_size=5).map(gp.View)


@given(views)
def test_a_view_is_its_tuple(view: gp.View[gp.Project]) -> None:
    """It equals the plain tuple, has its hash, its slices are views, and it survives pickling."""
    plain = tuple(view)
    assert (view, hash(view), view[1:]) == (plain, hash(plain), plain[1:])
    assert isinstance(view[1:], gp.View)
    assert pickle.loads(pickle.dumps(view)) == view  # noqa: S301


@given(views, names)
def test_a_name_gives_its_one_member_or_an_error(view: gp.View[gp.Project], name: str | None) -> None:
    """A name that one member has gives it; any other is a NotFoundError, which is a KeyError."""
    wanted = "".join((name or "").split())
    having = [one for one in view if "".join((one.name or "").split()) == wanted]
    if len(having) == 1:
        assert view[name or ""] is having[0]
    else:
        with pytest.raises(KeyError) as caught:
            _ = view[name or ""]
        assert isinstance(caught.value, gp.NotFoundError)


@given(views)
def test_a_view_shows_itself_in_one_line(view: gp.View[gp.Project]) -> None:
    """The repr is one line, however many members there are."""
    assert len(repr(view).splitlines()) <= 1


def test_an_unknown_name_is_told_the_nearest() -> None:
    """Part of a name, and a slip, find the name that is meant."""
    projects = gp.View([gp.Project("政务大厅运行"), gp.Project("网站维护")])
    with pytest.raises(gp.NotFoundError, match="nothing has this name: '网站'; is it '网站维护'"):
        _ = projects["网站"]
    with pytest.raises(gp.NotFoundError, match="'政务大厅运行'"):
        _ = projects["政务大厅运营"]
    assert projects[" 政务大厅 运行"].name == "政务大厅运行"


def test_a_name_that_two_have_is_told_their_positions() -> None:
    """Neither is guessed."""
    with pytest.raises(gp.NotFoundError, match="2 have this name: '甲'; take one by its position: 0, 2"):
        _ = gp.View([gp.Project("甲"), gp.Project("乙"), gp.Project("甲")])["甲"]


def test_tab_offers_the_names() -> None:
    """A prompt completes `d.projects["` with the names there are."""
    assert gp.View([gp.Project("甲"), gp.Project(None)])._ipython_key_completions_() == ["甲"]


def test_a_disclosure_is_its_indicators() -> None:
    """`len` and iteration are of indicators, for a project too; both are true even without any."""
    disclosure = gp.read(EXAMPLE)
    assert list(disclosure) == list(disclosure.indicators)
    assert len(disclosure) == len(disclosure.indicators) == sum(map(len, disclosure.projects))
    assert list(disclosure.projects[0]) == list(disclosure.projects[0].indicators)
    assert gp.Disclosure()
    assert gp.Project("甲")


def test_a_prompt_shows_short_lines() -> None:
    """What somebody types at a prompt answers in one short line."""
    disclosure = gp.read(EXAMPLE)
    project = disclosure.projects[0]
    assert repr(project) == f"<Project {project.name}: 40.04 万元, {len(project)} indicators>"
    assert repr(disclosure.find("大厅线路")[0]).endswith(": cycle ≥90%, annual ≥90%>")
    assert repr(gp.parse_target("≥95%")) == "<Target '≥95%': quantity>"
    assert repr(gp.Disclosure().projects) == "()"
    for one in (disclosure, project, project.indicators[0], disclosure.projects, disclosure.problems):
        assert len(repr(one)) < 300


@pytest.mark.parametrize("kind", [gp.Disclosure, gp.Project, gp.Indicator, gp.Target, gp.View])
def test_tab_shows_what_is_promised(kind: type) -> None:
    """Every name that tab completion offers is a field, or has words of its own."""
    fields = {one.name for one in getattr(kind, "__attrs_attrs__", ())}
    offered = {name for name in dir(kind) if not name.startswith("_")} - fields
    assert [name for name in offered if not getattr(kind, name).__doc__] == []
