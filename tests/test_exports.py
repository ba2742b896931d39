"""What `import govperf` gives, and what it costs in modules."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys

import pytest

import govperf as gp

HEAVY = (
    "asyncio", "cattrs", "docx", "email", "hypothesis", "importlib.metadata", "lxml", "numpy",
    "openpyxl", "pandas", "pdfplumber", "polars", "pyarrow", "pypdfium2", "pytest",
    "python_calamine", "socket",
    "sqlite3", "ssl", "urllib.request", "xml.etree", "zoneinfo",
)  # fmt: skip
"""What nobody who only reads a text should wait for. Neither network nor database is among what reading
needs.
"""


def _run(code: str) -> list[str]:
    """The lines that a fresh interpreter prints for this code."""
    done = subprocess.run(  # noqa: S603 - our own code.
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.split()


def test_all_is_sorted() -> None:
    """The public names stand in order, each once."""
    assert list(gp.__all__) == sorted(set(gp.__all__))


@pytest.mark.parametrize("name", gp.__all__)
def test_each_public_name_is_there(name: str) -> None:
    """Whatever `__all__` promises can be got, and has a docstring."""
    assert getattr(gp, name).__doc__


def test_dir_shows_what_is_promised() -> None:
    """`dir(govperf)` shows the public names and the version, and no module of the house."""
    assert dir(gp) == sorted([*gp.__all__, "__version__"])


def test_a_star_import_gives_the_same_names() -> None:
    """`from govperf import *` gives exactly `__all__`."""
    names: dict[str, object] = {}
    exec("from govperf import *", names)  # noqa: S102 - a star import is only allowed at module level.
    assert set(names) - {"__builtins__"} == set(gp.__all__)


def test_the_version_is_that_of_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """`__version__` is what the installed package says of itself."""
    monkeypatch.setattr(importlib.metadata, "version", lambda name: f"{name} 1.2.3")
    assert gp.__version__ == "govperf 1.2.3"


def test_an_unknown_name_is_refused_by_name() -> None:
    """A name that is not there is an AttributeError which names it."""
    with pytest.raises(AttributeError, match="has no attribute 'pie'"):
        gp.pie  # type: ignore[attr-defined]  # noqa: B018 - asking for it is the test.


def test_the_version_is_looked_up_late() -> None:
    """The version is no attribute of the module until it is asked for."""
    assert "__version__" not in vars(gp)


@pytest.fixture(scope="module")
def loaded() -> frozenset[str]:
    """The modules that a fresh interpreter has loaded after `import govperf`, beyond those it had before."""
    code = "import sys; before = set(sys.modules); import govperf; print(*sorted(set(sys.modules) - before))"
    return frozenset(_run(code))


@pytest.mark.parametrize("module", HEAVY)
def test_importing_loads_nothing_heavy(module: str, loaded: frozenset[str]) -> None:
    """`import govperf` loads no library that only some of its users need."""
    assert not {name for name in loaded if name == module or name.startswith(f"{module}.")}


def test_importing_loads_only_attrs_beside_the_standard_library(loaded: frozenset[str]) -> None:
    """Of all installed packages, `import govperf` loads attrs alone."""
    others = {name.partition(".")[0] for name in loaded} - set(sys.stdlib_module_names)
    assert others == {"attr", "attrs", "govperf"}


def test_reading_loads_nothing_heavy() -> None:
    """Reading a text loads no module but the entry points' own that importing did not load, cattrs least of
    all.
    """
    code = (
        "import sys, govperf as gp; gp.read_text('主管部门\\t预算单位\\t项目名称\\t绩效目标\\t绩效指标\\n'"
        "'某局\\t某中心\\t培训\\t办好培训。\\t1、产出指标：场次，年度指标值：≥6次。');"
        " print(*sorted(sys.modules))"
    )
    assert not {"cattrs", "openpyxl", "pandas", "numpy", "sqlite3", "ssl"} & set(_run(code))
