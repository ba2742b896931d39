"""Files carried through LibreOffice, as they are when somebody opens one and saves it as another kind."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

__all__ = ["NEEDS_OFFICE", "convert"]

NEEDS_OFFICE = pytest.mark.skipif(
    not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed"
)


def convert(sources: Sequence[Path], suffix: str, folder: Path) -> dict[str, bytes]:
    """The bytes of each file saved as another kind (`xls`), by its stem; one start of LibreOffice for all of them."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", folder / "out", *sources]
    subprocess.run(command, check=True, capture_output=True, timeout=300)  # noqa: S603
    return {path.stem: (folder / "out" / f"{path.stem}.{suffix}").read_bytes() for path in sources}
