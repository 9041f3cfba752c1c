// A select whose choices are too many to list: searches on the server while one types. Without the library it stays a plain select.
import { library } from "../../ui/js/library.js";

const address = document.querySelector("script[data-tom-select]").dataset.tomSelect;

const find = async (select, text, done) => {
  const address = select.dataset.lookupUrl ?? `/lookup/${select.dataset.lookup}/`;
  const chosen = select.dataset.lookupSteps ? `&chosen=${encodeURIComponent(select.value)}` : "";
  const answer = await fetch(`${address}?q=${encodeURIComponent(text)}${chosen}`, { headers: { Accept: "application/json" } });
  done(answer.ok ? (await answer.json()).results : []);
};

const dress = async (select) => {
  if (select.tomselect || select.dataset.dressed) return;
  select.dataset.dressed = "yes";
  const TomSelect = await library(address, "TomSelect");
  const dressed = new TomSelect(select, {
    valueField: "value",
    labelField: "text",
    searchField: [],
    preload: "focus",
    maxOptions: 50,
    plugins: select.multiple ? ["remove_button"] : [],
    load: (text, done) => { find(select, text, done).catch(() => done([])); },
    // A choice of steps (province, city, county) offers what lies below as soon as one is chosen.
    onItemAdd() {
      if (!select.dataset.lookupSteps) return;
      this.clearOptions((option) => this.items.includes(option.value));
      this.load("");
    },
    onType() { this.clearOptions((option) => this.items.includes(option.value)); },
  });
  // The library refuses what is pasted while something is chosen, even if that is only the empty choice.
  dressed.wrapper.addEventListener("paste", (event) => event.stopPropagation(), true);
};

// What is folded away is dressed when it is opened.
const dressAll = (root) => {
  for (const select of root.querySelectorAll("select[data-lookup]")) if (!select.closest("details:not([open])")) dress(select);
};

dressAll(document);
document.addEventListener("toggle", (event) => { if (event.target.open) dressAll(event.target); }, true);
document.body.addEventListener("htmx:afterSwap", (event) => dressAll(event.detail.target));
document.body.addEventListener("lookup-added", (event) => dressAll(event.detail));
