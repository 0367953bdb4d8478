/** Reads the article aloud with a voice of the device, sentence by sentence. */

const LONGEST = 220;

/**
 * Texts short enough for a speech engine, cut at sentences, then at spaces.
 * @param {readonly string[]} blocks
 * @returns {string[]}
 */
export function pieces(blocks) {
  return blocks.flatMap((block) => {
    const sentences = block.replace(/\s+/g, " ").trim().match(/[^.!?…]+[.!?…]*["”»)]*\s*/g) ?? [];
    return sentences.flatMap((sentence) => wrapped(sentence.trim())).filter(Boolean);
  });
}

/**
 * @param {string} sentence
 * @returns {string[]}
 */
function wrapped(sentence) {
  /** @type {string[]} */
  const lines = [];
  for (const word of sentence.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < LONGEST) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/**
 * What is read: the article's own text, without signs and controls.
 * @param {ParentNode} article
 * @returns {string[]}
 */
function blocks(article) {
  const found = article.querySelectorAll("h1, h2, h3, h4, p, li, dt, dd, th, td, figcaption, summary");
  return [...found]
    .filter((element) => !element.closest("[hidden], .sk-record, .sk-facts, .sk-tags, form"))
    .map((element) => own(element));
}

/** @param {Element} element */
function own(element) {
  const copy = /** @type {Element} */ (element.cloneNode(true));
  for (const extra of copy.querySelectorAll("ul, ol, p, table, .headerlink, .sk-cite, [role=tooltip], svg, button")) extra.remove();
  return copy.textContent ?? "";
}

/**
 * @param {HTMLElement} button
 * @param {SpeechSynthesisVoice} voice
 */
export function toggle(button, voice) {
  const label = button.querySelector("span") ?? button;
  if (button.dataset["start"] !== undefined) {
    stop(button, label);
    return;
  }
  button.dataset["start"] = label.textContent ?? "";
  label.textContent = button.dataset["stop"] ?? "";
  const all = pieces(blocks(button.closest("article") ?? document));
  all.forEach((text, index) => {
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    if (index === all.length - 1) utterance.addEventListener("end", () => stop(button, label));
    speechSynthesis.speak(utterance);
  });
  addEventListener("pagehide", () => speechSynthesis.cancel(), { once: true });
}

/**
 * @param {HTMLElement} button
 * @param {Element} label
 */
function stop(button, label) {
  const start = button.dataset["start"];
  if (start === undefined) return;
  delete button.dataset["start"];
  label.textContent = start;
  speechSynthesis.cancel();
}
