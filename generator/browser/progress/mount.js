/** Progress on a page: a learning path, or the page of reviews and results. */

import { path } from "./path.js";
import { progress } from "./store.js";

/**
 * @param {HTMLElement} root
 * @param {import("../quizzes/mount.js").Context} context
 */
export default async function mount(root, context) {
  const t = await context.messages("quizzes");
  const kept = progress(context.storage);
  if (root.dataset["kind"] === "path") path(root, kept, t);
  else if (root.dataset["kind"] === "review") await (await import("./review.js")).review(root, kept, t, context);
}
