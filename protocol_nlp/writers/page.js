"use strict";
// Light, filter, keys, theme and language; the page is whole without any of them.
const all = (selector) => [...document.querySelectorAll(selector)];
const cards = all("article");
const pieces = new Map(); // decision -> [[piece, part]]
for (const piece of all("[data-of]")) {
  for (const token of piece.dataset.of.split(" ")) {
    const [part, id] = [token[0], token.slice(2)];
    if (!pieces.has(id)) pieces.set(id, []);
    pieces.get(id).push([piece, part]);
  }
}
let lit = null;
let held = null; // what stays lit when the pointer leaves

function light(id) {
  if (lit === id) return;
  for (const [piece, part] of pieces.get(lit) ?? []) piece.classList.remove(`hot-${part}`);
  document.getElementById(lit ?? "")?.classList.remove("hot");
  lit = id;
  for (const [piece, part] of pieces.get(id) ?? []) piece.classList.add(`hot-${part}`);
  document.getElementById(id ?? "")?.classList.add("hot");
}

function hold(id) { held = id; light(id); }

function reveal(id) {
  hold(id);
  document.getElementById(`text-${id}`)?.scrollIntoView({ block: "center" });
}

for (const card of cards) {
  card.addEventListener("mouseenter", () => light(card.id));
  card.addEventListener("mouseleave", () => light(held));
  card.addEventListener("focusin", () => hold(card.id));
  card.querySelector(".show").addEventListener("click", (event) => {
    event.preventDefault();
    reveal(card.id);
  });
}

const text = document.querySelector(".text");
const decisionOf = (event) => {
  const tokens = event.target.closest("[data-of]")?.dataset.of.split(" ") ?? [];
  return (tokens.find((t) => t[0] === "d") ?? tokens[0])?.slice(2) ?? null;
};
text.addEventListener("mouseover", (event) => light(decisionOf(event) ?? held));
text.addEventListener("mouseleave", () => light(held));
text.addEventListener("click", (event) => {
  const card = document.getElementById(decisionOf(event) ?? "");
  if (card && !card.hidden) { card.focus({ preventScroll: true }); card.scrollIntoView({ block: "nearest" }); }
});

for (const link of all("[data-decision]")) {
  link.addEventListener("mouseenter", () => light(link.dataset.decision));
  link.addEventListener("mouseleave", () => light(held));
  link.addEventListener("click", () => {
    const card = document.getElementById(link.dataset.decision);
    if (card.hidden) { select.value = ""; filter(); }
    card.focus();
  });
}

const select = document.getElementById("executor");
const count = document.getElementById("count");
function filter() {
  const id = select.value;
  for (const card of cards) card.hidden = Boolean(id) && !card.dataset.executors.split(" ").includes(id);
  const shown = cards.filter((card) => !card.hidden);
  count.textContent = `${shown.length} / ${cards.length}`;
  for (const link of all("[data-decision]")) link.hidden = document.getElementById(link.dataset.decision).hidden;
  if (held && document.getElementById(held)?.hidden) hold(null);
}
select.addEventListener("change", filter);
filter();

function step(by) {
  const shown = cards.filter((card) => !card.hidden);
  const at = shown.findIndex((card) => card.id === held);
  const next = shown[at < 0 ? (by > 0 ? 0 : shown.length - 1) : at + by];
  if (next) { next.focus(); reveal(next.id); }
}
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("select, button, summary")) return;
  if (event.key === "j" || event.key === "о") step(1);
  else if (event.key === "k" || event.key === "л") step(-1);
  else if (event.key === "Escape") { document.activeElement.blur(); hold(null); }
  else if (event.key === "Enter" && event.target.matches("article")) reveal(event.target.id);
});

const today = new Date().toLocaleDateString("sv");
for (const due of all("[data-due]")) if (due.dataset.due < today) due.classList.add("late");

const russian = new Map(all("[data-en]").map((element) => [element, element.textContent]));
const language = document.getElementById("language");
language.addEventListener("click", () => {
  const english = document.documentElement.lang === "ru";
  document.documentElement.lang = english ? "en" : "ru";
  for (const [element, words] of russian) element.textContent = english ? element.dataset.en : words;
  language.textContent = english ? "RU" : "EN";
  language.lang = english ? "ru" : "en";
  language.setAttribute("aria-label", english ? "По-русски" : "English");
});
document.getElementById("print").addEventListener("click", () => window.print());
document.getElementById("theme").addEventListener("click", () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
});
