// Which columns of a list are shown; the choice stays on this device and survives every htmx swap of the table.
class ColumnChooser extends HTMLElement {
  connectedCallback() {
    this.key = `columns-${this.getAttribute("name")}`;
    this.restore();
    this.addEventListener("change", () => this.keep());
    document.body.addEventListener("htmx:afterSwap", this);
    this.apply();
  }

  disconnectedCallback() {
    document.body.removeEventListener("htmx:afterSwap", this);
  }

  handleEvent() {
    this.apply();
  }

  get boxes() {
    return [...this.querySelectorAll("input[type=checkbox]")];
  }

  restore() {
    const hidden = JSON.parse(localStorage.getItem(this.key) ?? "null");
    if (hidden) for (const box of this.boxes) box.checked = !hidden.includes(box.value);
  }

  keep() {
    const hidden = this.boxes.filter((box) => !box.checked).map((box) => box.value);
    localStorage.setItem(this.key, JSON.stringify(hidden));
    this.apply();
  }

  apply() {
    const table = document.getElementById(this.getAttribute("for"));
    const heads = [...(table?.tHead?.rows[0]?.cells ?? [])];
    for (const box of this.boxes) {
      const index = heads.findIndex((head) => head.dataset.column === box.value);
      if (index >= 0) this.show(table, index, box.checked);
    }
  }

  show(table, index, isShown) {
    for (const row of table.rows) {
      let at = 0;
      for (const cell of row.cells) {
        if (at === index && cell.colSpan === 1) cell.classList.toggle("is-away", !isShown);
        at += cell.colSpan;
      }
    }
  }
}

customElements.define("column-chooser", ColumnChooser);
