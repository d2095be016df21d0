"""What the documents show is what happens: snippets run, printed tables are printed today."""

import json
import re
import shutil
import subprocess
import sys
from contextlib import redirect_stdout
from doctest import DocTestParser, DocTestRunner
from io import StringIO
from pathlib import Path

import pytest

from protocol_nlp import codec, records
from protocol_nlp.cli import main

ROOT = Path(__file__).resolve().parents[1]
SEED = ROOT / "corpus/development/amur-governor/seed.txt"
PAGES = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").glob("*.md")])
RUNNABLE = re.compile(
    r"<!-- run -->\n```python\n(?P<code>.*?)```\n(?:\n```text\n(?P<printed>.*?)```\n)?", re.DOTALL
)
SHOWN = re.compile(r"<!-- show: head -->\n```text\n(?P<printed>.*?)```\n", re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)(?P<target>[^)#]+)")


SNIPPET = re.compile(r"(?P<before>.*)\n```python\n")
ELSEWHERE = re.compile(r"<!-- run by (?P<test>\S+) -->")


def runnable(page: Path) -> list[re.Match[str]]:
    return list(RUNNABLE.finditer(page.read_text(encoding="utf-8")))


@pytest.mark.parametrize("page", [p for p in PAGES if runnable(p)], ids=lambda p: p.name)
def test_snippets_print_what_the_page_says(page, tmp_path, monkeypatch):
    shutil.copy(SEED, tmp_path / "protocol.txt")
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus/development").symlink_to(ROOT / "corpus/development")
    monkeypatch.chdir(tmp_path)
    names = {"__name__": page.stem}
    for block in runnable(page):
        if block["code"].startswith(">>>"):
            session = DocTestParser().get_doctest(block["code"], names, page.name, str(page), 0)
            assert DocTestRunner().run(session).failed == 0
            continue
        out = StringIO()
        with redirect_stdout(out):
            exec(compile(block["code"], str(page), "exec"), names)  # noqa: S102 - our own pages
        assert out.getvalue() == (block["printed"] or "")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_snippet_is_run(page):
    """Here, or by the test that the page names."""
    before = [m["before"] for m in SNIPPET.finditer(page.read_text(encoding="utf-8"))]
    others = [line for line in before if line != "<!-- run -->"]
    named = [ELSEWHERE.fullmatch(line) for line in others]
    assert all(named), others
    assert all((ROOT / m["test"]).exists() for m in named)


def test_the_readmes_and_recipes_have_snippets():
    have = {p.name for p in PAGES if runnable(p)}
    assert {
        "README.md",
        "README.ru.md",
        "recipes.md",
        "quick-start.md",
        "quick-start.ru.md",
    } <= have


@pytest.mark.parametrize("name", ["README.md", "README.ru.md"])
def test_the_table_is_what_show_prints(name, capsys):
    assert main(["show", "--width", "100", str(SEED)]) == 0
    printed = capsys.readouterr().out
    shown = SHOWN.search((ROOT / name).read_text(encoding="utf-8"))["printed"]
    assert len(shown.splitlines()) > 20
    assert printed.startswith(shown)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page):
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    assert [t for t in targets if not (page.parent / t).exists()] == []


def test_the_published_schema_is_the_one_that_the_program_prints():
    number = records.SCHEMA.replace("/", "-")
    published = (ROOT / f"docs/schema/{number}.json").read_text(encoding="utf-8")
    assert json.loads(published) == codec.json_schema()


def test_the_site_is_built_without_a_warning(tmp_path):
    pytest.importorskip("mkdocs", reason="mkdocs is not here")
    line = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-d", str(tmp_path)]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "quick-start.ru/index.html").exists()


def test_every_page_has_a_place_in_the_site():
    named = set(re.findall(r": (\S+\.md)$", (ROOT / "mkdocs.yml").read_text("utf-8"), re.MULTILINE))
    assert named == {page.name for page in (ROOT / "docs").glob("*.md")}


def test_the_notebook_prints_what_its_twin_prints():
    twin = ROOT / "notebooks/01_quick_start.py"
    source = twin.read_text(encoding="utf-8")
    out = StringIO()
    with redirect_stdout(out):
        exec(compile(source, str(twin), "exec"), {"__name__": "notebook"})  # noqa: S102
    cells = json.loads(twin.with_suffix(".ipynb").read_text(encoding="utf-8"))["cells"]
    code = [c for c in cells if c["cell_type"] == "code"]
    assert all("".join(c["source"]) in source for c in code)
    assert len(code) == source.count("# %%\n")
    printed = ("".join(o["text"]) for c in code for o in c["outputs"])
    assert "".join(printed) == out.getvalue()
