// Runs in previewed pages only: reloads them after a build, and shows what keeps a build from working.

const KEY = "szkola-preview-scroll";

/** @typedef {{version: number, problems: string[], heading: string}} State */

/** @param {State} state */
function showProblems(state) {
  document.getElementById("szkola-preview")?.remove();
  if (state.problems.length === 0) return;
  const panel = document.createElement("section");
  panel.id = "szkola-preview";
  panel.setAttribute("role", "alert");
  const heading = document.createElement("h2");
  heading.textContent = state.heading;
  const list = document.createElement("ul");
  for (const problem of state.problems) {
    const item = document.createElement("li");
    item.textContent = problem;
    list.append(item);
  }
  panel.append(heading, list);
  document.body.prepend(panel);
}

const saved = sessionStorage.getItem(KEY);
if (saved) {
  const [path, top] = /** @type {[string, number]} */ (JSON.parse(saved));
  sessionStorage.removeItem(KEY);
  if (path === location.pathname) addEventListener("load", () => scrollTo(0, top));
}

/** @type {number | undefined} */
let version;
const events = new EventSource("/__szkola/events");
events.addEventListener("message", (event) => {
  const state = /** @type {State} */ (JSON.parse(event.data));
  showProblems(state);
  if (version !== undefined && state.version !== version) {
    sessionStorage.setItem(KEY, JSON.stringify([location.pathname, scrollY]));
    location.reload();
  }
  version = state.version;
});
addEventListener("pagehide", () => events.close());
