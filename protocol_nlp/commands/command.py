"""The one shape of every command: its name, its help, its arguments, what it runs."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    Subparsers = argparse._SubParsersAction[Any]  # noqa: SLF001 - has no public name

__all__ = ["Command"]


@dataclass(frozen=True, slots=True)
class Command:
    """A command; ``arguments`` adds its arguments, ``run`` gives the exit status."""

    name: str
    help: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]

    def add_to(self, commands: Subparsers) -> None:
        """Makes the command known to the parser."""
        parser = commands.add_parser(self.name, help=self.help, description=self.help)
        self.arguments(parser)
        parser.set_defaults(run=self.run)
