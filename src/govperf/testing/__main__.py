"""`python -m govperf.testing generate|check FOLDER`: golden files for every document of a folder."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from govperf.errors import GovperfError, InputError
from govperf.testing import golden

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Generate or check; 0 if all went well, 1 if a document differs, 2 if there is nothing to do.

    `generate` writes only what is missing, unless `--force` is given.
    """
    options = _parser().parse_args(arguments)
    folder: Path = options.folder
    documents = list(golden.find_documents(folder))
    work: Callable[[Path], str] = _check
    if options.verb == "generate":
        work = _generate_anew if options.force else _generate
    else:
        documents = [path for path in documents if golden.name_golden(path).exists()]
    if not documents:
        sys.stderr.write(f"{folder}: there is nothing to {options.verb}\n")
        return 2
    return max([_report(path, work) for path in documents])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m govperf.testing", description="Golden files for documents."
    )
    parser.add_argument(
        "verb", choices=("generate", "check"), help="write expectations, or compare with them"
    )
    parser.add_argument("folder", type=Path, help="the folder with the documents")
    parser.add_argument("--force", action="store_true", help="write over expectations that are there")
    return parser


def _report(path: Path, work: Callable[[Path], str]) -> int:
    """Do the work of one document and say how it went."""
    try:
        sys.stdout.write(f"{work(path)} {path}\n")
    except GovperfError as error:
        sys.stdout.write(f"failed {path}\n{error}\n")
        return 1
    return 0


def _check(path: Path) -> str:
    golden.check(path)
    return "same"


def _generate(path: Path) -> str:
    """Write what is missing; what is there is kept, as no check has been asked for."""
    if golden.name_golden(path).exists():
        return "kept"
    golden.generate(path)
    return "wrote"


def _generate_anew(path: Path) -> str:
    if not path.exists():
        raise InputError("the document of this expectation is gone", where=str(path))
    golden.generate(path, force=True)
    return "wrote"


if __name__ == "__main__":
    sys.exit(main())
