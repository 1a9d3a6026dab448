// Repeatable fields: a button under each adds an empty row. Without this, saving shows one more.
const form = document.querySelector("form.describe");

for (const values of form?.querySelectorAll("fieldset.values") ?? []) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = form.dataset.another.replace("{0}", values.querySelector("legend").textContent);
  button.addEventListener("click", () => {
    const rows = values.querySelectorAll(".row");
    const row = rows[rows.length - 1].cloneNode(true);
    row.querySelector("textarea").value = "";
    button.before(row);
    row.querySelector("textarea").focus();
  });
  values.append(button);
}

// Typing into a field settles its conflict with what is typed.
form?.addEventListener("input", (event) => {
  const choice = event.target.matches("textarea")
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
