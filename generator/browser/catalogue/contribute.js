/** The contribution form: what the reader types becomes a draft to save or mail. Nothing is sent from here. */

import { announce, create, required } from "../shared/dom.js";
import { draft, draftId, faults } from "./draft.js";
import { save } from "./views.js";

/** @typedef {import("../main.js").Context} Context */
/** @typedef {import("../shared/messages.js").Translate} Translate */

/**
 * @param {HTMLElement} element
 * @param {Context} context
 */
export async function mountContribute(element, context) {
  const t = await context.messages("catalogue");
  const form = required(element, '[data-catalogue="form"]', HTMLFormElement, "catalogue");
  const errors = required(element, '[data-catalogue="errors"]', HTMLElement, "catalogue");
  const result = required(element, '[data-catalogue="draft"]', HTMLElement, "catalogue");
  const yaml = required(element, '[data-catalogue="yaml"]', HTMLElement, "catalogue");
  const links = required(element, '[data-catalogue="links"]', HTMLElement, "catalogue");
  const about = new URLSearchParams(location.search).get("id") ?? "";
  const note = form.elements.namedItem("note");
  if (note instanceof HTMLTextAreaElement && about) note.value = `${t("contribute.comment")}: ${about}`;
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const fields = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    const wrong = faults(fields);
    for (const input of form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
    errors.replaceChildren();
    result.hidden = wrong.length > 0;
    if (wrong.length) {
      complain(wrong);
      return;
    }
    const text = draft(fields, new Date().toISOString().slice(0, 10));
    const title = fields["title"] ?? "";
    yaml.textContent = text;
    const file = create("button", { type: "button", class: "sk-action" }, t("contribute.download"));
    file.addEventListener("click", () => save(`${draftId(title)}.yml`, "application/yaml", text));
    const subject = encodeURIComponent(t("contribute.mail_subject", { title }));
    const mail = create("a", { class: "sk-action", href: `mailto:${element.dataset["email"] ?? ""}?subject=${subject}&body=${encodeURIComponent(text)}` }, t("contribute.mail"));
    links.replaceChildren(file, " ", mail);
    announce(t("contribute.ready"));
    required(result, "h2", HTMLElement, "catalogue").focus();
  });

  /** @param {readonly string[]} wrong */
  function complain(wrong) {
    const list = create("ul");
    for (const fault of wrong) {
      const [code = "", name = code === "url" ? "url" : "amount"] = fault.split(":");
      const target = code === "order" ? "end" : code === "url" || code === "amount" ? code : name;
      const input = form.elements.namedItem(target);
      if (input instanceof HTMLElement) {
        input.setAttribute("aria-invalid", "true");
        if (!list.childElementCount) input.focus();
      }
      const field = t(`contribute.${target}`);
      list.append(create("li", {}, t(`contribute.error_${code}`, { field })));
    }
    errors.replaceChildren(list);
  }
}
