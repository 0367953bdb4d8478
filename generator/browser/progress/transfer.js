/** Taking progress along: as a file, as a QR code where it is small enough; and leaving nothing behind. */

import { button, create, required } from "../shared/dom.js";
import { changes, fileOf, merged, parsed } from "./merge.js";

const MOST = 1800; // characters in an address that a phone still reads from a screen

/**
 * @param {HTMLElement} root
 * @param {import("./store.js").Progress} kept
 * @param {import("../shared/messages.js").Translate} t
 * @param {() => void} changed
 */
export function transfer(root, kept, t, changed) {
  const status = required(root, ".sk-transfer-status", HTMLElement, "progress");
  const place = required(root, ".sk-transfer", HTMLElement, "progress");
  const code = create("div", { class: "sk-qr" });
  const input = create("input", { type: "file", id: "sk-import", accept: "application/json,.json" });
  /** @param {string} text @returns {void} */
  const say = (text) => void (status.textContent = text);
  let sure = false;

  input.addEventListener("change", async () => {
    const file = input.files?.[0];
    if (file) take(await file.text());
    input.value = "";
  });
  place.replaceChildren(
    create("p", { class: "sk-actions" }, button(t("ui.export"), () => say(t("ui.exported", { file: save() }))), quiet("ui.qr", () => void show()), quiet("ui.finish", finish), quiet("ui.erase", erase)),
    create("p", {}, create("label", { for: "sk-import" }, t("ui.import")), " ", input),
    code,
  );
  void offered();

  /** @param {string} text @param {() => void} act */
  function quiet(text, act) {
    return button(t(text), act, { class: "sk-button sk-button--quiet" });
  }

  /** @param {string} text */
  function take(text) {
    const coming = parsed(text);
    if (coming === "bad" || coming === "newer") return say(t(coming === "bad" ? "ui.import-bad" : "ui.import-newer"));
    const before = kept.state();
    const after = merged(before, coming);
    kept.restore(after);
    say(kept.problems.full ? t("ui.not-kept") : t("ui.imported", { count: changes(before, after) }));
    changed();
  }

  function save() {
    const name = `postepy-${new Date().toISOString().slice(0, 10)}.json`;
    const url = URL.createObjectURL(new Blob([fileOf(kept.state(), new Date().toISOString())], { type: "application/json" }));
    create("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    return name;
  }

  function erase() {
    if (!sure) {
      sure = true;
      return say(t("ui.erase-sure"));
    }
    sure = false;
    kept.erase();
    code.replaceChildren();
    say(t("ui.erased"));
    changed();
  }

  /** A browser does not say whether a file was kept, so until the page is closed this can be taken back. */
  function finish() {
    const before = kept.state();
    save();
    kept.erase();
    code.replaceChildren(quiet("ui.finish-undo", () => {
      kept.restore(before);
      code.replaceChildren();
      say(t("ui.finish-undone"));
      changed();
    }));
    say(t("ui.finished"));
    changed();
  }

  async function show() {
    const bytes = await through(new CompressionStream("deflate-raw"), new TextEncoder().encode(fileOf(kept.state(), "")));
    const packed = btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
    const address = `${location.origin}${location.pathname}#p=${packed}`;
    if (address.length > MOST) return say(t("ui.qr-big"));
    const { drawn } = await import("./qr.js");
    code.replaceChildren(drawn(address, t("ui.qr-alt")));
    say(t("ui.qr-alt"));
  }

  /** An address that carries progress: taken in only when the reader says so. */
  async function offered() {
    const packed = /^#p=([\w-]+)$/.exec(location.hash)?.[1];
    if (!packed) return;
    let text = "";
    try {
      const bytes = Uint8Array.from(atob(packed.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
      text = new TextDecoder().decode(await through(new DecompressionStream("deflate-raw"), bytes));
    } catch {
      return say(t("ui.import-bad"));
    }
    const line = create("p", { class: "sk-notice" }, `${t("ui.qr-offer")} `, button(t("ui.qr-take"), () => {
      line.remove();
      history.replaceState(null, "", location.pathname);
      take(text);
    }));
    place.prepend(line);
  }
}

/**
 * @param {CompressionStream | DecompressionStream} stream
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
async function through(stream, bytes) {
  const answer = new Response(new Blob([bytes]).stream().pipeThrough(stream));
  return new Uint8Array(await answer.arrayBuffer());
}
