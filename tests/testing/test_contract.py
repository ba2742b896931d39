"""The contract check finds layouts that break it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from govperf.errors import InputError, MissingExtraError
from govperf.grid import Grid
from govperf.layouts.base import Evidence, Survey, TableReading
from govperf.layouts.goal_form import GoalForm
from govperf.layouts.nansha import Nansha
from govperf.testing import ContractError, check_layout
from govperf.testing.strategies import disclosures

SAMPLE = (
    "部门名称：广州市南沙区某局\n"
    + "\t".join(column.head for column in Nansha.COLUMNS)
    + "\n某中心\t1.00\t1.00\t\t\t\t\n"
)
GOAL_SAMPLE = "\t".join(column.head for column in GoalForm.COLUMNS) + "\n某局\t某中心\t培训\t办好。\t略\n"


class Shy(Nansha):
    """Claims nothing."""

    def identify(self, survey: Survey) -> Evidence:  # noqa: ARG002 - the contract names it.
        """No."""
        return Evidence("nansha", claims=False)


class Forgetful(Nansha):
    """Forgets its cells."""

    def read(self, grid: Grid) -> TableReading:
        """Without roles."""
        return TableReading(super().read(grid).disclosure, {})


class Vain(GoalForm):
    """Another name for a form that is there."""

    NAME = "vain"


class Nameless(Nansha):
    """Has no title."""

    TITLE = ""


def test_ours_pass() -> None:
    """A layout of ours keeps the contract, with a sample too."""
    check_layout(Nansha(), [SAMPLE], max_examples=5)


@pytest.mark.parametrize(
    ("layout", "words"),
    [
        (Shy(), "does not claim"),
        (Forgetful(), "no role"),
        (Vain(), "goal_form claims"),
        (Nameless(), "TITLE"),
    ],
)
def test_broken_is_found(layout: Nansha | GoalForm, words: str) -> None:
    """Each broken clause is found and named."""
    with pytest.raises(ContractError, match=words):
        check_layout(layout, [SAMPLE if isinstance(layout, Nansha) else GOAL_SAMPLE], max_examples=1)


def test_unknown_form() -> None:
    """There are no strategies for a form of somebody else: it brings its own."""

    class Foreign(Nansha):
        """Another form."""

        NAME = "foreign"
        FORM = "foreign_form"

    with pytest.raises(InputError, match="disclosures="):
        disclosures(Foreign())


def test_without_hypothesis() -> None:
    """Without hypothesis the package says which command installs it."""
    code = "import sys; sys.modules['hypothesis'] = None\nimport govperf.testing"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)  # noqa: S603
    assert MissingExtraError.__name__ in run.stderr
    assert "python -m pip install 'govperf[test]'" in run.stderr
