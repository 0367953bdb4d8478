// Decrypted HTML into the page: the one place that makes it, under a policy that serves nobody else (ADR 0011).
import { mountAll } from "../main.js";
import { create } from "../shared/dom.js";
import { wipes } from "./session.js";

/** @typedef {import("./vault.js").Vault} Vault */

let expected = "";
const rules = { createHTML: (/** @type {string} */ html) => (html === expected ? html : "") };
/** @type {{createHTML: (html: string) => string}} */
const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy("szk", rules) ?? rules;

/** Components whose stylesheet a page links only where it holds one from the start. */
const STYLED = ["quizzes"];

/** Put a verified page's HTML into an element; it goes again when the page is left or locked.
 * @param {HTMLElement} element @param {string} html @param {Vault} vault */
export function insert(element, html, vault) {
  const content = parsed(html, vault);
  for (const name of STYLED) if (content.querySelector(`[data-component="${name}"]`)) styled(name);
  element.replaceChildren(content);
  wipes.add(() => element.replaceChildren());
  mountAll(element);
}

/** A verified page's HTML by itself, for another room to take a part of; each of its parts goes when the page is left or locked.
 * @param {string} html @param {Vault} vault */
export function parsed(html, vault) {
  const template = document.createElement("template");
  const { content } = template;
  expected = html;
  template.innerHTML = policy.createHTML(html);
  expected = "";
  /** @type {string[]} */
  const urls = [];
  for (const node of content.querySelectorAll("[data-sealed]")) fill(node, vault, urls);
  const parts = [...content.querySelectorAll("[data-question]")];
  wipes.add(() => {
    for (const part of parts) part.replaceChildren();
    urls.forEach(URL.revokeObjectURL);
  });
  return content;
}

/** A component's stylesheet, on pages that had no use for it before. @param {string} name */
export function styled(name) {
  const href = new URL(`../${name}/${name}.css`, import.meta.url).href;
  if (![...document.styleSheets].some((sheet) => sheet.href === href)) document.head.append(create("link", { rel: "stylesheet", href }));
}

/** @param {Element} node @param {Vault} vault @param {string[]} urls */
function fill(node, vault, urls) {
  const url = async () => {
    const [{ type, name }, data] = await vault.file(node.getAttribute("data-sealed") ?? "");
    urls.push(URL.createObjectURL(new Blob([data], { type })));
    return [urls.at(-1) ?? "", name];
  };
  if (node instanceof HTMLImageElement || node instanceof HTMLMediaElement || node instanceof HTMLTrackElement) {
    url().then(([src = ""]) => (node.src = src), () => node.removeAttribute("data-sealed"));
  } else if (node instanceof HTMLAnchorElement) {
    node.addEventListener("click", async (event) => {
      if (node.download) return;
      event.preventDefault();
      [node.href = "#", node.download = ""] = await url();
      node.click();
    });
  }
}
