// The wall: one dashboard after the other. Arrow keys turn, Space holds, F fills the screen; whoever is not there need do nothing.
class WallPages extends HTMLElement {
  connectedCallback() {
    this.number = 0;
    this.isHeld = false;
    this.addEventListener("click", (event) => this.deed(event.target.closest("[data-wall]")?.dataset.wall));
    addEventListener("keydown", ({ key }) => this.deed({ ArrowLeft: "back", ArrowRight: "on", " ": "hold", f: "full" }[key]));
    this.timer = setInterval(() => this.isHeld || this.turn(1), Number(this.dataset.seconds) * 1000);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  deed(name) {
    if (name === "back") this.turn(-1);
    if (name === "on") this.turn(1);
    if (name === "full") document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
    if (name !== "hold") return;
    this.isHeld = !this.isHeld;
    this.querySelector('[data-wall="hold"]').setAttribute("aria-pressed", this.isHeld);
  }

  turn(step) {
    const pages = [...this.querySelectorAll(".wall-page")];
    if (pages.length < 2) return;
    pages[this.number].hidden = true;
    this.number = (this.number + step + pages.length) % pages.length;
    pages[this.number].hidden = false;
    dispatchEvent(new Event("resize"));
  }
}

customElements.define("wall-pages", WallPages);
