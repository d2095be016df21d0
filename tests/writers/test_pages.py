"""The page in Chromium, the Word file in python-docx, the message in lxml."""

import io
import re
import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from protocol_nlp import codec
from protocol_nlp.records import Span
from protocol_nlp.writers import gost_message, page, unreadable, word
from protocol_nlp.writers.marked_text import marked_text

docx = pytest.importorskip("docx")
WRITER = Path(shutil.which("soffice") or "/none").resolve().with_name("libswlo.so")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), "")


class Text(HTMLParser):
    def __init__(self):
        super().__init__()
        self.words = ""
        self.open = []

    def handle_starttag(self, tag, _):
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words += data


def test_the_marked_text_is_the_text(minutes):
    reader = Text()
    reader.feed(marked_text(minutes))
    assert (reader.words, reader.open) == (minutes.text, [])


SPANS = st.tuples(st.integers(-2, 200), st.integers(-2, 200)).map(lambda ends: Span(*ends))


@given(st.lists(SPANS, max_size=8), st.lists(SPANS, max_size=8))
@settings(max_examples=60, deadline=None)
def test_any_spans_leave_the_text_whole(minutes, people, decided):
    one, first = minutes.mentions[0], minutes.decisions[0]
    odd = replace(
        minutes,
        mentions=tuple(replace(one, span=span) for span in people),
        decisions=tuple(replace(first, id=f"d{n}", span=s) for n, s in enumerate(decided)),
    )
    reader = Text()
    reader.feed(marked_text(odd))
    assert (reader.words, reader.open) == (minutes.text, [])


def test_the_lead_is_lit(minutes):
    second = replace(minutes.decisions[1], lead="О мостах <Заречья>")
    words = marked_text(replace(minutes, decisions=(second,)))
    assert '<span data-of="l-d2">О мостах &lt;Заречья&gt;</span>' in words


def test_spans_outside_the_text_are_passed_over(minutes):
    first = replace(minutes.decisions[0], span=Span(5, 10_000))
    odd = replace(minutes, decisions=(first,), mentions=())
    assert "d-d1" not in marked_text(odd)


def test_the_page_asks_for_nothing(minutes):
    content = page.dumps(minutes)
    assert not re.search(r"(?:src|href)=\"(?!#)", content)
    assert "url(" not in content
    assert "<Заречья>" not in content
    assert "default-src &#x27;none&#x27;" in content


CLICKS = """
const told = [];
const tell = (name, value) => told.push(`${name}=${value}`);
const words = (elements) => [...elements].map((e) => e.textContent);
const hot = (part) => words(document.querySelectorAll(`.text .hot-${part}`));
const card = document.getElementById("d1");
card.dispatchEvent(new MouseEvent("mouseenter"));
tell("executor", hot("e").join("+"));
tell("deadline", hot("t").join("+"));
tell("evidence", hot("v").join("+"));
card.dispatchEvent(new MouseEvent("mouseleave"));
tell("left", document.querySelectorAll(".hot-e, .hot-t, .hot").length);
select.value = "p2"; select.dispatchEvent(new Event("change"));
tell("filtered", cards.filter((c) => !c.hidden).map((c) => c.id).join("+"));
tell("count", count.textContent);
select.value = ""; select.dispatchEvent(new Event("change"));
const press = (key) =>
  document.body.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
press("j"); press("j");
tell("keyboard", document.activeElement.id);
document.querySelector(".timeline a").click();
tell("timeline", document.activeElement.id);
language.click();
tell("english", document.querySelector("#decisions h2").textContent);
tell("lang", document.documentElement.lang);
document.getElementById("theme").click();
tell("theme", document.documentElement.dataset.theme);
tell("late", document.querySelectorAll("dd.late").length);
const out = document.createElement("pre"); out.id = "told"; out.textContent = told.join("\\n");
document.body.append(out);
"""


@pytest.mark.skipif(not CHROMIUM, reason="Chromium is not here")
def test_the_page_is_clicked_through(minutes, tmp_path):
    content = page.dumps(minutes).replace("</body>", f"<script>{CLICKS}</script></body>")
    Path(tmp_path / "a.html").write_text(content, "utf-8")
    done = subprocess.run(
        [
            CHROMIUM,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={tmp_path}/profile",
            "--dump-dom",
            f"file://{tmp_path}/a.html",
        ],
        check=False,
        capture_output=True,
        timeout=120,
    )
    dom = done.stdout.decode()
    told = re.search(r'<pre id="told">(.*?)</pre>', dom, re.DOTALL)
    assert told, done.stderr.decode()[-500:]
    assert told[1].split("\n") == [
        "executor=Отделу дорог+Гущиной А.Д.",
        "deadline=до 3 мая 2022 г.",
        "evidence=Отделу дорог",
        "left=0",
        "filtered=d1",
        "count=1 / 4",
        "keyboard=d2",
        "timeline=d1",
        "english=Decisions",
        "lang=en",
        "theme=dark",
        "late=1",
    ]


