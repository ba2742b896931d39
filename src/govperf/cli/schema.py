"""`govperf schema`: the JSON Schema of the files that `--to json` writes."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from govperf.cli._output import write_output

if TYPE_CHECKING:
    from govperf.cli._types import Verbs

__all__ = ["add_parser"]


def add_parser(verbs: Verbs) -> None:
    """Declare the verb and its options."""
    parser = verbs.add_parser(
        "schema", help="print the JSON Schema of saved disclosures", description=__doc__
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write it here")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from govperf.serializers.schema import dumps_schema

    write_output(dumps_schema(), options.output)
    return 0
