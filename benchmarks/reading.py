"""What reading costs: speed against a bare split, growth, import and memory, in one run and as ratios.

    python benchmarks/reading.py

Reads the seeds in `../shared/seeds` where they are, else the documents in `examples/`.
"""

from __future__ import annotations

import gc
import re
import statistics
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

import govperf as gp
from govperf._width import fold, unwrap
from govperf.containers.text import read_text as read_grids
from govperf.grammar.indicators import is_run_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 7
STARTS = 11
TIMES = (1, 10, 100)
# Loaded by every interpreter or cheap; what is named here is worth a look where it appears.
HEAVY = (
    "asyncio",
    "cattrs",
    "email",
    "importlib.metadata",
    "json",
    "numpy",
    "openpyxl",
    "pandas",
    "sqlite3",
    "ssl",
    "zipfile",
)

# The baseline: number, class, name and values of each indicator by one regular expression and nothing else:
# no places, no problems, no model, no second chance.
_NAMES = "产出|效益|效果|满意度|成本|数量|质量|时效|经济效益|社会效益|生态效益|可持续影响|服务对象满意度"
_ITEM = re.compile(rf"(\d+)[、.)]\s*(?:(\d{{1,4}})-)?((?:{_NAMES})指标)[:;,]")
_CLASS = re.compile(r"(?:(\d{2,4})-)([^:;,]{1,16})[:;,]")
_VALUE = re.compile(r"[;,:。]?(实施周期指标值|年度指标值)[:;,]")
_WIDTH = str.maketrans("：；，（）．－０１２３４５６７８９", ":;,().-0123456789")


def split(cell: str) -> list[tuple[str | None, ...]]:
    """The indicators of a run-on cell as bare tuples."""
    text = cell.replace("\n", "").translate(_WIDTH)
    parts = _ITEM.split(text)
    rows = []
    for at in range(1, len(parts), 4):
        number, code, level1, body = parts[at : at + 4]
        second = _CLASS.match(body)
        start = second.end() if second else 0
        name, *values = _VALUE.split(body[start:])
        rows.append((number, code, level1, *(second.groups() if second else (None, None)), name, *values))
    return rows


def main() -> None:
    """Measure and print everything."""
    texts = dict(_documents())
    if not texts:
        sys.exit("there is neither ../shared/seeds nor examples/*.txt to read")
    print(
        f"Python {sys.version.split()[0]}; {len(texts)} documents from {_folder()}; best of {ROUNDS} rounds\n"
    )
    measure_memory(texts)
    measure_speed(texts)
    measure_growth(texts)
    measure_import()


def _folder() -> Path:
    seeds = ROOT.parent / "shared" / "seeds"
    return seeds if seeds.is_dir() else ROOT / "examples"


def _documents() -> Iterator[tuple[str, str]]:
    return ((path.stem, path.read_text("utf-8")) for path in sorted(_folder().glob("*.txt")))


