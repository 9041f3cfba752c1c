// A file dropped on the frame goes into its file field.
class FileDrop extends HTMLElement {
  connectedCallback() {
    for (const name of ["dragover", "dragleave", "drop"]) this.addEventListener(name, this);
  }

  handleEvent(event) {
    event.preventDefault();
    this.classList.toggle("is-over", event.type === "dragover");
    if (event.type !== "drop" || !event.dataTransfer.files.length) return;
    const field = this.querySelector("input[type=file]");
    field.files = event.dataTransfer.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

customElements.define("file-drop", FileDrop);
