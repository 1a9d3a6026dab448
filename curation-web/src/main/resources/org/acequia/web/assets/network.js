// Keeps what flows between the neighbours up to date while somebody looks: often while something
// changes, seldom while nothing does.
const OFTEN_MS = 1500;
const SELDOM_MS = 15000;
const flow = document.getElementById("flow");

async function look() {
  let pause = SELDOM_MS;
  if (!document.hidden && !flow.contains(document.activeElement)) {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.getElementById("flow");
      if (answer.ok && now && now.innerHTML !== flow.innerHTML) {
        flow.innerHTML = now.innerHTML;
        pause = OFTEN_MS;
      }
    } catch {
      // The node rests or the link is down: what stands here stays, and the next look may succeed.
    }
    if (flow.querySelector("progress")) {
      pause = OFTEN_MS;
    }
  }
  setTimeout(look, pause);
}

if (flow) {
  setTimeout(look, OFTEN_MS);
  document.addEventListener("visibilitychange", () => document.hidden || look());
}
