"""DocBins for ``spacy train`` from the development part of the corpus, split by issuing body.

    python models/ner_spacy/docbins.py corpus/development OUT [--fold 0] [--folds 5]

The issuing bodies, sorted, are dealt out to the folds in turn.  Fold ``--fold`` is the held-out
part, the next one chooses the checkpoint, the others are learnt from: no secretary is in two of
``OUT/train.spacy``, ``OUT/dev.spacy`` and ``OUT/held_out.spacy``.  What each holds goes to
standard output.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from spacy.tokens import DocBin

from protocol_nlp.evaluation.gold import GoldDocument, load_gold
from protocol_nlp.spacy import to_doc


def main() -> None:
    """Reads the corpus, writes three files."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--fold", type=int, default=0)
    parser.add_argument("--folds", type=int, default=5)
    args = parser.parse_args()
    parts = split(load_gold(args.corpus), args.fold, args.folds)
    args.out.mkdir(parents=True, exist_ok=True)
    for name, documents in parts.items():
        write(documents, args.out / f"{name}.spacy")


def split(gold: Iterable[GoldDocument], fold: int, folds: int) -> dict[str, list[GoldDocument]]:
    """The documents by part; a body's documents stay together."""
    parts: dict[str, list[GoldDocument]] = {"train": [], "dev": [], "held_out": []}
    documents = list(gold)
    issuers = sorted({document.meta["issuer"] for document in documents})
    role = {fold % folds: "held_out", (fold + 1) % folds: "dev"}
    for document in documents:
        dealt = issuers.index(document.meta["issuer"]) % folds
        parts[role.get(dealt, "train")].append(document)
    return parts


def write(documents: Iterable[GoldDocument], path: Path) -> None:
    """One DocBin, and a line that tells what is in it."""
    docs = [to_doc(document.minutes) for document in documents]
    names = [ent.label_ for doc in docs for ent in doc.ents]
    DocBin(docs=docs).to_disk(path)
    print(
        f"{path.name}: {len(docs)} documents, {sum(map(len, docs))} tokens, "
        f"{names.count('PER')} PER, {names.count('ORG')} ORG"
    )


if __name__ == "__main__":
    main()
