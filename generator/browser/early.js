// The reader's choices, before the first paint; a classic script, so that nothing is drawn twice.
(() => {
  // The answer to a question in the address comes later: its place is kept.
  if (/[?&]q=[^&]/.test(location.search)) document.documentElement.setAttribute("data-sk-asked", "");
  try {
    const chosen = JSON.parse(localStorage.getItem("szk:preferences") ?? "{}");
    if (!chosen.contrast && matchMedia("(prefers-contrast: more)").matches) chosen.contrast = "more";
    for (const name of ["scheme", "text", "contrast"]) {
      if (typeof chosen[name] === "string" && chosen[name]) document.documentElement.setAttribute(`data-sk-${name}`, chosen[name]);
    }
    // The reader's language: chosen on a page, or the first of the browser's that the interface has. A reader who
    // has the page's language among them misses nothing. Its notice stands in the page and only has to be shown.
    const page = document.documentElement.lang;
    const read = navigator.languages.map((tag) => tag.slice(0, 2));
    const known = read.find((code) => ["pl", "en", "de", "ru", "sl", "sv", "uk"].includes(code));
    const reader = JSON.parse(localStorage.getItem("szk:language") ?? "null") ?? (read.includes(page) ? page : known);
    if (typeof reader === "string" && reader !== page) document.documentElement.setAttribute("data-sk-reader", reader);
    // Scripts that a room told to be wanted on the next page, too, come together with the page's own.
    const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);
    for (const name of JSON.parse(localStorage.getItem("szk:ahead") ?? "[]")) {
      const link = document.createElement("link");
      link.rel = "modulepreload";
      link.href = new URL(name, src).href;
      document.head.append(link);
    }
  } catch {
    // Storage may be forbidden or hold something else: the page looks as the system says.
  }
})();
