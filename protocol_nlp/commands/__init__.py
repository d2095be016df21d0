"""The commands of ``protocol-nlp``, one module a kind, in the order of the help."""

from protocol_nlp.commands.evaluating import AGREEMENT, COMPARE, EVALUATE
from protocol_nlp.commands.extract import EXTRACT
from protocol_nlp.commands.phrases import DEADLINE, NORMALIZE
from protocol_nlp.commands.serving import SERVE
from protocol_nlp.commands.show import EXPLAIN, SHOW
from protocol_nlp.commands.texts import SCHEMA, TEXT
from protocol_nlp.commands.view import VIEW

__all__ = ["COMMANDS"]

COMMANDS = (
    EXTRACT,
    SHOW,
    VIEW,
    EXPLAIN,
    TEXT,
    NORMALIZE,
    DEADLINE,
    SCHEMA,
    SERVE,
    EVALUATE,
    COMPARE,
    AGREEMENT,
)
