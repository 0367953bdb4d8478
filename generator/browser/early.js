// The reader's choices, before the first paint; a classic script, so that nothing is drawn twice.
(() => {
  try {
    const chosen = JSON.parse(localStorage.getItem("szk:preferences") ?? "{}");
    if (!chosen.contrast && matchMedia("(prefers-contrast: more)").matches) chosen.contrast = "more";
    for (const name of ["scheme", "text", "contrast"]) {
      if (typeof chosen[name] === "string" && chosen[name]) document.documentElement.setAttribute(`data-sk-${name}`, chosen[name]);
    }
  } catch {
    // Storage may be forbidden or hold something else: the page looks as the system says.
  }
})();
