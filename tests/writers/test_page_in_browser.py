"""The page in a real Chromium, by real keys and a real pointer: what a reader sees and hears."""

import io
import shutil
from dataclasses import replace

import pytest

from protocol_nlp.writers import page

api = pytest.importorskip("playwright.sync_api", reason="playwright is not here")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not here")


@pytest.fixture(scope="module")
def browser():
    with api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def address(minutes, tmp_path):
    (tmp_path / "page.html").write_text(page.dumps(minutes), "utf-8")
    return (tmp_path / "page.html").as_uri()


@pytest.fixture
def shown(browser, address):
    """The page of four decisions; a complaint of the browser fails the test."""
    sheet = browser.new_page(viewport={"width": 1200, "height": 800})
    complaints, asked = [], []
    sheet.on("console", lambda message: complaints.append(message.text))
    sheet.on("pageerror", lambda error: complaints.append(str(error)))
    sheet.on("request", lambda request: asked.append(request.url))
    sheet.goto(address)
    yield sheet
    assert (complaints, asked) == ([], [address])
    sheet.close()


def lit(sheet, part):
    return sheet.locator(f".text .hot-{part}").all_text_contents()


def test_the_pointer_lights_who_when_and_why(shown):
    shown.get_by_role("article", name="1.1").hover()
    assert lit(shown, "e") == ["Отделу дорог", "Гущиной А.Д."]
    assert lit(shown, "t") == ["до 3 мая 2022 г."]
    assert lit(shown, "v") == ["Отделу дорог"]
    assert "проверить | опоры 🌉." in "".join(lit(shown, "d"))
    shown.get_by_role("heading", name="О мостах", level=1).or_(shown.locator("h1")).first.hover()
    assert lit(shown, "e") == []


def test_the_lead_is_lit_too(browser, minutes, tmp_path):
    second = replace(minutes.decisions[1], lead="О мостах <Заречья>")
    (tmp_path / "lead.html").write_text(page.dumps(replace(minutes, decisions=(second,))), "utf-8")
    sheet = browser.new_page()
    sheet.goto((tmp_path / "lead.html").as_uri())
    sheet.get_by_role("article").hover()
    assert lit(sheet, "l") == ["О мостах <Заречья>"]
    sheet.close()


def press(sheet, key):
    """A key; one of the Russian layout as the event that it makes, for want of such a keyboard."""
    if key.isascii():
        sheet.keyboard.press(key)
        return
    event = "(key) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', told(key)))"
    sheet.evaluate(event.replace("told(key)", "{key, bubbles: true}"), key)


@pytest.mark.parametrize(("down", "up"), [("j", "k"), ("о", "л")])
def test_keys_walk_through_the_decisions(shown, down, up):
    def at():
        return shown.evaluate("document.activeElement.id")

    places = []
    for key in (down, down, up, down, down, down, down):
        press(shown, key)
        places.append(at())
    assert places == ["d1", "d2", "d1", "d2", "d3", "d4", "d4"]
    shown.keyboard.press("Escape")
    assert (at(), shown.locator(".hot").count()) == ("", 0)


def test_tab_reaches_everything_and_skips_what_it_may(shown):
    shown.keyboard.press("Tab")
    assert shown.evaluate("document.activeElement.textContent") == "К решениям"
    shown.keyboard.press("Enter")
    assert shown.evaluate("document.activeElement.id") == "decisions"
    seen = set()
    for _ in range(30):
        shown.keyboard.press("Tab")
        seen.add(shown.evaluate("document.activeElement.id"))
    assert {"d1", "d2", "d3", "d4"} <= seen


def test_a_screen_reader_finds_its_way(shown):
    names = [a.get_attribute("aria-labelledby") for a in shown.get_by_role("article").all()]
    assert names == [f"d{n}-head" for n in range(1, 5)]
    assert shown.get_by_role("navigation", name="Сроки").get_by_role("link").count() == 1
    assert shown.get_by_role("region", name="Документ").count() == 1
    assert shown.get_by_role("region", name="Решения").count() == 1
    for button in shown.get_by_role("button").all():
        assert button.text_content().strip()


def test_the_filter_hides_and_says_how_many_are_left(shown):
    shown.get_by_role("combobox", name="Исполнитель").select_option("o1")
    assert shown.get_by_role("article").count() == 2
    assert shown.get_by_role("status").text_content() == "2 / 4"
    shown.get_by_role("combobox", name="Исполнитель").select_option("")
    assert shown.get_by_role("status").text_content() == "4 / 4"


