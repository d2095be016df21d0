"""Count Russian letter pairs and print the table that ``readers/charset.py`` reads.

Usage: python benchmarks/letter_pairs.py FILE_OR_TAR.XZ... > protocol_nlp/readers/letter_pairs.txt

Each row is a letter (the first is the border of a word), each column the letter after
it; a cell is ``-2 ln P(column | row)`` rounded and written in base 36, z at most.
"""

import math
import sys
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ALPHABET = " абвгдежзийклмнопрстуфхцчшщъыьэюя"
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def texts(path: Path) -> Iterator[str]:
    """Every text file of an archive, or the file itself."""
    if not path.name.endswith(".tar.xz"):
        yield path.read_text(encoding="utf-8")
        return
    with tarfile.open(path) as archive:
        for member in archive:
            if member.name.endswith(".txt") and (handle := archive.extractfile(member)):
                yield handle.read().decode("utf-8", "replace")


def count(text: str, pairs: Counter[str]) -> None:
    """Add the pairs of one text; everything that is no Russian letter is one border."""
    folded = text.lower().replace("ё", "е")
    words = "".join(letter if letter in ALPHABET else " " for letter in folded).split()
    for word in words:
        pairs.update(map("".join, zip(f" {word}", f"{word} ", strict=True)))


def main() -> None:
    """Print the table."""
    pairs: Counter[str] = Counter()
    for name in sys.argv[1:]:
        for text in texts(Path(name)):
            count(text, pairs)
    for left in ALPHABET:
        total = sum(pairs[left + right] + 0.5 for right in ALPHABET)
        cells = (round(-2 * math.log((pairs[left + right] + 0.5) / total)) for right in ALPHABET)
        print("".join(DIGITS[min(cell, 35)] for cell in cells))


if __name__ == "__main__":
    main()
