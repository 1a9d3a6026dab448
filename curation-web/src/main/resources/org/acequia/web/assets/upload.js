// The page for uploads: a queue of files, some on their way at once, each in a row of its own.
// Without this, the form sends all of them at once.

import { chosen, dropped } from "./dropped.js";
import { Paused, Refused, Transfer } from "./tus.js";

const AT_ONCE = 3;
const WAIT_MAX_MS = 30_000;
const KEPT_MS = 7 * 24 * 3600 * 1000;
const KEY = "acequia.upload.";

const form = document.getElementById("upload");
const say = (word, ...values) =>
  (form.dataset[word] ?? word).replace(/\{(\d)\}/g, (_, index) => values[index]);
const number = new Intl.NumberFormat(document.documentElement.lang);

const queue = [];
let started = false;
let secret = [form.dataset.header, form.dataset.token];
let accession = null;

class Row {
  constructor(file, path) {
    this.file = file;
    this.path = path;
    this.state = "waiting";
    this.attempts = 0;
    this.element = document.createElement("li");
    const name = document.createElement("bdi");
    name.textContent = path;
    this.bar = document.createElement("progress");
    this.bar.max = Math.max(file.size, 1);
    this.bar.value = 0;
    this.bar.setAttribute("aria-label", path);
    this.words = document.createElement("span");
    this.acts = document.createElement("span");
    this.acts.className = "acts";
    this.element.append(name, this.bar, this.words, this.acts);
    this.show("waiting", say("waiting"));
  }

  /** Puts the row into a state, with words, and buttons: [label, act] each. */
  show(state, words, ...buttons) {
    this.state = state;
    this.element.dataset.state = state;
    this.words.replaceChildren(` ${words} `);
    this.words.className = state === "failed" ? "risk" : "";
    this.bar.hidden = state !== "sending" && state !== "broken" && state !== "paused";
    this.acts.replaceChildren(...buttons.map(([label, act]) => this.button(label, act)));
    total();
  }

  button(label, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.textContent = label;
    button.setAttribute("aria-label", `${label}: ${this.path}`);
    button.addEventListener("click", act);
    return button;
  }

  link(item, label) {
    const link = document.createElement("a");
    link.href = `/curate/items/${item}`;
    link.textContent = label;
    this.words.append(link);
  }

  async send() {
    this.show("sending", "", [say("pause"), () => this.pause()]);
    this.transfer ??= new Transfer(this.file, this.place(), kept(this));
    try {
      this.settle(await this.transfer.run((bytes) => {
        this.bar.value = bytes;
        total();
      }));
    } catch (problem) {
      this.fail(problem);
    }
  }

  place() {
    const metadata = { ...target() };
    if (accession && !metadata.item) {
      metadata.accession = accession;
    }
    return { endpoint: form.dataset.url, metadata, secret: secretFor };
  }

  settle({ item, sameAs }) {
    this.bar.value = this.file.size;
    if (item) {
      this.item = item;
      this.show("done", `✓ ${say("kept")}`);
      this.link(item, say("describe"));
    } else if (sameAs) {
      this.show("same", say("same"), [say("keepAnyway"), () => this.keepAnyway()]);
      this.link(sameAs, say("look"));
    }
  }

  fail(problem) {
    if (problem instanceof Paused) {
      this.show("paused", say("paused"), [say("goOn"), () => this.again()]);
    } else if (problem instanceof Refused) {
      this.show("failed", say(`no${problem.status}`) === `no${problem.status}` ? say("no") : say(`no${problem.status}`),
        [say("retry"), () => this.again()]);
    } else {
      const wait = Math.min(WAIT_MAX_MS, 1000 * 2 ** this.attempts++) * (0.5 + Math.random() / 2);
      this.show("broken", say("broken"), [say("retry"), () => this.again()], [say("pause"), () => this.pause()]);
      this.timer = setTimeout(() => this.again(), wait);
    }
  }

  again() {
    clearTimeout(this.timer);
    this.show("waiting", say("waiting"));
    pump();
  }

  pause() {
    clearTimeout(this.timer);
    if (this.state === "sending") {
      this.transfer?.pause();
    } else {
      this.fail(new Paused());
    }
  }

  async keepAnyway() {
    this.show("sending", "");
    try {
      this.settle(await this.transfer.keepAnyway());
    } catch (problem) {
      this.fail(problem);
    }
  }
}

