// Sends what was done, one after the other in its order, under the key made when it was done: the server does each key once, however often it comes.
import { change, deeds, forget } from "./store.js";

const WAITING = "waiting", REFUSED = "refused", TIMEOUT = 60_000;
let running = null;

// Where the browser has it, the worker is woken when the network is back, although the page is closed. Where it has not, the page sends when it is next open.
export const askToBeWoken = async () => {
  const worker = await navigator.serviceWorker?.getRegistration();
  await worker?.sync?.register("kaituo-visits").catch(() => {});
};

export const newKey = () => crypto.randomUUID();

const body = (deed) => {
  const data = new FormData();
  data.set("said", JSON.stringify({ ...deed.said, sent_at: new Date().toISOString() }));
  if (deed.photo) data.set("photo", deed.photo, "photo.jpg");
  return data;
};

export class SignedOut extends Error {}

const post = async (address, token, deed) => {
  const answer = await fetch(address, { method: "POST", body: body(deed), headers: { "X-CSRFToken": token }, redirect: "manual", signal: AbortSignal.timeout(TIMEOUT) });
  if (answer.type === "opaqueredirect" || answer.status === 403) throw new SignedOut();
  if (answer.status >= 500 || answer.status === 429) throw new Error(`answered ${answer.status}`);
  return answer.json();
};

const settle = (deed, answer) => (answer.outcome === "taken" ? forget(deed.order) : change({ ...deed, state: REFUSED, answer: answer.answer }));

// Whose deeds they are decides who sends them: another person on the same phone leaves them alone.
const sendAll = async (address, token, person) => {
  for (const deed of await deeds()) {
    if (deed.person === person && deed.state === WAITING) await settle(deed, await post(address, token, deed));
  }
};

// One sender at a time, over all open tabs; what is added meanwhile waits for the next turn.
export const send = (address, token, person) => {
  const go = () => sendAll(address, token, person);
  running ??= (navigator.locks ? navigator.locks.request("kaituo-visits-send", go) : go()).finally(() => { running = null; });
  return running;
};
