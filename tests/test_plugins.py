"""Layouts from other packages: used where they fit, refused where they are broken, never in the way."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Callable, Iterator
from typing import ClassVar

import pytest
from attrs import frozen

import govperf as gp
from govperf.layouts.base import Evidence, Survey, TableReading
from govperf.layouts.goal_form import GoalForm
from govperf.layouts.registry import all_layouts, get_layout
from govperf.plugins import GROUP, Plugin, PluginWarning, load_plugins

TEXT = (
    "主管部门\t预算单位\t项目名称\t绩效目标\t绩效指标\n"
    "梧桐县某局\t某中心\t培训\t办好培训。\t1、产出指标：场次，年度指标值：≥6次。\n"
)
Install = Callable[..., None]


class Wutong(GoalForm):
    """A county of its own, which claims what carries its name."""

    NAME: ClassVar[str] = "wutong"
    DISTRICT = "梧桐县"


class Parasol(Wutong):
    """Another layout that claims the same."""

    NAME: ClassVar[str] = "parasol"


class Impostor(Wutong):
    """A layout with the name of a built-in one."""

    NAME: ClassVar[str] = "nansha"


class Raising(Wutong):
    """A layout that cannot even be made."""

    NAME: ClassVar[str] = "raising"

    def __init__(self) -> None:
        """Fail, as a plugin for another version would."""
        raise RuntimeError("made for another version")


class Half:
    """A class that is no layout: it can neither read nor render."""

    NAME = "half"
    FORM = "half"
    TITLE = "half"

    def identify(self, survey: Survey) -> Evidence:
        """Claim nothing."""
        del survey
        return Evidence(self.NAME, claims=False)


class Lone:
    """A layout that shares no base class with ours: the protocol is all it keeps."""

    NAME = "lone"
    FORM = "lone"
    TITLE = "lone"

    def identify(self, survey: Survey) -> Evidence:
        """Claim tables with a mark of their own."""
        return Evidence(self.NAME, "独有标记" in survey.names, ("独有标记",))

    def read(self, grid: gp.Grid) -> TableReading:
        """One department of a fixed name."""
        del grid
        return TableReading(gp.Disclosure((gp.Department("独有局"),), (gp.Table(layout=self.NAME),)), {})

    def render(self, disclosure: gp.Disclosure) -> gp.Grid:
        """The mark alone."""
        del disclosure
        return gp.Grid.of([["独有标记"]])


@frozen
class Point:
    """An entry point that was never installed."""

    name: str
    what: type | Exception
    value: str = "some.package:Thing"

    def load(self) -> type:
        """What it points at, or the error of looking for it."""
        if isinstance(self.what, Exception):
            raise self.what
        return self.what


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """A function that pretends that these entry points are installed."""

    def put(**points: type | Exception) -> None:
        found = [Point(name, what) for name, what in points.items()]
        monkeypatch.setattr(
            importlib.metadata, "entry_points", lambda *, group: found if group == GROUP else []
        )
        load_plugins.cache_clear()
        all_layouts.cache_clear()

    yield put
    monkeypatch.undo()
    load_plugins.cache_clear()
    all_layouts.cache_clear()


def test_without_plugins_nothing_is_loaded(install: Install) -> None:
    """Without entry points there are no plugins, and the built-in layouts remain."""
    install()
    assert load_plugins() == ()
    assert "nansha" in all_layouts()


def test_a_plugin_reads_and_renders_its_own(install: Install) -> None:
    """A layout from outside reads the tables it knows best and writes them again."""
    install(wutong=Wutong)
    disclosure = gp.read_text(TEXT)
    assert disclosure.layout == "wutong"
    assert gp.read_text(TEXT, layout="wutong") == disclosure
    assert gp.render(disclosure).texts[-1] == TEXT.splitlines()[-1].split("\t")


def test_a_plugin_needs_no_base_class(install: Install) -> None:
    """Any class with the members of the protocol is a layout."""
    install(lone=Lone)
    assert gp.read_text("独有标记\t1\n").departments[0].name == "独有局"
    assert gp.render(gp.Disclosure(), layout="lone").texts == [["独有标记"]]


def test_a_plugin_leaves_other_tables_alone(install: Install) -> None:
    """What a plugin does not claim is read as before."""
    install(wutong=Wutong)
    assert gp.read_text(TEXT.replace("梧桐县", "某县")).layout == "goal_form"


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        (ImportError("no module named 'x'"), "ImportError: no module named 'x'"),
        (AttributeError("no Thing"), "AttributeError: no Thing"),
        (Raising, "RuntimeError: made for another version"),
    ],
    ids=["import", "attribute", "constructor"],
)
def test_a_broken_plugin_warns_and_is_listed(install: Install, broken: type | Exception, fault: str) -> None:
    """A plugin that cannot be loaded gives one warning that names it, is listed with its fault, and stops
    nothing.
    """
    install(bad=broken, wutong=Wutong)
    with pytest.warns(PluginWarning, match=r"bad \(some.package:Thing\) cannot be used") as caught:
        disclosure = gp.read_text(TEXT)
    assert disclosure.layout == "wutong"
    assert len(caught) == 1
    assert fault in str(caught[0].message)
    assert load_plugins()[0] == Plugin("bad", "some.package:Thing", fault=fault)


def test_plugins_are_loaded_once(install: Install) -> None:
    """A broken plugin does not warn again with each file."""
    install(bad=ImportError("gone"))
    with pytest.warns(PluginWarning):
        gp.read_text(TEXT)
    assert gp.read_text(TEXT).layout == "goal_form"


def test_a_plugin_that_is_no_layout_warns(install: Install) -> None:
    """A class that lacks members of the protocol is left out, and the warning says which it needs."""
    install(half=Half)
    with pytest.warns(PluginWarning, match=r"half \(some.package:Thing\) lacks .* read or render"):
        assert "half" not in all_layouts()


def test_a_plugin_cannot_replace_a_built_in_layout(install: Install) -> None:
    """A plugin with a taken name is left out; the warning names it and the layout whose name it has."""
    install(impostor=Impostor)
    with pytest.warns(PluginWarning, match=r"impostor .* has the name of another layout: nansha"):
        assert type(all_layouts()["nansha"]).__module__ == "govperf.layouts.nansha"


def test_the_second_of_two_plugins_with_one_name_warns(install: Install) -> None:
    """Of two plugins with one name, the first by entry point is used, and the other is named in a warning."""
    install(a=Wutong, b=type("Again", (Wutong,), {}))
    with pytest.warns(
        PluginWarning, match=r"b \(some.package:Thing\) has the name of another layout: wutong"
    ):
        assert type(get_layout("wutong")) is Wutong


def test_a_tie_is_an_error_that_names_both(install: Install) -> None:
    """Two layouts with equal evidence are both named; neither order nor chance decides."""
    install(wutong=Wutong, parasol=Parasol)
    with pytest.raises(gp.AmbiguousLayoutError, match="parasol and wutong") as caught:
        gp.read_text(TEXT)
    assert "layout=" in (caught.value.hint or "")
    assert gp.read_text(TEXT, layout="parasol").layout == "parasol"


def test_the_order_of_entry_points_does_not_matter(install: Install) -> None:
    """The same plugins in another order give the same list."""
    install(b=Parasol, a=Wutong)
    backward = [plugin.name for plugin in load_plugins()]
    install(a=Wutong, b=Parasol)
    assert backward == [plugin.name for plugin in load_plugins()] == ["a", "b"]


def test_a_tie_is_explained(install: Install) -> None:
    """`explain` shows the evidence of both and the error that reading would raise."""
    install(wutong=Wutong, parasol=Parasol)
    table = gp.explain(TEXT.encode()).tables[0]
    assert {one.layout for one in table.evidence if one.claims and one.score == table.evidence[0].score} == {
        "parasol",
        "wutong",
    }
    assert isinstance(table.error, gp.AmbiguousLayoutError)
