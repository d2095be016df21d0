"""Coverage-guided fuzzing (atheris, libFuzzer) of one target or of all in turn.

Run: ``python benchmarks/fuzz.py [--seconds 60] [--corpus FOLDER] [TARGET ...]``; needs ``pip
install atheris``.  Each target runs in a process of its own; what crashes it is kept beside
its corpus as ``crash-…`` or ``timeout-…``, and told.  Exit status 1 where anything was found.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
FUZZ = ROOT / "tests" / "fuzz"
_STATS = re.compile(r"#(\d+)\s+\w+\s+cov: (\d+) ft: (\d+)")


def guided(name: str, corpus: Path, seconds: int) -> None:
    """Fuzzes one target in this process; never returns."""
    import atheris  # noqa: PLC0415 - no dependency of the project

    with atheris.instrument_imports(include=["protocol_nlp"]):
        sys.path.insert(0, str(FUZZ))
        from targets import TARGETS, TOKENS  # noqa: PLC0415

        _import_everything()
    target, inputs = TARGETS[name], corpus / name
    inputs.mkdir(parents=True, exist_ok=True)
    for n, seed in enumerate(target.seeds):
        (inputs / f"seed-{n}").write_bytes(seed)
    words = corpus / "tokens.dict"
    escaped = ("".join(f"\\x{b:02x}" for b in token.encode()) for token in TOKENS if token)
    words.write_text("".join(f'"{token}"\n' for token in escaped), "ascii")
    options = [f"-max_total_time={seconds}", f"-dict={words}", "-timeout=20", "-max_len=4096"]
    options += [
        f"-artifact_prefix={inputs.parent}/{name}-",
        "-print_final_stats=1",
        "-rss_limit_mb=4096",
    ]
    atheris.Setup([sys.argv[0], str(inputs), *options], target.run)
    atheris.Fuzz()


def _import_everything() -> None:
    """What is imported when first needed would escape the guide."""
    for package in ("readers", "redaction", "deadlines", "normalization", "analyzer"):
        module = importlib.import_module(f"protocol_nlp.{package}")
        for found in pkgutil.walk_packages(getattr(module, "__path__", ()), f"{module.__name__}."):
            importlib.import_module(found.name)


def told(name: str, corpus: Path, seconds: int) -> bool:
    """Fuzzes one target in a process of its own, tells how it went; whether it found something."""
    command = [
        sys.executable,
        __file__,
        "--child",
        "--corpus",
        str(corpus),
        "--seconds",
        str(seconds),
    ]
    began = time.monotonic()
    done = subprocess.run([*command, name], capture_output=True, check=False)  # noqa: S603
    said = done.stderr.decode("utf-8", "replace")
    (corpus / f"{name}.log").write_text(said[-20000:], "utf-8")
    runs, edges, features = (_STATS.findall(said) or [("0", "0", "0")])[-1]
    found = sorted(p.name for p in corpus.glob(f"{name}-*-*"))
    spent = time.monotonic() - began
    print(
        f"{name:16}{spent:7.0f} s {runs:>9} runs {edges:>6} edges {features:>6} features  {found}"
    )
    sys.stdout.flush()
    return bool(found) or done.returncode != 0


def main() -> int:
    """Runs the targets named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--corpus", type=Path, default=ROOT / ".cache" / "fuzz")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    args.corpus.mkdir(parents=True, exist_ok=True)
    if args.child:
        guided(args.targets[0], args.corpus, args.seconds)
    sys.path.insert(0, str(FUZZ))
    from targets import TARGETS  # noqa: PLC0415

    found = [told(name, args.corpus, args.seconds) for name in args.targets or TARGETS]
    return int(any(found))


if __name__ == "__main__":
    sys.exit(main())
