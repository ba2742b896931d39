"""Which layouts there are: ours, and those of plugins."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from govperf.grid import Grid
from govperf.layouts import registry
from govperf.layouts.nansha import Nansha
from govperf.layouts.registry import all_layouts, choose, identify
from govperf.plugins import Plugin, PluginWarning


class Elsewhere(Nansha):
    """A layout of somebody else."""

    NAME = "elsewhere"
    DISTRICT = "某某区"


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """The registry is looked up anew before and after each test."""
    all_layouts.cache_clear()
    yield
    all_layouts.cache_clear()


def test_sorted_by_name() -> None:
    """All layouts stand by their names, sorted."""
    assert list(all_layouts()) == sorted(one.NAME for one in all_layouts().values())


def test_plugin_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plugin's layout stands beside ours; one that could not be loaded is passed over."""
    plugins = (Plugin("elsewhere", "x:Elsewhere", Elsewhere()), Plugin("broken", "x:Broken", fault="no"))
    monkeypatch.setattr(registry, "load_plugins", lambda: plugins)
    assert isinstance(all_layouts()["elsewhere"], Elsewhere)


@pytest.mark.parametrize(("layout", "words"), [(Nansha(), "name of another"), (object(), "lacks")])
def test_wrong_plugin_warns(monkeypatch: pytest.MonkeyPatch, layout: object, words: str) -> None:
    """A plugin with a taken name, or without the names of the contract, is left out with a warning."""
    monkeypatch.setattr(registry, "load_plugins", lambda: (Plugin("x", "x:X", layout),))
    with pytest.warns(PluginWarning, match=words):
        assert "x" not in all_layouts()


def test_a_project_named_after_another_district_changes_nothing() -> None:
    """The district of a document is told by its department and units, never by what a project is called."""
    rows = [
        ["部门名称：广州市增城区某局"],
        ["单位：万元"],
        ["项目名称（资金使用单位）", "总计", "财政拨款", "财政专户拨款", "其他资金", "绩效目标", "绩效指标"],
        ["与南沙区数据对接项目", "1.00", "1.00", "", "", "办好。", "略"],
    ]
    assert choose(identify(Grid.of(rows))).NAME == "zengcheng"
    rows[0] = ["部门名称：某局"]
    rows.insert(3, ["广州市南沙区某中心", "1.00", "1.00", "", "", "", ""])
    assert choose(identify(Grid.of(rows))).NAME == "nansha"
