// The list that is edited in place: what is not saved yet shows, leaving with it asks first, and
// Shift with a click or the space bar ticks all rows in between. Without this, it only saves.
const form = document.querySelector("#items");
const picks = [...form?.querySelectorAll("input[name=pick]") ?? []];
let changed = false;
let last = -1;

form?.addEventListener("input", (event) => {
  const was = form.elements[`was.${event.target.name}`];
  if (was) {
    event.target.classList.toggle("unsaved", was.value !== event.target.value);
    changed = form.querySelector(".unsaved") !== null;
  }
});
form?.addEventListener("submit", () => { changed = false; });
form?.addEventListener("click", (event) => {
  const at = picks.indexOf(event.target);
  if (at >= 0) {
    if (event.shiftKey && last >= 0) {
      for (let i = Math.min(at, last); i <= Math.max(at, last); i++) {
        picks[i].checked = event.target.checked;
      }
    }
    last = at;
  }
});
window.addEventListener("beforeunload", (event) => {
  if (changed) {
    event.preventDefault();
  }
});
