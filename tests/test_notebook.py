"""The example notebook runs from top to bottom and shows its tables."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

import govperf as gp

ROOT = Path(__file__).parent.parent
NOTEBOOK = ROOT / "examples" / "first_look.ipynb"
RUN = """
import sys, nbformat, nbclient
notebook = nbformat.read(sys.argv[1], 4)
nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": sys.argv[2]}}).execute()
sys.stdout.buffer.write(nbformat.writes(notebook).encode())
"""

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("nbclient") is None or importlib.util.find_spec("ipykernel") is None,
    reason="nbclient and ipykernel are not installed",
)


@cache
def run() -> list[dict]:
    """The cells of the notebook after they have run."""
    # In a process of its own, because a kernel's client warns, and warnings are errors here.
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(Path(gp.__file__).parents[1]), *sys.path]),
    }
    command = [sys.executable, "-c", RUN, str(NOTEBOOK), str(NOTEBOOK.parent)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=240, env=environment)  # noqa: S603
    return json.loads(done.stdout)["cells"]


def outputs(number: int) -> list[dict]:
    """The outputs of a code cell, counted from 0."""
    return [cell for cell in run() if cell["cell_type"] == "code"][number]["outputs"]


def html(number: int) -> str:
    """What a cell shows as HTML."""
    return "".join(outputs(number)[-1]["data"]["text/html"])


class _Rows(HTMLParser):
    """Counts rows."""

    count = 0

    def handle_starttag(self, tag: str, _: list) -> None:
        self.count += tag == "tr"


def rows(text: str) -> int:
    """How many rows the tables of a piece of HTML have, heads included."""
    parser = _Rows()
    parser.feed(text)
    return parser.count


def test_tables_are_there() -> None:
    """A disclosure shows its projects and problems, a project its indicators, a search its finds."""
    disclosure = gp.read(ROOT / "examples" / "zengcheng.txt")
    assert rows(html(0)) > len(disclosure.projects)
    assert all(project.name in html(0) for project in disclosure.projects)
    assert rows(html(1)) == len(disclosure.projects[0]) + 1
    assert rows(html(2)) == len(disclosure.find("满意度")) + 1
    assert rows(html(5)) == len(disclosure.problems) + 1


@pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not here")
def test_a_browser_shows_the_tables(tmp_path: Path) -> None:
    """A real browser, without a network, makes the same rows of the page, and finds no script in it."""
    shown = [html(at) for at in (0, 1, 2, 3, 5)]
    page = tmp_path / "page.html"
    page.write_text(f"<!doctype html><meta charset=utf-8>{''.join(shown)}", encoding="utf-8")
    command = [
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--host-resolver-rules=MAP * ~NOTFOUND",
    ]
    done = subprocess.run(  # noqa: S603
        [*command, f"--user-data-dir={tmp_path}/profile", "--dump-dom", page.as_uri()],
        capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    found = done.stdout.decode()
    assert rows(found) == sum(map(rows, shown)) > len(shown)
    assert "<script" not in found
    assert "服务对象满意度" in found


def test_something_is_found() -> None:
    """The satisfaction targets below 90 % of all documents are printed with their places."""
    printed = "".join(outputs(4)[0]["text"])
    assert "haizhu.txt, row 3, column 5" in printed
    assert "读者满意度 ≥80%" in printed


def test_the_workbook_is_read_back() -> None:
    """The last cell says that the workbook gives the disclosure again."""
    assert outputs(6)[-1]["data"]["text/plain"] in ("True", ["True"])


def test_the_notebook_is_kept_without_outputs() -> None:
    """Outputs are made by running it, so that none in the repository can be stale."""
    cells = json.loads(NOTEBOOK.read_text("utf-8"))["cells"]
    assert [cell["outputs"] for cell in cells if cell["cell_type"] == "code"] == [[]] * 7
