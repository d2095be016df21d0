"""``protocol-nlp extract FOLDER -o out.jsonl``: large folders, in processes and shards."""

from __future__ import annotations

import argparse
import sys
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Literal

from protocol_nlp.commands import redacting
from protocol_nlp.commands.failure import Failure
from protocol_nlp.writers import MissingPackageError

__all__ = ["arguments", "asked", "run"]

_DYING = (
    "processes are killed one after another, for memory perhaps; what is done is kept: "
    "run it again with --resume and fewer --processes"
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options that make ``extract`` a run over a folder."""
    title = "large folders (FILE is one folder, -o OUT is .jsonl or .parquet)"
    group = parser.add_argument_group(title)
    group.add_argument("--processes", type=int, metavar="N", help="work in N processes")
    group.add_argument("--resume", action="store_true", help="go on with what OUT holds")
    group.add_argument("--shard", metavar="K/N", help="only part K of N, for clusters: 3/16")


def asked(args: argparse.Namespace) -> bool:
    """Whether any of the options is there."""
    return args.resume or args.processes is not None or args.shard is not None


def run(args: argparse.Namespace) -> int:
    """Runs over the folder and gives the exit status: 1 where documents of this run failed.

    Raises Failure with status 2 where the options do not go together.
    """
    from protocol_nlp.scale import Job, LinesError, Shard, extract_folder  # noqa: PLC0415 - heavy

    folder, form, hide = _folder(args), _form(args), redacting.redactor(args)
    if hide and not hide.secret and args.resume:
        why = f"without --redact-key or {redacting.VARIABLE} nobody knows which are done"
        raise Failure(f"--resume with --redact needs its key: {why}", status=2)
    try:
        shard = Shard.parse(args.shard) if args.shard else Shard()
        sizes = (shard, args.date, args.processes or 1)
        job = Job(folder, Path(args.output), *sizes, redactor=hide, form=form)
        tally = extract_folder(job, resume=args.resume, progress=sys.stderr)
    except (ValueError, LinesError, MissingPackageError) as error:
        raise Failure(str(error), status=2) from error
    except BrokenProcessPool as error:
        raise Failure(_DYING, status=1) from error
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise Failure(f"{args.output} cannot be written: {why}", status=2) from error
    return 1 if tally.failed else 0


def _folder(args: argparse.Namespace) -> Path:
    if len(args.files) != 1 or not Path(args.files[0]).is_dir():
        raise Failure("--processes, --resume and --shard are for one folder", status=2)
    if args.processes is not None and args.processes < 1:
        raise Failure("--processes is at least 1", status=2)
    return Path(args.files[0])


def _form(args: argparse.Namespace) -> Literal["jsonl", "parquet"]:
    """The format named, else the one that the output's ending tells."""
    parquet = args.output is not None and Path(args.output).suffix.lower() == ".parquet"
    name = args.format or ("parquet" if parquet else "jsonl")
    if args.output is None or name not in ("jsonl", "parquet"):
        told = "--processes, --resume and --shard write jsonl or parquet, to -o OUT"
        raise Failure(told, status=2)
    return "parquet" if name == "parquet" else "jsonl"
