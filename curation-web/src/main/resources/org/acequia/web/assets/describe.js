// Repeatable fields: a button under each adds an empty row. Without this, saving shows one more.
const form = document.querySelector("form.describe");

for (const values of form?.querySelectorAll("fieldset.values") ?? []) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet another";
  button.textContent = form.dataset.another.replace("{0}", values.querySelector("legend").textContent);
  button.addEventListener("click", () => {
    const rows = values.querySelectorAll(".row");
    const spare = rows[rows.length - 1];
    const row = spare.hidden ? spare : spare.cloneNode(true);
    row.hidden = false;
    row.firstElementChild.value = "";
    button.before(row);
    row.firstElementChild.focus();
  });
  values.append(button);
  // The button stands for the empty row.
  const rows = values.querySelectorAll(".row");
  if (rows.length > 1) {
    rows[rows.length - 1].hidden = true;
  }
}

// Typing into a field settles its conflict with what is typed.
form?.addEventListener("input", (event) => {
  const choice = event.target.matches(".row > :first-child")
    && form.querySelector(`input[name="choose.${CSS.escape(event.target.name)}"][value="typed"]`);
  if (choice) {
    choice.checked = true;
  }
});

// Leaving with something typed and not saved asks first.
let changed = false;
form?.addEventListener("change", () => { changed = true; });
form?.addEventListener("submit", () => { changed = false; });
window.addEventListener("beforeunload", (event) => {
  if (changed) {
    event.preventDefault();
  }
});
