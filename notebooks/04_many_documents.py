# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
# ---

# %% [markdown]
# # A thousand documents to a table
# Who is overdue, whose load is what, when it all falls due. The documents are invented by a
# generator (`benchmarks/generate.py`): what the plots show is its office, not a real one.
#
# `DOCUMENTS=50` in the environment reads fewer of them.

# %%
# ruff: noqa: D100
import os
import sys
import tempfile
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd

sys.path += [".", ".."]  # the repository, from here or from its root
from benchmarks.generate import write
from protocol_nlp.scale import Job, extract_folder

folder = Path(tempfile.mkdtemp())
write(int(os.environ.get("DOCUMENTS", "1000")), folder / "documents", seed=4)

# %% [markdown]
# ## From a folder to a table
# What `protocol-nlp extract documents -o decisions.parquet --processes 2 --resume` does: a row a
# decision and executor. Killed midway and started again it would go on where it was.

# %%
job = Job(folder / "documents", folder / "decisions.parquet", processes=2, form="parquet")
print(extract_folder(job, resume=True))

# %%
table = pd.read_parquet(job.output)
table["due"] = pd.to_datetime(table["due"])
table["executor"] = table["executor"].str[:1].str.upper() + table["executor"].str[1:]
print(f"{len(table)} rows of {table['document'].nunique()} documents with decisions")
table[["document", "number", "executor", "role", "representative", "due", "timing"]].head(8)

# %% [markdown]
# ## Who is overdue
# The program knows what was ordered, not what was done. Here nobody has reported anything, and
# today is a day that you name: strike off what was done, and look at the rest.

# %%
TODAY = pd.Timestamp("2024-03-01")
answerable = table[table["role"] == "ответственный"]
late = answerable[answerable["due"].between(TODAY - pd.Timedelta(days=30), TODAY, inclusive="left")]
late = late.assign(days=(TODAY - late["due"]).dt.days).sort_values(["days", "document", "number"])
print(f"{len(late)} orders fell due in the thirty days before {TODAY.date()}; the last ten:")
late[["days", "due", "executor", "representative", "text", "document", "number"]].head(10)

# %% [markdown]
# ## Load by executor
# The busiest twenty as of that day. What has neither a day nor a rhythm is easily forgotten.

# %%
states = ["overdue", "within 30 days", "later", "again and again", "no day"]
colours = ["#b2182b", "#ef8a62", "#92c5de", "#4393c3", "#bdbdbd"]
ahead = (answerable["due"] - TODAY).dt.days
state = pd.cut(ahead, [-float("inf"), -1, 30, float("inf")], labels=states[:3]).astype(object)
rhythm = answerable["timing"].map({"периодически": states[3], "постоянно": states[3]})
state = state.fillna(rhythm).fillna("no day")
given = pd.to_datetime(answerable["document_date"]) <= TODAY
load = pd.crosstab(answerable.loc[given, "executor"], state[given]).reindex(columns=states)
load = load.fillna(0).assign(all=lambda t: t.sum(axis=1)).nlargest(20, "all").drop(columns="all")

axes = load[::-1].plot.barh(stacked=True, color=colours, width=0.8, figsize=(9, 6.5))
axes.set(xlabel="orders given by that day", ylabel="", title=f"Load as of {TODAY.date()}")
axes.spines[["top", "right"]].set_visible(False)
axes.legend(frameon=False)
plt.tight_layout()
plt.show()

# %% [markdown]
# ## Deadlines by month

# %%
months = answerable["due"].dropna().dt.to_period("M").value_counts().sort_index()
past = months.index < TODAY.to_period("M")
figure, axes = plt.subplots(figsize=(9, 3.5))
axes.bar(months.index.astype(str), months, color=[colours[0] if p else colours[2] for p in past])
axes.axvline(past.sum() - 0.5, color="black", linewidth=1)
axes.text(past.sum() - 0.4, months.max(), f" {TODAY.date()}", va="top")
axes.tick_params(axis="x", rotation=90)
axes.set(ylabel="orders due", title="When orders fall due, by month")
axes.spines[["top", "right"]].set_visible(False)
plt.tight_layout()
plt.show()

# %% [markdown]
# ## Whose month is crowded
# The same twenty executors; a dark cell is a month to talk about beforehand.

# %%
busy = answerable[answerable["executor"].isin(load.index)].dropna(subset="due")
crowd = pd.crosstab(busy["executor"], busy["due"].dt.to_period("M")).reindex(load.index)
figure, axes = plt.subplots(figsize=(9, 5.5))
picture = axes.imshow(crowd.fillna(0), cmap="Blues", aspect="auto")
axes.set_xticks(range(crowd.shape[1]), crowd.columns.astype(str), rotation=90)
axes.set_yticks(range(crowd.shape[0]), crowd.index)
axes.set_title("Orders due, by executor and month")
figure.colorbar(picture, ax=axes, label="orders", shrink=0.8)
plt.tight_layout()
plt.show()

# %% [markdown]
# ## What to look at first
# How sure the program is of each row; sort by it, and read the least sure with your own eyes.

# %%
print(table["confidence"].describe().round(2).to_string())
print(table["error"].notna().sum(), "documents could not be read")
