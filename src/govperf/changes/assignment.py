"""Which of many go together: likely partners without comparing all with all, and the best set of pairs among them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log
from typing import Any, Final

from govperf.errors import missing_extra

__all__ = ["assign", "find_partners", "group_by_key", "require_match"]

_FEW: Final = 40_000
_PARTNERS: Final = 10
_ROWS: Final = 256
_COMMON: Final = 0.05
_LEAST_COMMON: Final = 60


def require_match() -> None:
    """Raise MissingExtraError where names must be compared and the extra `match` is not installed."""
    try:
        import rapidfuzz
        import scipy
    except ImportError as error:
        raise missing_extra("pairing renamed projects or indicators", "match") from error
    del rapidfuzz, scipy


def find_partners(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs worth a closer look: all of them where there are few, else for each old text the ten most alike.

    Alike is what shares rare characters and pairs of characters; what stands in one of twenty texts tells nothing.
    """
    if len(old) * len(new) <= _FEW:
        yield from ((one, other) for one in range(len(old)) for other in range(len(new)))
        return
    weights = _weigh([*old, *new])
    left, right = _matrix(old, weights), _matrix(new, weights).T.tocsc()
    for start in range(0, len(old), _ROWS):
        product = (left[start : start + _ROWS] @ right).tocsr()
        for row in range(product.shape[0]):
            begin, end = product.indptr[row], product.indptr[row + 1]
            for column in _best(product.data[begin:end], product.indices[begin:end]):
                yield start + row, column


def assign(scores: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """The set of pairs with the highest sum of scores in which each stands at most once."""
    olds, news = Counter(one for one, _ in scores), Counter(other for _, other in scores)
    plain = [pair for pair in scores if olds[pair[0]] == 1 and news[pair[1]] == 1]
    rest = {pair: score for pair, score in scores.items() if olds[pair[0]] > 1 or news[pair[1]] > 1}
    return sorted([*plain, *_assign(rest)] if rest else plain)


def _features(text: str) -> set[str]:
    return {*text, *(text[at : at + 2] for at in range(len(text) - 1))}


def _weigh(texts: Iterable[str]) -> dict[str, float]:
    """The weight of each feature that is not in too many texts: rare ones weigh more."""
    listed = list(texts)
    counts = Counter(feature for text in listed for feature in _features(text))
    most = max(_LEAST_COMMON, int(_COMMON * len(listed)))
    return {feature: log(len(listed) / count) for feature, count in counts.items() if count <= most}


def _matrix(texts: Sequence[str], weights: Mapping[str, float]) -> Any:
    """One row a text, of length 1, one column a feature."""
    from scipy.sparse import csr_matrix

    columns = {feature: at for at, feature in enumerate(weights)}
    data: list[float] = []
    indices: list[int] = []
    ends = [0]
    for text in texts:
        found = [feature for feature in _features(text) if feature in weights]
        length = sum(weights[feature] ** 2 for feature in found) ** 0.5 or 1.0
        data += [weights[feature] / length for feature in found]
        indices += [columns[feature] for feature in found]
        ends.append(len(data))
    return csr_matrix((data, indices, ends), shape=(len(texts), max(1, len(columns))))


def _best(scores: Any, columns: Any) -> Iterator[int]:
    """The columns of the highest scores, at most ten."""
    chosen = scores.argsort(kind="stable")[::-1][:_PARTNERS]
    yield from (int(columns[at]) for at in chosen)


def _assign(scores: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """The optimal assignment: everyone may also stay alone, which costs more than any pair."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    rows = {old: at for at, old in enumerate(dict.fromkeys(one for one, _ in scores))}
    columns = {new: at for at, new in enumerate(dict.fromkeys(other for _, other in scores))}
    edges = [(rows[old], columns[new], 2.0 - score) for (old, new), score in scores.items()]
    edges += [(row, len(columns) + row, 2.0) for row in rows.values()]
    row, column, cost = zip(*edges, strict=True)
    matrix = coo_matrix((cost, (row, column)), shape=(len(rows), len(columns) + len(rows))).tocsr()
    chosen_rows, chosen_columns = min_weight_full_bipartite_matching(matrix)
    olds, news = list(rows), list(columns)
    return [
        (olds[one], news[other])
        for one, other in zip(chosen_rows, chosen_columns, strict=True)
        if other < len(news)
    ]


def group_by_key(keys: Iterable[object]) -> dict[object, list[int]]:
    """The numbers of the items that share a key."""
    groups: defaultdict[object, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        groups[key].append(index)
    return dict(groups)
