"""A PostgreSQL of our own for a test session: a new cluster in a temporary folder, on a socket and on no network.

GOVPERF_POSTGRESQL names another database to use instead, by its SQLAlchemy URL; its schemas called `govperf_…` are dropped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["find_programs", "start_postgresql"]


def find_programs() -> Path | None:
    """The folder of `initdb` and `pg_ctl`: that of Debian's newest package, or what the PATH has; None if there is none."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = shutil.which("initdb")
    return debian[-1].parent if debian else Path(found).resolve().parent if found else None


@contextmanager
def start_postgresql() -> Iterator[str | None]:
    """The URL of a running server, which ends with the block; None where PostgreSQL is not installed."""
    if "GOVPERF_POSTGRESQL" in os.environ:
        yield os.environ["GOVPERF_POSTGRESQL"]
        return
    programs = find_programs()
    if programs is None:
        yield None
        return
    # The path of a socket must be short, and the server refuses to run as root.
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if user:
        shutil.chown(folder, "postgres")
    data = str(folder / "data")
    control = [*user, str(programs / "pg_ctl"), "-D", data]
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    try:
        _run(
            [
                *user,
                str(programs / "initdb"),
                "-D",
                data,
                "-A",
                "trust",
                "-U",
                "govperf",
                "-E",
                "UTF8",
                "--locale=C",
                "-N",
            ]
        )
        _run([*control, "-l", str(folder / "log"), "-o", options, "-w", "-t", "60", "start"])
        yield f"postgresql+psycopg://govperf@/postgres?host={folder}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=False, capture_output=True, timeout=60)  # noqa: S603
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str]) -> None:
    subprocess.run(  # noqa: S603 - our own words.
        command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120, cwd="/"
    )
