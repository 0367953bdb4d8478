/** Marks in the contents list the section that is being read. */

/**
 * The last section whose heading has passed the line; before the first heading, none.
 * @param {readonly number[]} tops distances of the headings from the top of the window
 * @param {number} line
 * @returns {number} index, or -1
 */
export function current(tops, line) {
  let found = -1;
  tops.forEach((top, index) => {
    if (top <= line) found = index;
  });
  return found;
}

/** @param {HTMLElement} contents */
export function follow(contents) {
  const links = [...contents.querySelectorAll("a")];
  const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  let waiting = false;
  const mark = () => {
    waiting = false;
    const at = current(
      headings.map((heading) => heading?.getBoundingClientRect().top ?? Infinity),
      innerHeight / 4,
    );
    links.forEach((link, index) => {
      if (index === at) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  };
  addEventListener("scroll", () => {
    if (!waiting) requestAnimationFrame(mark);
    waiting = true;
  });
  mark();
}
