// Adds lines to the form of a parent record: copies the empty line and counts the forms.
class FormLines extends HTMLElement {
  connectedCallback() {
    this.querySelector("[data-add-line]").addEventListener("click", () => this.add());
  }

  add() {
    const total = this.closest("form").elements[`${this.dataset.prefix}-TOTAL_FORMS`];
    const line = this.querySelector("template").content.querySelector("tr").cloneNode(true);
    for (const element of line.querySelectorAll("[name], [id], [for]")) {
      for (const name of ["name", "id", "for"]) {
        if (element.hasAttribute(name)) element.setAttribute(name, element.getAttribute(name).replace("__prefix__", total.value));
      }
    }
    total.value = Number(total.value) + 1;
    this.querySelector("tbody").append(line);
    line.querySelector("input:not([type=hidden]), select").focus();
  }
}

customElements.define("form-lines", FormLines);
