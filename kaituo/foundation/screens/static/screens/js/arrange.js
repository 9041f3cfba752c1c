// The order of columns in their dialog: each line moves up or down by its buttons, and keeps the focus.
class SortList extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const button = event.target.closest("[data-step]");
      if (button) this.move(button.closest(".sort-item"), Number(button.dataset.step), button);
    });
  }

  move(item, step, button) {
    const other = step < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    if (step < 0) other.before(item);
    else other.after(item);
    button.focus();
  }
}

customElements.define("sort-list", SortList);
