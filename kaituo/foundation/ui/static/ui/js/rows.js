// A list by keyboard: j and k walk the rows, Enter opens, x picks; one box picks all. Tells the page how many are picked.
const isTyping = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], dialog");
const rowsOf = (table) => [...table.querySelectorAll("tbody tr[data-href]")];
const boxOf = (row) => row.querySelector(".pick input[type=checkbox]");

const walk = (table, step) => {
  const rows = rowsOf(table);
  const here = rows.findIndex((row) => row.classList.contains("is-here"));
  const next = rows[Math.min(Math.max(here + step, 0), rows.length - 1)];
  rows[here]?.classList.remove("is-here");
  next?.classList.add("is-here");
  next?.scrollIntoView({ block: "nearest" });
  next?.querySelector("a")?.focus({ preventScroll: true });
};

const announce = (table) => {
  const picked = rowsOf(table).filter((row) => boxOf(row)?.checked);
  for (const row of rowsOf(table)) row.classList.toggle("is-picked", Boolean(boxOf(row)?.checked));
  const scope = table.closest("form, .card") ?? document;
  for (const bar of scope.querySelectorAll(".bulk-row")) bar.classList.toggle("is-shown", picked.length > 0);
  for (const count of scope.querySelectorAll("[data-picked-count]")) count.textContent = picked.length;
};

const pick = (table, row) => {
  const box = row && boxOf(row);
  if (!box) return;
  box.checked = !box.checked;
  announce(table);
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const table = event.target.closest(".grid") ?? document.querySelector(".grid");
  if (!table) return;
  const here = table.querySelector("tr.is-here");
  if (event.key === "j") walk(table, 1);
  else if (event.key === "k") walk(table, -1);
  else if (event.key === "x") pick(table, here);
  else if (event.key === "Enter" && here && event.target === document.body) location.assign(here.dataset.href);
});

document.addEventListener("change", (event) => {
  const table = event.target.closest(".grid");
  if (!table || !event.target.closest(".pick")) return;
  if (event.target.matches("[data-pick-all]")) {
    for (const row of rowsOf(table)) if (boxOf(row)) boxOf(row).checked = event.target.checked;
  }
  announce(table);
});

document.addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-href]");
  if (!row || event.target.closest("a, button, input, label, select, summary, edit-cell, drop-menu")) return;
  if (getSelection().toString()) return;
  if (event.ctrlKey || event.metaKey) open(row.dataset.href, "_blank", "noopener");
  else location.assign(row.dataset.href);
});
