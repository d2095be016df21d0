"""What the span normaliser sees of a word, of a candidate, and of a place in a span.

Features are short strings; the vocabulary of the weights knows those that training saw
often enough, by their CRC-32, and the others count for nothing.  The last features of a
list are the most specific (the word itself): training hides them at random, so that the
model learns to do without.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from protocol_nlp.morphology import Parse, parses
from protocol_nlp.normalization.spans_candidates import Candidate, edit
from protocol_nlp.normalization.spans_evidence import gender_of_verb
from protocol_nlp.normalization.spans_frequency import commonness
from protocol_nlp.normalization.spans_page import Page

__all__ = ["FLAGS", "candidate_features", "flags", "unpaired", "word_features"]

_READINGS = 8
_WIDEST = 6
FLAGS = 22
"""How many yes-or-no features a place in a span has."""

_CLOSING = {"«": "»", "(": ")", "[": "]", "“": "”"}


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
        f"common={commonness(word) // 2}",
        f"commonshape={commonness(word) > 0}{shape}",
        "word=" + word,
    ]


def candidate_features(word: str, shape: str, found: Sequence[Candidate]) -> list[list[str]]:
    """Features of each candidate, out of context; the last two name paradigm and word."""
    readings = parses(word)[:_READINGS]
    paradigm = "|".join(sorted({_grammar(p) for p in readings}))
    common = {candidate.form: commonness(candidate.form) for candidate in found}
    rows = []
    for candidate in found:
        lost, added = edit(word, candidate.form)
        change = f"{lost}+{added}"
        end = word[-3:] + change
        row = [
            *("edit=" + change, "editshape=" + change + shape),
            *_commonness_features(word, shape, candidate, common),
        ]
        kept = candidate.form == word
        if kept:
            row += ["keep", "keepshape=" + shape, "keeptags=" + paradigm]
        if not candidate.sources:
            row += _guess_features(shape, change, readings, kept=kept)
        for rank, parse, form in candidate.sources:
            row += _reading_features(rank, parse, form, shape, candidate.form)
        row += ["end3=" + end, "end4=" + word[-4:] + change, "end3shape=" + end + shape]
        rows.append([*dict.fromkeys(row), "tags=" + paradigm + change, "word=" + word + change])
    return rows


def _guess_features(shape: str, change: str, readings: Sequence[Parse], *, kept: bool) -> list[str]:
    """Features of a form that no paradigm gives, by what the paradigms know of the word."""
    guess = f"{kept}{any(p.known for p in readings)}{shape}"
    kinds = sorted({_kind(p) + str(p.part_of_speech) for p in readings if p.known})
    return ["guess=" + guess, "guesskind=" + "|".join(kinds) + guess, "guessedit=" + change + guess]


def _commonness_features(
    word: str, shape: str, candidate: Candidate, common: Mapping[str, int]
) -> list[str]:
    """How common the form is, alone and beside the commonest other one."""
    own = common[candidate.form]
    others = [n for form, n in common.items() if form not in (word, candidate.form)]
    margin = max(-_WIDEST, min(_WIDEST, own - max(others, default=0)))
    best = max(candidate.sources, key=lambda source: source[1].score, default=None)
    grammar = _grammar(best[2]) + _kind(best[1]) if best else "guess"
    kept = candidate.form == word
    return [
        f"best={grammar}",
        f"common={own // 2}{kept}",
        f"margin={margin}{kept}",
        f"marginshape={margin}{kept}{shape}",
        f"marginbest={margin}{kept}{grammar}",
        f"unknown={own == 0}{max(others, default=0) == 0}{kept}{shape}",
    ]


def flags(
    page: Page, words: Sequence[str], places: Sequence[int], shared: set[int], *, names: bool
) -> list[float]:
    """``FLAGS`` numbers for each word of a span, in one flat list.

    ``words`` are the span's tokens, ``places`` their indices on the page, ``shared`` the
    tokens of the page that spans in pieces have, ``names`` tells a page whose spans are
    names.
    """
    pieces = any(b != a + 1 for a, b in pairwise(places))
    whole = (
        len(words) == 1,
        len(words) == 2,  # noqa: PLR2004 - the commonest lengths have flags of their own
        len(words) > 6,  # noqa: PLR2004
        pieces,
        names,
        any(place in shared for place in places),
        *_verbs(page, places),
    )
    anew = page.opens_line_or_sentence(places[0])
    small = page.small[page.folded[places[0]]] > 0
    quoted, alone = _quoted(words), unpaired(words)
    found: list[float] = []
    for k, word in enumerate(words):
        found += whole
        found += (
            k == 0,
            k == len(words) - 1,
            quoted[k],
            k in alone,
            places[k] in shared,
            k > 0 and places[k] != places[k - 1] + 1,
            k > 0 and words[k - 1] == "-",
            words[k + 1 : k + 2] == ["-"],
            words[k + 1 : k + 2] == ["."],
            k == 0 and anew,
            k == 0 and small,
            word.isdigit(),
        )
    return found


def _verbs(page: Page, places: Sequence[int]) -> tuple[bool, bool, bool, bool]:
    """Whether a verb in the past tense stands before, after: of a man, of a woman."""
    before = gender_of_verb(page.folded[places[0] - 1]) if places[0] else 0
    after = gender_of_verb(page.folded[places[-1] + 1]) if places[-1] + 1 < len(page.words) else 0
    return before < 0, before > 0, after < 0, after > 0


def _quoted(words: Sequence[str]) -> list[bool]:
    depths, depth = [], 0
    for word in words:
        if word == '"':
            depth = 0 if depth else 1
        depth += (word in "«“„") - (depth > 0 and word in "»”")
        depths.append(depth > 0)
    return depths


def unpaired(words: Sequence[str]) -> set[int]:
    """Brackets and quotes that the span opens and does not close, or the other way.

    >>> unpaired(["«", "Движение", "«", "Волна", "»"]), unpaired(["Омск", ")"])
    ({0}, {1})
    """
    opened: list[int] = []
    alone = set()
    for k, word in enumerate(words):
        if word in _CLOSING:
            opened.append(k)
        elif word in _CLOSING.values():
            if opened and _CLOSING[words[opened[-1]]] == word:
                opened.pop()
            else:
                alone.add(k)
    return alone | set(opened)


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
