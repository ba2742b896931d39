"""How the documents are built: `sphinx-build -W -n -b html docs docs/_build`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))
sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

project = "govperf"
author = "The govperf developers"
project_copyright = "The govperf developers, Apache-2.0"
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "govperf_tables"]
exclude_patterns = ["_build"]
root_doc = "index"

html_theme = "furo"
html_title = "govperf"
html_copy_source = False
# Tables of the terminal stand straight only where a Chinese character is as wide as two Latin ones.
MONOSPACE = '"Sarasa Mono SC", "Noto Sans Mono CJK SC", "Source Han Mono SC", NSimSun, monospace'
html_theme_options = {
    "light_css_variables": {"font-stack--monospace": MONOSPACE},
    "dark_css_variables": {"font-stack--monospace": MONOSPACE},
}

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_member_order = "groupwise"
autodoc_typehints = "signature"
autodoc_class_signature = "mixed"
# Attributes are described once, in the class docstring; the slots would be a second description of each.
napoleon_use_ivar = True
napoleon_include_special_with_doc = False

nitpicky = True
# Types of the standard library: no inventory is fetched, for documents are built without a network.
nitpick_ignore_regex = [
    ("py:.*", r"(datetime|decimal|fractions|os|random|pathlib|collections|typing|enum|builtins)\..*"),
    (
        "py:.*",
        r"(Decimal|Path|PathLike|Iterator|Iterable|Sequence|Mapping|StrEnum|IO|optional|Readable|Identified|Layout)",
    ),
    ("py:.*", r"govperf\..*"),
    ("py:.*", r"hypothesis\..*"),
]


def keep_sentence(
    _app: object, what: str, _name: str, _thing: object, _options: object, lines: list[str]
) -> None:
    """Keep the docstring of a property whole: napoleon would take words before a colon for a type."""
    if what in {"property", "attribute"} and lines:
        lines[0] = lines[0].replace(": ", " – ", 1)


def setup(app: object) -> None:
    """Connect before napoleon, which has the usual priority of 500."""
    app.connect("autodoc-process-docstring", keep_sentence, priority=400)  # type: ignore[attr-defined]
