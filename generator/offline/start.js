const __modules = {};
const __loaded = {};
const __here = new URL(".", document.currentScript.src).href;
const __root = new URL(`${(document.documentElement.dataset["base"] || ".").replace(/\/$/, "")}/`, location.href).href;
const __address = (path) => new URL(path, __here).href;

const __export = (out, getters) => {
  for (const [name, get] of Object.entries(getters)) Object.defineProperty(out, name, { get, enumerable: true });
};
const __load = (path) => {
  if (!(path in __modules)) throw new Error(path);
  if (!(path in __loaded)) {
    __loaded[path] = {};
    __modules[path](__loaded[path]);
  }
  return __loaded[path];
};
const __import = async (from, path) => __load(new URL(path, `file:///${from}`).pathname.slice(1));

// A folder on a disk has no page of its own: its index.html is named.
const __page = (address) => {
  const url = new URL(String(address), location.href);
  if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
  return url.href;
};
document.addEventListener(
  "click",
  (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (link && link.protocol === "file:" && link.pathname.endsWith("/")) link.href = __page(link.href);
  },
  true,
);

// A browser reads no file for a script of a page on a disk: the data lie in a script that comes when it is asked for.
let __data;
const __files = () =>
  (__data ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = __address("offline-data.js");
    script.onload = () => resolve(globalThis.szkolaFiles);
    script.onerror = () => reject(new TypeError("offline-data.js"));
    document.head.append(script);
  }));
globalThis.fetch = async (address) => {
  const url = new URL(String(address), location.href).href.split(/[?#]/)[0];
  const files = await __files();
  const found = url.startsWith(__root) ? files[decodeURI(url.slice(__root.length))] : undefined;
  if (found === undefined) return new Response(null, { status: 404 });
  return new Response(Uint8Array.from(atob(found), (letter) => letter.charCodeAt(0)));
};
