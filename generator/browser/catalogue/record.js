/** A record's page: printing and copying its lasting address; the embedding page names the record asked for. */

/** @typedef {import("../main.js").Context} Context */

/**
 * @param {HTMLElement} element
 * @param {Context} context
 */
export function mountRecord(element, context) {
  const said = element.querySelector('[data-catalogue="said"]');
  for (const button of element.querySelectorAll("button[data-catalogue]")) {
    if (!(button instanceof HTMLButtonElement)) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      if (button.dataset["catalogue"] === "print") print();
      else {
        await navigator.clipboard.writeText(button.dataset["address"] || location.href);
        const t = await context.messages("catalogue");
        if (said) said.textContent = t("record.copied");
      }
    });
  }
}

/** @param {HTMLElement} element */
export function mountEmbed(element) {
  const id = new URLSearchParams(location.search).get("id") ?? "";
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) return;
  for (const code of element.querySelectorAll('code[data-catalogue="snippet"]')) {
    if (!(code instanceof HTMLElement)) continue;
    const shown = code.dataset["id"] ?? "";
    code.textContent = (code.textContent ?? "")
      .replaceAll(`"${shown}"`, `"${id}"`)
      .replaceAll(`/${shown}/`, `/${id}/`);
  }
}
