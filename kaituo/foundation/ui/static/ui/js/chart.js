// A chart from the JSON in data-options. The library loads when the first chart comes into view; colours follow the theme; a datum with href opens it.
import { library } from "./library.js";

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

const axis = () => ({
  axisLine: { lineStyle: { color: token("line-strong") } },
  axisTick: { show: false },
  axisLabel: { color: token("ink-3") },
  splitLine: { lineStyle: { color: token("line") } },
});

const themed = (options) => {
  const dressed = (part) => ({ ...axis(), ...part, axisLabel: { ...axis().axisLabel, ...part.axisLabel } });
  const dress = (part) => (Array.isArray(part) ? part.map(dressed) : part && dressed(part));
  return {
    color: ["accent", "good", "warn", "info", "bad"].map(token),
    textStyle: { fontFamily: token("font"), color: token("ink-2") },
    grid: { left: 8, right: 12, top: options.legend ? 36 : 16, bottom: 4, containLabel: true },
    animationDuration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 300,
    ...options,
    legend: options.legend && { textStyle: { color: token("ink-2") }, top: 0, ...options.legend },
    // The rich text of the canvas instead of HTML: its inline styles would be refused by the content policy.
    tooltip: {
      renderMode: "richText", trigger: options.xAxis ? "axis" : "item", backgroundColor: token("surface"), borderColor: token("line"),
      textStyle: { color: token("ink") }, confine: true, ...options.tooltip,
    },
    xAxis: dress(options.xAxis),
    yAxis: dress(options.yAxis),
  };
};

class ChartView extends HTMLElement {
  connectedCallback() {
    this.seen = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) this.start();
    });
    this.seen.observe(this);
  }

  disconnectedCallback() {
    this.seen?.disconnect();
    this.sized?.disconnect();
    this.chart?.dispose();
    document.removeEventListener("theme-changed", this);
  }

  handleEvent() {
    this.draw();
  }

  async start() {
    this.seen.disconnect();
    const echarts = await library(this.dataset.library, "echarts");
    if (!this.isConnected || this.chart) return;
    this.chart = echarts.init(this);
    this.chart.on("click", ({ data }) => data?.href && location.assign(data.href));
    this.draw();
    this.sized = new ResizeObserver(() => this.chart.resize());
    this.sized.observe(this);
    document.addEventListener("theme-changed", this);
  }

  draw() {
    this.chart.setOption(themed(JSON.parse(this.dataset.options)), true);
  }
}

customElements.define("chart-view", ChartView);
