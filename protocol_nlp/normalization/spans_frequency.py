"""How common a word form is in Russian news: «Марина» is likelier than «Марин».

The counts are those of navec's vocabulary (``navec_news_v1_1B_250K_300d_100q``, MIT): a
thousand million words of news.  Only their logarithms are kept, under the CRC-32 of the
folded form.

Source: https://github.com/natasha/navec
"""

from __future__ import annotations

import zlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["COUNTS", "commonness"]

COUNTS = "spans_counts.npz"


def commonness(form: str) -> int:
    """The rounded binary logarithm of a folded form's count; 0 if it is rare.

    >>> commonness("марина") > commonness("марин") > commonness("мариныч") == 0
    True
    """
    keys, logarithms = _counts()
    number = zlib.crc32(form.encode("utf-8", "surrogatepass"))
    at = int(keys.searchsorted(number))
    return int(logarithms[at]) if at < len(keys) and keys[at] == number else 0


@cache
def _counts() -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    import numpy as np  # noqa: PLC0415 - not with the package

    with (files(__package__) / COUNTS).open("rb") as stream, np.load(stream) as stored:
        return stored["steps"].cumsum(dtype=np.int64), stored["logarithms"]
