"""What reading one file may cost, and the watch that ends the process which goes beyond it.

A call of pdfium cannot be stopped from Python, but the process can be ended. So the limits hold in a process of
its own: its memory by the system where it can, its time and memory by a thread that looks now and then.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from typing import Final, NoReturn

__all__ = ["MEMORY", "OVER_MEMORY", "OVER_TIME", "SECONDS", "Watch", "limit_memory"]

OVER_TIME, OVER_MEMORY = 91, 92
"""How the process ends: which limit it went beyond."""

MEMORY = 2**30
"""The most memory that reading a file may take, in bytes."""

SECONDS = 2.0
"""The most seconds of the processor for a page, and for a file besides what its length allows."""

# A file of a megabyte takes a second or two.
_SECONDS_PER_BYTE: Final = 8e-6
_EVERY: Final = 0.05


class Watch:
    """A thread that ends the process when the file that is read costs too much."""

    def __init__(self, memory: int, seconds: float) -> None:
        """Start the thread; it sleeps until a file is begun."""
        self._memory, self._seconds = memory, seconds
        self._busy = threading.Event()
        self._page_end = self._file_end = float("inf")
        threading.Thread(target=self._look, daemon=True).start()

    def begin(self, size: int) -> None:
        """A file of so many bytes is read from now on."""
        self._file_end = time.process_time() + self._seconds + size * _SECONDS_PER_BYTE
        self.turn()
        self._busy.set()

    def turn(self) -> None:
        """A page is done, and the next begins."""
        self._page_end = time.process_time() + self._seconds

    def end(self) -> None:
        """The file is done."""
        self._busy.clear()

    def _look(self) -> NoReturn:
        while True:
            self._busy.wait()
            time.sleep(_EVERY)
            if self._busy.is_set() and time.process_time() > min(self._page_end, self._file_end):
                os._exit(OVER_TIME)
            if _peak() > self._memory:
                os._exit(OVER_MEMORY)


def limit_memory(memory: int) -> None:
    """Have the system refuse more memory than so many bytes. macOS and Windows do not; there the watch sees it."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


if sys.platform == "win32":

    def _peak() -> int:
        """The most memory that this process had, in bytes."""
        import ctypes

        counters = (ctypes.c_size_t * 10)()
        ctypes.cast(counters, ctypes.POINTER(ctypes.c_uint32))[0] = ctypes.sizeof(counters)
        kernel = ctypes.WinDLL("kernel32")
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        kernel.K32GetProcessMemoryInfo(
            ctypes.c_void_p(kernel.GetCurrentProcess()), counters, ctypes.sizeof(counters)
        )
        # After its own size and the page faults, of 32 bits each, comes the peak of the working set.
        return int(counters[8 // ctypes.sizeof(ctypes.c_size_t)])

elif sys.platform == "linux":

    def _peak() -> int:
        """The most memory that this process had, in bytes; `getrusage` would count what its parent had when it began it."""
        with open("/proc/self/status", encoding="ascii", errors="replace") as status:  # noqa: PTH123 - every 50 ms.
            line = next((line for line in status if line.startswith("VmHWM:")), "VmHWM: 0 kB")
        return int(line.split()[1]) * 1024

else:

    def _peak() -> int:
        """The most memory that this process had, in bytes."""
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
