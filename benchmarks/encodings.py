"""How short a text may be and still be read in the right encoding.

Usage: python benchmarks/encodings.py FILE_OR_TAR.XZ...

Whole words are cut from lines of the given texts, written in each encoding and read back;
one row for each length in letters, in small letters and in capitals.
"""

import random
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

from protocol_nlp.readers.charset import decode

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1251", "koi8-r", "cp866", "iso8859-5")
LENGTHS = (4, 6, 8, 12, 20, 40, 100)
PIECES = 400
MORE = 8


def lines(path: Path) -> Iterator[str]:
    """The lines of the texts of an archive, or of the file itself."""
    if not path.name.endswith(".tar.xz"):
        yield from path.read_text(encoding="utf-8").splitlines()
        return
    with tarfile.open(path) as archive:
        for member in archive:
            if member.name.endswith(".txt") and (handle := archive.extractfile(member)):
                yield from handle.read().decode("utf-8", "replace").splitlines()


def pieces(source: list[str], length: int, dice: random.Random) -> Iterator[str]:
    """Runs of whole words, about ``length`` characters long and mostly of Russian letters."""
    found = 0
    while found < PIECES:
        words = dice.choice(source).split()
        text = ""
        for word in words[dice.randrange(len(words)) :]:
            text = f"{text} {word}".strip()
            if len(text) >= length:
                break
        russian = sum("а" <= letter.lower() <= "я" for letter in text)
        if length <= len(text) <= length + MORE and russian >= length * 0.6:
            found += 1
            yield text


def share(texts: list[str], encoding: str) -> float:
    """The share of the texts that the encoding can hold which are read back as they were."""
    held = right = 0
    for text in texts:
        try:
            data = text.encode(encoding)
        except UnicodeError:
            continue
        held += 1
        right += decode(data) == text
    return right / max(held, 1)


def main() -> None:
    """Print the table."""
    source = [line for name in sys.argv[1:] for line in lines(Path(name)) if line.strip()]
    dice = random.Random(1)  # noqa: S311 (a repeatable sample, no secret)
    print("length case ", *(f"{encoding:>10}" for encoding in ENCODINGS))
    for length in LENGTHS:
        small = list(pieces(source, length, dice))
        for case, texts in (("as is", small), ("upper", [text.upper() for text in small])):
            shares = (f"{share(texts, encoding):10.3f}" for encoding in ENCODINGS)
            print(f"{length:6} {case} ", *shares)


if __name__ == "__main__":
    main()
