// Ctrl-K: jump to a page, start something new, or find a record; the server answers the search with a fragment of links.
const PAUSE = 160;

class CommandMenu extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.input = this.querySelector("input");
    this.found = this.querySelector(".command-found");
    this.none = this.querySelector(".command-none");
    this.own = [...this.querySelectorAll(".command-list .command-item")];
    this.input.addEventListener("input", () => this.search());
    this.dialog.addEventListener("keydown", (event) => this.key(event));
    this.dialog.addEventListener("click", (event) => {
      if (event.target === this.dialog) this.dialog.close();
    });
    document.addEventListener("keydown", this);
    document.addEventListener("click", this);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this);
    document.removeEventListener("click", this);
  }

  handleEvent(event) {
    if (event.type === "click" ? event.target.closest("[data-open-command]") : this.isShortcut(event)) {
      event.preventDefault();
      this.open();
    }
  }

  isShortcut(event) {
    return (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
  }

  open() {
    if (this.dialog.open) return this.dialog.close();
    this.input.value = "";
    this.found.replaceChildren();
    this.filter("");
    this.dialog.showModal();
    this.input.focus();
  }

  search() {
    const words = this.input.value.trim();
    this.filter(words);
    clearTimeout(this.timer);
    this.asked?.abort();
    if (words) this.timer = setTimeout(() => this.ask(words), PAUSE);
    else this.found.replaceChildren();
  }

  filter(words) {
    for (const item of this.own) item.hidden = !item.textContent.toLowerCase().includes(words.toLowerCase());
    this.select(0);
  }

  async ask(words) {
    this.asked = new AbortController();
    const address = `${this.dataset.search}?q=${encodeURIComponent(words)}`;
    try {
      const answer = await fetch(address, { headers: { "HX-Request": "true" }, signal: this.asked.signal });
      if (answer.ok) this.found.innerHTML = await answer.text();
    } catch (error) {
      if (error.name !== "AbortError") this.found.replaceChildren();
    }
    this.adopt();
  }

  adopt() {
    for (const link of this.found.querySelectorAll("a")) {
      link.classList.add("command-item");
      link.tabIndex = -1;
    }
    this.select(0);
  }

  get items() {
    return [...this.dialog.querySelectorAll(".command-item:not([hidden])")];
  }

  select(index) {
    const items = this.items;
    this.index = items.length ? (index + items.length) % items.length : 0;
    this.none.hidden = items.length > 0;
    for (const [n, item] of items.entries()) {
      item.id = `command-${n}`;
      item.setAttribute("aria-selected", String(n === this.index));
    }
    if (items.length) this.input.setAttribute("aria-activedescendant", `command-${this.index}`);
    else this.input.removeAttribute("aria-activedescendant");
    items[this.index]?.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      event.preventDefault();
      this.select(this.index + steps[event.key]);
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      this.items[this.index]?.click();
    }
  }
}

customElements.define("command-menu", CommandMenu);
