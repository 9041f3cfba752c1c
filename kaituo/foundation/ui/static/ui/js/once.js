// A form is sent once: a double click or a second Enter while the answer is on its way does nothing.
const AGAIN = 60_000;
const sent = new WeakSet();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (sent.has(form) || form.classList.contains("htmx-request")) {
    event.preventDefault();
    event.stopImmediatePropagation();
  } else if (!form.matches("[hx-post]")) {
    sent.add(form);
    form.classList.add("is-sent");
    setTimeout(() => release(form), AGAIN);
  }
}, { capture: true });

// An answer that is a file leaves the page as it is; a page brought back from memory may be sent again.
const release = (form) => {
  sent.delete(form);
  form.classList.remove("is-sent");
};
addEventListener("pageshow", () => document.querySelectorAll("form.is-sent").forEach(release));
