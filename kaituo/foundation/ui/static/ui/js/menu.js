// A drop-down: one open at a time, closes on Escape or a click elsewhere, arrow keys walk it, never cut off by a scrolling table.
const EDGE = 8;

class DropMenu extends HTMLElement {
  connectedCallback() {
    this.details = this.querySelector("details");
    this.list = this.querySelector(".menu-list");
    this.summary = this.querySelector("summary");
    this.details?.addEventListener("toggle", () => this.toggled());
    this.addEventListener("keydown", (event) => this.key(event));
    this.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !this.contains(event.relatedTarget)) this.close();
    });
    document.addEventListener("click", this);
    document.addEventListener("scroll", this, { capture: true, passive: true });
  }

  disconnectedCallback() {
    document.removeEventListener("click", this);
    document.removeEventListener("scroll", this, { capture: true });
  }

  handleEvent(event) {
    if (!this.details?.open || (event.type === "click" && this.contains(event.target))) return;
    if (event.type === "scroll" && this.list.contains(event.target)) return;
    this.close();
  }

  toggled() {
    if (this.details.open) this.place();
    else this.list.classList.remove("is-placed");
  }

  place() {
    this.list.classList.add("is-placed");
    const anchor = this.summary.getBoundingClientRect();
    const size = this.list.getBoundingClientRect();
    const left = Math.min(Math.max(EDGE, anchor.right - size.width), innerWidth - size.width - EDGE);
    const isBelow = anchor.bottom + size.height + EDGE < innerHeight || anchor.top < size.height;
    this.list.style.left = `${left}px`;
    this.list.style.top = `${isBelow ? anchor.bottom + 4 : anchor.top - size.height - 4}px`;
  }

  close() {
    if (this.details) this.details.open = false;
  }

  key(event) {
    if (event.key === "Escape" && this.details.open) {
      event.stopPropagation();
      this.close();
      this.summary.focus();
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    this.details.open = true;
    const items = [...this.list.querySelectorAll("a, button, input")];
    const step = event.key === "ArrowDown" ? 1 : -1;
    items[(items.indexOf(document.activeElement) + step + items.length) % items.length]?.focus();
  }
}

customElements.define("drop-menu", DropMenu);
