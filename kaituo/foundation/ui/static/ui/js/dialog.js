// Anything htmx puts into #dialog opens it; the server closes it with the HX-Trigger "close-dialog", a person with Esc or a button.
const dialog = document.getElementById("dialog");

const close = () => {
  if (dialog.open) dialog.close();
};

document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target !== dialog) return;
  if (!dialog.textContent.trim()) close();
  else if (!dialog.open) dialog.showModal();
  const wrong = dialog.querySelector(".is-wrong :is(input, select, textarea)");
  (wrong ?? dialog.querySelector("[autofocus], .dialog-body :is(input:not([type=hidden]), select, textarea)"))?.focus();
});
document.body.addEventListener("close-dialog", close);
dialog.addEventListener("click", (event) => {
  if (event.target.closest("[data-close-dialog]")) close();
});
dialog.addEventListener("close", () => dialog.replaceChildren());
