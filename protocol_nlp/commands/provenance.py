"""What an evaluation was made with: version, rules and weights, so that it can be made again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import protocol_nlp
from protocol_nlp.recognition.tagger.weights import weight_files

__all__ = ["provenance"]

_ROOT = Path(protocol_nlp.__file__).parent
_DIGITS = 12  # hexadecimal digits of a checksum that are told


def provenance() -> dict[str, str]:
    """Version, policy and the SHA-256 (its first 12 digits) of all rules and of each weights file.

    Raises FileNotFoundError where natasha's weights are not installed.

    >>> sorted(provenance())[:2]
    ['policy', 'predicted']
    """
    weights = [*sorted((_ROOT / "normalization").glob("spans_*.npz")), *weight_files()]
    return {
        "predicted": f"protocol_nlp {protocol_nlp.__version__}",
        "policy": "none",
        "rules": _checksum(sorted((_ROOT / "lexicon").rglob("*.toml"))),
        "weights": ", ".join(f"{path.name} {_checksum([path])}" for path in weights),
    }


def _checksum(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:_DIGITS]
