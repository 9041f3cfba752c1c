// The day on the road: draws what was taken along, keeps what is done on the phone first, and sends it when there is a network.
import { draw, option, text } from "./drawing.js";
import { makeReady } from "./offline.js";
import { askToBeWoken, newKey, send, SignedOut } from "./outbox.js";
import { drawn } from "./photo.js";
import { position } from "./position.js";
import { missing, standing } from "./standing.js";
import { along, deeds, forget, keep, takeAlong } from "./store.js";
import { drawVisit, facts } from "./visit.js";

const AGAIN = 30_000;

class VisitDay extends HTMLElement {
  async connectedCallback() {
    this.addEventListener("click", (event) => this.acted(event, event.target.closest("button[data-do]")));
    this.addEventListener("submit", (event) => this.acted(event, event.target.closest("form[data-do]")));
    this.addEventListener("change", (event) => this.previewed(event.target));
    this.leaving = new AbortController();
    const heard = { signal: this.leaving.signal };
    addEventListener("hashchange", () => this.show(), heard);
    addEventListener("online", () => this.refresh(), heard);
    addEventListener("offline", () => this.say(), heard);
    navigator.serviceWorker?.addEventListener("message", ({ data }) => data?.what === "sent" && this.refresh(), heard);
    this.person = Number(this.dataset.person);
    this.day = await along();
    if (this.day && this.day.person !== this.person) this.day = null;
    await this.show();
    await this.refresh();
    this.timer = setInterval(() => this.pending && this.refresh(), AGAIN);
    makeReady().catch((error) => console.warn("not ready for offline", error));
  }

  disconnectedCallback() {
    this.leaving.abort();
    clearInterval(this.timer);
  }

  // First the day is read (which tells whether she is signed in, and gives the token), then everything is sent, then it is read again if anything was.
  async refresh() {
    try {
      await this.read();
      this.isSignedOut = false;
      if (await this.count()) {
        await this.say("sending");
        await send(this.dataset.send, this.day.token, this.person);
        await this.read();
      }
    } catch (error) {
      this.isSignedOut = error instanceof SignedOut;
    }
    await this.show();
    if (this.pending) askToBeWoken();
  }

  async read() {
    const answer = await fetch(this.dataset.along, { redirect: "manual", cache: "no-store" });
    if (answer.type === "opaqueredirect" || answer.status === 403) throw new SignedOut();
    if (!answer.ok) throw new Error(`answered ${answer.status}`);
    const day = await answer.json();
    if (day.person !== this.person) return location.reload();
    this.day = day;
    await takeAlong(day);
    this.reached = true;
  }

  async mine() {
    return (await deeds()).filter((deed) => deed.person === this.person);
  }

  async count() {
    this.pending = (await this.mine()).filter((deed) => deed.state === "waiting").length;
    return this.pending;
  }

  async say(state = navigator.onLine ? "online" : "offline") {
    const count = await this.count(), net = this.querySelector("[data-net]"), waiting = this.querySelector("[data-waiting]");
    net.textContent = text(state);
    net.className = `badge tone-${{ online: "good", offline: "warn", sending: "info" }[state]}`;
    waiting.hidden = !count;
    waiting.textContent = text("waiting", { num: count });
  }

  async show() {
    await this.say();
    const content = this.querySelector("[data-content]");
    if (!this.day) return content.replaceChildren(text("empty"));
    const own = await this.mine();
    this.visits = standing(this.day, own);
    const wanted = location.hash.slice(1), visit = this.visits.find((each) => each.key === wanted);
    content.replaceChildren(visit ? drawVisit(visit, this.day) : this.list());
    this.querySelector("[data-notices]").replaceChildren(...this.notices(own.filter((deed) => deed.state === "refused")));
  }

  notices(refused) {
    const shown = this.isSignedOut ? [draw("login", { login: this.dataset.login })] : [];
    if (this.wanted) shown.push(draw("elsewhere", { wanted: this.wanted }));
    if (!this.day.consent && !this.isSignedOut && navigator.onLine) shown.push(draw("consent"));
    return [...shown, ...refused.map((deed) => {
      const customer = this.day.customers.find((each) => each.id === deed.about.account);
      const made = draw("refused", { title: [customer?.name, text(deed.said.deed)].filter(Boolean).join(" · "), answer: deed.answer });
      made.querySelector(".alert-box").dataset.order = deed.order;
      return made;
    })];
  }

  // The page that was asked for while there was no network, if this one stands in for it; never one of another house.
  get wanted() {
    const path = new URLSearchParams(location.search).get("wanted") ?? "";
    return /^\/(?!\/)/.test(path) && new URL(path, location).origin === location.origin ? path : "";
  }

  list() {
    const today = this.today(), made = document.createDocumentFragment();
    const isNow = (visit) => visit.on === today || visit.state === "under_way" || (visit.on < today && visit.state !== "done");
    const now = this.visits.filter(isNow), later = this.visits.filter((visit) => visit.on > today && !isNow(visit));
    made.append(now.length ? this.lines("today", now) : draw("none"));
    if (later.length) made.append(this.lines("later", later));
    made.append(draw("begin", {}, { names: this.day.customers.map((each) => option(each.name, "")), types: this.day.types.map((each) => option(each.id, each.name)) }));
    return made;
  }

