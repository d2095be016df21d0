"""What each group of linking rules gives: the figures without it.

    python -m benchmarks.ablation corpus/development

Rules of the lexicon are hidden by the beginnings of their names, rules that are code are made
to find nothing; the rest of the pipeline is as it stands, so that a later rule may step in, as
it would if the group had never been written.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from unittest.mock import patch

import protocol_nlp
from protocol_nlp import linking
from protocol_nlp.evaluation import Report, evaluate
from protocol_nlp.evaluation.gold import GoldDocument, load_gold
from protocol_nlp.evaluation.render.cells import share
from protocol_nlp.evaluation.render.plain import table_rows
from protocol_nlp.lexicon import Rules
from protocol_nlp.lexicon import rules as all_rules

MEASURES = ("headline", "executors.name_and_role", "deadlines.whole", "controllers.name")


@dataclass(frozen=True, slots=True)
class Group:
    """Rules that are switched off together.

    ``hidden`` are beginnings of names in the lexicon; ``silent`` maps functions of linking
    (``module.function``) to what they answer instead: nothing.
    """

    told: str
    hidden: tuple[str, ...] = ()
    silent: Mapping[str, object] = field(default_factory=dict)


GROUPS: Mapping[str, Group] = {
    "inheritance": Group(
        "executors and deadlines of leads, blocks and points named elsewhere",
        silent={"drafts.inherited": (), "times.Due.handed_down": None},
    ),
    "headings": Group(
        "a name alone over items: «Сулейманову Р.Ф.»", silent={"drafts.heading_claims": ()}
    ),
    "labels beside": Group(
        "lines, columns and brackets «Отв.», «Срок»",
        silent={
            "drafts.clause_claims": (),
            "drafts.clause_due": None,
            "drafts.beside_due": None,
        },
    ),
    "openers": Group(
        "«поручить», «рекомендовать», «просить», «возложить на» …",
        hidden=(
            "executor.charge",
            "executor.recommend",
            "executor.propose",
            "executor.ask",
            "executor.oblige",
            "executor.answerable",
            "executor.entrust",
            "executor.personal",
            "executor.authorize",
            "executor.allow",
            "executor.direct",
            "executor.label_inside",
        ),
    ),
    "datives": Group(
        "a dative before the infinitive, a colon or a dash",
        silent={"orders._dative_dash": (), "orders._dative": ()},
    ),
    "subjects": Group(
        "a nominative before a dash or a promise: «Отдел связи подготовит»",
        silent={"orders.subject": (), "orders.subject_after": ()},
    ),
    "representatives": Group("the name in brackets after a body", silent={"claims._guests": {}}),
    "brackets and dash tails": Group(
        "«(Дымов, до 1 марта)», «– Гринько, до 9 мая» at the end of an order",
        silent={
            "orders.last_bracket": (),
            "orders.whole_bracket": None,
            "orders.after_dash": None,
            "drafts.term_tail": None,
        },
    ),
    "together": Group(
        "«совместно с», «с участием», «при содействии»",
        hidden=("executor.together", "executor.taking_part", "executor.helped"),
    ),
    "marks of the responsible": Group(
        "«(созыв)», «(ответственный)», «!!!»", hidden=("executor.convener", "executor.exclaimed")
    ),
    "stand-ins": Group(
        "«докладчику», «ей же», «беру на себя», «исполнителям, указанным в пункте 2»",
        hidden=("person.", "executor.same", "executor.myself", "executor.of_point"),
    ),
    "references of time": Group(
        "«срок тот же», «к следующему заседанию»", silent={"drafts.resolved": "the same"}
    ),
    "kinds": Group("what is a note, an approval, an appointment", hidden=("kind.",)),
    "controls": Group("who checks", silent={"decisions.checks": ()}),
}


@contextmanager
def without(group: Group) -> Iterator[None]:
    """Linking without a group of rules, while the context lasts."""
    with ExitStack() as stack:
        for module in _readers() if group.hidden else ():
            stack.enter_context(patch.object(module, "rules", _seen(group.hidden)))
        for place, answer in group.silent.items():
            owner, name = _owner(place)
            stack.enter_context(patch.object(owner, name, _saying(answer)))
        yield


def _readers() -> list[ModuleType]:
    """The modules of linking that read rules of the lexicon."""
    names = [module.name for module in iter_modules(linking.__path__)]
    found = [import_module(f"protocol_nlp.linking.{name}") for name in names]
    return [module for module in found if hasattr(module, "rules")]


def _seen(hidden: tuple[str, ...]) -> Callable[[str, str], Rules]:
    @cache
    def rules(table: str, section: str = "rules") -> Rules:
        return Rules(r for r in all_rules(table, section) if not r.name.startswith(hidden))

    return rules


def _owner(place: str) -> tuple[object, str]:
    module, *inner, name = place.split(".")
    owner: object = import_module(f"protocol_nlp.linking.{module}")
    for step in inner:
        owner = getattr(owner, step)
    return owner, name


def _saying(answer: object) -> Callable[..., object]:
    """A function that answers always the same, or gives its second argument back."""
    if answer == "the same":
        return lambda *arguments: arguments[1]
    return lambda *_, **__: answer


def measured(gold: Sequence[GoldDocument]) -> Report:
    """What the pipeline as it stands now makes of the documents."""
    answers = [protocol_nlp.extract(g.text, id=g.id) for g in gold]
    return evaluate([g.minutes for g in gold], answers, samples=0)


def ablations(folder: str) -> list[tuple[str, ...]]:
    """A row for the whole and for each group: its name, what it is, each figure without it."""
    gold = load_gold(folder)
    whole = measured(gold)
    rows = [("everything", "", *_figures(whole), "")]
    for name, group in GROUPS.items():
        with without(group):
            report = measured(gold)
        rows.append((f"without {name}", group.told, *_figures(report), _loss(whole, report)))
    return rows


def _figures(report: Report) -> tuple[str, ...]:
    return tuple(share(report.figures[name].tally.f1) for name in MEASURES)


def _loss(whole: Report, report: Report) -> str:
    """How many decisions fewer are right."""
    right = (r.figures["headline"].tally.right for r in (whole, report))
    return str(int(next(right) - next(right)))


HEADINGS = ("linking", "what the rules are for", *MEASURES, "decisions lost")


def main(folder: str) -> None:
    """Prints the table."""
    rows = [(row[0], *row[2:]) for row in ablations(folder)]
    print(table_rows((HEADINGS[0], *HEADINGS[2:]), rows))


if __name__ == "__main__":
    main(sys.argv[1])
