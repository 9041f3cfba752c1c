// Makes this page open without a network: the worker answers for it, and the files it needs lie ready.
const PAGES = "kaituo-pages", FILES = "kaituo-files", NAMED_BY_CONTENT = /\.[0-9a-f]{12}\.\w+$/;

const needed = () => {
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name.split("#")[0]);
  const named = JSON.parse(document.querySelector("visit-day").dataset.files).map((path) => new URL(path, location).href);
  return [...new Set([...loaded, ...named])].filter((address) => new URL(address).pathname.startsWith("/static/"));
};

const gather = async () => {
  const files = await caches.open(FILES), wanted = needed();
  const there = new Set((await files.keys()).map((request) => request.url));
  // A name made from the content never changes; any other is fetched anew, so that page and files are of the same day.
  await Promise.all(wanted.filter((address) => !there.has(address) || !NAMED_BY_CONTENT.test(address)).map((address) => files.add(new Request(address, { cache: "reload" }))));
  await Promise.all([...there].filter((address) => !wanted.includes(address)).map((address) => files.delete(address)));
  const page = await fetch(location.pathname, { redirect: "error" });
  if (page.ok) await (await caches.open(PAGES)).put(location.pathname, page);
};

export const makeReady = async () => {
  if (!("serviceWorker" in navigator) || !navigator.onLine) return;
  await navigator.serviceWorker.register("/worker.js", { scope: "/" });
  await navigator.serviceWorker.ready;
  await gather();
  await navigator.storage?.persist?.();
  document.documentElement.dataset.offline = "ready";
};
