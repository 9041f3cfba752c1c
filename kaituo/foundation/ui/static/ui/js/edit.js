// A value that becomes its form in place. The form posts by htmx and its answer replaces this element; Escape puts the value back.
class EditCell extends HTMLElement {
  connectedCallback() {
    this.addEventListener("dblclick", () => this.open());
    this.addEventListener("keydown", (event) => this.key(event));
  }

  key(event) {
    if (event.key === "Escape" && this.shown) {
      event.stopPropagation();
      this.restore();
    } else if (event.key === "Enter" && event.target === this) {
      event.preventDefault();
      this.open();
    }
  }

  async open() {
    if (this.shown) return;
    this.shown = [...this.childNodes];
    this.removeAttribute("role");
    this.classList.add("is-open");
    await window.htmx.ajax("GET", this.getAttribute("href"), { target: this, swap: "innerHTML" });
    const field = this.querySelector("input:not([type=hidden]), select, textarea");
    field?.focus();
    field?.select?.();
  }

  restore() {
    this.replaceChildren(...this.shown);
    this.shown = null;
    this.classList.remove("is-open");
    this.setAttribute("role", "button");
    this.focus();
  }
}

customElements.define("edit-cell", EditCell);
