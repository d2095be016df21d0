"""The command line: ``protocol-nlp``.

Results go to standard output or to ``-o``, everything else to standard error.  Exit
status: 0 done, 1 some documents failed, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
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
    _stand_by()
    args = _parser().parse_args(argv)
    run: Callable[[argparse.Namespace], int] = args.run
    try:
        _check_output(args)
        status = run(args)
        sys.stdout.flush()
    except Failure as failure:
        return _told(str(failure), failure.status)
    except BrokenPipeError:  # `| head`: the reader has enough
        _drop_output()
        return 0
    except KeyboardInterrupt:
        return _told("interrupted", 130)
    except OSError as error:  # what writes to a file tells of it itself
        _drop_output()
        what = error.filename or "standard output"
        return _told(f"{what} cannot be written: {(error.strerror or str(error)).lower()}", 2)
    return status


def _told(sentence: str, status: int) -> int:
    print(f"protocol-nlp: {sentence}", file=sys.stderr)
    return status


def _stand_by() -> None:
    """A request to end becomes an exception, so that half-written files are taken away."""
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - to the end
    here = threading.current_thread() is threading.main_thread()
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if here and number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)


def _end(number: int, _: object) -> NoReturn:
    raise SystemExit(128 + number)


def _check_output(args: argparse.Namespace) -> None:
    if sys.stdout is None:
        if getattr(args, "output", None) is None:
            raise Failure("standard output is closed", status=2)
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - to the end


def _drop_output() -> None:
    """What is still to be written goes nowhere, or the interpreter would try again at its end."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # no file is behind it
        return


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
