"""How much faster two workers scan than one, and whether memory stays flat, over many files of all kinds.

`python benchmarks/scan.py [FILES]` writes the examples as .xlsx, .xls, .csv, .html and .docx, each with names of
its own, and as printed PDFs (the samples of the tests), 1,000 files in all, and scans the folder with one worker and
with two in turns, each in a process of its own, three times. Memory is what the parent and its largest worker hold,
after a quarter, a half and all of the files. Seconds are worth something only where two cores are idle; where they are
not, the seconds of work of each process tell what idle ones would give.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

import xlwt

import govperf as gp
from govperf.containers.text import read as read_print
from govperf.grid import Grid
from govperf.storage import dump_form

HOME = Path(__file__).parents[1]
SAMPLES = HOME / "tests" / "containers" / "data"
KINDS = ("xlsx", "xls", "csv", "html", "docx", "pdf")
SHARES = (4, 2, 1)
RUNS = 3


def dump_xls(grid: Grid) -> bytes:
    """A binary workbook with the cells of a grid."""
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("1")
    for row, cells in enumerate(grid):
        for column, cell in enumerate(cells):
            if cell:
                sheet.write(row, column, cell.text)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def make(folder: Path, count: int) -> int:
    """Write the files; answers how many bytes they have."""
    prints = [read_print(path.read_bytes())[0] for path in sorted((HOME / "examples").glob("*.txt"))]
    samples = [path.read_bytes() for path in sorted(SAMPLES.glob("*.pdf"))]
    size = 0
    sources = zip(cycle(KINDS), cycle(prints), cycle(samples), strict=False)
    for number, (kind, grid, sample) in enumerate(islice(sources, count)):
        own = Grid.of([[text.replace("示例", f"第{number}") for text in row] for row in grid.texts])
        data = (
            sample + b"%% %d\n" % number
            if kind == "pdf"
            else dump_xls(own)
            if kind == "xls"
            else dump_form(own, f".{kind}")
        )
        (folder / f"{number:05}.{kind}").write_bytes(data)
        size += len(data)
    return size


def resident(process: int) -> float:
    """The memory that a process holds, in MB; 0 where it has ended."""
    try:
        pages = Path(f"/proc/{process}/statm").read_text("ascii").split()[1]
    except OSError:
        return 0.0
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6


def worked(process: int) -> float:
    """The seconds of a processor that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def children() -> list[int]:
    """The processes that this one has started."""
    found = Path(f"/proc/self/task/{os.getpid()}/children").read_text("ascii")
    return [int(process) for process in found.split()]


def scan(folder: str, workers: int, count: int) -> None:
    """Scan and print seconds, seconds of work of each process, files read, and the memory at each mark."""
    marks = [count // share for share in SHARES]
    start, read, memory, work = time.perf_counter(), 0, [], []
    for number, reading in enumerate(gp.scan(folder, workers=workers), 1):
        read += bool(reading)
        if number in marks:
            worker = max(map(resident, children()), default=0.0)
            memory.append(f"{number}: {resident(os.getpid()):.0f} + {worker:.0f}")
            work = [worked(process) for process in (os.getpid(), *children())]
    print(json.dumps([time.perf_counter() - start, work, f"{read} read; MB after {', '.join(memory)}"]))


def measure(folder: str, count: int) -> dict[int, tuple[float, list[float], str]]:
    """What scans in fresh processes with one and two workers print, in turns, the fastest of each."""
    best: dict[int, tuple[float, list[float], str]] = {}
    for workers in (1, 2) * RUNS:
        command = [sys.executable, __file__, folder, str(workers), str(count)]
        line = subprocess.run(command, check=True, capture_output=True, text=True, timeout=600).stdout  # noqa: S603
        best[workers] = min(best.get(workers, (float("inf"), [], "")), tuple(json.loads(line)))
    return best


def main() -> None:
    """Write the files, measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        size = make(Path(folder), count)
        print(f"{count} files of {len(KINDS)} kinds, {size / 1e6:.1f} MB")
        found = measure(folder, count)
    for workers, (seconds, work, words) in found.items():
        spent = " + ".join(f"{each:.2f}" for each in work)
        print(
            f"{workers} workers: {seconds:.2f} s, {count / seconds:.0f} files/s, processor {spent} s; {words}"
        )
    (one, (alone, *_), _), (two, several, _) = found[1], found[2]
    print(f"two workers are {one / two:.2f} times as fast as one")
    print(f"on idle cores, by the work of each process: {alone / max(*several, sum(several) / 2):.2f} times")


if __name__ == "__main__":
    if len(sys.argv) > 3:
        scan(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
    else:
        main()
