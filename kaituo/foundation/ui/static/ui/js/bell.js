// Keeps the number on the bell true while the page stays open: asked for once a minute while somebody looks, and when she comes back to the page.
const EVERY = 60_000;

class BellLink extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(() => this.ask(), EVERY);
    document.addEventListener("visibilitychange", this);
    navigator.serviceWorker?.addEventListener("message", this);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    document.removeEventListener("visibilitychange", this);
    navigator.serviceWorker?.removeEventListener("message", this);
  }

  handleEvent(event) {
    if (event.type !== "message" || event.data?.what === "notice") this.ask();
  }

  async ask() {
    if (document.hidden || !navigator.onLine) return;
    const answer = await fetch(this.getAttribute("src"), { headers: { Accept: "application/json" }, redirect: "error" }).catch(() => null);
    if (answer?.ok) this.show((await answer.json()).count);
  }

  show(count) {
    const link = this.querySelector("a"), before = link.querySelector(".bell-count");
    link.setAttribute("aria-label", this.dataset.words.replace("0", count));
    if (!count) return before?.remove();
    const mark = before ?? link.appendChild(Object.assign(document.createElement("span"), { className: "bell-count" }));
    mark.textContent = count < 100 ? count : "99+";
  }
}

customElements.define("bell-link", BellLink);
