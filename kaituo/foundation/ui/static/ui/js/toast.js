// Messages: from the server by an HX-Trigger header {"toast": {"text": …, "tone": …}}, from Django messages, from failed requests.
const STAY = 6000;

class ToastNote extends HTMLElement {
  connectedCallback() {
    this.querySelector(".toast-close").addEventListener("click", () => this.remove());
    if (this.classList.contains("tone-bad")) return;
    this.wait();
    this.addEventListener("pointerenter", () => clearTimeout(this.timer));
    this.addEventListener("pointerleave", () => this.wait());
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  wait() {
    this.timer = setTimeout(() => this.remove(), STAY);
  }
}

class ToastStack extends HTMLElement {
  connectedCallback() {
    document.body.addEventListener("toast", (event) => this.show(event.detail.text ?? event.detail.value, event.detail.tone));
    document.body.addEventListener("htmx:responseError", (event) => {
      const isSaid = event.detail.xhr.getResponseHeader("HX-Trigger")?.includes('"toast"');
      if (!isSaid) this.show(document.body.dataset.textFailed, "bad");
    });
    document.body.addEventListener("htmx:sendError", () => this.show(document.body.dataset.textOffline, "bad"));
    document.addEventListener("click", (event) => {
      const button = event.target.closest("[data-toast]");
      if (button) this.show(button.dataset.toast, button.dataset.tone);
    });
  }

  show(text, tone = "info") {
    const note = document.getElementById("toast-template").content.firstElementChild.cloneNode(true);
    note.className = `toast-note tone-${tone}`;
    note.setAttribute("role", tone === "bad" ? "alert" : "status");
    note.querySelector(".toast-text").textContent = text;
    this.append(note);
  }
}

customElements.define("toast-note", ToastNote);
customElements.define("toast-stack", ToastStack);
