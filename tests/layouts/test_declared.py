"""Layouts declared in TOML: what they state, what is refused, and that they keep the contract."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import govperf as gp
from govperf.layouts.declared import FOLDERS, FORMS, KEYS, declare, find_declarations, read_declaration
from govperf.layouts.indicator_rows import IndicatorRows
from govperf.layouts.registry import all_layouts, find_plugins, get_layout
from govperf.plugins import Plugin, PluginWarning
from govperf.testing import check_layout

DECLARED = 'name = "mycounty"\n[aliases]\n"完成目标" = "指标值"\n'
ROWS = [
    ["某县项目支出绩效目标表"],
    ["项目名称", "培训", "主管部门", "某县人社局"],
    ["一级指标", "二级指标", "三级指标", "完成目标"],
    ["产出指标", "数量指标", "场次", "≥6次"],
    ["", "质量指标", "合格率", "≥95%"],
]
SAMPLE = "\n".join("\t".join(row) for row in ROWS)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A declaration as a file."""
    file = tmp_path / "mycounty.toml"
    file.write_text(DECLARED, encoding="utf-8")
    return file


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """The registry is looked up anew before and after each test."""
    all_layouts.cache_clear()
    find_declarations.cache_clear()
    yield
    all_layouts.cache_clear()
    find_declarations.cache_clear()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "stated", [{"aliases": {"做什么": "三级指标"}}, {"district": "某县"}], ids=("head", "district")
)
def test_contract(form: str, stated: dict[str, object]) -> None:
    """A declared layout keeps the contract, whether a head of its own or its district tells it from its form."""
    check_layout(declare({"name": "mycounty", "form": form, **stated}), max_examples=5)


def test_contract_on_a_sample(path: Path) -> None:
    """A declared layout that calls the values otherwise keeps the contract on its sample, and beside it."""
    check_layout(read_declaration(path), [SAMPLE], max_examples=10)


def test_used_by_its_path(path: Path) -> None:
    """A path in the place of a name reads and renders with the declared layout, heads of its own included."""
    disclosure = gp.read_text(SAMPLE, layout=path)
    assert disclosure.layout == "mycounty"
    assert [one.unlabelled and one.unlabelled.text for one in disclosure.indicators] == ["≥6次", "≥95%"]
    assert ["一级指标", "二级指标", "三级指标", "完成目标"] in [
        list(row) for row in gp.render(disclosure, layout=path).texts
    ]


