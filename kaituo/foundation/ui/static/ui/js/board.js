// Moving cards between columns by pointer, or with Ctrl and an arrow key; where people order the cards, also up and down. The server decides: a refused move goes back where it was.
import { library } from "./library.js";

class BoardList extends HTMLElement {
  async connectedCallback() {
    if (!this.dataset.drop) return;
    this.addEventListener("keydown", (event) => this.key(event));
    const Sortable = await library(this.dataset.library, "Sortable");
    this.sortable = Sortable.create(this, {
      group: this.closest(".board").id || "board",
      draggable: ".board-card",
      animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
      delay: 150,
      delayOnTouchOnly: true,
      onStart: ({ item }) => { item.nextBefore = item.nextElementSibling; },
      onEnd: ({ item, from, to, oldIndex, newIndex }) => (from !== to || (this.isOrdered && oldIndex !== newIndex)) && this.send(item, from, to),
    });
  }

  get isOrdered() {
    return "ordered" in this.dataset;
  }

  disconnectedCallback() {
    this.sortable?.destroy();
  }

  key(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const card = event.target.closest(".board-card");
    if (card && event.ctrlKey && this.isOrdered) this.climb(event, card);
    if (!step || !card || !event.ctrlKey) return;
    event.preventDefault();
    const lists = [...this.closest(".board").querySelectorAll("board-list")];
    const to = lists[lists.indexOf(this) + step];
    if (!to) return;
    card.nextBefore = card.nextElementSibling;
    to.prepend(card);
    card.focus();
    this.send(card, this, to);
  }

  climb(event, card) {
    const beside = { ArrowUp: card.previousElementSibling, ArrowDown: card.nextElementSibling }[event.key];
    if (!beside?.matches(".board-card")) return;
    event.preventDefault();
    card.nextBefore = card.nextElementSibling;
    event.key === "ArrowUp" ? beside.before(card) : beside.after(card);
    card.focus();
    this.send(card, this, this);
  }

  async send(card, from, to) {
    const back = () => from.insertBefore(card, card.nextBefore?.parentNode === from ? card.nextBefore : null);
    const body = new URLSearchParams({ key: card.dataset.key, column: to.dataset.column, after: card.previousElementSibling?.dataset.key ?? "" });
    const headers = { ...JSON.parse(document.body.getAttribute("hx-headers")), "HX-Request": "true" };
    try {
      const answer = await fetch(to.dataset.drop, { method: "POST", body, headers });
      this.tell(answer);
      if (!answer.ok) back();
    } catch {
      back();
      this.say({ text: document.body.dataset.textOffline, tone: "bad" });
    }
  }

  tell(answer) {
    const trigger = answer.headers.get("HX-Trigger");
    const events = trigger?.startsWith("{") ? JSON.parse(trigger) : {};
    if (!answer.ok && !events.toast) events.toast = { text: document.body.dataset.textFailed, tone: "bad" };
    for (const [name, detail] of Object.entries(events)) document.body.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }

  say(detail) {
    document.body.dispatchEvent(new CustomEvent("toast", { detail }));
  }
}

customElements.define("board-list", BoardList);
