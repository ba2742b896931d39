"""Golden files."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from govperf.errors import InputError
from govperf.model.disclosures import Disclosure
from govperf.testing import golden
from govperf.testing.__main__ import main
from govperf.testing.strategies import disclosures

TEXT = "主管部门\t预算单位\t项目名称\t绩效目标\t绩效指标\n某局\t某中心\t培训\t办好培训。\t1、产出指标：场次，年度指标值：≥6次。\n"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A document in a folder of its own."""
    path = tmp_path / "form.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_generate_and_check(document: Path) -> None:
    """What was generated checks; a changed document fails with a readable difference."""
    assert golden.generate(document).name == "form.txt.expected.json"
    golden.check(document)
    document.write_text(TEXT.replace("≥6次", "≥7次"), encoding="utf-8")
    with pytest.raises(golden.GoldenError, match=r"(?s)-.*≥6次.*\+.*≥7次"):
        golden.check(document)


def test_read_by_a_layout(document: Path) -> None:
    """An expectation can be of what a layout reads that is named, by its path too."""
    declared = document.with_name("mine.toml")
    declared.write_text('name = "mine"\n[aliases]\n"做到多少" = "指标值"', encoding="utf-8")
    document.write_text("三级指标\t做到多少\n场次\t≥6次\n", encoding="utf-8")
    golden.generate(document, layout=declared)
    golden.check(document, layout=declared)
    with pytest.raises(golden.GoldenError, match="cannot be read"):
        golden.check(document)


def test_never_overwrites(document: Path) -> None:
    """An expectation is changed only with force."""
    golden.name_golden(document).write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="already"):
        golden.generate(document)
    assert golden.name_golden(document).read_text(encoding="utf-8") == "mine"
    golden.generate(document, force=True)
    golden.check(document)


def test_unidentified_fails(document: Path) -> None:
    """A document that has an expectation and is not identified any more fails."""
    golden.generate(document)
    document.write_text("一句话。", encoding="utf-8")
    with pytest.raises(golden.GoldenError, match="cannot be read"):
        golden.check(document)


@settings(max_examples=8)
@given(disclosures("nansha"), disclosures("nansha"))
def test_difference(one: Disclosure, other: Disclosure) -> None:
    """Two disclosures differ in their dumps exactly where they are unequal."""
    assert (golden.describe_difference(one, other) == "") == (one == other)


def test_command(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command generates what is missing, keeps what is there, checks, and tells by its exit code."""
    folder = str(document.parent)
    assert main(["check", folder]) == 2
    assert main(["generate", folder]) == 0
    assert main(["generate", folder]) == 0
    assert main(["check", folder]) == 0
    document.write_text(TEXT.replace("培训", "演练"), encoding="utf-8")
    assert main(["check", folder]) == 1
    assert main(["generate", folder, "--force"]) == 0
    document.unlink()
    assert main(["check", folder]) == 1
    assert "演练" in capsys.readouterr().out