/** Remembers an upload's address by what the file is, so that it goes on after the page was closed. */
function kept(row) {
  const { collection, item } = target();
  const key = KEY + [collection ?? item, row.path, row.file.size, row.file.lastModified].join("|");
  const read = () => JSON.parse(localStorage.getItem(key) ?? "{}");
  const write = (entry) => {
    row.kept = { ...read(), ...row.kept, ...entry, at: Date.now() };
    try {
      localStorage.setItem(key, JSON.stringify(row.kept));
    } catch {
      // no room, or not allowed: it goes on while the page is open
    }
    return row.kept;
  };
  return {
    key: () => read().key ?? row.kept?.key ?? write({ key: `${Date.now()}-${Math.random()}` }).key,
    get: () => read().url ?? row.kept?.url,
    set: (url) => write({ url }),
    forget: () => {
      row.kept = {};
      localStorage.removeItem(key);
    },
  };
}

function target() {
  const item = form.elements.item?.value || together();
  return item ? { item } : { collection: form.elements.collection.value };
}

/** The item that all files join, where they are to be one. */
function together() {
  return form.elements.one?.checked ? queue.find((row) => row.item)?.item ?? "" : "";
}

/** Returns the secret against forgery; a new one from the page itself where the old one is no good. */
async function secretFor(renewed) {
  if (renewed) {
    const answer = await fetch(form.dataset.page);
    if (answer.redirected) {
      throw new Refused(401);
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("upload")?.dataset;
    if (fresh) {
      secret = [fresh.header, fresh.token];
    }
  }
  return secret;
}

async function openAccession() {
  const { collection } = target();
  if (accession || !collection) {
    return;
  }
  const [header, value] = secret;
  const answer = await fetch(`/curate/accessions?collection=${encodeURIComponent(collection)}`, {
    method: "POST",
    headers: { [header]: value },
  });
  accession = answer.ok ? (await answer.json()).accession : null;
}

function pump() {
  if (!started) {
    return;
  }
  const busy = queue.filter((row) => row.state === "sending").length;
  const first = form.elements.one?.checked && !together();
  const waiting = queue.filter((row) => row.state === "waiting");
  waiting.slice(0, Math.max(0, (first ? 1 : AT_ONCE) - busy)).forEach((row) => row.send().then(pump));
}

function total() {
  const summary = document.getElementById("total");
  summary.hidden = queue.length === 0;
  const bytes = queue.reduce((sum, row) => sum + row.file.size, 0);
  const sent = queue.reduce((sum, row) => sum + Math.min(row.bar.value, row.file.size), 0);
  const over = queue.filter((row) => ["done", "same"].includes(row.state)).length;
  const failed = queue.filter((row) => row.state === "failed").length;
  const bar = summary.querySelector("progress");
  bar.max = Math.max(bytes, 1);
  bar.value = sent;
  const words = say(failed ? "totalFailed" : "total", number.format(over), number.format(queue.length), number.format(failed));
  const text = document.getElementById("total-words");
  if (text.textContent !== words) {
    text.textContent = words;
  }
  document.getElementById("undo").hidden = !queue.some((row) => row.state === "done");
}

function add(found) {
  const rows = found.map(({ file, path }) => new Row(file, path));
  queue.push(...rows);
  document.getElementById("progress").append(...rows.map((row) => row.element));
  document.getElementById("resumable").hidden = true;
  total();
  if (started) {
    begin();
  }
}

async function begin() {
  if (queue.length === 0) {
    return;
  }
  started = true;
  try {
    await openAccession();
  } catch {
    // offline: the files wait, and can be undone one by one
  }
  pump();
}

/** Forgets old addresses, and tells of unfinished uploads. */
function remember() {
  const now = Date.now();
  let unfinished = 0;
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(KEY))) {
    if (now - (JSON.parse(localStorage.getItem(key)).at ?? 0) > KEPT_MS) {
      localStorage.removeItem(key);
    } else {
      unfinished++;
    }
  }
  document.getElementById("resumable").hidden = unfinished === 0;
}

function prepare() {
  const zone = document.getElementById("zone");
  const inputs = [form.elements.files, document.getElementById("folder")];
  document.querySelectorAll("[data-script]").forEach((element) => { element.hidden = false; });
  form.elements.files.required = false;
  for (const input of inputs) {
    const take = () => {
      add(chosen(input.files));
      input.value = "";
    };
    input.addEventListener("change", take);
    if (input.files.length > 0) {
      take(); // chosen before this script was here
    }
  }
  for (const kind of ["dragenter", "dragover"]) {
    zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.add("over");
    });
  }
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", async (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    add(await dropped(event.dataTransfer));
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    begin();
  });
  addEventListener("online", () =>
    queue.filter((row) => row.state === "broken").forEach((row) => row.again()));
  addEventListener("beforeunload", (event) => {
    if (queue.some((row) => row.state === "sending")) {
      event.preventDefault();
    }
  });
  remember();
}

if (form) {
  prepare();
}
