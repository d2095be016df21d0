"""What the span normaliser sees of a word, of a candidate, and of a place in a span.

Features are short strings; the vocabulary of the weights knows those that training saw
often enough, by their CRC-32, and the others count for nothing.  The last features of a
list are the most specific (the word itself): training hides them at random, so that the
model learns to do without.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from protocol_nlp.morphology import Parse, parses
from protocol_nlp.normalization.spans_candidates import Candidate, edit
from protocol_nlp.normalization.spans_page import Page

__all__ = ["FLAGS", "candidate_features", "flags", "word_features"]

_READINGS = 8
FLAGS = 14
"""How many yes-or-no features a place in a span has."""


def word_features(word: str, shape: str) -> list[str]:
    """Features of a folded word in its context's eyes; the last is the word itself.

    >>> word_features(",", "p,")
    ['shape=p,']
    """
    if shape.startswith("p"):
        return ["shape=" + shape]
    readings = parses(word)[:_READINGS]
    grammar = sorted({_grammar(p) + _kind(p) for p in readings})
    return [
        "shape=" + shape,
        "end2=" + word[-2:],
        "end3=" + word[-3:],
        "end4=" + word[-4:],
        "end2shape=" + word[-2:] + shape,
        "start3=" + word[:3],
        *("tag=" + tag for tag in grammar),
        "tags=" + "|".join(grammar),
        "parts=" + "|".join(sorted({str(p.part_of_speech) for p in readings})),
        "cases=" + "|".join(sorted({f"{p.case}{p.number}" for p in readings})),
        *(f"likeliest={_grammar(p)}{p.known}" for p in readings[:1]),
        "word=" + word,
    ]


def candidate_features(word: str, shape: str, candidate: Candidate) -> list[str]:
    """Features of a candidate, seen out of context; the last two name word and paradigm."""
    readings = parses(word)[:_READINGS]
    paradigm = "|".join(sorted({_grammar(p) for p in readings}))
    lost, added = edit(word, candidate.form)
    change = f"{lost}+{added}"
    found = ["edit=" + change, "editshape=" + change + shape]
    if candidate.form == word:
        found += ["keep", "keepshape=" + shape, "keeptags=" + paradigm]
    if not candidate.sources:
        known = any(p.known for p in readings)
        found.append(f"guess={candidate.form == word}{known}{shape}")
    for rank, parse, form in candidate.sources:
        found += _reading_features(rank, parse, form, shape, candidate.form)
    if candidate.sources:
        best = max(candidate.sources, key=lambda source: source[1].score)
        found.append("best=" + _grammar(best[2]))
    end = word[-3:] + change
    found += ["end3=" + end, "end4=" + word[-4:] + change, "end3shape=" + end + shape]
    return [*dict.fromkeys(found), "tags=" + paradigm + change, "word=" + word + change]


def flags(page: Page, words: Sequence[str], places: Sequence[int], *, names: bool) -> list[float]:
    """``FLAGS`` numbers for each word of a span, in one flat list.

    ``words`` are the span's tokens, ``places`` their indices on the page, ``names`` tells
    a page whose spans are names.
    """
    found: list[float] = []
    count, quoted = len(words), 0
    pieces = any(b != a + 1 for a, b in pairwise(places))
    anew = page.opens_line_or_sentence(places[0])
    small = page.small[page.folded[places[0]]] > 0
    for k, word in enumerate(words):
        quoted = _quoted(quoted, word)
        found += (
            k == 0,
            k == count - 1,
            count == 1,
            count == 2,  # noqa: PLR2004 - the commonest lengths have flags of their own
            count > 6,  # noqa: PLR2004
            quoted > 0,
            k > 0 and places[k] != places[k - 1] + 1,
            k > 0 and words[k - 1] == "-",
            k + 1 < count and words[k + 1] == "-",
            k + 1 < count and words[k + 1] == ".",
            pieces,
            names,
            k == 0 and anew,
            k == 0 and small,
        )
    return found


def _quoted(depth: int, word: str) -> int:
    if word == '"':
        return 0 if depth else 1
    return depth + (word in "«“„") - (depth > 0 and word in "»”")


def _reading_features(rank: int, parse: Parse, form: Parse, shape: str, text: str) -> list[str]:
    source, target, kind = _grammar(parse), _grammar(form), _kind(parse)
    found = [
        f"from={source}>{target}",
        f"tag={form.tag}",
        f"to={target}{kind}",
        f"toshape={target}{kind}{shape}",
        f"case={parse.case}{parse.number}>{form.case}{form.number}{form.gender}",
        f"rank={rank}",
        f"score={round(parse.score * 4)}",
        f"known={parse.known}{kind}",
    ]
    if parse.lemma.replace("ё", "е") == text:
        found.append("lemma")
    return found


def _grammar(parse: Parse) -> str:
    return f"{parse.part_of_speech},{parse.case},{parse.number},{parse.gender}"


def _kind(parse: Parse) -> str:
    marks = (
        ("S", parse.is_surname), ("N", parse.is_name), ("P", parse.is_patronymic),
        ("G", parse.is_place), ("O", parse.is_organization), ("A", parse.is_abbreviation),
        ("F", parse.is_indeclinable),
    )  # fmt: skip
    return "".join(mark for mark, is_so in marks if is_so)
