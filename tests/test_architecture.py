"""The import table of the house, held as data and checked against the source, beside the other rules of the
tree.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest
from attrs import frozen

import govperf

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(govperf.__file__).parent
PACKAGE = "govperf"

GROUND = frozenset({"errors", "_width", "_spreadsheets", "places"})
RULED = frozenset({"rules", "changes", "comparisons", "serializers"})
ALL_BELOW_API = GROUND | {"grid", "plugins", "model", "grammar", "containers", "layouts", "display"} | RULED
BESIDE_API = frozenset({"api", "storage", "scans", "explanations"})

MAY_IMPORT = MappingProxyType(
    {
        "errors": GROUND,
        "_width": GROUND,
        "_spreadsheets": GROUND,
        "places": GROUND,
        "_packing": frozenset(),
        "grid": GROUND,
        "plugins": GROUND,
        "model": GROUND,
        "grammar": GROUND | {"model"},
        "containers": GROUND | {"grid", "plugins"},
        "layouts": GROUND | {"grid", "model", "grammar", "plugins"},
        **dict.fromkeys(sorted(RULED), GROUND | {"model", "grammar", "plugins"}),
        "display": GROUND | {"grid", "plugins", "model", "grammar", "layouts"} | RULED,
        "api": ALL_BELOW_API,
        "storage": ALL_BELOW_API | {"api"},
        "scans": ALL_BELOW_API | {"api", "storage", "_packing"},
        "explanations": ALL_BELOW_API | {"api", "scans"},
        "": ALL_BELOW_API | BESIDE_API,
        "cli": ALL_BELOW_API | BESIDE_API | {""},
        "testing": ALL_BELOW_API | BESIDE_API | {""},
        "__main__": frozenset({"cli"}),
    }
)
"""Which rooms each room may import besides itself; "" is the door, `govperf/__init__.py`."""

RESULTS_OF_LEVEL_3 = frozenset(
    {"layouts.base", "layouts.assembly", "rules", "changes", "comparisons", "serializers.tidy"}
)
"""What display may take of the rooms of level 3: the types of their results."""

UPWARD = MappingProxyType(
    {
        "_repr_html_": "display",
        "__str__": "display",
        "summary": "display",
        "_grammar": "grammar",
        "_meanings": "grammar",
        "unit_in_name": "grammar",
        "to_frame": "serializers",
    }
)
"""The calls upward: the function, and the room that it may import in its body. What a text means is the grammar's to
say, and a target and an indicator have methods that ask it; changes are shown as text and in notebooks; a frame of a
disclosure is the serializers' to make."""

LIGHT = frozenset({"attr", "attrs", "regex"})
"""What any module may import when it is loaded, besides the standard library."""

LIGHT_IN = MappingProxyType(
    {
        "serializers.json": frozenset({"cattrs"}),
        "serializers.arrow": frozenset({"pyarrow"}),  # For the type checker only, here and in frames.
        "serializers.frames": frozenset({"pyarrow"}),
        "serializers.sql": frozenset({"sqlalchemy"}),
        "containers._document_writing": frozenset({"docx"}),
        "containers._pages": frozenset({"selectolax"}),
        "containers._pdf": frozenset({"pypdfium2"}),
        "containers._sheets": frozenset({"openpyxl"}),
        "_spreadsheets": frozenset({"openpyxl"}),  # For the type checker only, here and in the two below.
        "display.comparison_workbook": frozenset({"openpyxl"}),
        "serializers._workbook.styling": frozenset({"openpyxl"}),
        "containers.excel": frozenset({"python_calamine"}),  # For the type checker only.
        "testing": frozenset({"hypothesis", "pytest"}),
    }
)
"""Modules that are loaded only by who needs them, and what they may import besides."""

CATCH_ALLS = frozenset({"plugins", "cli", "containers"})
"""The rooms that may catch everything, once each: a plugin, the last line of the command, and the panics of the
workbook reader, whose class cannot be imported."""


@frozen(slots=True)
class Import:
    """One import as the source has it: who, whom, in which function, and whether it runs when the module is
    loaded.
    """

    importer: str
    imported: str
    function: str | None
    line: int

    @property
    def rooms(self) -> tuple[str, str]:
        """The rooms of both ends; the door is the room ""."""
        return _room(self.importer), _room(self.imported)


