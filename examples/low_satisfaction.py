"""Find the satisfaction targets that ask for less than 90 %.

Usage: python examples/low_satisfaction.py [FILE ...]
"""

import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import govperf as gp

HERE = Path(__file__).parent
LIMIT = Decimal(90)


def find_low(disclosure: gp.Disclosure) -> Iterator[tuple[gp.Indicator, gp.Target]]:
    """The satisfaction indicators with a target in % below the limit, once each."""
    for indicator in disclosure.indicators:
        if not (indicator.classification.canonical or "").startswith("satisfaction"):
            continue
        for _, target in indicator.targets:
            if any(is_low(clause) for clause in target.clauses):
                yield indicator, target
                break


def is_low(clause: gp.Clause) -> bool:
    """Whether a clause bounds a percentage below the limit."""
    return clause.unit == "%" and clause.value is not None and clause.value < LIMIT


def main(paths: list[Path]) -> None:
    """Print what each document asks for too little."""
    for path in paths:
        for indicator, target in find_low(gp.read(path)):
            print(f"{path.name}, {target.place}: {indicator.name}: {target.text}")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or sorted(HERE.glob("*.txt")))
