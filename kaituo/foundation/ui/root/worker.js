// Answers for pages that asked to be opened without a network, from what they laid ready. Keeps nothing else, and forgets everything when somebody signs out.
const PAGES = "kaituo-pages", FILES = "kaituo-files", SIGN_OUT = "/account/logout/", HOME = "/visits/day/";
const NAMED_BY_CONTENT = /\.[0-9a-f]{12}\.\w+$/;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

const page = async (request) => {
  const { pathname: path, search } = new URL(request.url), pages = await caches.open(PAGES);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected && (await pages.match(path))) await pages.put(path, answer.clone());
    return answer;
  } catch (error) {
    const kept = (await pages.match(path)) ?? ((await pages.match(HOME)) && Response.redirect(`${HOME}?wanted=${encodeURIComponent(path + search)}`));
    if (kept) return kept;
    throw error;
  }
};

const file = async (request) => {
  const files = await caches.open(FILES), kept = await files.match(request.url.split("#")[0]);
  if (kept && NAMED_BY_CONTENT.test(new URL(request.url).pathname)) return kept;
  return fetch(request).catch((error) => { if (kept) return kept; throw error; });
};

// What was done and is not sent yet stays, for the person who did it; the day that was taken along goes.
const forget = async () => {
  await caches.delete(PAGES);
  if (!(await indexedDB.databases()).some(({ name }) => name === "kaituo-visits")) return;
  await new Promise((done) => {
    const opening = indexedDB.open("kaituo-visits");
    opening.onerror = done;
    opening.onsuccess = () => {
      const { result } = opening;
      const clearing = result.transaction("along", "readwrite");
      clearing.objectStore("along").clear();
      clearing.oncomplete = clearing.onerror = () => { result.close(); done(); };
    };
  });
};

const leave = async (request) => {
  const answer = await fetch(request);
  await forget();
  return answer;
};

// What the house wants somebody to know, encrypted on its way: shown even while no page is open. The browser demands that something is shown for every push.
addEventListener("push", (event) => {
  const said = event.data?.json() ?? { title: "Kaituo", body: "", open: "/inbox/" };
  const actions = said.snooze ? [{ action: "open", title: said.words.open }, { action: "snooze", title: said.words.snooze }] : [];
  const shown = registration.showNotification(said.title, { body: said.body, tag: said.tag, icon: "/icon-192.png", badge: "/icon-192.png", actions, data: said });
  event.waitUntil(Promise.all([shown, ring()]));
});

// Pages that are open look at their bell.
const ring = async () => (await clients.matchAll({ type: "window" })).forEach((page) => page.postMessage({ what: "notice" }));

const lead = async (address) => {
  const pages = await clients.matchAll({ type: "window" });
  const page = pages.find(({ focused }) => focused) ?? pages[0];
  if (!page) return clients.openWindow(address);
  await page.focus();
  return page.navigate(address).catch(() => clients.openWindow(address));
};

addEventListener("notificationclick", (event) => {
  const { open, snooze } = event.notification.data ?? {};
  event.notification.close();
  if (event.action === "snooze") event.waitUntil(fetch(snooze, { method: "POST", credentials: "same-origin" }).then(ring));
  else event.waitUntil(lead(open ?? "/inbox/"));
});

// What was done on visits goes out when the network is back, although the page is closed. An open page does the same: under one lock, and the server does each key once.
const UNSENT = "kaituo-visits", ALONG = "/visits/day/along/", SEND = "/visits/day/send/";

const settled = (asked) => new Promise((done, failed) => { asked.onsuccess = () => done(asked.result); asked.onerror = () => failed(asked.error); });

const hand = async (deed, token) => {
  const data = new FormData();
  data.set("said", JSON.stringify({ ...deed.said, sent_at: new Date().toISOString() }));
  if (deed.photo) data.set("photo", deed.photo, "photo.jpg");
  const answer = await fetch(SEND, { method: "POST", body: data, headers: { "X-CSRFToken": token }, redirect: "manual" });
  if (answer.type === "opaqueredirect" || answer.status === 403) return null;
  if (answer.status >= 500 || answer.status === 429) throw new Error(`answered ${answer.status}`);
  return answer.json();
};

const sendFrom = async (base) => {
  const store = (mode) => base.transaction("deeds", mode).objectStore("deeds");
  if (!(await settled(store("readonly").count()))) return;
  const day = await fetch(ALONG, { redirect: "manual", cache: "no-store" });
  if (!day.ok) return;
  const { token, person } = await day.json();
  const waiting = (await settled(store("readonly").getAll())).filter((deed) => deed.person === person && deed.state === "waiting");
  for (const deed of waiting) {
    const said = await hand(deed, token);
    if (!said) return;
    await settled(said.outcome === "taken" ? store("readwrite").delete(deed.order) : store("readwrite").put({ ...deed, state: "refused", answer: said.answer }));
  }
};

const sendUnsent = () => navigator.locks.request("kaituo-visits-send", async () => {
  if (!(await indexedDB.databases()).some(({ name }) => name === UNSENT)) return;
  const base = await settled(indexedDB.open(UNSENT));
  await sendFrom(base).finally(() => base.close());
  (await clients.matchAll({ type: "window" })).forEach((page) => page.postMessage({ what: "sent" }));
});

// An exception makes the browser try again later by itself.
addEventListener("sync", (event) => { if (event.tag === UNSENT) event.waitUntil(sendUnsent()); });

addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method === "POST" && pathname === SIGN_OUT) event.respondWith(leave(request));
  else if (request.method !== "GET") return;
  else if (request.mode === "navigate") event.respondWith(page(request));
  else if (pathname.startsWith("/static/")) event.respondWith(file(request));
});
