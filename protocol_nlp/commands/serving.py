"""``protocol-nlp serve``: extraction over HTTP."""

from __future__ import annotations

import argparse
import ipaddress
import os
import sys

from protocol_nlp.commands.command import Command
from protocol_nlp.commands.failure import Failure
from protocol_nlp.commands.redacting import VARIABLE
from protocol_nlp.service import ServiceLimits

__all__ = ["SERVE"]


def _arguments(parser: argparse.ArgumentParser) -> None:
    default = ServiceLimits()
    parser.add_argument("--host", default="127.0.0.1", help="the address, loopback by default")
    parser.add_argument("--port", type=int, default=8000, help="0 for any that is free")
    parser.add_argument(
        "--workers", type=int, default=default.workers, help="documents read at a time"
    )
    parser.add_argument("--waiting", type=int, default=default.waiting, help="documents that wait")
    parser.add_argument(
        "--max-body", type=int, default=default.body, metavar="BYTES", help="of a request"
    )
    parser.add_argument(
        "--seconds", type=float, default=default.seconds, help="of work for a document"
    )


def _run(args: argparse.Namespace) -> int:
    from protocol_nlp.redaction import Redactor, Secret  # noqa: PLC0415 - heavy

    try:
        from protocol_nlp.service.server import server  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        hint = "pip install 'protocol_nlp[serve]'"
        raise Failure(f"serve needs {error.name}: {hint}", status=2) from error
    try:
        limits = ServiceLimits(
            body=args.max_body, seconds=args.seconds, workers=args.workers, waiting=args.waiting
        )
    except ValueError as error:
        raise Failure(str(error), status=2) from error
    if not _loopback(args.host):
        said = "anybody who reaches this address can use it, for there is no password"
        print(f"protocol-nlp: {said}", file=sys.stderr)
    key = os.environ.get(VARIABLE)
    run = server(args.host, args.port, limits, Redactor(Secret.of(key)) if key else None)
    print(f"protocol-nlp: http://{args.host}:{args.port}/openapi.json", file=sys.stderr, flush=True)
    try:
        run.run()
    except SystemExit as error:  # asked to end; or uvicorn's way to say that the port is taken
        if run.started:
            return 0
        raise Failure(f"port {args.port} of {args.host} cannot be listened to", status=2) from error
    return 0


def _loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


SERVE = Command("serve", "Extraction over HTTP, on this machine.", _arguments, _run)
