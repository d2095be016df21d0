"""``--redact``: what the commands that show a document have in common to hide its people."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from protocol_nlp.commands.failure import Failure

if TYPE_CHECKING:
    from protocol_nlp.records import Minutes
    from protocol_nlp.redaction import Redactor

__all__ = ["VARIABLE", "arguments", "redacted", "redactor"]

VARIABLE = "PROTOCOL_NLP_REDACT_KEY"
"""The environment variable that holds the key, where no process list shows it."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds ``--redact`` and ``--redact-key``."""
    group = parser.add_argument_group("personal data")
    group.add_argument("--redact", action="store_true", help="pseudonyms instead of people")
    group.add_argument(
        "--redact-key",
        metavar="KEY",
        help=f"the same pseudonyms in every document; better given in {VARIABLE}",
    )


def redactor(args: argparse.Namespace) -> Redactor | None:
    """What hides people, None where nobody asked; Failure with status 2 for an empty key."""
    if not args.redact:
        if args.redact_key is not None:
            raise Failure("--redact-key goes with --redact", status=2)
        return None
    from protocol_nlp.redaction import Redactor, Secret  # noqa: PLC0415 - when first needed

    key = args.redact_key if args.redact_key is not None else os.environ.get(VARIABLE)
    try:
        return Redactor(Secret.of(key) if key is not None else None)
    except ValueError as error:
        raise Failure(str(error), status=2) from error


def redacted(minutes: Minutes, args: argparse.Namespace) -> Minutes:
    """The minutes as the arguments ask for them."""
    hide = redactor(args)
    return hide(minutes) if hide else minutes