def test_the_timeline_leads_to_its_decision(shown):
    link = shown.get_by_role("navigation", name="Сроки").get_by_role("link", name="1.1")
    assert link.get_attribute("title") == "проверить | опоры 🌉."
    link.click()
    assert shown.evaluate("document.activeElement.id") == "d1"


def test_english_and_back(shown):
    shown.get_by_role("button", name="English").click()
    assert shown.get_by_role("heading", name="Decisions").count() == 1
    assert shown.get_by_role("combobox", name="Executor").count() == 1
    assert "responsible" in shown.get_by_role("article", name="1.1").text_content()
    assert shown.locator(".text").get_attribute("lang") == "ru"
    shown.get_by_role("button", name="По-русски").click()
    assert shown.get_by_role("heading", name="Решения").count() == 1


LIGHTNESS = """([element, what]) => {
  const colour = getComputedStyle(document.querySelector(element))[what];
  const [r, g, b] = colour.match(/[\\d.]+/g).map(Number);
  return (r + g + b) / 765;
}"""


def lightness(sheet, element, what):
    return sheet.evaluate(LIGHTNESS, [element, what])


def test_dark_as_the_system_wishes_or_by_the_button(shown):
    assert lightness(shown, "body", "backgroundColor") > 0.9
    shown.emulate_media(color_scheme="dark")
    assert lightness(shown, "body", "backgroundColor") < 0.2 < lightness(shown, "body", "color")
    shown.locator("#theme").click()
    assert lightness(shown, "body", "backgroundColor") > 0.9
    shown.emulate_media(color_scheme="light")
    shown.locator("#theme").click()
    assert lightness(shown, "article", "backgroundColor") < 0.2


CONTRASTS = """() => {
  const linear = (c) => c <= 10.02 ? c / 3294.6 : ((c / 255 + 0.055) / 1.055) ** 2.4;
  const light = (value) => {
    const [r, g, b] = value.match(/[\\d.]+/g).map(Number).map(linear);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const under = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const colour = getComputedStyle(e).backgroundColor;
      if (!/, 0\\)$/.test(colour) && colour !== "transparent") return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const tags = "h1, h2, h3, p, small, dt, dd, mark, a, button, select, summary, time";
  return [...document.querySelectorAll(tags)]
    .filter((e) => e.textContent.trim())
    .map((e) => [e.textContent.trim(), ratio(light(getComputedStyle(e).color), light(under(e)))]);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("media", ["screen", "print"])
def test_words_stand_out_from_their_ground(shown, scheme, media):
    """WCAG 2.2, success criterion 1.4.3: a contrast of 4.5 to 1."""
    shown.emulate_media(color_scheme=scheme, media=media)
    found = shown.evaluate(CONTRASTS)
    assert len(found) > 20
    assert [(words, ratio) for words, ratio in found if ratio < 4.5] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_print_is_white_and_whole(shown, theme):
    shown.keyboard.press("j")
    shown.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
    shown.emulate_media(media="print")
    assert lightness(shown, "article", "backgroundColor") == 1
    assert lightness(shown, ".kind", "color") < 0.4
    assert not shown.locator(".tools").is_visible()
    assert (
        shown.evaluate("getComputedStyle(document.querySelector('#document')).overflowY")
        == "visible"
    )
    assert shown.evaluate("getComputedStyle(document.querySelector('#d1')).outlineStyle") == "none"


def test_printed_to_pdf_it_says_everything(shown, minutes):
    pdfium = pytest.importorskip("pypdfium2")
    printed = pdfium.PdfDocument(io.BytesIO(shown.pdf(format="A4")))
    words = " ".join(sheet.get_textpage().get_text_range() for sheet in printed)
    squeezed = "".join(words.split())
    for decision in minutes.decisions[1:]:
        assert "".join(decision.text.split()) in squeezed
    assert "Тёмная/светлая" not in squeezed


def test_on_a_telephone_nothing_runs_over_the_edge(shown):
    shown.set_viewport_size({"width": 360, "height": 700})
    assert shown.evaluate("document.documentElement.scrollWidth") <= 360


def test_in_a_notebook_the_frame_works_and_touches_nothing(browser, minutes, tmp_path):
    around = f"<body style='background: rgb(1, 2, 3)'>{minutes._repr_html_()}"
    (tmp_path / "notebook.html").write_text(around, "utf-8")
    sheet = browser.new_page()
    sheet.goto((tmp_path / "notebook.html").as_uri())
    frame = sheet.frame_locator("iframe")
    frame.get_by_role("combobox", name="Исполнитель").select_option("p2")
    assert frame.get_by_role("status").text_content() == "1 / 4"
    assert lightness(sheet, "body", "backgroundColor") < 0.01
    sheet.close()
