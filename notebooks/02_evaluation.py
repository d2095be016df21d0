# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
# ---

# %% [markdown]
# # How right it is
# Gold documents of the corpus against what the program says: the figures with their intervals,
# where the errors come from, whether confidence is honest, and what changed since the last
# release. Run it in the root of the repository; put your own folder of gold in `CORPUS`.

# %%
# ruff: noqa: D100
import matplotlib.pyplot as plt
import pandas as pd

import protocol_nlp
from protocol_nlp.evaluation import compare, evaluate
from protocol_nlp.evaluation.gold import load_gold, load_predictions, pair_up

CORPUS = "corpus/development"
RELEASED = "benchmarks/released/0.1.0.jsonl.gz"
BLUE, PALE, INK, RED = "#2b5fb3", "#c9d6ec", "#1d2129", "#b3402b"
plt.rcParams.update(
    {
        "figure.dpi": 100,
        "font.size": 10,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.titlelocation": "left",
        "axes.titleweight": "bold",
        "text.color": INK,
    }
)

gold = load_gold(CORPUS)
said = [protocol_nlp.extract(document.text, id=document.id) for document in gold]
report = evaluate([g.minutes for g in gold], said, meta=[g.meta for g in gold])
print(f"{report.documents} documents, {report.decisions} decisions")
print(f"executors, roles and deadlines all right: F1 {report.headline:.3f}")

# %% [markdown]
# ## The measures
# Precision, recall and F1 with the 95 % interval of a bootstrap over documents; `right`,
# `predicted` and `gold` are counts.

# %%
SHOWN = [
    "headline", "decisions.found", "decisions.exact", "executors.name_and_role",
    "deadlines.whole", "controllers.name", "header.date", "roster.person", "mentions.strict",
    "entities.name",
]  # fmt: skip
rows = [
    {
        "measure": name,
        "precision": figure.tally.precision,
        "recall": figure.tally.recall,
        "F1": figure.tally.f1,
        "low": figure.interval and figure.interval.low,
        "high": figure.interval and figure.interval.high,
        "right": figure.tally.right,
        "predicted": figure.tally.predicted,
        "gold": figure.tally.gold,
    }
    for name, figure in report.figures.items()
    if name in SHOWN
]
pd.DataFrame(rows).set_index("measure").round(3)

# %% [markdown]
# ## By layout
# A dot is the F1 of decisions with everything right, the line its 95 % interval (a layout with
# one document has none); the figures at the right count documents and decisions.

# %%
slices = report.slices["layout"]
names = sorted(slices, key=lambda name: slices[name]["headline"].tally.f1 or 0)
figure, axes = plt.subplots(figsize=(7, 0.42 * len(names) + 1.2))
for place, name in enumerate(names):
    told = slices[name]["headline"]
    if told.interval:
        axes.plot(told.interval, [place, place], color=PALE, linewidth=7)
    axes.plot(told.tally.f1, place, "o", color=BLUE, markersize=7, clip_on=False)
    sizes = f"{report.sizes['layout'][name]} / {told.tally.gold:.0f}"
    axes.text(1.03, place, sizes, va="center", color="#667080", fontsize=9)
axes.axvline(report.headline, color=INK, linewidth=0.8, linestyle=":")
axes.text(report.headline, len(names) - 0.35, "all", ha="center", fontsize=9)
axes.set(yticks=range(len(names)), yticklabels=names, xlim=(0, 1), xlabel="F1")
axes.set_title("Decisions with everything right, by layout", pad=18)
figure.tight_layout()
plt.show()

# %% [markdown]
# ## Document by document
# Each column is a condition of the headline; what is pale is where to look next.

