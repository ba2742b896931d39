"""What carriers cost: JSON, frames, files and databases against bare libraries, in one run and as ratios.

    python benchmarks/serializers.py [INDICATORS]

Reads the documents in `examples/` again and again until there are 100,000 indicators, or as many as are asked for. A ratio
above 1 is how many times slower than the baseline govperf is. Needs the extras of `test`; orjson where it is installed.
"""

from __future__ import annotations

import gc
import json
import re
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from attrs import evolve

import govperf as gp
from govperf.serializers import json as lossless
from govperf.serializers.frames import to_frame
from govperf.serializers.tidy import read_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 3
STREAMED = 1_000_000
EDITED = 10_000
AIM_MEMORY = 500
FILES = (".csv", ".jsonl", ".parquet", ".sqlite", ".duckdb")


def read_examples() -> list[gp.Disclosure]:
    """The example documents."""
    return [gp.read(path) for path in sorted((ROOT / "examples").glob("*.txt"))]


def repeat(examples: list[gp.Disclosure], wanted: int) -> Iterator[gp.Disclosure]:
    """The examples again and again, each time as documents of their own, until there are so many indicators."""
    count = at = 0
    while count < wanted:
        one = examples[at % len(examples)]
        yield evolve(one, source=gp.Source(f"{at}.txt", f"{at:064x}"))
        count += len(one.indicators)
        at += 1