def _room(module: str) -> str:
    return module.split(".", maxsplit=1)[0]


def _modules() -> dict[str, ast.Module]:
    """The parsed source of each module, by its name inside the package; the door is ""."""
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        parts = list(path.relative_to(SOURCE).with_suffix("").parts)
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(path.read_text("utf-8"), str(path))
    return found


def _targets(node: ast.AST, names: frozenset[str]) -> Iterator[str]:
    """The full names of what a node imports, `import_module("govperf…")` included."""
    match node:
        case ast.Import():
            yield from (alias.name for alias in node.names)
        case ast.ImportFrom(level=0, module=str(module)):
            for alias in node.names:
                inner = f"{module}.{alias.name}"
                yield inner if inner.removeprefix(f"{PACKAGE}.") in names else module
        case ast.ImportFrom():
            yield f"{PACKAGE}.<relative>"
        case ast.Call(func=ast.Name(id="import_module" | "__import__") | ast.Attribute(attr="import_module")):
            yield _beginning(node.args[0])


def _beginning(argument: ast.expr) -> str:
    """The constant beginning of a module's name that is made at run time: `govperf.containers`."""
    first = argument.values[0] if isinstance(argument, ast.JoinedStr) else argument
    return str(first.value).rstrip(".") if isinstance(first, ast.Constant) else "<unknown>"


def find_imports(
    module: str, tree: ast.AST, names: frozenset[str], function: str | None = None
) -> Iterator[Import]:
    """All imports of a module, inside functions and under TYPE_CHECKING too."""
    for node in ast.iter_child_nodes(tree):
        inside = node.name if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) else function
        for target in _targets(node, names):
            yield Import(module, target, function, getattr(node, "lineno", 0))
        yield from find_imports(module, node, names, inside)


def find_breaches(imports: list[Import]) -> list[str]:
    """What the import table forbids, one line each."""
    return [
        f"{one.importer or PACKAGE}:{one.line} imports {one.imported}" for one in imports if _is_breach(one)
    ]


def _is_breach(one: Import) -> bool:
    if one.imported == PACKAGE or one.imported.startswith(f"{PACKAGE}."):
        inner = one.imported.removeprefix(PACKAGE).removeprefix(".")
        return _breaks_table(Import(one.importer, inner, one.function, one.line))
    return _breaks_lightness(one)


def _breaks_table(one: Import) -> bool:
    importer, imported = one.rooms
    if importer == imported and importer:
        return False
    if importer == "display" and imported in {"layouts", *RULED}:
        return not any(
            one.imported == result or one.imported.startswith(f"{result}.") for result in RESULTS_OF_LEVEL_3
        )
    if one.function is not None and UPWARD.get(one.function) == imported:
        return False
    return imported not in MAY_IMPORT.get(importer, frozenset())


def _breaks_lightness(one: Import) -> bool:
    """Whether a library besides the standard one is imported as the module is loaded."""
    library = _room(one.imported)
    if one.function is not None or library in sys.stdlib_module_names or library in LIGHT:
        return False
    allowed = (more for module, more in LIGHT_IN.items() if f"{one.importer}.".startswith(f"{module}."))
    return not any(library in more for more in allowed)


def find_cycle(graph: dict[str, set[str]]) -> list[str]:
    """One cycle of a graph, or nothing."""
    done: set[str] = set()

    def visit(node: str, path: list[str]) -> list[str]:
        if node in path:
            return [*path[path.index(node) :], node]
        if node in done:
            return []
        for following in sorted(graph.get(node, ())):
            if cycle := visit(following, [*path, node]):
                return cycle
        done.add(node)
        return []

    return next((cycle for node in sorted(graph) if (cycle := visit(node, []))), [])


MODULES = _modules()
NAMES = frozenset(MODULES)
IMPORTS = [one for name, tree in MODULES.items() for one in find_imports(name, tree, NAMES)]