# %%
CONDITIONS = {
    "decisions.found": "found",
    "headline.executors": "executors",
    "headline.deadline": "deadline",
    "headline": "all",
}
alone = {g.id: evaluate([g.minutes], [m], samples=0) for g, m in zip(gold, said, strict=True)}
table = pd.DataFrame(
    {
        name.removeprefix("development/"): {
            label: own.figures[measure].tally.f1 for measure, label in CONDITIONS.items()
        }
        for name, own in alone.items()
    }
).T.sort_values("all")
figure, axes = plt.subplots(figsize=(6.4, 0.3 * len(table) + 0.9))
axes.imshow(table, cmap="Blues", vmin=0, vmax=1.25, aspect="auto")
for row, values in enumerate(table.to_numpy()):
    for column, value in enumerate(values):
        colour = "white" if value > 0.75 else INK  # noqa: PLR2004  dark cells, light words
        axes.text(column, row, f"{value:.2f}", ha="center", va="center", color=colour, fontsize=9)
axes.set(xticks=range(len(table.columns)), xticklabels=table.columns)
axes.set(yticks=range(len(table)), yticklabels=table.index)
axes.tick_params(length=0, top=True, labeltop=True, bottom=False, labelbottom=False)
axes.spines[:].set_visible(False)
figure.tight_layout()
plt.show()

# %% [markdown]
# ## Where decisions are lost
# Every error is put down to the first stage that went wrong. Dark: those that cost a decision.

# %%
every, cost = report.causes(headline=False), report.causes()
figure, axes = plt.subplots(figsize=(7, 2.9))
axes.barh(list(every), list(every.values()), color=PALE)
axes.barh(list(cost), list(cost.values()), color=BLUE)
for place, stage in enumerate(every):
    words = f" {cost[stage]} of {every[stage]}"
    axes.text(every[stage], place, words, va="center", fontsize=9, color="#667080")
axes.invert_yaxis()
axes.set_title("Errors by the first stage that went wrong")
axes.set_xlabel("errors")
figure.tight_layout()
plt.show()

# %% [markdown]
# ## Is confidence honest?
# Of the decisions given a confidence, the share that is right; a dot's size is their number.
# These documents are those that the rules were tuned on, so the dots lie above the line; the
# docs have the same for the held-out ones.

# %%
bins = report.calibration.bins
figure, axes = plt.subplots(figsize=(4, 4))
axes.plot([0, 1], [0, 1], color="#667080", linewidth=0.8, linestyle=":")
axes.plot([b.confidence for b in bins], [b.accuracy for b in bins], color=BLUE, linewidth=1)
axes.scatter(
    [b.confidence for b in bins], [b.accuracy for b in bins], s=[3 * b.count for b in bins],
    color=BLUE, zorder=2, clip_on=False,
)  # fmt: skip
for b in bins:
    axes.annotate(
        str(b.count), (b.confidence, b.accuracy), textcoords="offset points", xytext=(13, -4),
        fontsize=9, color="#667080",
    )  # fmt: skip
axes.set(xlim=(0, 1.02), ylim=(0, 1.05), xlabel="confidence", ylabel="right", aspect="equal")
axes.set_title("Reliability")
figure.tight_layout()
plt.show()
print(f"expected calibration error {report.calibration.error:.3f}")

# %% [markdown]
# ## Since the last release
# The same documents, what the last release said of them and what is said now, paired.

# %%
before = pair_up(gold, load_predictions(RELEASED))
change = compare(before, said, [g.minutes for g in gold], samples=300)
names = [name for name in SHOWN if change.gaps[name].b is not None][::-1]
figure, axes = plt.subplots(figsize=(7, 0.38 * len(names) + 1))
for place, name in enumerate(names):
    gap = change.gaps[name]
    colour = BLUE if (gap.b or 0) >= (gap.a or 0) else RED
    axes.plot([gap.a, gap.b], [place, place], color=colour, linewidth=2)
    axes.plot(gap.a, place, "o", color="white", markeredgecolor=colour, markersize=6, clip_on=False)
    axes.plot(gap.b, place, "o", color=colour, markersize=7, clip_on=False)
axes.set(yticks=range(len(names)), yticklabels=names, xlim=(0, 1.02), xlabel="F1")
axes.set_title("Last release (open) and now (filled)")
figure.tight_layout()
plt.show()
print(f"decisions gained {len(change.gained)}, lost {len(change.lost)}")
