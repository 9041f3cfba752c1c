// Adds lines to the form of a parent record: shows a spare one, or copies the empty line and counts the forms.
class FormLines extends HTMLElement {
  connectedCallback() {
    this.querySelector("[data-add-line]").addEventListener("click", () => this.add());
  }

  add() {
    const spare = this.querySelector("tr.is-spare");
    if (spare && !spare.checkVisibility()) return this.show(spare);
    const total = this.closest("form").elements[`${this.dataset.prefix}-TOTAL_FORMS`];
    const line = this.querySelector("template").content.querySelector("tr").cloneNode(true);
    for (const element of line.querySelectorAll("[name], [id], [for]")) {
      for (const name of ["name", "id", "for"]) {
        if (element.hasAttribute(name)) element.setAttribute(name, element.getAttribute(name).replace("__prefix__", total.value));
      }
    }
    total.value = Number(total.value) + 1;
    this.querySelector("tbody").append(line);
    this.show(line);
  }

  // On a phone the spare lines of a new form stay out of the way until one is asked for.
  show(line) {
    line.classList.remove("is-spare");
    document.body.dispatchEvent(new CustomEvent("lookup-added", { detail: line }));
    line.querySelector("input:not([type=hidden]), select").focus();
  }
}

customElements.define("form-lines", FormLines);
