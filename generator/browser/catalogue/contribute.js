/** The contribution form: what the reader types becomes a draft to save or mail. Nothing is sent from here. */

import { announce, create, required } from "../shared/dom.js";
import { comment, commentFaults, draft, draftId, faults } from "./draft.js";
import { save } from "./views.js";

/** @typedef {import("../main.js").Context} Context */
/** @typedef {import("../shared/messages.js").Translate} Translate */
/** @typedef {import("./draft.js").Fields} Fields */
/** @typedef {{faults: (fields: Fields) => string[], text: (fields: Fields, day: string) => string, file: (fields: Fields) => string, subject: (fields: Fields) => string, mail: string}} Kind */

/**
 * @param {HTMLElement} element
 * @param {Context} context
 */
export async function mountContribute(element, context) {
  const t = await context.messages("catalogue");
  const email = element.dataset["email"] ?? "";
  const record = required(element, '[data-catalogue="record"]', HTMLElement, "catalogue");
  const remark = required(element, '[data-catalogue="comment"]', HTMLElement, "catalogue");
  mountForm(record, t, email, {
    faults,
    text: draft,
    file: (fields) => `${draftId(fields["title"] ?? "")}.yml`,
    subject: (fields) => t("contribute.mail_subject", { title: fields["title"] ?? "" }),
    mail: t("contribute.mail"),
  });
  mountForm(remark, t, email, {
    faults: commentFaults,
    text: comment,
    file: (fields) => `komentarz-${draftId(fields["record"] ?? "")}.yml`,
    subject: (fields) => t("contribute.comment_subject", { title: fields["record"] ?? "" }),
    mail: t("contribute.comment_mail"),
  });
  const about = new URLSearchParams(location.search).get("id");
  const named = remark.querySelector('[name="record"]');
  if (about && named instanceof HTMLInputElement) named.value = about;
  if (location.hash === `#${remark.id}`) remark.scrollIntoView(); // it was empty when the browser looked for it
}

/**
 * @param {HTMLElement} part holds the form and the place of what comes of it
 * @param {Translate} t
 * @param {string} email
 * @param {Kind} kind
 */
function mountForm(part, t, email, kind) {
  const form = required(part, '[data-catalogue="form"]', HTMLFormElement, "catalogue");
  const errors = required(part, '[data-catalogue="errors"]', HTMLElement, "catalogue");
  const result = required(part, '[data-catalogue="draft"]', HTMLElement, "catalogue");
  const yaml = required(part, '[data-catalogue="yaml"]', HTMLElement, "catalogue");
  const links = required(part, '[data-catalogue="links"]', HTMLElement, "catalogue");
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const fields = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    const wrong = kind.faults(fields);
    for (const input of form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
    errors.replaceChildren();
    result.hidden = wrong.length > 0;
    if (wrong.length) {
      complain(wrong);
      return;
    }
    const text = kind.text(fields, new Date().toISOString().slice(0, 10));
    yaml.textContent = text;
    const file = create("button", { type: "button", class: "sk-action" }, t("contribute.download"));
    file.addEventListener("click", () => save(kind.file(fields), "application/yaml", text));
    const address = `mailto:${email}?subject=${encodeURIComponent(kind.subject(fields))}&body=${encodeURIComponent(text)}`;
    links.replaceChildren(file, " ", create("a", { class: "sk-action", href: address }, kind.mail));
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
