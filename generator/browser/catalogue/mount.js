/** The catalogue's pages: each view has its own module, loaded only where it is needed. */

/** @typedef {import("../main.js").Context} Context */
/** @typedef {import("../shared/messages.js").Translate} Translate */

/**
 * @param {HTMLElement} element
 * @param {Context} context
 */
export default async function mount(element, context) {
  const view = element.dataset["view"];
  if (view === "list") await (await import("./list.js")).mountList(element, context);
  else if (view === "compare") await (await import("./compare.js")).mountCompare(element, context);
  else if (view === "contribute") await (await import("./contribute.js")).mountContribute(element, context);
  else if (view === "record") (await import("./record.js")).mountRecord(element, context);
  else if (view === "embed") (await import("./record.js")).mountEmbed(element);
}
