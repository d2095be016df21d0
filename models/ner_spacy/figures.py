"""The figures of several folds together, each model on its own held-out part.

    python models/ner_spacy/figures.py OUT0 OUT1 …

Each ``OUT`` is a folder of ``docbins.py`` with ``model/model-best`` of ``spacy train`` in it.
The component ``protocol_nlp`` is measured on the same documents beside them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.scorer import get_ner_prf
from spacy.tokens import DocBin
from spacy.training import Example


def main(folders: Sequence[str]) -> None:
    """A line for the trained models, a line for the component."""
    ours = spacy.blank("ru")
    ours.add_pipe("protocol_nlp")
    trained: list[Example] = []
    beside: list[Example] = []
    for folder in map(Path, folders):
        trained += examples(spacy.load(folder / "model/model-best"), folder / "held_out.spacy")
        beside += examples(ours, folder / "held_out.spacy")
    print(f"{len(trained)} documents held out")
    report("spacy train", trained)
    report("protocol_nlp", beside)


def examples(nlp: Language, path: Path) -> Iterator[Example]:
    """Each gold document with what the pipeline says of its tokens."""
    for gold in DocBin().from_disk(path).get_docs(nlp.vocab):
        said = gold.copy()
        said.set_ents([])
        for _, component in nlp.pipeline:
            said = component(said)
        yield Example(said, gold)


def report(name: str, told: Sequence[Example]) -> None:
    """Precision, recall and F1, over all names and by label."""
    scores = get_ner_prf(told)
    rows = {"all": {k: scores[f"ents_{k}"] for k in "prf"}, **scores["ents_per_type"]}
    cells = (f"{k} P {v['p']:.3f} R {v['r']:.3f} F {v['f']:.3f}" for k, v in rows.items())
    print(f"{name:14}", "; ".join(cells))


if __name__ == "__main__":
    main(sys.argv[1:])