def test_word_has_a_table_and_a_card_a_decision(minutes):
    document = docx.Document(io.BytesIO(word.dumps(minutes)))
    table, *cards = document.tables
    assert [cell.text for cell in table.rows[1].cells] == [
        "1.1",
        "проверить | опоры 🌉.",
        "Отдел дорог (Лапин П.Ю., свод)\nГущина А.Д. (соисполнитель)",
        "03.05.2022",
        "",
    ]
    assert len(cards) == 4
    card = {row.cells[0].text: row.cells[1].text for row in cards[0].rows}
    assert (card["Пункт"], card["Контроль"]) == ("1.1", "Гущина А.Д.")
    assert "Отметка об исполнении" in card
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 2"]
    assert headings == ["Контрольная карточка"] * 4


@pytest.mark.skipif(not WRITER.exists(), reason="LibreOffice Writer is not here")
def test_libreoffice_reads_the_word_file(minutes, tmp_path):
    (tmp_path / "a.docx").write_bytes(word.dumps(minutes))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = ["soffice", home, "--headless", "--convert-to", "txt:Text (encoded):UTF8"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(tmp_path / "a.docx")],
        check=False,
        capture_output=True,
        timeout=120,
    )
    words = (tmp_path / "a.txt").read_text("utf-8-sig")
    assert words.count("Контрольная карточка") == 4
    assert "проверить | опоры 🌉." in words


def missing(minutes):
    """What the schema demands and the message has not: (element, attribute) pairs."""
    told = gost_message.shortfalls(gost_message.dumps(minutes))
    return [re.search(r"Element '(\w+)'.*attribute '(\w+)' is required", t).groups() for t in told]


def test_the_message_is_valid_by_the_standards_schema(minutes):
    dated = replace(minutes, decisions=minutes.decisions[:1])
    assert gost_message.shortfalls(gost_message.dumps(dated)) == ()
    root = etree.fromstring(gost_message.dumps(dated))
    etree.XMLSchema(etree.parse(gost_message.SCHEMA)).assertValid(root)
    assert [child.tag for child in root] == ["Document", "TaskList", "Expansion"]
    assert codec.loads(root.findtext("Expansion/AnyData/protocol_nlp")) == dated


def test_only_days_are_missing_and_each_is_named(minutes):
    assert missing(minutes) == [("Task", "deadline")] * 3
    undated = replace(minutes, header=replace(minutes.header, date=None))
    assert set(missing(undated)) == {
        ("RegNumber", "regdate"),
        ("TaskNumber", "taskDate"),
        ("Task", "deadline"),
    }


@pytest.mark.parametrize("signers", [(), ("p1",), ("p2", "p1"), ("nobody",)])
def test_any_number_of_signers_is_valid(minutes, signers):
    header = replace(minutes.header, signers=signers, chair=None)
    dated = replace(minutes, header=header, decisions=minutes.decisions[:1])
    assert missing(dated) == []
    authors = etree.fromstring(gost_message.dumps(dated)).findall("Document/Author")
    assert len(authors) == max(1, len(signers))


def test_the_schema_refuses_what_is_no_message(minutes):
    broken = (
        gost_message.dumps(minutes)
        .replace(b"<TaskNumber", b"<Number")
        .replace(b"</TaskNumber", b"</Number")
    )
    assert any("Number" in told for told in gost_message.shortfalls(broken))


def test_one_executor_is_responsible(minutes):
    first = minutes.decisions[0]
    both = tuple(replace(e, role="responsible") for e in first.executors)
    root = etree.fromstring(
        gost_message.dumps(replace(minutes, decisions=(replace(first, executors=both),)))
    )
    assert [e.get("responsible") for e in root.iter("Executor")] == ["1", "0"]


def test_what_the_document_does_not_tell_is_not_invented(minutes):
    tasks = etree.fromstring(gost_message.dumps(minutes)).findall("TaskList/Task")
    assert [task.get("deadline") for task in tasks] == ["2022-05-03", None, None, None]
    assert "Срок: постоянно, с отчётом ежемесячно" in tasks[1].get("task_text")


def test_executors_and_who_is_responsible(minutes):
    task = etree.fromstring(gost_message.dumps(minutes)).find("TaskList/Task")
    told = [
        (e.get("responsible"), e[0].get("organization_string"), e.findtext(".//Name"))
        for e in task.findall("Executor")
    ]
    assert told == [("1", "Отдел дорог", "Лапин П.Ю."), ("0", "", "Гущина А.Д.")]
    assert task.findtext("AuthorOrganization//Name") == "Гущина А.Д."
    assert task.findtext("TaskNumber") == "1.1"


@pytest.mark.parametrize("writer", [page, word, gost_message])
def test_the_unreadable_and_the_unprintable(writer, minutes):
    assert writer.dumps([unreadable("b.pdf", "no text")])
    first = replace(minutes.decisions[0], text="а\x00\ud800б")
    broken = writer.dumps([replace(minutes, decisions=(first,), text=minutes.text + "\x00\ud800")])
    assert isinstance(broken, bytes) or broken.encode()
