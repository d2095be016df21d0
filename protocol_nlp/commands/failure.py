"""One clear sentence for the user, and the exit status that goes with it."""

__all__ = ["Failure"]


class Failure(Exception):  # noqa: N818 - it is no bug, it is an answer
    """What ends a command: ``str()`` is the sentence, ``status`` 1 (a document) or 2 (usage).

    >>> Failure("no such file", status=2).status
    2
    """

    def __init__(self, sentence: str, *, status: int = 1) -> None:
        super().__init__(sentence)
        self.status = status
