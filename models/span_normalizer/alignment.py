"""Which part of a gold normal form each token of its span became."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise

from protocol_nlp.morphology import fold
from protocol_nlp.normalization.spans_candidates import Edits, candidates, edit

__all__ = ["align", "learn_edits"]

GAP = 0.7
LONGEST = 6
STEM = 3
DROPPED = 6
"""Pages that must drop a word for it to be a word that may be dropped."""


def align(source: list[str], gold: list[str]) -> list[str]:
    """The folded target of each source token: cheapest edits, insertions to the left.

    >>> align(["было", "построено"], ["построить"])
    ['', 'построить']
    >>> align(["тепло", "снабжения"], ["теплоснабжение"])
    ['тепло', 'снабжение']
    """
    if "".join(source) == "".join(gold):
        return list(source)
    gold = list(_split_joined(source, gold))
    cost = [[GAP * (i + j) for j in range(len(gold) + 1)] for i in range(len(source) + 1)]
    for i, a in enumerate(source):
        for j, b in enumerate(gold):
            cost[i + 1][j + 1] = min(
                cost[i][j] + _distance(a, b), cost[i][j + 1] + GAP, cost[i + 1][j] + GAP
            )
    return _walk_back(source, gold, cost)


def learn_edits(
    pages: Iterable[Iterable[tuple[str, str]]], *, suffix_count: int = 5, word_count: int = 2
) -> Edits:
    """Edits that pages (each its pairs of word and target) show and no paradigm gives.

    An edit counts once a page; the pages are those trained on, never those tested on.
    """
    seen = Counter(pair for page in pages for pair in set(page) if pair[0] != pair[1])
    none = Edits({}, {})
    missing = {
        pair: n
        for pair, n in seen.items()
        if not pair[1] or pair[1] not in {c.form for c in candidates(pair[0], none)}
    }
    suffixes: Counter[tuple[str, str, int]] = Counter()
    for word, form in missing:
        lost, added = edit(word, form)
        if _is_ending(word, form, lost, added):
            suffixes.update(
                (word[len(word) - n :], added, lost)
                for n in range(lost, min(lost + 2, len(word)) + 1)
            )
    by_suffix: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for (suffix, added, lost), n in sorted(suffixes.items()):
        if n >= suffix_count:
            by_suffix[suffix].append((added, lost))
    by_word: dict[str, list[str]] = defaultdict(list)
    for (word, form), n in sorted(missing.items()):
        if n >= (word_count if form else DROPPED):
            by_word[word].append(form)
    return Edits(dict(by_suffix), dict(by_word))


def _is_ending(word: str, form: str, lost: int, added: str) -> bool:
    """Whether an edit changes the ending of a word and nothing else."""
    changes = lost < len(word) and 0 < max(lost, len(added)) <= LONGEST
    return changes and word.isalpha() and form.isalpha()


def _split_joined(source: list[str], gold: list[str]) -> Iterable[str]:
    """«теплоснабжение» as two tokens where the source has «тепло снабжения»."""
    heads = [(a, a + b[:STEM]) for a, b in pairwise(source) if len(b) >= STEM]
    for token in gold:
        head = next((a for a, start in heads if token.startswith(start)), None)
        if head is None or token in source:
            yield token
        else:
            yield head
            yield token[len(head) :]


def _distance(a: str, b: str) -> float:
    if a == b:
        return 0.0
    if a[0].isalnum() != b[0].isalnum():
        return 2 * GAP + 0.1  # dearer than to drop the one and put in the other
    lost, added = edit(a, b)
    return 1.2 * max(lost, len(added)) / max(len(a), len(b))


def _walk_back(source: list[str], gold: list[str], cost: list[list[float]]) -> list[str]:
    found = [""] * len(source)
    i, j = len(source), len(gold)
    while i or j:
        if i and j and cost[i][j] == cost[i - 1][j - 1] + _distance(source[i - 1], gold[j - 1]):
            i, j = i - 1, j - 1
            found[i] = gold[j] + found[i]
        elif j and cost[i][j] == cost[i][j - 1] + GAP:
            j -= 1
            found[max(i - 1, 0)] = gold[j] + found[max(i - 1, 0)]
        else:
            i -= 1
    return found


def targets(words: list[str], normal: list[str]) -> list[str]:
    """:func:`align` of tokens as they stand."""
    return align([fold(w) for w in words], [fold(w) for w in normal])
