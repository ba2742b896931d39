"""Titles: who publishes."""

from __future__ import annotations

import pytest

from govperf.grammar.titles import find_publisher


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("某县农业农村局2024年项目支出绩效目标公开表", "某县农业农村局"),
        ("附件1：2025年某市水务局部门预算项目绩效目标表", "某市水务局"),
        ("某区教育局（本级）项目支出绩效目标表", "某区教育局（本级）"),
        ("2024年部门预算项目绩效目标表", None),
        ("关于下达2024年水利资金的通知", None),
    ],
)
def test_publisher(title: str, body: str | None) -> None:
    """The body that publishes stands in the title before what is published."""
    found = find_publisher(title)
    assert (None if found is None else title[slice(*found)]) == body
