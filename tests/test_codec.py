"""JSON of others: ours is read, all else is refused with a ValueError."""

import pytest

import protocol_nlp
from protocol_nlp import codec

TOLD = codec.to_dict(
    protocol_nlp.extract("РЕШИЛИ:\n1. Зуевой Т.П. сдать отчёт до 1 мая 2024 года.")
)


@pytest.mark.parametrize("change", [
    {"schema": "protocol_nlp/0"}, {"source": 5}, {"source": None}, {"source": {"id": "a"}},
    {"header": {"kind": 7}}, {"mentions": "all"}, {"mentions": [None]}, {"decisions": {}},
    {"agenda": [{"id": "a1", "number": None, "title": "а", "span": [0]}]},
    {"agenda": [{"id": "a1", "number": None, "title": "а", "span": ["0", 1]}]},
    {"warnings": [{"code": "a", "message": None}]},
])  # fmt: skip
def test_what_is_not_ours_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        codec.from_dict({**TOLD, **change})


def test_unknown_fields_are_passed_over() -> None:
    assert codec.to_dict(codec.from_dict({**TOLD, "later": [1, {}]})) == TOLD