def _breaches_of(module: str, source: str) -> list[str]:
    """The breaches that a module of this name with this source would be."""
    return find_breaches(list(find_imports(module, ast.parse(source), NAMES)))


def _public(node: ast.AST) -> bool:
    return isinstance(
        node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    ) and not node.name.startswith("_")


def _exports(tree: ast.Module) -> list[str] | None:
    """The names in `__all__`, None where a module has none."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(
            isinstance(one, ast.Name) and one.id == "__all__" for one in node.targets
        ):
            return list(ast.literal_eval(node.value))
    return None


def test_the_tree_keeps_the_import_table() -> None:
    """No room imports another that the table does not give it."""
    assert find_breaches(IMPORTS) == []


def test_every_room_is_in_the_table() -> None:
    """A new file or folder in the package needs a line of its own in the import table."""
    assert {_room(name) for name in MODULES if name} <= set(MAY_IMPORT)


def test_the_scan_sees_the_imports_it_is_about() -> None:
    """The scan finds imports that are known to be there, so that an empty list of breaches means
    something.
    """
    assert {("api", "layouts"), ("layouts", "grammar"), ("grammar", "model"), ("", "api")} <= {
        (_room(one.importer), _room(one.imported.removeprefix(f"{PACKAGE}."))) for one in IMPORTS
    }


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("containers.excel", "from govperf.model.projects import Project"),
        ("containers.excel", "from govperf.grammar import amounts"),
        ("containers.excel", "from govperf import Project"),
        ("layouts.nansha", "from govperf.containers.text import read"),
        ("layouts.nansha", "def read():\n    from govperf.containers import text"),
        ("layouts.nansha", "if TYPE_CHECKING:\n    from govperf.containers.base import Container"),
        ("layouts.nansha", "import_module(f'govperf.containers.{name}')"),
        ("layouts.nansha", "importlib.import_module('govperf.containers.text')"),
        ("layouts.nansha", "from ..containers import text"),
        ("model.projects", "import govperf.grammar.amounts"),
        ("model.projects", "def show():\n    from govperf.display import tables"),
        ("grammar.amounts", "from govperf.grid import Grid"),
        ("places", "from govperf.grid import Grid"),
        ("serializers.json", "from govperf.layouts.base import Reading"),
        ("display.tables", "from govperf.layouts.registry import choose"),
        ("display.tables", "from govperf.containers.base import Container"),
        ("api", "from govperf.cli import main"),
        ("api", "import pandas"),
        ("containers.excel", "import openpyxl"),
        ("model.projects", "import cattrs"),
        ("unheard_of", "from govperf.errors import GovperfError"),
    ],
)
def test_a_breach_is_found(module: str, source: str) -> None:
    """An import that the table forbids is found wherever it stands, also in a function or under
    TYPE_CHECKING.
    """
    assert len(_breaches_of(module, source)) == 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("containers.excel", "def read():\n    import openpyxl"),
        (
            "model.disclosures",
            "class A:\n    def _repr_html_(self):\n        from govperf.display import html",
        ),
        ("display.tables", "from govperf.layouts.base import Evidence"),
        ("layouts.nansha", "from govperf.layouts.funding_form import FundingForm"),
        ("cli.read", "import govperf as gp"),
        ("api", "import json, attrs"),
    ],
)
def test_what_is_allowed_is_no_breach(module: str, source: str) -> None:
    """The table lets pass what the design allows: own rooms, rooms below, heavy libraries inside
    functions.
    """
    assert _breaches_of(module, source) == []


def test_no_module_imports_itself_by_way_of_others() -> None:
    """There is no import cycle between modules."""
    graph: dict[str, set[str]] = {name: set() for name in MODULES}
    for one in IMPORTS:
        target = one.imported.removeprefix(PACKAGE).removeprefix(".")
        if one.imported.startswith(PACKAGE) and target != one.importer and one.function is None:
            graph[one.importer].add(target)
    assert find_cycle(graph) == []


def test_a_cycle_is_found() -> None:
    """A cycle of three is named from its beginning to its end."""
    assert find_cycle({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == ["a", "b", "c", "a"]


@pytest.mark.parametrize("name", [name for name in sorted(MODULES) if name.rpartition(".")[2] != "__main__"])
def test_every_module_says_what_it_is_and_offers(name: str) -> None:
    """Each module has a docstring and, unless it is the empty door of a room, a sorted `__all__` of names
    it defines.
    """
    tree = MODULES[name]
    docstring = ast.get_docstring(tree) or ""
    assert len(docstring) > len("DOC") * 3, f"{name} has no docstring that says anything"
    exports = _exports(tree)
    if exports is None:
        assert len(tree.body) == 1, f"{name} has no __all__"
        return
    bound = {one.id for one in ast.walk(tree) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
    bound |= {one.name for one in tree.body if isinstance(one, (ast.FunctionDef, ast.ClassDef))}
    bound |= {
        one.asname or one.name for node in tree.body if isinstance(node, ast.ImportFrom) for one in node.names
    }
    assert exports == sorted(exports, key=_by_kind), f"__all__ of {name} is not sorted"
    assert len(set(exports)) == len(exports)
    assert set(exports) <= bound, f"__all__ of {name} names what is not there"


@pytest.mark.parametrize("name", sorted(MODULES))
def test_public_things_have_docstrings(name: str) -> None:
    """Each public class and function, and each public method of a public class, says what it does."""
    tree = MODULES[name]
    owners = [tree, *(one for one in tree.body if isinstance(one, ast.ClassDef) and _public(one))]
    silent = [
        f"{name}:{node.lineno} {node.name}"
        for owner in owners
        for node in owner.body
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and _public(node) and not ast.get_docstring(node)
    ]
    assert silent == []


def _catch_alls(tree: ast.AST) -> list[ast.ExceptHandler]:
    """The handlers that catch everything: bare, or of Exception or BaseException, alone or in a tuple."""
    handlers = [node for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler)]
    return [one for one in handlers if one.type is None or _names(one.type) & {"Exception", "BaseException"}]


def _by_kind(name: str) -> tuple[int, str]:
    """Constants first, then classes, then functions, as `ruff` sorts `__all__`."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2), name


