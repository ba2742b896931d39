"""How fast target values are read, as a ratio to a bare regular expression in the same run.

Two floors stand here: the expression alone, and the expression that makes the model's objects of what it found. Both
know one sign, one number and one noun; they get every compound, rate, date and grade wrong. Run with
`PYTHONPATH=src python benchmarks/targets.py`.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from govperf.grammar import shorts
from govperf.grammar.targets import parse_target
from govperf.grammar.units import UNITS
from govperf.model.targets import Clause, Operator, Target, TargetKind

ROOT = Path(__file__).absolute().parents[1]
SEEDS = ROOT.parent / "shared" / "seeds" / "expected.json"
CASES = ROOT / "tests" / "cases" / "targets.tsv"
SIGNS = {
    "≥": Operator.AT_LEAST, "≧": Operator.AT_LEAST, ">=": Operator.AT_LEAST, "不低于": Operator.AT_LEAST,
    "不少于": Operator.AT_LEAST, "大于等于": Operator.AT_LEAST, "达到": Operator.AT_LEAST, "达": Operator.AT_LEAST,
    "以上": Operator.AT_LEAST, "≤": Operator.AT_MOST, "≦": Operator.AT_MOST, "<=": Operator.AT_MOST,
    "不超过": Operator.AT_MOST, "小于等于": Operator.AT_MOST, "以内": Operator.AT_MOST, "以下": Operator.AT_MOST,
    ">": Operator.ABOVE, "超过": Operator.ABOVE, "大于": Operator.ABOVE, "<": Operator.BELOW, "少于": Operator.BELOW,
    "小于": Operator.BELOW, "=": Operator.EQUAL, "约": Operator.ABOUT, "左右": Operator.ABOUT,
}  # fmt: skip
_UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
FLOOR = re.compile(
    rf"({'|'.join(sorted(SIGNS, key=len, reverse=True))})?\s*([0-9]+(?:,[0-9]{{3}})*(?:\.[0-9]+)?)\s*([万亿千])?({_UNIT})?"
    r"(以上|以下|以内|左右)?"
)


def values() -> list[str]:
    """The distinct target values: of the seeds where they lie beside the repository, else of the case file."""
    if not SEEDS.exists():
        rows = (line.split("\t")[0] for line in CASES.read_text("utf-8").splitlines() if line[:1] != "#")
        return list(dict.fromkeys(rows))
    found: dict[str, None] = {}
    todo: list[object] = [json.loads(SEEDS.read_text("utf-8"))]
    while todo:
        node = todo.pop()
        if isinstance(node, dict):
            keys = ("cycle", "annual", "unlabelled")
            found |= {node[key]: None for key in keys if isinstance(node.get(key), str)}
            todo += node.values()
        elif isinstance(node, list):
            todo += node
    return list(found)


def bare(texts: list[str]) -> None:
    """The first floor: find sign, number and noun."""
    for text in texts:
        found = FLOOR.search(text)
        if found:
            found.groups()


def bare_with_objects(texts: list[str]) -> None:
    """The second floor: the same, made into targets."""
    for text in texts:
        found = FLOOR.search(text)
        if found is None:
            Target(text)
            continue
        sign, number, _, unit, after = found.groups()
        clause = Clause(None, SIGNS.get(sign or after), Decimal(number.replace(",", "")), None, unit)
        Target(text, TargetKind.QUANTITY, (clause,))


def uncached(texts: list[str]) -> None:
    """The whole grammar, its memories emptied first."""
    shorts._read_noun.cache_clear()  # noqa: SLF001
    parse = parse_target.__wrapped__
    for text in texts:
        parse(text)


def cached(texts: list[str]) -> None:
    """The grammar as a table meets it, where the text was read before."""
    for text in texts:
        parse_target(text)


def rate(run: Callable[[list[str]], None], texts: list[str]) -> float:
    """Values a second, the best of thirty runs."""
    best = float("inf")
    for _ in range(30):
        start = time.perf_counter()
        run(texts)
        best = min(best, time.perf_counter() - start)
    return len(texts) / best


def main() -> None:
    """Print the four rates and their ratios to both floors."""
    texts = values()
    floors = rate(bare, texts), rate(bare_with_objects, texts)
    print(f"{len(texts)} distinct values")
    for run in (bare, bare_with_objects, uncached, cached):
        speed = rate(run, texts)
        print(f"{run.__name__:18} {speed:12,.0f}/s  {speed / floors[0]:6.2f}  {speed / floors[1]:6.2f}")


if __name__ == "__main__":
    main()