def _best(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Seconds of the fastest round, with the collector off as `timeit` has it."""
    times = []
    gc.disable()
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
        gc.collect()
    gc.enable()
    return min(times)


def _cells(text: str) -> list[str]:
    return [cell.text for grid in read_grids(text) for cell in grid.cells if is_run_on(cell.text)]


def measure_speed(texts: dict[str, str]) -> None:
    """Text to model, against the bare split of the same run-on cells."""
    cells = [cell for text in texts.values() for cell in _cells(text)]
    rows = [row for cell in cells for row in split(cell)]
    read = [gp.read_text(text) for text in texts.values()]
    kept = sum(len(one.indicators) for one in read)
    in_cells = sum(len(project.indicators) for one in read for project in one.projects)
    bare = _best(lambda: [split(cell) for cell in cells])
    full = _best(lambda: [gp.read_text(text) for text in texts.values()])
    cold = _best(lambda: (_forget(), [gp.read_text(text) for text in texts.values()]))
    fold_only = _best(lambda: [fold(unwrap(text).text) for text in texts.values()])
    print("speed: text to model, against a bare `re` split of the same run-on cells")
    for label, seconds, count in (
        ("bare split", bare, len(rows)),
        ("govperf", full, kept),
        ("with cold caches", cold, kept),
    ):
        print(
            f"  {label:16} {seconds * 1e3:8.2f} ms  {count:5} indicators  {count / seconds:10,.0f} a second"
        )
    print(f"  folding alone    {fold_only * 1e3:8.2f} ms")
    print(f"  ratio {bare / full:.3f} of the bare split's speed ({bare / cold:.3f} cold); the aim is 0.250")
    if len(rows) != in_cells:
        print(f"  the split finds {len(rows)} indicators in run-on cells, govperf {in_cells}")
    for name, text in texts.items():
        own = _cells(text)
        one, base = (
            _best(lambda text=text: gp.read_text(text)),
            _best(lambda own=own: [split(cell) for cell in own]),
        )
        share = f"ratio {base / one:.3f}" if own else "no run-on cells"
        print(f"    {name:24} {one * 1e3:8.2f} ms  {share}")
    print()


def _forget() -> None:
    """Empty every cache of the package's functions, the registry's apart: it is filled once a process."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("govperf.grammar", "govperf.model", "govperf._width")):
            for one in vars(module).values():
                if hasattr(one, "cache_clear"):
                    one.cache_clear()


def measure_growth(texts: dict[str, str]) -> None:
    """Time per indicator as the rows of each document are repeated: linear growth keeps the number."""
    print(f"growth: microseconds per indicator, the rows repeated {', '.join(map(str, TIMES))} times")
    for name, text in texts.items():
        figures = [_time_repeated(text, times) for times in TIMES]
        shown = "  ".join(f"{micros:9.2f}" for micros in figures)
        print(f"    {name:24} {shown}   {TIMES[-1]}x / 1x: {figures[-1] / figures[0]:.2f}")
    print()


def _time_repeated(text: str, times: int) -> float:
    repeated = _repeat(text, times)
    count = max(1, len(gp.read_text(repeated).indicators))
    return _best(lambda: gp.read_text(repeated), ROUNDS if times == 1 else 2) / count * 1e6


def _repeat(text: str, times: int) -> str:
    """The document with its rows below the first head line repeated."""
    lines = text.split("\n")
    head = next(at for at, line in enumerate(lines, 1) if "绩效指标" in line)
    return "\n".join([*lines[:head], *(lines[head:] * times)])


def measure_memory(texts: dict[str, str]) -> None:
    """What a kept disclosure holds, per indicator: the texts, places and problems in it included."""
    for text in texts.values():
        gp.read_text(text)
    _forget()
    gc.collect()
    tracemalloc.start()
    kept = [gp.read_text(text) for text in texts.values()]
    _forget()
    gc.collect()
    size, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    count = sum(len(one.indicators) for one in kept)
    print("memory: of the disclosures kept, all they hold included")
    print(f"  {size / count:,.0f} bytes per indicator ({count} indicators); the aim is 2,000")
    print(f"  {peak / 1e6:.2f} MB at most while reading\n")


def measure_import() -> None:
    """Seconds of `import govperf` in fresh processes, and which heavy modules came with it."""
    code = (
        "import sys, time; before = set(sys.modules); begun = time.perf_counter(); import govperf; "
        "print(time.perf_counter() - begun, *sorted(set(sys.modules) - before))"
    )
    times, modules = [], set()
    for _ in range(STARTS):
        done = subprocess.run(  # noqa: S603 - our own code.
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        out = done.stdout.split()
        times.append(float(out[0]))
        modules = set(out[1:])
    heavy = [name for name in HEAVY if name in modules]
    print(f"import: `import govperf` in {STARTS} fresh processes; the aim is 0.250 s")
    print(f"  median {statistics.median(times):.3f} s, best {min(times):.3f} s, {len(modules)} modules")
    print(f"  heavy modules: {', '.join(heavy) or 'none'}")


if __name__ == "__main__":
    main()
