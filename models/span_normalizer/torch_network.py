"""The network of ``spans_network`` for training, with the losses that teach it."""

import numpy as np
import torch
from examples import Examples, Unit
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence
from vocabulary import Ragged

from protocol_nlp.normalization.spans_evidence import EVIDENCE
from protocol_nlp.normalization.spans_features import FLAGS

__all__ = ["SpanNetwork"]

WORD, PAGE, SPAN, QUERY = 64, 96, 96, 48
TAGS = (20, 10, 8, 8)
"""How many parts of speech, cases, numbers, genders the teacher may tell."""

AUXILIARY = 0.3
DROP = 0.35
HIDDEN_WORD, HIDDEN_FORM = 0.25, (0.15, 0.4)


class SpanNetwork(nn.Module):
    """Embeddings of features, three LSTMs, and what is read off them."""

    def __init__(self, examples: Examples) -> None:
        super().__init__()
        self.examples = examples
        self.words = nn.EmbeddingBag(len(examples.word_keys), WORD, mode="sum")
        self.forms = nn.EmbeddingBag(len(examples.form_keys), QUERY + 1, mode="sum")
        nn.init.normal_(self.words.weight, std=0.1)
        nn.init.normal_(self.forms.weight, std=0.05)
        self.word_mix = _mixer(WORD)
        self.form_mix = _mixer(QUERY + 1)
        self.page = nn.LSTM(WORD, PAGE, batch_first=True, bidirectional=True)
        self.draft = nn.LSTM(2 * PAGE + WORD + FLAGS, SPAN, batch_first=True, bidirectional=True)
        self.review = nn.LSTM(2 * SPAN + QUERY, SPAN, batch_first=True, bidirectional=True)
        self.draft_query = nn.Linear(2 * SPAN, QUERY)
        self.review_query = nn.Linear(2 * SPAN, QUERY)
        self.draft_evidence = nn.Linear(QUERY, EVIDENCE)
        self.review_evidence = nn.Linear(QUERY, EVIDENCE)
        self.small = nn.Linear(2 * SPAN, 1)
        self.tags = nn.Linear(2 * PAGE, sum(TAGS))
        self.drop = nn.Dropout(DROP)
        nn.init.zeros_(self.draft_evidence.weight)
        nn.init.zeros_(self.review_evidence.weight)

    def forward(self, units: list[Unit]) -> dict[str, Tensor]:
        """Scores (words, candidates), gold, span of each word, smallness, loss of the tags."""
        words, context = self._read(units)
        counts = [len(t) for u in units for t in u.tokens]
        places, marks = self._places(units, counts)
        inside = torch.arange(max(counts))[None] < torch.tensor(counts)[:, None]
        first = torch.tensor([f for u in units for f in u.first])
        vectors, proofs, absent = self._ballot(units)
        inputs = torch.cat([context[places], words[places], marks], -1)
        read = self.drop(_run(self.draft, inputs, counts))
        query = self.draft_query(read[inside])
        draft = _scores(query, self.draft_evidence(query), vectors, proofs, absent)
        means = torch.einsum("nk,nkd->nd", draft.softmax(-1), vectors[..., :-1])
        chosen = read.new_zeros((*inside.shape, QUERY)).masked_scatter(inside[..., None], means)
        reviewed = self.drop(_run(self.review, torch.cat([read, chosen], -1), counts))
        query = self.review_query(reviewed[inside])
        return {
            "draft": draft,
            "scores": _scores(query, self.review_evidence(query), vectors, proofs, absent),
            "gold": torch.tensor([g for u in units for s in u.gold for g in s]),
            "span": torch.arange(len(counts)).repeat_interleave(torch.tensor(counts)),
            "small": self.small(reviewed[torch.arange(len(counts)), first])[:, 0],
            "small_gold": torch.tensor([s for u in units for s in u.small]),
            "tags": self._tag_loss(units, context) if self.training else torch.tensor(0.0),
        }

    def loss(self, units: list[Unit]) -> Tensor:
        """What a step of training makes smaller: a span's mean loss, and the tags'."""
        out = self(units)
        known, asked = out["gold"] >= 0, out["small_gold"] >= 0
        loss = sum(
            weight * functional.cross_entropy(out[name][known], out["gold"][known], reduction="sum")
            for name, weight in (("scores", 1.0), ("draft", 0.5))
        )
        if asked.any():
            loss = loss + functional.binary_cross_entropy_with_logits(
                out["small"][asked], out["small_gold"][asked].float(), reduction="sum"
            )
        return loss / len(out["small"]) + AUXILIARY * out["tags"]

    def _read(self, units: list[Unit]) -> tuple[Tensor, Tensor]:
        sentences = [s for u in units for s in u.sentences]
        kinds, flat = np.unique(np.concatenate(sentences), return_inverse=True)
        vectors = self._total(self.words, self.examples.words, kinds, (0.0, HIDDEN_WORD))
        vectors = vectors + self.word_mix(vectors)
        counts = [len(s) for s in sentences]
        ids = np.zeros((len(counts), max(counts)), np.int64)
        ids[np.arange(max(counts))[None] < np.array(counts)[:, None]] = flat
        words = self.drop(vectors[torch.from_numpy(ids)])
        return words, self.drop(_run(self.page, words, counts))

    def _total(
        self, table: nn.EmbeddingBag, rows: Ragged, kinds: np.ndarray, hide: tuple[float, ...]
    ) -> Tensor:
        starts, stops = rows.offsets[kinds], rows.offsets[kinds + 1]
        sizes = stops - starts
        offsets = np.concatenate([[0], sizes.cumsum()[:-1]])
        take = np.repeat(starts - offsets, sizes) + np.arange(sizes.sum())
        weights = None
        if self.training:
            chance = torch.tensor(hide)[torch.from_numpy(rows.specific[take])]
            weights = (torch.rand(len(take)) >= chance).float()
        flat = torch.from_numpy(rows.flat[take])
        return table(flat, torch.from_numpy(offsets), per_sample_weights=weights)

    def _places(self, units: list[Unit], counts: list[int]) -> tuple[tuple[Tensor, Tensor], Tensor]:
        rows = np.zeros((2, len(counts), max(counts)), np.int64)
        marks = np.zeros((len(counts), max(counts), FLAGS), np.float32)
        base = k = 0
        for unit in units:
            for tokens, mark in zip(unit.tokens, unit.marks, strict=True):
                rows[:, k, : len(tokens)] = np.array(tokens).T
                rows[0, k, : len(tokens)] += base
                marks[k, : len(tokens)] = mark
                k += 1
            base += len(unit.sentences)
        return (torch.from_numpy(rows[0]), torch.from_numpy(rows[1])), torch.from_numpy(marks)

    def _ballot(self, units: list[Unit]) -> tuple[Tensor, Tensor, Tensor]:
        """Vectors and evidence of the candidates of each word, and where there is none."""
        kinds = np.array([k for u in units for s in u.types for k in s])
        proofs = [p for u in units for s in u.proofs for p in s]
        used, which = np.unique(kinds, return_inverse=True)
        starts = self.examples.starts
        sizes = starts[used + 1] - starts[used]
        firsts = np.concatenate([[0], sizes.cumsum()])
        rows = np.repeat(starts[used] - firsts[:-1], sizes) + np.arange(sizes.sum())
        vectors = self._total(self.forms, self.examples.forms, rows, (0.0, *HIDDEN_FORM))
        vectors = vectors + self.form_mix(vectors)
        widest = sizes[which].max()
        inside = np.arange(widest)[None] < sizes[which][:, None]
        index = np.where(inside, firsts[which][:, None] + np.arange(widest)[None], 0)
        proof = np.zeros((*inside.shape, EVIDENCE), np.float32)
        proof[inside] = np.concatenate(proofs)
        found = vectors[torch.from_numpy(index)]
        return found, torch.from_numpy(proof), torch.from_numpy(~inside)

    def _tag_loss(self, units: list[Unit], context: Tensor) -> Tensor:
        tags = [t for u in units for t in u.tags]
        if not tags:
            return torch.tensor(0.0)
        counts = torch.tensor([len(t) for t in tags])
        inside = torch.arange(context.shape[1])[None] < counts[:, None]
        told = torch.from_numpy(np.concatenate(tags))
        guesses = self.tags(context[inside]).split(TAGS, -1)
        return sum(
            functional.cross_entropy(guess, told[:, k], ignore_index=-1)
            for k, guess in enumerate(guesses)
        )


def _run(lstm: nn.LSTM, inputs: Tensor, counts: list[int]) -> Tensor:
    packed = pack_padded_sequence(
        inputs, torch.tensor(counts), batch_first=True, enforce_sorted=False
    )
    return pad_packed_sequence(lstm(packed)[0], batch_first=True)[0]


def _scores(
    query: Tensor, worth: Tensor, vectors: Tensor, proofs: Tensor, absent: Tensor
) -> Tensor:
    scores = torch.einsum("nd,nkd->nk", query, vectors[..., :-1]) + vectors[..., -1]
    return (scores + torch.einsum("ne,nke->nk", worth, proofs)).masked_fill(absent, -1e9)


def _mixer(width: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(width, width), nn.ReLU(), nn.Linear(width, width))
