// Keeps "3 minutes ago" true while the page stays open.
const STEPS = [[60, "second"], [60, "minute"], [24, "hour"], [30, "day"], [12, "month"], [Infinity, "year"]];
const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });

const written = (instant) => {
  let amount = (instant - Date.now()) / 1000;
  for (const [size, unit] of STEPS) {
    if (Math.abs(amount) < size) return words.format(Math.round(amount), unit);
    amount /= size;
  }
};

class RelativeTime extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(() => this.write(), 60_000);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  write() {
    this.textContent = written(new Date(this.getAttribute("datetime")));
  }
}

customElements.define("relative-time", RelativeTime);
