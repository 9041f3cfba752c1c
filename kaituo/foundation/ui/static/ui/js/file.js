// A file field that speaks the reader's language: the browser's own is hidden, its label is the button, the chosen name stands beside.
class FileField extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("input[type=file]");
    this.named = this.querySelector("output");
    this.none = this.named.textContent;
    this.field.addEventListener("change", () => this.say());
    this.field.form?.addEventListener("reset", () => setTimeout(() => this.say()));
  }

  say() {
    this.named.textContent = [...this.field.files].map((file) => file.name).join(", ") || this.none;
  }
}

customElements.define("file-field", FileField);
