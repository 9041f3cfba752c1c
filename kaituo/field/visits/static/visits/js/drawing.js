// Fills the page's templates: text into data-fill, addresses into data-fill-href, a tone's class, an icon; lists go into data-slot.
const texts = JSON.parse(document.querySelector("visit-day").dataset.texts);

export const text = (name, words = {}) => Object.entries(words).reduce((said, [key, value]) => said.replace(`%(${key})s`, value), texts[name] ?? name);

export const draw = (name, values = {}, slots = {}) => {
  const made = document.getElementById(`day-${name}`).content.cloneNode(true);
  const each = (mark, put) => made.querySelectorAll(`[data-${mark}]`).forEach((node) => put(node, node.getAttribute(`data-${mark}`)));
  each("fill", (node, key) => { node.textContent = values[key] ?? ""; });
  each("fill-href", (node, key) => { node.href = values[key] ?? "#"; });
  each("fill-tone", (node, key) => { node.classList.add(`tone-${values[key]}`); });
  each("fill-icon", (node, key) => { node.setAttribute("href", `${texts.icons}#${values[key]}`); });
  each("if", (node, key) => { node.hidden = !values[key]; if (node.hidden) node.remove(); });
  each("slot", (node, key) => { node.append(...(slots[key] ?? [])); });
  return made;
};

export const option = (value, label) => new Option(label, value);