def best(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Seconds of the fastest round, with the collector off as `timeit` has it."""
    times = []
    for _ in range(rounds):
        gc.collect()
        gc.disable()
        begun = time.perf_counter()
        kept = work()
        times.append(time.perf_counter() - begun)
        gc.enable()
        del kept
    return min(times)


def show(label: str, seconds: float, count: int, base: float | None = None) -> None:
    """One line: how long, how many a second, and the ratio to the baseline."""
    ratio = "" if base is None else f"  ratio {seconds / base:6.2f}"
    print(f"  {label:34} {seconds * 1e3:9.1f} ms  {count / seconds:11,.0f} indicators/s{ratio}")


def main() -> None:
    """Measure and print everything."""
    if sys.argv[1:2] == ["--stream"]:
        stream()
        return
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    many = list(repeat(read_examples(), wanted))
    count = sum(len(one.indicators) for one in many)
    print(
        f"Python {sys.version.split()[0]}; {count:,} indicators in {len(many):,} documents; best of {ROUNDS} rounds\n"
    )
    measure_json(many, count)
    measure_frames(many, count)
    measure_files(many, count)
    measure_workbook(many)
    measure_memory()


def measure_json(many: list[gp.Disclosure], count: int) -> None:
    """Dumping and loading, against cattrs' own converter for orjson, and against orjson on dicts that are there."""
    print("JSON: the baseline is cattrs' orjson converter as it is made, with hooks for Decimal")
    try:
        import orjson
        from cattrs.preconf.orjson import make_converter
    except ImportError:
        print("  orjson is not installed\n")
        return
    stock = make_converter()
    stock.register_unstructure_hook(Decimal, str)
    stock.register_structure_hook(Decimal, lambda value, _: Decimal(value))
    dicts = [stock.unstructure(one) for one in many]
    base = best(lambda: [stock.dumps(one) for one in many])
    show("cattrs and orjson, dump", base, count)
    show("orjson, dump the same dicts", best(lambda: [orjson.dumps(one) for one in dicts]), count, base)
    show("json, dump the same dicts", best(lambda: [json.dumps(one) for one in dicts]), count, base)
    show("govperf, dump", best(lambda: [lossless.dumps(one) for one in many]), count, base)
    theirs, ours = [stock.dumps(one) for one in many], [lossless.dumps(one) for one in many]
    dicts.clear()
    base = best(lambda: [stock.loads(one, gp.Disclosure) for one in theirs])
    show("cattrs and orjson, load", base, count)
    show("orjson, load dicts", best(lambda: [orjson.loads(one) for one in theirs]), count, base)
    show("json, load dicts", best(lambda: [json.loads(one) for one in ours]), count, base)
    show("govperf, load", best(lambda: [lossless.loads(one) for one in ours]), count, base)
    print(
        f"  bytes an indicator: govperf {sum(map(len, ours)) / count:,.0f}, cattrs {sum(map(len, theirs)) / count:,.0f}\n"
    )


def measure_frames(many: list[gp.Disclosure], count: int) -> None:
    """Frames out of the model, against pandas making the same columns of lists that are there."""
    print(
        "frames: the baseline is pandas making the same columns, with the same types, of lists; the aim is 2"
    )
    columns = read_columns(many)
    types = to_frame(many[:50]).dtypes

    def build() -> Any:
        return pd.DataFrame(
            {
                name: pd.Categorical(values)
                if isinstance(types[name], pd.CategoricalDtype)
                else pd.array(values, dtype=types[name])
                for name, values in columns.items()
            }
        )

    base = best(build)
    show("pandas, of lists", base, count)
    show("pandas, of lists, without types", best(lambda: pd.DataFrame(columns)), count, base)
    show("govperf, lists out of the model", best(lambda: read_columns(many)), count, base)
    for backend in ("arrow", "pandas", "polars"):
        show(f"govperf, {backend}", best(lambda to=backend: to_frame(many, backend=to)), count, base)
    print()


def measure_files(many: list[gp.Disclosure], count: int) -> None:
    """Writing each kind of file, and loading those that lose nothing; no ratio, for nothing else writes them."""
    print("files: once each")
    with tempfile.TemporaryDirectory() as folder:
        for suffix in FILES:
            path = Path(folder) / f"x{suffix}"
            show(f"write {suffix}", best(lambda to=path: gp.write(many, to), 1), count)
            print(f"  {'':34} {path.stat().st_size / count:9,.0f} bytes an indicator")
            if suffix == ".sqlite":
                show(f"load {suffix}", best(lambda of=path: sum(1 for _ in gp.load_all(of)), 1), count)
        path = Path(folder) / "whole.jsonl"
        show("write .jsonl, disclosures", best(lambda: gp.write(many, path, table="disclosures"), 1), count)
        show("load .jsonl, disclosures", best(lambda: sum(1 for _ in gp.load_all(path)), 1), count)
    print()


def measure_workbook(many: list[gp.Disclosure]) -> None:
    """One large workbook to edit, written and loaded, and its rows written by openpyxl alone: texts without any style."""
    from openpyxl import Workbook, load_workbook

    count, departments = 0, []
    for one in many:
        if count >= EDITED:
            break
        departments += one.departments
        count += len(one.indicators)
    large = gp.Disclosure(tuple(departments))
    with tempfile.TemporaryDirectory() as folder:
        path, bare = Path(folder) / "x.xlsx", Path(folder) / "bare.xlsx"
        seconds = best(lambda: gp.write(large, path), 1)
        sheets = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(path)}

        def write_bare() -> None:
            book = Workbook()
            for title, rows in sheets.items():
                sheet = book.create_sheet(title)
                for row in rows:
                    sheet.append(row)
            book.save(bare)

        rows = sum(map(len, sheets.values()))
        print(
            f"a workbook to edit: {count:,} indicators, {rows:,} rows; the baseline is openpyxl without styles"
        )
        base = best(write_bare, 1)
        for label, taken in (
            ("openpyxl, write", base),
            ("govperf, write", seconds),
            ("govperf, load", best(lambda: gp.load(path), 1)),
        ):
            print(
                f"  {label:34} {taken * 1e3:9.1f} ms  {rows / taken:11,.0f} rows/s        ratio {taken / base:6.2f}"
            )
    print()


def measure_memory() -> None:
    """What a process holds at most while it streams a million indicators into a Parquet file."""
    done = subprocess.run(  # noqa: S603 - our own code.
        [sys.executable, __file__, "--stream"], capture_output=True, text=True, check=True
    )
    print(
        f"memory: {STREAMED:,} indicators into one .parquet; the aim is {AIM_MEMORY} MB\n{done.stdout}",
        end="",
    )


def stream() -> None:
    """Write a million indicators in a process of its own."""
    examples = read_examples()
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.parquet"
        gp.write(repeat(examples, STREAMED), path)
        seconds, size = time.perf_counter() - begun, path.stat().st_size
    # Not getrusage, whose high-water mark a process inherits from the one that started it.
    status = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text("utf-8"))
    peak = int(status[1]) / 1024 if status else 0
    print(f"  {peak:,.0f} MB at most, {seconds:.1f} s, {STREAMED / seconds:,.0f} indicators/s")
    print(f"  {size / 1e6:.1f} MB written: the same documents again and again")


if __name__ == "__main__":
    main()
