"""Write ``spans_counts.npz``: how common word forms are, from navec's vocabulary.

Usage, from the root of the repository:

    python models/span_normalizer/counts.py protocol_nlp/normalization
"""

import math
import re
import sys
import zlib
from collections import Counter
from pathlib import Path

import natasha
import numpy as np
from navec import Navec

from protocol_nlp.morphology import fold
from protocol_nlp.normalization.spans_frequency import COUNTS

NAVEC = Path(natasha.__file__).parent / "data/emb/navec_news_v1_1B_250K_300d_100q.tar"
WORD = re.compile(r"[а-яё]+")


def main(out: Path) -> None:
    """Keys ascending, as steps from one to the next."""
    vocabulary = Navec.load(NAVEC).vocab
    counts: Counter[str] = Counter()
    for word, count in zip(vocabulary.words, vocabulary.counts, strict=True):
        if WORD.fullmatch(word) and count > 0:
            counts[fold(word)] += int(count)
    pairs = sorted((zlib.crc32(w.encode()), round(math.log2(n))) for w, n in counts.items())
    keys = np.array([k for k, _ in pairs], np.int64)
    np.savez_compressed(
        out / COUNTS,
        steps=np.diff(keys, prepend=0).astype(np.uint32),
        logarithms=np.array([n for _, n in pairs], np.uint8),
    )
    sys.stderr.write(f"{len(pairs)} forms\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
