"""The documents: every command in them prints what they show, and every block of Python runs."""

from __future__ import annotations

import doctest
import io
import re
import runpy
import shlex
import shutil
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

import govperf
from govperf import Clause, TargetKind, errors, parse_target
from govperf.cli import main
from govperf.layouts.declared import KEYS, declare

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
PAGES = sorted(
    path
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    if "_build" not in path.relative_to(ROOT).parts
)
FENCE = re.compile(
    r"^(?P<marks>`{3,})(?P<language>\w+) *\n(?P<text>.*?)^(?P=marks) *$", re.DOTALL | re.MULTILINE
)
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


class Block(NamedTuple):
    """A fenced block of a page: its language, its text, and the line where the text begins."""

    language: str
    text: str
    line: int


def read_blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page that name a language, in order."""
    content = page.read_text(encoding="utf-8")
    return [
        Block(match["language"], match["text"], content.count("\n", 0, match.start("text")) + 1)
        for match in FENCE.finditer(content)
    ]


def name(page: Path) -> str:
    """How a page is called in the report."""
    return page.relative_to(ROOT).as_posix()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the examples in it, as a reader of the documents has it."""
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    return tmp_path


def run_python(block: Block, names: dict[str, object], page: Path) -> dict[str, object]:
    """Run a block of Python; one with prompts must print what it shows."""
    if ">>>" not in block.text:
        exec(compile(block.text, f"{page}:{block.line}", "exec"), names)  # noqa: S102
        return names
    test = doctest.DocTestParser().get_doctest(block.text, names, page.name, str(page), block.line - 1)
    runner = doctest.DocTestRunner(optionflags=FLAGS)
    runner.run(test, clear_globs=False)
    assert runner.summarize(verbose=False).failed == 0
    return test.globs


def split_session(text: str) -> Iterator[tuple[str, str]]:
    """The commands of a console block, each with what is shown below it."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield command, shown


def run_command(command: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """What a `govperf` command prints, complaints and output in the order in which they come."""
    words = shlex.split(command)
    assert words[0] == "govperf", command
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True, newline="\n")
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", stream)
        patch.setattr(sys, "stderr", stream)
        main(words[1:])
    stream.seek(0)
    return stream.read()


def check_session(block: Block, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command of a console block prints the lines below it; `...` stands for any lines."""
    for command, shown in split_session(block.text):
        printed = run_command(command, monkeypatch)
        assert doctest.OutputChecker().check_output(shown, printed, FLAGS), f"{command}\n{printed}"


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_page_is_true(page: Path, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python and the commands of a page, run in order as a reader would, give what the page shows."""
    assert desk.is_dir()
    names: dict[str, object] = {"__name__": "page"}
    for block in read_blocks(page):
        if block.language == "python":
            names = run_python(block, names, page)
        elif block.language == "console":
            check_session(block, monkeypatch)


LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)\s]*)?\)")


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    """A link to a file of the project leads to a file."""
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", ["README.md", "README.zh.md"])
def test_readme_begins_with_two_commands(page: str) -> None:
    """The first two `sh` blocks set up on a fresh machine: one reads examples, one runs the tests."""
    first, second = [block.text for block in read_blocks(ROOT / page) if block.language == "sh"][:2]
    assert "venv" in first
    assert "govperf read examples/" in first
    assert "venv" in second
    assert "[test]" in second
    assert "pytest" in second


@pytest.mark.parametrize(
    ("script", "line"),
    [
        ("list_targets", "  line 8: 服务满意率, annual: 95%\n"),
        pytest.param(
            "low_satisfaction",
            "haizhu.txt, row 3, column 5, characters 67–71: 读者满意度: ≥80%\n",
            marks=pytest.mark.skipif(
                not parse_target("≥95%").clauses, reason="targets have no clauses in this tree"
            ),
        ),
        ("check_totals", "706.38, but its 7 parts add to 706.40\n"),
    ],
)
def test_example_scripts_run(script: str, line: str, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each example script runs on the example documents as it is typed in its first lines."""
    path = desk / "examples" / f"{script}.py"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", [str(path)])
        runpy.run_path(str(path), run_name="__main__")
    assert line in capsys.readouterr().out


def test_api_page_describes_every_public_name() -> None:
    """Every promised name has an entry on the page of the API; errors come with their module."""
    page = (ROOT / "docs" / "reference" / "api.md").read_text(encoding="utf-8")
    described = set(re.findall(r"^\.\. auto(?:class|function):: (\w+)$", page, re.MULTILINE))
    assert described | set(errors.__all__) == set(govperf.__all__)


def test_the_declaration_shown_declares_a_layout() -> None:
    """The example on the page of declarations has every key, and can be used as it stands."""
    page = ROOT / "docs" / "reference" / "declarations.md"
    example, *_ = [tomllib.loads(block.text) for block in read_blocks(page) if block.language == "toml"]
    assert example.keys() == KEYS.keys()
    assert declare(example).NAME == "mycounty"


def read_target_rows() -> list[list[str]]:
    """The rows of the table of targets, one list of bare texts each."""
    page = (ROOT / "docs" / "reference" / "targets.md").read_text(encoding="utf-8")
    rows = [[cell.strip().strip("`") for cell in line.split("|")[1:-1]] for line in page.splitlines()]
    return [row for row in rows if len(row) == len(TARGET_COLUMNS) and row[1] in list(TargetKind)]


TARGET_COLUMNS = ("text", "kind", "operator", "value", "upper", "unit", "per", "subject", "change")


@pytest.mark.skipif(not parse_target("≥95%").clauses, reason="targets have no clauses in this tree")
@pytest.mark.parametrize("row", read_target_rows(), ids=lambda row: row[0])
def test_targets_state_what_the_table_says(row: list[str]) -> None:
    """Each text of the table of targets is understood as its row says."""
    target = parse_target(row[0])
    clause = target.clauses[0] if target.clauses else Clause()
    stated = (getattr(clause, column) for column in TARGET_COLUMNS[2:])
    assert [target.kind.value, *("" if part is None else str(part) for part in stated)] == row[1:]
