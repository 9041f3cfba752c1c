// The menu at the left: folds on wide screens, slides in on narrow ones, remembers which groups are closed.
const FOLDED = "side-folded";

class SideBar extends HTMLElement {
  connectedCallback() {
    document.body.classList.toggle(FOLDED, localStorage.getItem(FOLDED) === "yes");
    this.restoreGroups();
    this.sayFolded();
    document.addEventListener("click", this);
    document.addEventListener("keydown", this);
    this.addEventListener("htmx:afterSwap", this);
  }

  disconnectedCallback() {
    document.removeEventListener("click", this);
    document.removeEventListener("keydown", this);
  }

  handleEvent(event) {
    if (event.type === "htmx:afterSwap") this.restoreGroups();
    else if (event.type === "keydown") {
      if (event.key === "Escape" && this.classList.contains("is-open")) this.open(false);
    } else if (event.target.closest("[data-open-side]")) this.open(true);
    else if (event.target.closest("[data-close-side]")) this.open(false);
    else if (event.target.closest("[data-fold-side]")) this.fold();
  }

  open(isOpen) {
    this.classList.toggle("is-open", isOpen);
    for (const opener of document.querySelectorAll("[data-open-side]")) opener.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) this.querySelector("a")?.focus();
  }

  fold() {
    const isFolded = document.body.classList.toggle(FOLDED);
    localStorage.setItem(FOLDED, isFolded ? "yes" : "no");
    this.sayFolded();
  }

  sayFolded() {
    this.querySelector("[data-fold-side]")?.setAttribute("aria-expanded", String(!document.body.classList.contains(FOLDED)));
  }

  restoreGroups() {
    for (const group of this.querySelectorAll("details[data-key]")) {
      const key = `side-group-${group.dataset.key}`;
      if (localStorage.getItem(key) === "closed" && !group.querySelector("[aria-current]")) group.open = false;
      group.addEventListener("toggle", () => localStorage.setItem(key, group.open ? "open" : "closed"));
    }
  }
}

customElements.define("side-bar", SideBar);