  // By the phone's own day, unless the day it took along is newer: a clock that runs slow hides nothing.
  today() {
    const local = new Date(), day = `${local.getFullYear()}-${String(local.getMonth() + 1).padStart(2, "0")}-${String(local.getDate()).padStart(2, "0")}`;
    return day > this.day.today ? day : this.day.today;
  }

  lines(title, visits) {
    return draw("list", { title: text(title) }, { visits: visits.map((visit, at) => draw("line", { ...facts(visit, this.day), number: at + 1, href: `#${visit.key}` })) });
  }

  acted(event, element) {
    if (!element) return;
    event.preventDefault();
    if (this.busy) return;
    this.busy = true;
    element.classList.add("htmx-request");
    const visit = this.visits?.find((each) => each.key === element.closest("[data-key]")?.dataset.key);
    this[element.dataset.do](element, visit).catch((error) => this.failed(error)).finally(() => { this.busy = false; element.classList.remove("htmx-request"); });
  }

  failed(error) {
    document.body.dispatchEvent(new CustomEvent("toast", { detail: { text: error.name === "QuotaExceededError" ? text("full") : error.message, tone: "bad" } }));
  }

  // `about` outlives the visit itself, should somebody call it off before this is sent.
  async done(said, photo = null) {
    const visit = this.visits.find((each) => each.key === said.visit);
    const about = { account: said.account ?? visit?.account, type: said.visit_type ?? visit?.type };
    await keep({ person: this.person, state: "waiting", photo, about, said: { key: newKey(), at: new Date().toISOString(), device: navigator.userAgent.slice(0, 200), ...said } });
    await this.show();
    this.refresh();
  }

  async begin(form) {
    const customer = this.day.customers.find((each) => each.name === form.elements.name.value.trim());
    if (!customer) throw new Error(text("unknown"));
    const visit = newKey();
    await this.done({ deed: "begin", visit, account: customer.id, visit_type: Number(form.elements.type.value) });
    location.hash = visit;
  }

  async here() {
    if (!this.day.consent) return null;
    await this.say("locating");
    return position();
  }

  async check_in(_button, visit) {
    const at = new Date().toISOString();
    await this.done({ deed: "check_in", visit: visit.key, at, position: await this.here() });
  }

  async check_out(form, visit) {
    const names = missing(visit, facts(visit, this.day).type).map((step) => step.name).join("、");
    if (names) throw new Error(text("missing", { steps: names }));
    const { summary, next_on, next_step } = form.elements, at = new Date().toISOString();
    await this.done({ deed: "check_out", visit: visit.key, at, position: await this.here(), summary: summary.value, next_step: next_step.value, next_on: next_on.value || null });
    location.hash = "";
  }

  async evidence(form, visit) {
    const inputs = [...form.querySelectorAll("[data-label]")], { number, amount, note, photo } = form.elements;
    const answers = inputs.filter((input) => input.value).map((input) => [input.dataset.label, input.value]);
    if (amount?.value) answers.push([text("amount"), amount.value]);
    const picture = photo?.files[0] && (await this.picture(photo.files[0], visit));
    if (photo && !picture) throw new Error(text("broken"));
    await this.done({ deed: "evidence", visit: visit.key, step: Number(form.dataset.step), answers, number: number?.value ?? "", note: note?.value ?? "" }, picture);
  }

  picture(file, visit) {
    const stamp = this.day.rules.stamps && `${facts(visit, this.day).name} · ${new Date().toLocaleString(document.documentElement.lang)}`;
    return drawn(file, stamp).catch(() => { throw new Error(text("broken")); });
  }

  previewed(input) {
    if (input.type !== "file" || !input.files[0]) return;
    const shown = input.form.querySelector("img");
    shown.src = URL.createObjectURL(input.files[0]);
    shown.hidden = false;
  }

  // What was refused for this visit and what followed it is sent anew, as a visit that nobody planned.
  async anew(button) {
    const own = await this.mine(), first = own.find((deed) => deed.order === Number(button.closest("[data-order]").dataset.order));
    const old = first.said.visit, visit = newKey(), { about } = first, { account, type } = about;
    await keep({ person: this.person, state: "waiting", photo: null, about, said: { key: newKey(), deed: "begin", visit, account, visit_type: type, at: first.said.at } });
    for (const deed of own.filter((each) => each.said.visit === old && each.said.deed !== "begin")) {
      const { order, answer, ...rest } = deed;
      await keep({ ...rest, state: "waiting", said: { ...deed.said, key: newKey(), visit } });
      await forget(order);
    }
    await this.show();
    this.refresh();
  }

  async drop(button) {
    await forget(Number(button.closest("[data-order]").dataset.order));
    await this.show();
  }
}

customElements.define("visit-day", VisitDay);
