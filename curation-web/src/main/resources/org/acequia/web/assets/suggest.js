// Suggestions while somebody types into the search. Without this, the box only searches.
const box = document.querySelector("#q");
const list = document.querySelector("#suggested");
let asked = 0;
let wait;

box?.addEventListener("input", () => {
  clearTimeout(wait);
  wait = setTimeout(async () => {
    const turn = ++asked;
    const typed = box.value.trim();
    const found = typed.length < 2 ? [] : await fetch(`/search/suggest?q=${encodeURIComponent(typed)}`)
      .then((answer) => answer.ok ? answer.json() : [], () => []);
    if (turn === asked) {
      list.replaceChildren(...found.map((text) => new Option(text)));
    }
  }, 150);
});
