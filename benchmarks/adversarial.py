"""Time of extract over hostile texts at n, 2n and 4n: ratios near 2 are linear.

Run: ``python benchmarks/adversarial.py [n]`` (n characters, 8000 by default).
"""

import sys
import time

from protocol_nlp import extract

PIECES = {
    "no space": "а",
    "digits": "1",
    "numbered lines": "1. Поручить.\n",
    "deep numbers": "1.",
    "brackets": "(",
    "quotes": "«",
    "commas": ",",
    "jointly": "совместно с ",
    "initials": "И.О. ",
    "terms": "Срок – ",
    "tabs": "\t",
    "bars": "|",
    "until": "до ",
    "infinitives": "подготовить ",
    "names": "Иванов И.И., ",
    "blank lines": "\n",
    "spaces": " ",
    "hyphens": "а-",
    "combining": "\u0301",
    "decided": "РЕШИЛИ:\n",
}


def seconds(text: str) -> float:
    """Seconds that one extract of the text takes."""
    start = time.perf_counter()
    extract(text)
    return time.perf_counter() - start


def main() -> None:
    """Print a row a pattern: seconds at n, 2n, 4n characters and the two ratios."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 8000
    extract("РЕШИЛИ:\n1. Иванову И.И. подготовить доклад. Срок – до 1 мая 2024 г.")
    for name, piece in PIECES.items():
        one, two, four = (seconds(piece * (k * size // len(piece))) for k in (1, 2, 4))
        print(f"{name:16}{one:9.3f}{two:9.3f}{four:9.3f}  x{two / one:.1f} x{four / two:.1f}")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
