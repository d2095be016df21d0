"""Libraries that come with an extra, imported when a file first needs them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from protocol_nlp.readers.errors import ReadError
from protocol_nlp.readers.limits import Budget

__all__ = ["require"]


def require(module: str, kind: str, budget: Budget) -> Any:  # noqa: ANN401 (it is a module)
    """The module, or the sentence that tells how to get it.

    >>> from protocol_nlp.readers.limits import Limits
    >>> require("no_such_library", "pdf", Budget("a.pdf", Limits()))
    Traceback (most recent call last):
    ...
    protocol_nlp.readers.errors.ReadError: a.pdf cannot be read yet: \
reading .pdf needs: pip install 'protocol_nlp[pdf]'
    """
    try:
        return import_module(module)
    except ImportError as error:
        sentence = f"cannot be read yet: reading .{kind} needs: pip install 'protocol_nlp[{kind}]'"
        raise ReadError(budget.name, sentence) from error
