// Sends the chosen files one by one and shows how far each is. Without this, the form sends all of
// them at once.
const form = document.getElementById("upload");
const one = document.getElementById("one");
const list = document.getElementById("progress");

if (form && window.FormData && window.XMLHttpRequest) {
  if (one) {
    one.hidden = false;
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    sendAll([...form.elements.files.files]);
  });
}

async function sendAll(files) {
  const button = form.querySelector("button");
  button.disabled = true;
  const together = form.elements.one?.checked ?? false;
  let item = form.elements.item?.value ?? "";
  const rows = files.map(addRow);
  for (const [index, file] of files.entries()) {
    const kept = await send(file, item, rows[index]);
    if (kept && together) {
      item = kept;
    }
  }
  form.elements.files.value = "";
  button.disabled = false;
}

function addRow(file) {
  const row = document.createElement("li");
  const name = document.createElement("bdi");
  name.textContent = file.name;
  const state = document.createElement("span");
  state.textContent = ` ${form.dataset.waiting}`;
  row.append(name, state);
  list.append(row);
  return state;
}

function send(file, item, state) {
  const progress = document.createElement("progress");
  progress.max = file.size || 1;
  progress.value = 0;
  progress.setAttribute("aria-label", file.name);
  state.replaceChildren(" ", progress);
  const query = new URLSearchParams({ name: file.name, item, collection: form.elements.collection?.value ?? "" });
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", `${form.dataset.url}?${query}`);
    request.responseType = "json";
    request.setRequestHeader(form.dataset.header, form.dataset.token);
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.upload.onprogress = (event) => { progress.value = event.loaded; };
    request.onload = () => {
      const kept = request.status === 201 ? request.response?.item : "";
      if (kept) {
        showKept(kept, state);
      } else {
        showProblem(problem(request.status), state);
      }
      resolve(kept);
    };
    request.onerror = () => {
      showProblem(form.dataset.failed, state);
      resolve("");
    };
    request.send(file);
  });
}

function problem(status) {
  const words = { 413: form.dataset.large, 507: form.dataset.full };
  return words[status] ?? form.dataset.failed;
}

function showKept(item, state) {
  const link = document.createElement("a");
  link.href = `/curate/items/${item}`;
  link.textContent = form.dataset.describe;
  state.replaceChildren(" ✓ ", link);
}

function showProblem(words, state) {
  const strong = document.createElement("strong");
  strong.className = "risk";
  strong.textContent = ` ${words}`;
  state.replaceChildren(strong);
}
