"""What the package is built of: licences, reproducible builds, other Pythons, other versions.

Run: ``python benchmarks/supply.py licences|reproducible|pythons|oldest|newest`` with ``uv`` beside
the interpreter.  ``licences`` reads the metadata of what is installed here; the others make
environments of their own in a temporary folder.  Exit status 1 where something is not as it
has to be.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.metadata
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
UV = Path(sys.executable).with_name("uv")
PYTHONS = ("3.11", "3.12", "3.13")
_EXTRAS = ("pdf", "xlsx", "ics", "docx", "parquet", "spacy", "serve")
_FREE = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|Zlib|0BSD|CC0|Unlicense|HPND"
)
_NEVER = re.compile(r"(?<!L)GPL|AGPL|Affero|SSPL|Commons Clause|Proprietary", re.IGNORECASE)
_TOLD = {  # no licence in their metadata; read in the files that they bring
    "dawg-python": "MIT", "docopt": "MIT", "navec": "MIT", "pymorphy2-dicts-ru": "MIT",
    "razdel": "MIT", "slovnet": "MIT", "natasha": "MIT", "ipymarkup": "MIT", "yargy": "MIT",
}  # fmt: skip
_HEAD = """# Licences of what is installed

Written by `make licences`, from the metadata of the packages that `pip install
'protocol_nlp[all]'` brings. The data they bring: THIRD_PARTY.md.

"""
_TOOLS = ["pytest", "hypothesis", "jsonschema", "reportlab", "pypdf", "cryptography", "httpx",
          "schemathesis", "hatchling", "editables", "vobject", "python-calamine"]  # fmt: skip
_FEW = ["tests/test_seed.py", "tests/test_api.py", "tests/readers", "tests/writers",
        "tests/normalization", "tests/deadlines", "tests/linking", "tests/redaction",
        "tests/test_cli.py", "tests/service"]  # fmt: skip


def run(*command: str | Path, where: Path = ROOT, **more: str) -> subprocess.CompletedProcess[str]:
    """A command's end, with ``more`` in its environment; its words are ours to tell."""
    environment = {k: v for k, v in os.environ.items() if k != "VIRTUAL_ENV"} | more
    return subprocess.run(  # noqa: S603
        [str(c) for c in command], cwd=where, env=environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip


def resolved(*options: str) -> list[str]:
    """``name==version`` of everything that an installation with all extras brings."""
    extras = [o for extra in _EXTRAS for o in ("--extra", extra)]
    bare = ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
    done = run(UV, "pip", "compile", "-q", *bare, *extras, *options, "pyproject.toml")
    if done.returncode:
        raise SystemExit(done.stderr)
    return [line for line in done.stdout.split("\n") if "==" in line]


def licences(write: Path | None) -> int:
    """The licence of everything that ships; what is not known to be free is told."""
    rows, wrong = [], []
    for pin in resolved():
        name = re.split(r"[=\[; ]", pin)[0]
        try:
            told = importlib.metadata.metadata(name)
        except importlib.metadata.PackageNotFoundError:
            wrong.append(f"{name} is not installed here")
            continue
        licence = _licence(name, told)
        rows.append(f"| {name} | {told['Version']} | {licence} |")
        if _NEVER.search(licence) or not _FREE.search(licence):
            wrong.append(f"{name}: {licence}")
    table = ["| package | version | licence |", "|---|---|---|", *rows]
    if write:
        write.write_text(_HEAD + "\n".join(table) + "\n", "utf-8")
    print(f"{len(rows)} packages, {len(wrong)} to look at", *wrong, sep="\n")
    return int(bool(wrong))


def _licence(name: str, told: importlib.metadata.PackageMetadata) -> str:
    """The SPDX expression, else the classifiers, else the first line of the old field."""
    expression = told.get("License-Expression")
    classes = [
        c.rpartition(" :: ")[2]
        for c in told.get_all("Classifier") or ()
        if c.startswith("License :: ")
    ]
    old = (told.get("License") or "").strip().split("\n")[0][:80]
    known = [c for c in classes if c != "OSI Approved"]
    return expression or ", ".join(known) or old or _TOLD.get(name, "not told")


def reproducible() -> int:
    """Builds twice, in folders of other names, at other times, with another mask."""
    seen: list[dict[str, str]] = []
    for place, mask in (("one", "022"), ("another/place", "077")):
        with tempfile.TemporaryDirectory() as made:
            copy = Path(made, place)
            run("git", "clone", "-q", str(ROOT), str(copy))
            build = f'umask {mask}; exec "$@"'
            done = run(
                "bash", "-c", build, "-", UV, "build", "-q", "--out-dir", Path(made, "dist"),
                where=copy, SOURCE_DATE_EPOCH="1700000000",
            )  # fmt: skip
            if done.returncode:
                print(done.stderr)
                return 1
            files = sorted(Path(made, "dist").glob("*.[tw]*"))
            seen.append({f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in files})
    same = seen[0] == seen[1] and len(seen[0]) == 2  # noqa: PLR2004 - a wheel and an archive
    for name, digest in seen[0].items():
        print(f"{digest}  {name}  {'same' if digest == seen[1].get(name) else 'DIFFERS'}")
    return int(not same)


def tested(python: str, pins: list[str], tests: list[str]) -> int:
    """The tests in an environment of that Python with those versions."""
    with tempfile.TemporaryDirectory() as made:
        place = Path(made, "env")
        done = run(UV, "venv", "-q", "--python", python, place)
        if done.returncode:
            print(f"Python {python}: not on this machine")
            return 0
        lock = Path(made, "pins.txt")
        lock.write_text("\n".join(pins), "utf-8")
        inside = place / "bin" / "python"
        for what in (
            ["-r", lock, *_TOOLS, "-c", lock],
            ["--no-deps", "--no-build-isolation", "-e", "."],
        ):
            done = run(UV, "pip", "install", "-q", "--python", inside, *what)
            if done.returncode:
                print(done.stderr)
                return 1
        done = run(inside, "-m", "pytest", "-q", "--tb=native", *tests)
        print(
            f"Python {python}, {len(pins)} pins:", *done.stdout.rstrip().split("\n")[-8:], sep="\n"
        )
        return done.returncode


def pythons() -> int:
    """Every supported Python: the tests where it is here, else whether all there is has wheels."""
    worst = 0
    for python in PYTHONS:
        pins = resolved("--python-version", python)
        done = run(
            UV, "pip", "compile", "-q", "--python-version", python, "--only-binary", ":all:",
            "--no-binary", "docopt", "--no-binary", "intervaltree", "pyproject.toml",
            *(o for extra in _EXTRAS for o in ("--extra", extra)),
        )  # fmt: skip
        wheels = "missing" if done.returncode else "of all"
        print(f"Python {python}: {len(pins)} packages, wheels {wheels}")
        if done.returncode:
            print(done.stderr)
        worst |= done.returncode | tested(python, pins, _FEW)
    return worst


def main() -> int:
    """Does what is asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("licences", "reproducible", "pythons", "oldest", "newest"))
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    if args.what == "licences":
        return licences(args.write)
    if args.what == "reproducible":
        return reproducible()
    if args.what == "pythons":
        return pythons()
    how = "lowest-direct" if args.what == "oldest" else "highest"
    pins = resolved("--resolution", how, "--python-version", "3.11")
    print(*pins, sep="\n")
    return tested("3.11", pins, _FEW)


if __name__ == "__main__":
    sys.exit(main())
