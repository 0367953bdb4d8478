// The page that takes a token. Nothing is opened before a click; what fails says so in a sentence of its own.
import { create, required } from "../shared/dom.js";
import { mayRemember } from "./device.js";
import { enter } from "./enter.js";
import { lock, open } from "./session.js";
import { texts } from "./mount.js";
import { Refused, refuse } from "./strict.js";
import { holderSecret, verifyToken } from "./token.js";
import { capable, seenKey, trusted } from "./vault.js";
import { bar, contents, day, list, sentence } from "./view.js";
import { insert } from "./insert.js";

/** @typedef {import("../main.js").Context} Context */
/** @typedef {import("../shared/messages.js").Translate} Translate */

const HISTORY = ["manifest-rollback", "manifest-fork", "manifest-key-changed"];

/** The locked place from which the reader came; else this page, which lists what is open. @param {Context} context */
function origin({ base }) {
  const from = new URL(base + (new URLSearchParams(location.hash.slice(1)).get("from") ?? "otworz/")).href;
  return from.startsWith(base) ? from : location.pathname;
}

/** @param {HTMLElement} element @param {Context} context */
export async function unlock(element, context) {
  const t = await texts(context);
  const form = required(element, "[data-form]", HTMLFormElement, "access");
  const status = required(element, "[data-status]", HTMLElement, "access");
  const field = required(form, "[name=token]", HTMLTextAreaElement, "access");
  const phrase = required(form, "[name=phrase]", HTMLInputElement, "access");
  const who = required(form, "[data-who]", HTMLElement, "access");
  const button = required(form, "[type=submit]", HTMLButtonElement, "access");
  const back = origin(context);
  /** @type {{site: import("./vault.js").Site, claims: import("./token.js").Claims} | null} */
  let checked = null;

  /** @param {string} text @param {boolean} [wrong] @param {Node[]} more */
  const say = (text, wrong = false, ...more) =>
    status.replaceChildren(...(text ? [create("p", { class: wrong ? "sk-notice sk-wrong" : "sk-notice" }, text)] : []), ...more);

  /** @param {unknown} error */
  const fail = (error) => {
    const code = error instanceof Refused ? error.code : "";
    const forget = create("button", { type: "button" }, t("forget"));
    forget.addEventListener("click", () => {
      context.storage.remove(seenKey(context));
      location.reload();
    });
    say(sentence(error, t), true, ...(HISTORY.includes(code) ? [forget] : []));
  };

  /** @param {() => Promise<void>} act */
  const safely = async (act) => {
    button.disabled = true;
    say(t("working"));
    try {
      await act();
    } catch (error) {
      fail(error);
    }
    button.disabled = false;
  };

  const reset = () => {
    checked = null;
    who.textContent = "";
    button.textContent = t("check");
  };

  const check = async () => {
    const site = await trusted(context);
    const written = field.value.replace(/^.*#t=/s, "").trim();
    const claims = await verifyToken(written, site.keys.site, site.keys.tokens, Date.now() / 1000);
    checked = { site, claims };
    const demo = claims.aud.startsWith("demo-") ? `${t("demo")} ` : "";
    who.textContent = demo + t("token", { holder: claims.sub, roles: claims.roles.join(", "), date: day(claims.exp, context.language) });
    show("[data-phrase]", claims.hk.includes("."));
    show("[data-remember]", mayRemember());
    button.textContent = t((await open(context).catch(() => null)) ? "add" : "open");
    say("");
    (claims.hk.includes(".") ? phrase : button).focus();
  };

  const take = async () => {
    if (!checked) return;
    const { site, claims } = checked;
    const secret = await holderSecret(claims, phrase.value);
    const remember = required(form, "[name=remember]", HTMLInputElement, "access").checked;
    const refused = await enter(context, site, claims, secret, remember);
    field.value = phrase.value = "";
    if (!refused) return location.replace(back);
    reset();
    await shelf();
    say(t(refused));
  };

  const show = (/** @type {string} */ part, /** @type {boolean} */ visible) => {
    required(form, part, HTMLElement, "access").hidden = !visible;
  };

  const shelf = async () => {
    const reader = required(element, "[data-reader]", HTMLElement, "access");
    const found = await open(context);
    reader.hidden = !found;
    if (!found) return;
    const line = document.querySelector('[data-access="bar"]');
    if (line instanceof HTMLElement && !line.firstChild) bar(line, found, context, t);
    const { vault } = found;
    const pid = new URLSearchParams(location.hash.slice(1)).get("p");
    form.hidden = !!pid;
    if (!pid) {
      const button = create("button", { type: "button" }, t("lock"));
      button.addEventListener("click", lock);
      const body = vault.pages.length ? list(vault.pages, context) : create("p", {}, t("none"));
      return reader.replaceChildren(create("h2", {}, t("pages")), body, button);
    }
    const page = vault.pages.find((p) => p.pid === pid);
    if (!page) throw new Refused("page-missing");
    const body = create("div", { class: "sk-opened" });
    insert(body, await vault.html(page), vault);
    reader.replaceChildren(create("h2", { tabindex: "-1" }, page.title), body);
    await contents(page, reader, context);
    reader.querySelector("h2")?.focus();
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void safely(checked ? take : check);
  });
  field.addEventListener("input", reset);
  required(form, "[name=file]", HTMLInputElement, "access").addEventListener("change", async ({ target }) => {
    const file = /** @type {HTMLInputElement} */ (target).files?.[0];
    if (!file) return;
    field.value = file.size < 4096 ? await file.text() : "";
    reset();
    void safely(check);
  });
  if ("BarcodeDetector" in globalThis) {
    show("[data-camera]", true);
    required(form, "[name=camera]", HTMLButtonElement, "access").addEventListener("click", async ({ target }) => {
      const { scan } = await import("./camera.js");
      await safely(async () => {
        field.value = (await scan(/** @type {HTMLElement} */ (target), t).catch(() => refuse("camera-refused"))) ?? "";
        reset();
        if (field.value) await check();
      });
    });
  }
  addEventListener("hashchange", () => void (/^#t=/.test(location.hash) ? location.reload() : safely(async () => (await shelf(), say("")))));

  form.hidden = false;
  required(element, "[data-noscript]", HTMLElement, "access").remove();
  if (location.hash.startsWith("#t=")) {
    field.value = location.hash.slice(3);
    history.replaceState(null, "", location.pathname);
    await safely(check);
  } else {
    await safely(async () => (await capable(), await shelf(), say("")));
  }
}