def test_used_from_a_folder(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A declaration in a folder of GOVPERF_LAYOUTS reads what it knows without being named."""
    monkeypatch.setenv(FOLDERS, str(path.parent))
    assert gp.read_text(SAMPLE).layout == "mycounty"
    assert get_layout("mycounty").FORM == "indicator_rows"


def test_only_its_own_tables(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A declared layout claims no table of its form that prints none of its heads."""
    monkeypatch.setenv(FOLDERS, str(path.parent))
    assert gp.read_text(SAMPLE.replace("完成目标", "指标值")).layout == "indicator_rows"


def test_heads_stand_where_the_form_has_them() -> None:
    """A head takes the place of the usual one, and one that nobody would know is an alias, too."""
    layout = declare({"name": "mycounty", "heads": {"name": "干什么", "annual": "年度目标值"}})
    assert [head.text for head in layout.HEADS] == [
        "一级指标",
        "二级指标",
        "干什么",
        "实施周期指标值",
        "年度目标值",
        "指标值",
    ]
    assert layout.ALIASES == {"干什么": "三级指标"}


def test_of_two_heads_for_a_column_the_first_is_written() -> None:
    """Two heads may stand for one column in print; one of them is written."""
    layout = declare({"name": "mycounty", "aliases": {"完成目标": "指标值", "做到多少": "指标值"}})
    assert [head.text for head in layout.HEADS][-1] == "完成目标"


def test_notepad_may_save_it(path: Path) -> None:
    """The mark that Windows puts before UTF-8 is no part of the declaration."""
    path.write_text(DECLARED, encoding="utf-8-sig")
    assert read_declaration(path).NAME == "mycounty"


def test_every_key_is_described() -> None:
    """The example of each key, put into one declaration, declares a layout."""
    text = "\n".join(f"{key} = {example}" for key, (_, example) in KEYS.items())
    layout = declare(tomllib.loads(text))
    assert isinstance(layout, IndicatorRows)
    assert (layout.NAME, layout.FORM) == ("mycounty", "split_values")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the key name is missing"),
        ('name = "x"\ndistrikt = "某县"', "no such key: 'distrikt'; the keys are name, form"),
        ('name = "x y"\ndistrict = "某县"', "key name: this is no name of a layout: 'x y'"),
        ('name = "x"\ndistrict = 5', "key district: a text is needed: '5'"),
        ('name = "x"\ndistrict = " "', "key district: a text is needed"),
        ('name = "x"\nform = "goal_form"\ndistrict = "某县"', "key form: a declaration cannot differ from this form: 'goal_form'"),
        ('name = "x"\nheads = "三级指标"', "key heads: a table is needed: '三级指标'; write it as"),
        ('name = "x"\n[heads]\nnome = "A"', "key heads: the form has no such column: 'nome'; indicator_rows has level1"),
        ('name = "x"\n[heads]\nname = "一级指标"', "two columns cannot have the same head: '一级指标'"),
        ('name = "x"\n[aliases]\n"完成目标" = "什么"', "key aliases.完成目标: no head or label answers to this: '什么'"),
        ('name = "x"\n[aliases]\n"完成目标" = 5', "key aliases.完成目标: a text is needed: '5'"),
        ('name = "x"\n[aliases]\n"（）" = "指标值"', "a head needs a name outside brackets: '（）'"),
        ('name = "x"\n[aliases]\n"指标值" = "指标值"', "a head cannot stand for itself: '指标值'"),
        ('name = "x"\n[aliases]\n"项目的名字" = "项目名称"', "no difference from its form: 'indicator_rows'; give district"),
        ('name = "x"', "no difference from its form"),
        ("name = x", "this is no TOML: Invalid value (at line 1"),
        ('name = "x"\nname = "y"', "each key once"),
        ('name = "nansha"\ndistrict = "某县"', "key name: a layout of govperf has this name: 'nansha'; choose another"),
    ],
)  # fmt: skip
def test_refused(text: str, words: str, tmp_path: Path) -> None:
    """What cannot be declared is refused with the file, the key, the text and what to do."""
    path = tmp_path / "x.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(gp.InputError) as refused:
        gp.read_text(SAMPLE, layout=path)
    assert words in str(refused.value)
    assert str(refused.value).startswith(str(path))
    assert refused.value.hint


def test_unreadable_files_are_refused(tmp_path: Path) -> None:
    """A declaration that is not there, or not in UTF-8, is named with what to do."""
    with pytest.raises(
        gp.InputError, match=r"nowhere\.toml: the declaration cannot be read: .*; govperf layouts new"
    ):
        read_declaration(tmp_path / "nowhere.toml")
    (tmp_path / "old.toml").write_bytes('name = "某县"'.encode("gb18030"))
    with pytest.raises(gp.InputError, match=r"old\.toml: the declaration is not in UTF-8; save it as UTF-8"):
        read_declaration(tmp_path / "old.toml")


def test_a_broken_one_warns_and_is_listed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong declaration, a second one of the same name and a folder that is missing warn, and stop nothing."""
    (path.parent / "again.toml").write_text(DECLARED, encoding="utf-8")
    (path.parent / "broken.toml").write_text("x = 1", encoding="utf-8")
    monkeypatch.setenv(FOLDERS, f"{path.parent}{os.pathsep}{path.parent / 'missing'}")
    with pytest.warns(PluginWarning) as warned:
        assert gp.read_text(SAMPLE).layout == "mycounty"
    assert len(warned) == 3
    faults = {plugin.name: plugin.fault for plugin in _listed() if plugin.fault}
    assert faults["broken"] is not None
    assert faults["broken"].startswith("a layout has no such key: 'x'")
    assert "name of another layout: mycounty" in str(faults)
    assert faults["missing"] == "GOVPERF_LAYOUTS names a folder that is not there"


def _listed() -> tuple[Plugin, ...]:
    """The plugins, their warnings aside."""
    with pytest.warns(PluginWarning):
        return find_plugins()
