"""Grammar of every token, as natasha's news model tags it: a second lesson for the network.

The teacher is slovnet's ``slovnet_morph_news_v1`` on navec, both in natasha's wheel (MIT);
it is needed for training only.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from examples import Aligned
from navec import Navec
from slovnet import Morph

from protocol_nlp.normalization.spans_page import Page

__all__ = ["teach"]


def teach(documents: Sequence[Aligned], natasha_data: Path) -> dict[str, np.ndarray]:
    """Name of document to (tokens, 4): part of speech, case, number, gender; -1 unknown."""
    navec = Navec.load(natasha_data / "emb/navec_news_v1_1B_250K_300d_100q.tar")
    tagger = Morph.load(natasha_data / "model/slovnet_morph_news_v1.tar", batch_size=16)
    tagger.navec(navec)
    numbers: list[dict[str | None, int]] = [{}, {}, {}, {}]
    told = {}
    for document in documents:
        page = document.page
        tags = np.full((len(page.words), 4), -1)
        joined = [_joined(page, a, b) for a, b in page.sentences]
        for markup, rows in zip(tagger.map([w for w, _ in joined]), joined, strict=True):
            for token, indices in zip(markup.tokens, rows[1], strict=True):
                feats = (token.pos, *(token.feats.get(x) for x in ("Case", "Number", "Gender")))
                for k, value in enumerate(feats):
                    tags[indices, k] = numbers[k].setdefault(value, len(numbers[k]))
        told[document.name] = tags
    return told


def _joined(page: Page, start: int, stop: int) -> tuple[list[str], list[list[int]]]:
    """Tokens with hyphenated words in one piece, as the teacher knows them."""
    words: list[str] = []
    indices: list[list[int]] = []
    for i in range(start, stop):
        glued = (
            i > start
            and page.starts[i] == page.stops[i - 1]
            and (
                (page.words[i] == "-" and page.words[i - 1].isalnum())
                or (page.words[i - 1] == "-" and page.words[i].isalnum() and len(words[-1]) > 1)
            )
        )
        if glued:
            words[-1] += page.words[i]
            indices[-1].append(i)
        else:
            words.append(page.words[i])
            indices.append([i])
    return words, indices
