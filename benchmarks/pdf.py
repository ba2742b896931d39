"""How fast PDF is read, as ratios in one run: against pdfium's bare text, and against pdfplumber.

`PYTHONPATH=src python benchmarks/pdf.py [FILE …]`; without files the samples of the tests are read. It needs
pypdfium2, and pdfplumber for the second ratio. Memory is the peak of a program that reads so many pages, and of the
process that reads them for it.
"""

from __future__ import annotations

import ctypes
import io
import logging
import resource
import subprocess
import sys
import time
from importlib.util import find_spec
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from govperf.containers import pdf
from govperf.containers._pdf import processes

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLES = Path(__file__).parent.parent / "tests" / "containers" / "data"
PAGES = (10, 100, 1000)


def bare_text(data: bytes) -> None:
    """All text of a file as pdfium gives it, without a place."""
    document = pypdfium2.PdfDocument(data)
    for page in document:
        layer = page.get_textpage()
        count = pdfium.FPDFText_CountChars(layer)
        buffer = (ctypes.c_ushort * (count + 1))()
        pdfium.FPDFText_GetText(layer, 0, count, buffer)
        bytes(buffer).decode("utf-16-le")
        layer.close()
        page.close()
    document.close()


def tables_of_plumber(data: bytes) -> None:
    """All tables of a file as pdfplumber gives them."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_tables()
            page.close()


def seconds(read: Callable[[bytes], object], data: bytes, times: int) -> float:
    """The least time of several runs."""
    least = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        read(data)
        least = min(least, time.perf_counter() - start)
    return least


def repeated(data: bytes, pages: int) -> bytes:
    """The pages of a file over and over, up to a number."""
    source, target = pypdfium2.PdfDocument(data), pypdfium2.PdfDocument.new()
    target.import_pages(source, list(islice(cycle(range(len(source))), pages)))
    target.save(file := io.BytesIO())
    return file.getvalue()


def peak(data: bytes) -> int:
    """The most memory, in MB, of a program that reads a file page by page and of its process together."""
    run = subprocess.run([sys.executable, __file__, "--child"], input=data, capture_output=True, check=True)  # noqa: S603
    return int(run.stdout)


def child() -> None:
    """Read standard input and print the peak of memory."""
    for _ in pdf.iterate(sys.stdin.buffer.read()):
        pass
    processes._end_all()  # noqa: SLF001
    both = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(sum(both) // 1024)


def main(names: list[str]) -> None:
    """Print a line for each file, and the memory for the first, repeated."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    paths = [Path(name) for name in names] or sorted(SAMPLES.glob("*.pdf"))
    for path in paths:
        data = path.read_bytes()
        pages = len(pypdfium2.PdfDocument(data))
        bare, ours = seconds(bare_text, data, 7), seconds(pdf.read, data, 7)
        line = f"{path.stem:26} {pages:4} pages  {pages / ours:6.0f} pages/s  {ours / bare:5.2f} × bare text"
        if find_spec("pdfplumber"):
            line += f"  {seconds(tables_of_plumber, data, 1) / ours:6.1f} times pdfplumber's speed"
        print(line, flush=True)
    for pages in PAGES:
        data = repeated(paths[0].read_bytes(), pages)
        print(f"{pages:5} pages, {len(data) / 1e6:.1f} MB of file: {peak(data)} MB at most", flush=True)


if __name__ == "__main__":
    if sys.argv[1:] == ["--child"]:
        child()
    else:
        main(sys.argv[1:])
