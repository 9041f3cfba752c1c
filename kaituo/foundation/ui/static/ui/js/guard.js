// Asks before leaving a page, or closing the dialog, with a form marked data-guard that has unsaved changes.
const changed = new Set();
const current = () => [...changed].filter((form) => form.isConnected);

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-guard]");
  if (form) changed.add(form);
});
document.addEventListener("submit", (event) => changed.delete(event.target));
document.body.addEventListener("close-dialog", () => changed.clear());
addEventListener("beforeunload", (event) => {
  if (current().length) event.preventDefault();
});
document.getElementById("dialog").addEventListener("cancel", (event) => {
  const inDialog = current().filter((form) => event.target.contains(form));
  if (!inDialog.length) return;
  if (confirm(document.body.dataset.textLeave)) inDialog.forEach((form) => changed.delete(form));
  else event.preventDefault();
});
