"""govperf: Chinese government performance-target tables as typed, exact, traceable, comparable data.

>>> import govperf as gp
>>> disclosure = gp.read_text('''主管部门\\t预算单位\\t项目名称\\t绩效目标\\t绩效指标
... 某局\\t某中心\\t培训\\t办好培训。\\t1、产出指标：培训场次，年度指标值：≥6次。''')
>>> disclosure.projects[0].indicators[0].annual.text
'≥6次'
"""

from govperf.api import compare, diff, read, read_text, render
from govperf.changes.edits import Changes, Edit, EditKind, Match, Side, apply_edits
from govperf.changes.pairings import KnownPair
from govperf.comparisons.concepts import Concept
from govperf.comparisons.results import ComparedDepartment, Comparison, ConceptRow, Member
from govperf.errors import (
    AmbiguousLayoutError,
    GovperfError,
    InputError,
    LayoutError,
    MissingExtraError,
    NotFoundError,
    NotRenderableError,
    ParseError,
    ReadError,
    UnknownLayoutError,
)
from govperf.explanations import Explanation, explain
from govperf.grammar.targets import parse_target
from govperf.grid import Cell, Grid
from govperf.model.amounts import Budget, Money
from govperf.model.departments import BudgetLine, BudgetUnit, Department, DepartmentStatement, KeyTask
from govperf.model.disclosures import Disclosure, Entry, Problem, Severity, Source, Table
from govperf.model.evaluations import Evaluation, ExecutionLine, Scoring
from govperf.model.indicators import Indicator, IndicatorClass, Result
from govperf.model.projects import Project
from govperf.model.targets import (
    Assessment,
    Clause,
    Direction,
    Operator,
    Relation,
    Target,
    TargetComparison,
    TargetKind,
    Verdict,
)
from govperf.model.views import View
from govperf.places import Place
from govperf.scans import Reading, scan
from govperf.serializers.finance import export_finance, import_finance
from govperf.serializers.frames import to_frame
from govperf.serializers.iati import export_iati
from govperf.serializers.restoration import from_frame
from govperf.storage import load, load_all, write

__all__ = [
    "AmbiguousLayoutError",
    "Assessment",
    "Budget",
    "BudgetLine",
    "BudgetUnit",
    "Cell",
    "Changes",
    "Clause",
    "ComparedDepartment",
    "Comparison",
    "Concept",
    "ConceptRow",
    "Department",
    "DepartmentStatement",
    "Direction",
    "Disclosure",
    "Edit",
    "EditKind",
    "Entry",
    "Evaluation",
    "ExecutionLine",
    "Explanation",
    "GovperfError",
    "Grid",
    "Indicator",
    "IndicatorClass",
    "InputError",
    "KeyTask",
    "KnownPair",
    "LayoutError",
    "Match",
    "Member",
    "MissingExtraError",
    "Money",
    "NotFoundError",
    "NotRenderableError",
    "Operator",
    "ParseError",
    "Place",
    "Problem",
    "Project",
    "ReadError",
    "Reading",
    "Relation",
    "Result",
    "Scoring",
    "Severity",
    "Side",
    "Source",
    "Table",
    "Target",
    "TargetComparison",
    "TargetKind",
    "UnknownLayoutError",
    "Verdict",
    "View",
    "apply_edits",
    "compare",
    "diff",
    "explain",
    "export_finance",
    "export_iati",
    "from_frame",
    "import_finance",
    "load",
    "load_all",
    "parse_target",
    "read",
    "read_text",
    "render",
    "scan",
    "to_frame",
    "write",
]


def __getattr__(name: str) -> str:
    """The version, looked up only when it is asked for."""
    if name == "__version__":
        from importlib.metadata import version

        return version("govperf")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Only what is promised."""
    return sorted([*__all__, "__version__"])
