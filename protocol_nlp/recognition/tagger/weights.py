"""The weights of natasha's news tagger, read from the package data that natasha ships.

The ``natasha`` package itself is only located and never imported: importing it pulls in
pymorphy2 and ``pkg_resources``, which fail on fresh machines.  The quantised embedding
(25 MB) is mapped, not read; what a document does not mention costs no memory.

Source: natasha 1.6 (MIT), ``slovnet_ner_news_v1`` and ``navec_news_v1_1B_250K_300d_100q``.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
import tarfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from protocol_nlp.recognition.tagger.arrays import Bytes, Floats

__all__ = ["Layer", "Weights", "load", "numpy", "weight_files"]

_NETWORK = "data/model/slovnet_ner_news_v1.tar"
_EMBEDDING = "data/emb/navec_news_v1_1B_250K_300d_100q.tar"
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class Layer:
    """One convolution as slovnet stores it: kernel (out, in, 3), and its batch norm."""

    kernel: Floats
    bias: Floats
    scale: Floats
    shift: Floats


@dataclass(frozen=True, slots=True)
class Weights:
    """Everything the network needs, in single precision.

    ``words`` numbers the 250,002 words; ``indexes`` (words, 100) and ``codes``
    (100, 256, 3) are their product-quantised vectors; ``shapes`` numbers the shapes and
    ``shape_vectors`` (66, 30) embeds them.  ``transitions[i, j]`` scores tag j after i.
    """

    words: dict[str, int]
    unknown: int
    indexes: Bytes
    codes: Floats
    shapes: dict[str, int]
    unknown_shape: int | None
    shape_vectors: Floats
    layers: tuple[Layer, ...]
    head: Floats
    head_bias: Floats
    transitions: Floats
    tags: tuple[str, ...]


def numpy() -> Any:  # noqa: ANN401 - a module
    """NumPy, imported with one BLAS thread where nobody has said otherwise.

    The matrices of a document are too small for several threads to help.  If the caller
    has imported numpy already or has set a number of threads, that stands; the
    environment is as before afterwards, so that child processes inherit nothing.

    >>> numpy().__name__
    'numpy'
    """
    if "numpy" in sys.modules or any(name in os.environ for name in _THREADS):
        return __import__("numpy")
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    try:
        return __import__("numpy")
    finally:
        for name in _THREADS:
            os.environ.pop(name, None)


def load() -> Weights:
    """Read the weights (0.15 s).

    Raises FileNotFoundError where natasha is not installed or ships no weights.

    >>> load().tags[:4]
    ('<pad>', 'O', 'B-PER', 'I-PER')
    """
    root = _package_data()
    with tarfile.open(root / _NETWORK) as pack:
        model = json.loads(_bytes(pack, "model.json"))
        words = _vocabulary(pack, "word")
        shapes = _vocabulary(pack, "shape")
        tags = tuple(_vocabulary(pack, "tag"))
        indexes, codes = _embedding(root / _EMBEDDING, model["emb"]["word"])
        head = model["head"]
        return Weights(
            words=words,
            unknown=words["<unk>"],
            indexes=indexes,
            codes=codes,
            shapes=shapes,
            unknown_shape=shapes.get("<unk>"),
            shape_vectors=_array(pack, model["emb"]["shape"]["weight"]),
            layers=tuple(_layer(pack, layer) for layer in model["encoder"]["layers"]),
            head=_array(pack, head["proj"]["weight"]),
            head_bias=_array(pack, head["proj"]["bias"]),
            transitions=_array(pack, head["crf"]["transitions"]),
            tags=tags,
        )


def weight_files() -> tuple[Path, Path]:
    """The files of the network and of the embedding; raises FileNotFoundError without natasha.

    >>> [path.suffix for path in weight_files()]
    ['.tar', '.tar']
    """
    root = _package_data()
    return root / _NETWORK, root / _EMBEDDING


def _package_data() -> Path:
    spec = find_spec("natasha")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        if (Path(place) / _NETWORK).is_file():
            return Path(place)
    raise FileNotFoundError("natasha's package data is not installed: pip install natasha")


def _bytes(pack: tarfile.TarFile, name: str) -> bytes:
    file = pack.extractfile(name)
    if file is None:
        raise FileNotFoundError(name)
    return file.read()


def _vocabulary(pack: tarfile.TarFile, name: str) -> dict[str, int]:
    lines = gzip.decompress(_bytes(pack, f"vocabs/{name}.gz")).decode("utf-8").splitlines()
    return {line: number for number, line in enumerate(lines)}


def _array(pack: tarfile.TarFile, weight: dict[str, Any]) -> Floats:
    np = numpy()
    flat = np.frombuffer(_bytes(pack, f"arrays/{weight['array']}.bin"), dtype=weight["dtype"])
    array: Floats = flat.reshape(weight["shape"])
    return array


def _layer(pack: tarfile.TarFile, layer: dict[str, Any]) -> Layer:
    """Batch norm as one scale and shift: (x - mean) / std * weight + bias."""
    norm = {name: _array(pack, layer["norm"][name]) for name in layer["norm"]}
    scale = norm["weight"] / norm["std"]
    return Layer(
        kernel=_array(pack, layer["conv"]["weight"]),
        bias=_array(pack, layer["conv"]["bias"]),
        scale=scale,
        shift=norm["bias"] - norm["mean"] * scale,
    )


def _embedding(path: Path, model: dict[str, Any]) -> tuple[Any, Any]:
    np = numpy()
    rows, width = model["indexes"]["shape"]
    with tarfile.open(path) as pack:
        at = pack.getmember("pq.bin").offset_data + 16  # four counts come first
    indexes = np.memmap(path, dtype="uint8", mode="r", offset=at, shape=(rows, width))
    codes = np.fromfile(path, dtype="float32", offset=at + rows * width)
    return indexes, codes[: np.prod(model["codes"]["shape"])].reshape(model["codes"]["shape"])
