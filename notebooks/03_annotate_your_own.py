# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
# ---

# %% [markdown]
# # Annotate your own, and come back
# The program's answer goes into brat or Label Studio, a person corrects it there with the mouse,
# and what comes back is gold: to measure the program with, and to agree on with a second person.
# The document is invented. Where a person would draw or delete an arrow, a line of code does so
# here.

# %%
# ruff: noqa: D100
import json
from pathlib import Path
from tempfile import mkdtemp

import pandas as pd

import protocol_nlp
from protocol_nlp import codec
from protocol_nlp.evaluation import evaluate
from protocol_nlp.evaluation.agreement import agreement
from protocol_nlp.evaluation.gold import load_gold
from protocol_nlp.writers import brat, labelstudio

TEXT = """ПРОТОКОЛ № 7
совещания по подготовке к отопительному сезону
от 30 марта 2021 г.

Председательствовал: Громов П.О.

РЕШИЛИ:
1. Отделу связи (Зуева Т.П.) совместно с отделом снабжения подготовить план ремонта.
Срок: до 1 июня т.г.
2. Поручить Дымову К.Р. закупить трубы в течение 10 рабочих дней.
3. Информацию принять к сведению.
Контроль возложить на Громова П.О.
"""
said = protocol_nlp.extract(TEXT, id="heating/protocol-7")
work = Path(mkdtemp())
said  # noqa: B018  the notebook shows it

# %% [markdown]
# ## To brat
# A folder that brat serves as it is: the text, the annotations, and the configuration with the
# labels and arrows. Spans are `T` lines, arrows `R` lines, normal forms `N` lines.

# %%
brat.write(said, work / "brat")
files = sorted((work / "brat").rglob("*"))
print([file.relative_to(work).as_posix() for file in files if file.is_file()])
annotations = next(file for file in files if file.suffix == ".ann")
lines = annotations.read_text("utf-8").splitlines()
print(*(line for line in lines if line[0] in "TRN"), sep="\n")

# %% [markdown]
# ## What a person changes
# The department of supplies answers for the plan: its arrow «co_executor» becomes
# «responsible», that of the department of communications the other way round. In brat: two
# double clicks.

# %%
swapped = {"responsible": "co_executor", "co_executor": "responsible"}
first = next(line.split()[2] for line in lines if "\tresponsible " in line)
for number, line in enumerate(lines):
    name, _, rest = line.partition("\t")
    label = rest.partition(" ")[0]
    if label in swapped and rest.split()[1] == first:
        lines[number] = f"{name}\t{swapped[label]}{rest.removeprefix(label)}"
annotations.write_text("\n".join(lines) + "\n", "utf-8")
(corrected,) = brat.read(work / "brat")
for before, after in zip(said.decisions, corrected.decisions, strict=True):
    print(before.number, [(e.name, e.role) for e in before.executors])
    print(" →", [(e.name, e.role) for e in after.executors])

# %% [markdown]
# ## Gold, and what the program is worth by it
# A text beside its `.gold.json` is a document of gold; a folder of them is a corpus.

# %%
folder = work / "corpus" / "heating"
folder.mkdir(parents=True)
(folder / "protocol-7.txt").write_text(TEXT, "utf-8")
(folder / "protocol-7.gold.json").write_text(codec.dumps(corrected), "utf-8")
gold = load_gold(work / "corpus")
report = evaluate([g.minutes for g in gold], [said], samples=0)
print(f"decisions with everything right: F1 {report.headline:.3f}")
pd.DataFrame(
    [(e.what, e.cause, e.decision, e.gold, e.predicted) for e in report.errors],
    columns=["what", "cause", "decision", "right", "said"],
)

# %% [markdown]
# ## A second annotator, in Label Studio
# The same answer as tasks to import; the interface to paste into the project's settings comes
# with it. The export below is what Label Studio gives back when an arrow was deleted: the second
# person thinks that nobody helps.

# %%
print(labelstudio.configuration()[:220], "…")
(task,) = json.loads(labelstudio.dumps(said))
result = task["annotations"][0]["result"]
arrows = [entry["labels"] for entry in result if entry["type"] == "relation"]
print(len(result), "regions and arrows:", sorted(label for labels in arrows for label in labels))
task["annotations"][0]["result"] = [
    entry for entry in result if entry.get("labels") != ["co_executor"]
]
(second,) = labelstudio.loads(json.dumps([task]))
print([(e.name, e.role) for e in second.decisions[0].executors])

# %% [markdown]
# ## How far the two agree
# Kappa where both chose a kind for the same thing, F1 where they also chose what to mark, and
# every difference, to be settled in the guide.

# %%
both = agreement([corrected], [second], samples=0)
MEASURES = ["decisions.found", "executors.name", "executors.name_and_role", "deadlines.whole"]
print({name: round(both.report.figures[name].tally.f1, 3) for name in MEASURES})
pd.DataFrame(
    [(e.what, e.decision, e.gold, e.predicted) for e in both.disagreements],
    columns=["what", "decision", "first", "second"],
)
