/**
 * The page's own controls. They start hidden or as plain links; here they become buttons, and what
 * each does is loaded when it is first used.
 */

/** @type {import("../main.js").Mount} */
export default function mount(body, context) {
  const find = (/** @type {string} */ name) => {
    const found = body.querySelector(`[data-sk="${name}"]`);
    return found instanceof HTMLElement ? found : null;
  };
  const menu = find("menu");
  if (menu) {
    for (const name of ["menu-link", "menu-close-link"]) find(name)?.setAttribute("hidden", "");
    show(menu, async () => (await import("./menu.js")).open(menu));
    find("menu-close")?.removeAttribute("hidden");
  }
  const preferences = find("preferences");
  if (preferences) show(preferences, async () => (await import("./preferences.js")).toggle(preferences, context.storage));
  const print = find("print");
  if (print) show(print, () => window.print());
  const listen = find("listen");
  if (listen) offerReading(listen, context.language);
  const contents = find("toc");
  if (contents) addEventListener("scroll", async () => (await import("./contents.js")).follow(contents), { once: true });
  speak(body, find("languages"), context);
  keepPages(context);
  const path = find("keep");
  if (path && "serviceWorker" in navigator && isSecureContext) {
    const keeping = async () => (await import("./path.js")).keeping(path, context);
    show(path, async () => (await keeping()).act());
    if (context.storage.keys("kept:").length > 0) void keeping();
  }
  terms(body);
}

/**
 * Pages are kept for reading offline once the reader does something, so that a first load costs nothing more.
 * @param {import("../main.js").Context} context
 */
function keepPages(context) {
  if (!("serviceWorker" in navigator) || !isSecureContext) return;
  const first = new AbortController();
  const begin = async () => {
    first.abort();
    try {
      await (await import("./offline.js")).keep(context);
    } catch {
      // A browser that forbids workers reads online.
    }
  };
  for (const sign of ["pointerdown", "keydown", "scroll"]) addEventListener(sign, begin, { signal: first.signal, passive: true });
}

/**
 * The reader's language is the one last chosen from a page's list. Whoever closes the notice that a page is not in
 * it (early.js shows it) reads on in the page's own.
 * @param {HTMLElement} body
 * @param {HTMLElement | null} list
 * @param {import("../main.js").Context} context
 */
function speak(body, list, context) {
  list?.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[hreflang]") : null;
    if (link) context.storage.set("language", link.getAttribute("hreflang"));
  });
  for (const button of body.querySelectorAll("[data-sk=read-on]")) {
    button.addEventListener("click", () => {
      context.storage.set("language", context.language);
      document.documentElement.removeAttribute("data-sk-reader");
      body.querySelector("main")?.focus();
    });
  }
}

/**
 * @param {HTMLElement} button
 * @param {() => unknown} act
 */
function show(button, act) {
  button.hidden = false;
  button.addEventListener("click", () => void act());
}

/**
 * A button to read aloud, where the device itself has a voice: other voices send the text away.
 * @param {HTMLElement} button
 * @param {string} language
 */
function offerReading(button, language) {
  if (!("speechSynthesis" in window)) return;
  const ready = () => {
    const voice = speechSynthesis.getVoices().find((v) => v.localService && v.lang.toLowerCase().startsWith(language));
    if (!voice || !button.hidden) return;
    show(button, async () => (await import("./listen.js")).toggle(button, voice));
  };
  ready();
  speechSynthesis.addEventListener("voiceschanged", ready);
}

/**
 * Definitions open by style alone, on hover and focus. A tap opens first and follows the link second;
 * Escape closes.
 * @param {HTMLElement} body
 */
function terms(body) {
  let touched = false;
  body.addEventListener("pointerdown", (event) => {
    touched = event.pointerType !== "mouse";
  });
  body.addEventListener("click", (event) => {
    const term = event.target instanceof Element ? event.target.closest(".sk-term") : null;
    if (!(term instanceof HTMLElement) || !touched) return;
    if (!term.hasAttribute("data-open")) event.preventDefault();
    closeTerms(body);
    term.setAttribute("data-open", "");
    term.querySelector("a")?.focus();
  });
  body.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    closeTerms(body);
    for (const term of body.querySelectorAll(".sk-term:is(:hover, :focus-within)")) {
      term.setAttribute("data-dismissed", "");
      const forget = () => term.removeAttribute("data-dismissed");
      term.addEventListener("pointerleave", forget, { once: true });
      term.addEventListener("focusout", forget, { once: true });
    }
  });
}

/** @param {HTMLElement} body */
function closeTerms(body) {
  for (const term of body.querySelectorAll(".sk-term[data-open]")) term.removeAttribute("data-open");
}
