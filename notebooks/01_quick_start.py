# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
# ---

# %% [markdown]
# # Quick start
# From a document to who must do what by when. The document is invented, as are all names in it.

# %%
# ruff: noqa: D100
import protocol_nlp

TEXT = """ПРОТОКОЛ № 7
совещания по подготовке к отопительному сезону
от 30 марта 2021 г.

РЕШИЛИ:
1. Отделу связи (Зуева Т.П.) подготовить план ремонта.
Срок: до 1 июня т.г.
2. Поручить Громову П.О. совместно с отделом снабжения закупить трубы в течение 10 рабочих дней.
3. Информацию принять к сведению.
"""
minutes = protocol_nlp.extract(TEXT)

# %% [markdown]
# ## Decisions
# Executors in their normal form, and the last admissible day.

# %%
for d in minutes.decisions:
    who = [(e.name, e.role) for e in d.executors]
    print(d.number, d.kind, who, d.deadline and d.deadline.due)

# %% [markdown]
# ## Evidence
# Each rule that fired, and the very words that it rests on.

# %%
for d in minutes.decisions:
    for e in d.evidence:
        print(d.number, e.rule, "|", TEXT[e.span.start : e.span.stop])

# %% [markdown]
# ## How sure, and what to look at

# %%
print([d.confidence for d in minutes.decisions])
print([w.message for w in minutes.warnings])

# %% [markdown]
# ## One name, one deadline

# %%
print(protocol_nlp.normalize("Яковлевой С.В."))
print(protocol_nlp.deadline("ежеквартально, до 5 числа", date="2021-03-30"))
