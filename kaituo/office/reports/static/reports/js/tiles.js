// Arranging the tiles of a dashboard: by drag, by their buttons, by the arrow keys; every change is sent at once, the newest state wins.
import { library } from "../../ui/js/library.js";

const KEYS = { ArrowLeft: ["back", "narrower"], ArrowRight: ["on", "wider"], ArrowUp: ["back", "lower"], ArrowDown: ["on", "higher"], Delete: ["away", "away"] };

class TileGrid extends HTMLElement {
  async connectedCallback() {
    this.addEventListener("click", (event) => {
      const button = event.target.closest("[data-step]");
      if (button) this.step(button.closest(".tile"), button.dataset.step, button);
    });
    this.addEventListener("keydown", (event) => this.key(event));
    const Sortable = await library(this.dataset.library, "Sortable");
    this.sortable = Sortable.create(this, {
      draggable: ".tile", handle: "h2", delay: 150, delayOnTouchOnly: true,
      animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
      onEnd: ({ oldIndex, newIndex }) => oldIndex !== newIndex && this.send(),
    });
  }

  disconnectedCallback() {
    this.sortable?.destroy();
  }

  key(event) {
    if (!event.target.matches(".tile") || !KEYS[event.key] || (event.key === "Delete") !== (event.key === "Delete" && !event.ctrlKey)) return;
    event.preventDefault();
    this.step(event.target, KEYS[event.key][event.shiftKey ? 1 : 0], event.target);
  }

  step(tile, step, focus) {
    const beside = { back: tile.previousElementSibling, on: tile.nextElementSibling }[step];
    if (step === "back" && beside) beside.before(tile);
    if (step === "on" && beside) beside.after(tile);
    if (step === "narrower" || step === "wider") this.resize(tile, "width", step === "wider" ? 1 : -1, Number(this.dataset.widest));
    if (step === "lower" || step === "higher") this.resize(tile, "height", step === "higher" ? 1 : -1, Number(this.dataset.highest));
    const next = tile.nextElementSibling ?? tile.previousElementSibling;
    if (step === "away") tile.remove();
    (step === "away" ? next : focus)?.focus();
    this.send();
  }

  resize(tile, side, by, most) {
    const now = Math.min(Math.max(Number(tile.dataset[side]) + by, 1), most);
    tile.classList.remove(`tile-${side[0]}${tile.dataset[side]}`);
    tile.dataset[side] = now;
    tile.classList.add(`tile-${side[0]}${now}`);
  }

  async send() {
    const tiles = [...this.querySelectorAll(".tile")];
    const body = new URLSearchParams(tiles.flatMap(({ dataset }) => [["tile", dataset.key], ["size", `${dataset.key}:${dataset.width}:${dataset.height}`]]));
    const headers = { ...JSON.parse(document.body.getAttribute("hx-headers")), "HX-Request": "true" };
    const say = (detail) => document.body.dispatchEvent(new CustomEvent("toast", { detail }));
    try {
      const answer = await fetch(this.dataset.send, { method: "POST", body, headers });
      if (!answer.ok) say({ text: document.body.dataset.textFailed, tone: "bad" });
    } catch {
      say({ text: document.body.dataset.textOffline, tone: "bad" });
    }
  }
}

customElements.define("tile-grid", TileGrid);
