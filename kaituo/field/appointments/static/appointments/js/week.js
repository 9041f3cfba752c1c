// A week opens where today is: on a phone it is wider than the window.
class WeekFrame extends HTMLElement {
  connectedCallback() {
    requestAnimationFrame(() => {
      const today = this.querySelector("th:has(.is-today)"), hours = this.querySelector(".book-hour");
      if (today) this.scrollLeft = today.offsetLeft - hours.offsetWidth;
    });
  }
}

customElements.define("week-frame", WeekFrame);
