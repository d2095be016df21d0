"""The command line: ``protocol-nlp``.

Results go to standard output or to ``-o``, everything else to standard error.  Exit
status: 0 done, 1 some documents failed, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from protocol_nlp import __version__
from protocol_nlp.commands import COMMANDS
from protocol_nlp.commands.failure import Failure

__all__ = ["main"]


class _Parser(argparse.ArgumentParser):
    """Wrong usage is one sentence and status 2, not a page."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and gives the exit status.

    >>> main(["schema", "--indent", "0"])  # doctest: +ELLIPSIS
    {...
    0
    """
    parser = _parser()
    args = parser.parse_args(argv)
    run: Callable[[argparse.Namespace], int] = args.run
    try:
        status = run(args)
        sys.stdout.flush()
    except Failure as failure:
        print(f"protocol-nlp: {failure}", file=sys.stderr)
        return failure.status
    except BrokenPipeError:  # `| head`: the reader has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("protocol-nlp: interrupted", file=sys.stderr)
        return 130
    return status


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="protocol-nlp",
        description="Who must do what by when: reads Russian minutes, orders and assignments.",
    )
    parser.add_argument("--version", action="version", version=f"protocol-nlp {__version__}")
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="COMMAND", parser_class=_Parser
    )
    for command in COMMANDS:
        command.add_to(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
