/** The page of reviews: the queue, question by question, the results, and moving them elsewhere. */

import { button, create, required } from "../shared/dom.js";
import { question } from "../quizzes/question.js";
import { onOpened, openedTexts } from "../shared/opened.js";
import { queue } from "./queue.js";
import { transfer } from "./transfer.js";

/** @typedef {{questions: Record<string, {hash: string, quiz: string}>, quizzes: Record<string, {title: string, module: string, pass: number}>}} Index */


/**
 * @param {HTMLElement} root
 * @param {import("./store.js").Progress} kept
 * @param {import("../shared/messages.js").Translate} t
 * @param {import("../quizzes/mount.js").Context} context
 */
export async function review(root, kept, t, { base, language }) {
  const status = required(root, ".sk-review-status", HTMLElement, "progress");
  const place = required(root, ".sk-review-queue", HTMLElement, "progress");
  const results = required(root, ".sk-review-progress", HTMLElement, "progress");
  /** @type {Index} */
  const index = await (await fetch(root.dataset["index"] ?? "")).json();
  const date = new Intl.DateTimeFormat(language, { dateStyle: "long" });
  /** @type {Map<string, {hash: string, quiz: string, text: import("../shared/opened.js").Text}>} Questions of restricted texts, while these are open. */
  const restricted = new Map();
  transfer(root, kept, t, update);
  update();
  onOpened(() => void unlocked());
  await unlocked();

  /** Restricted texts are read only when the learner has answered questions that no public quiz has. */
  async function unlocked() {
    restricted.clear();
    const wanted = new Map(kept.questions().filter(([id]) => !index.questions[id]));
    for (const text of openedTexts()) {
      if (!wanted.size) break;
      for (const element of (await text.read()).querySelectorAll("[data-question]")) {
        const { id, hash } = JSON.parse(element.getAttribute("data-question") ?? "{}");
        const entry = wanted.get(id);
        if (entry && wanted.delete(id)) restricted.set(id, { hash, quiz: entry.quiz, text });
      }
    }
    update();
  }

  function update() {
    const all = queue(kept.questions(), { ...index.questions, ...Object.fromEntries(restricted) }, Date.now());
    const due = all.filter((item) => item.due <= Date.now());
    const next = all.map((item) => item.due).sort((a, b) => a - b).find((at) => at > Date.now());
    status.textContent = due.length ? t("ui.due", { count: due.length }) : t("ui.due-none") + (next ? ` ${t("ui.due-next", { date: date.format(next) })}` : "");
    place.replaceChildren(...(due.length ? [button(t("ui.due-start"), () => void ask(due.map((item) => item.id)))] : []));
    table();
  }


  /** @param {string[]} ids */
  async function ask(ids) {
    const [id = "", ...rest] = ids;
    if (!id) {
      update();
      status.textContent = t("ui.due-end");
      return;
    }
    const secret = restricted.get(id);
    const quiz = secret?.quiz ?? index.questions[id]?.quiz ?? "";
    const element = await (secret ? part(secret.text, id) : load(`${base}quizy/${quiz}/`, id));
    if (!element) {
      status.textContent = t("ui.load-failed");
      return;
    }
    const since = Date.now();
    const number = element.querySelector(".sk-number");
    if (number) number.textContent = secret?.text.title ?? index.quizzes[quiz]?.title ?? "";
    place.replaceChildren(element);
    const made = question(element, { behaviour: "immediate", certainty: false, tries: 1, penalty: 0 }, {
      t,
      level: 3,
      amended: (data, answer) => kept.amend(data.id, answer),
      graded: (data, outcome) => {
        const seconds = Math.round((Date.now() - since) / 1000);
        kept.answered(data.id, { ...outcome, hash: data.hash, quiz, rating: outcome.fraction < 1 ? 1 : 3, seconds });
        place.append(create("p", {}, button(t(rest.length ? "ui.due-another" : "ui.due-close"), () => void ask(rest))));
      },
    });
    made.shuffle(`${id}:${since}`);
    element.querySelector(/** @type {"input"} */ ("input,select,textarea,button"))?.focus();
  }

  function table() {
    const quizzes = kept.quizzes().filter(([id, { attempts }]) => index.quizzes[id] && attempts.length);
    if (!quizzes.length) {
      results.replaceChildren(create("p", {}, t("ui.results-none")));
      return;
    }
    const rows = quizzes.map(([id, { attempts }]) => {
      const title = index.quizzes[id]?.title ?? id;
      const best = attempts.reduce((a, b) => (b.percent > a.percent ? b : a));
      const last = attempts.at(-1) ?? best;
      const make = button(t("ui.results-note"), () => note(title, best.percent, date.format(best.at)), {
        class: "sk-button sk-button--quiet",
        "aria-label": t("ui.results-make", { title }),
      });
      const cells = [`${best.percent}%`, `${last.percent}% (${date.format(last.at)})`, String(attempts.length)].map((text) => create("td", {}, text));
      const link = create("a", { href: `${base}quizy/${id}/` }, title);
      return create("tr", {}, create("th", { scope: "row" }, link), ...cells, create("td", {}, make));
    });
    const heads = ["quiz", "best", "last", "count", "note"].map((key) => create("th", { scope: "col" }, t(`ui.results-${key}`)));
    const made = create("table", {}, create("thead", {}, create("tr", {}, ...heads)), create("tbody", {}, ...rows));
    results.replaceChildren(create("div", { class: "sk-table", role: "region", tabindex: "0", "aria-label": t("review.postepy") }, made));
  }

  /** A self-declared note; it says itself what it is worth. @param {string} title @param {number} percent @param {string} day */
  function note(title, percent, day) {
    const heading = create("h3", { tabindex: "-1" }, t("ui.note-title"));
    const print = button(t("ui.note-print"), () => window.print());
    const text = create("p", {}, t("ui.note-text", { title, percent, date: day }));
    const name = create("p", {}, `${t("ui.note-name")} `, create("span", { class: "sk-blank sk-long" }));
    results.querySelector(".sk-own-note")?.remove();
    results.append(create("section", { class: "sk-own-note" }, heading, text, name, create("p", { class: "sk-actions" }, print)));
    heading.focus();
  }
}

/**
 * The question out of its quiz's page, parsed as a document by the browser itself; scripts in it never run.
 * @param {string} url
 * @param {string} id
 * @returns {Promise<HTMLElement | null>}
 */
function load(url, id) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("GET", url);
    request.responseType = "document";
    request.onerror = () => resolve(null);
    request.onload = () => {
      const found = request.responseXML?.getElementById(`pytanie-${id}`);
      resolve(found ? here(document.importNode(found, true), url) : null);
    };
    request.send();
  });
}

/** The question out of a restricted text.
 * @param {import("../shared/opened.js").Text} text @param {string} id @returns {Promise<HTMLElement | null>} */
async function part({ url, read }, id) {
  const found = (await read()).getElementById(`pytanie-${id}`);
  return found && here(found, url);
}

/** An element of another page with its addresses spelled out.
 * @template {HTMLElement} E @param {E} found @param {string} url @returns {E} */
function here(found, url) {
  for (const name of ["href", "src"]) {
    for (const element of found.querySelectorAll(`[${name}]`)) {
      element.setAttribute(name, new URL(element.getAttribute(name) ?? "", url).href);
    }
  }
  return found;
}

