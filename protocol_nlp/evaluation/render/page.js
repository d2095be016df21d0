// Shows the errors of one cause, or of those that cost a decision; no other work is done here.
const buttons = [...document.querySelectorAll(".filters button")];
function choose(button) {
  buttons.forEach((b) => b.setAttribute("aria-pressed", String(b === button)));
  const { cause } = button.dataset;
  document.querySelectorAll(".error").forEach((e) => {
    e.hidden = !(cause === "all" || e.dataset.cause === cause || (cause === "cost" && e.classList.contains("cost")));
  });
  document.querySelectorAll(".document").forEach((d) => {
    d.hidden = !d.querySelector(".error:not([hidden])");
  });
}
buttons.forEach((b) => b.addEventListener("click", () => choose(b)));
if (buttons.length) choose(buttons[0]);
