// A button with data-fill='{"next_on": "2026-12-01"}' fills these fields of its form: a ready text, a day, a choice.
const fill = (form, name, value) => {
  for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
    if (field.type === "radio" || field.type === "checkbox") field.checked = field.value === value;
    else field.value = value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-fill]");
  const form = button?.closest("form");
  if (!form) return;
  for (const [name, value] of Object.entries(JSON.parse(button.dataset.fill))) fill(form, name, value);
});
