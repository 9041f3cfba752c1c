// Picking a span of rows with Shift, lean addresses from filters, and one way of choosing a span of days at a time.
let last;

document.addEventListener("click", (event) => {
  const box = event.target.closest("tbody .pick input[type=checkbox]");
  if (!box) return;
  const boxes = [...box.closest("table").querySelectorAll("tbody .pick input[type=checkbox]")];
  const from = boxes.indexOf(last);
  if (event.shiftKey && from >= 0) {
    const to = boxes.indexOf(box);
    for (const each of boxes.slice(Math.min(from, to), Math.max(from, to) + 1)) each.checked = box.checked;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }
  last = box;
});

document.addEventListener("change", (event) => {
  const list = event.target.closest(".filter-list");
  if (!list) return;
  const isRadio = event.target.matches("[type=radio]");
  for (const radio of list.querySelectorAll("[type=radio]")) if (!isRadio) radio.checked = radio.value === "";
  for (const day of list.querySelectorAll("[type=date]")) if (isRadio) day.value = "";
}, { capture: true });

document.body.addEventListener("htmx:configRequest", (event) => {
  const { elt, parameters } = event.detail;
  if (elt.closest("[data-with-address]")) {
    for (const [name, value] of new URLSearchParams(location.search)) parameters.append(name, value);
  }
  if (!elt.closest("form[data-lean]")) return;
  for (const name of new Set([...parameters.keys()])) {
    const values = parameters.getAll(name).filter((value) => value !== "");
    parameters.delete(name);
    for (const value of values) parameters.append(name, value);
  }
});