def _names(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def test_only_two_places_catch_everything() -> None:
    """`except Exception` stands where plugins are loaded and in the command line, once each, and nowhere
    else.
    """
    found = [_room(name) for name, tree in MODULES.items() for _ in _catch_alls(tree)]
    assert len(found) == len(set(found))
    assert set(found) <= CATCH_ALLS


@pytest.mark.parametrize(
    "caught", ["except:", "except Exception:", "except (OSError, BaseException) as fault:"]
)
def test_a_catch_all_is_found(caught: str) -> None:
    """Each way to catch everything is seen."""
    assert len(_catch_alls(ast.parse(f"try:\n    pass\n{caught}\n    pass"))) == 1


def test_only_the_command_line_prints() -> None:
    """A library does not print: `print` and `sys.stdout` are the commands', and a scan shows its progress."""
    printing = [
        f"{name}:{node.lineno}"
        for name, tree in MODULES.items()
        if _room(name) not in {"cli", "scans"} and name != "testing.__main__"
        for node in ast.walk(tree)
        if (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print")
        or (isinstance(node, ast.Attribute) and ast.unparse(node) in {"sys.stdout", "sys.stderr"})
    ]
    assert printing == []


def test_nothing_is_left_to_be_done() -> None:
    """The tree has no TODO, FIXME or XXX, in source or tests."""
    marks = tuple("".join(letters) for letters in (("TO", "DO"), ("FIX", "ME"), ("XX", "X")))
    files = [*SOURCE.rglob("*.py"), *Path(__file__).parent.rglob("*.py")]
    left = [str(path) for path in files if any(mark in path.read_text("utf-8") for mark in marks)]
    assert [path for path in left if not path.endswith(Path(__file__).name)] == []


def test_no_file_is_too_long() -> None:
    """No file of the package has more than 400 lines."""
    long = {name: len(path.read_text("utf-8").splitlines()) for name, path in _paths()}
    assert {name: lines for name, lines in long.items() if lines > 400} == {}


def _paths() -> Iterator[tuple[str, Path]]:
    return ((str(path.relative_to(SOURCE)), path) for path in SOURCE.rglob("*.py"))
