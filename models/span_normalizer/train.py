"""Train the span normaliser on RuNormAS, or cross-validate it by document.

Usage, from the root of the repository:

    python models/span_normalizer/train.py GENERIC NAMED --fold 0 --out /tmp/fold0
    python models/span_normalizer/train.py GENERIC NAMED --out protocol_nlp/normalization

GENERIC and NAMED are the folders of the training part, as published.  With ``--fold K``
every fifth source document (the parts of one document stay together) is held out.
"""

import argparse
import json
import random
import sys
import time
import zlib
from collections import Counter
from pathlib import Path

import natasha
import numpy as np
import torch
from alignment import learn_edits
from examples import Aligned, Examples, Unit, aligned, build
from teacher import teach
from torch_network import SpanNetwork

from protocol_nlp.evaluation.datasets.runormas import read

FOLDS = 5
BATCH = 1800
"""Tokens a step."""

EVERY = 3
"""Epochs between two looks at the documents held out."""


def fold_of(name: str) -> int:
    """The fold of a document, by the name of the source document that it is a part of."""
    return zlib.crc32(name.partition("_part")[0].encode()) % FOLDS


def batches(units: list[Unit], size: int = BATCH) -> list[list[Unit]]:
    """Random batches of units of like length."""
    units = random.sample(units, len(units))
    found: list[list[Unit]] = [[]]
    room = size
    for start in range(0, len(units), 600):
        pool = sorted(units[start : start + 600], key=lambda u: sum(map(len, u.sentences)))
        for unit in pool:
            if room <= 0:
                found.append([])
                room = size
            found[-1].append(unit)
            room -= sum(map(len, unit.sentences))
    return random.sample(found, len(found))


def evaluate(network: SpanNetwork, units: list[Unit]) -> Counter:
    """Spans, and spans with every word right, by genre."""
    network.eval()
    tally: Counter = Counter()
    with torch.no_grad():
        for batch in batches(units, 4000):
            out = network(batch)
            right = torch.ones(len(out["small"]), dtype=torch.bool)
            right[out["span"][out["scores"].argmax(1) != out["gold"]]] = False
            right &= (out["small_gold"] < 0) | ((out["small"] > 0) == (out["small_gold"] > 0))
            genres = [u.generic for u in batch for _ in u.tokens]
            for generic, good in zip(genres, right.tolist(), strict=True):
                tally[generic] += 1
                tally[generic, "right"] += good
    return tally


def fit(
    examples: Examples, train: list[Unit], test: list[Unit], epochs: int, rate: float
) -> SpanNetwork:
    """The network after ``epochs``, its weights averaged over the last steps."""
    network = SpanNetwork(examples)
    average = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.99)
    )
    optimizer = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=1e-3)
    steps = (len(batches(train)) + 20) * epochs
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, steps, pct_start=0.1)
    for epoch in range(epochs):
        begun, total = time.time(), 0.0
        network.train()
        work = batches(train)
        for step, batch in enumerate(work):
            loss = network.loss(batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimizer.step()
            schedule.step()
            if step % 4 == 0:
                average.update_parameters(network)
            total += loss.item()
        line = f"epoch {epoch} loss {total / len(work):.4f} {time.time() - begun:.0f} s"
        if test and (epoch % EVERY == EVERY - 1 or epoch == epochs - 1):
            for model in (network, average.module):
                tally = evaluate(model, test)
                line += "".join(
                    f" {name} {tally[g, 'right'] / max(1, tally[g]):.4f}"
                    for name, g in (("generic", True), ("named", False))
                )
        sys.stderr.write(line + "\n")
    return average.module


def export(network: SpanNetwork, out: Path) -> None:
    """The weights in the names and shapes of ``spans_network``."""
    arrays = {}
    for name, keys in (
        ("words", network.examples.word_keys),
        ("forms", network.examples.form_keys),
    ):
        rows = getattr(network, name).weight.detach().numpy()
        scale = np.maximum(np.abs(rows).max(1), 1e-8) / 127
        arrays[f"{name}.keys"] = keys
        arrays[f"{name}.rows"] = np.round(rows / scale[:, None]).astype(np.int8)
        arrays[f"{name}.scale"] = scale.astype(np.float32)
    for name in ("page", "draft", "review"):
        state = {k: v.numpy() for k, v in getattr(network, name).state_dict().items()}
        ways = ("", "_reverse")
        arrays[f"{name}.input"] = np.concatenate([state[f"weight_ih_l0{w}"] for w in ways])
        arrays[f"{name}.hidden"] = np.stack([state[f"weight_hh_l0{w}"].T for w in ways])
        arrays[f"{name}.bias"] = np.concatenate(
            [state[f"bias_ih_l0{w}"] + state[f"bias_hh_l0{w}"] for w in ways]
        )
    mixes = ("word_mix", "form_mix")
    scorers = [f"{way}_{what}" for way in ("draft", "review") for what in ("query", "evidence")]
    for name in (*scorers, "small", *mixes):
        for part, value in getattr(network, name).state_dict().items():
            arrays[f"{name}.{part}"] = value.numpy()
    exact = (".scale", ".keys", ".rows")
    np.savez_compressed(
        out / "spans_weights.npz",
        **{k: v if k.endswith(exact) else v.astype(np.float16) for k, v in arrays.items()},
    )


def documents(generic: Path, named: Path) -> list[Aligned]:
    """The documents of both parts that have spans."""
    return [
        aligned(document, generic=is_generic)
        for folder, is_generic in ((generic, True), (named, False))
        for document in read(folder)
        if document.spans
    ]


def main() -> None:
    """Read, align, tag, train, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("generic", type=Path)
    parser.add_argument("named", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--fold", type=int)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    asked = parser.parse_args()
    torch.set_num_threads(asked.threads)
    random.seed(asked.seed)
    torch.manual_seed(asked.seed)
    found = documents(asked.generic, asked.named)
    tags = teach(found, Path(natasha.__file__).parent / "data")
    held_out = {d.name for d in found if fold_of(d.name) == asked.fold}
    edits = learn_edits(d.pairs() for d in found if d.name not in held_out)
    examples = build(found, edits, tags, held_out)
    sys.stderr.write(f"{len(examples.word_keys)} + {len(examples.form_keys)} features\n")
    train = [u for u in examples.units if u.document not in held_out]
    test = [u for u in examples.units if u.document in held_out]
    network = fit(examples, train, test, asked.epochs, asked.rate)
    asked.out.mkdir(parents=True, exist_ok=True)
    export(network, asked.out)
    (asked.out / "spans_edits.json").write_text(
        json.dumps(edits._asdict(), ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8"
    )


if __name__ == "__main__":
    main()
