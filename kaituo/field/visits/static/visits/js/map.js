// Points on the packaged outlines of China and the world. No tile is asked for anywhere; it works without a network.
import { library } from "../../ui/js/library.js";

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const isInChina = ([x, y]) => x > 73 && x < 136 && y > 3 && y < 54;
const SMALL_DEGREES = 6;

const bounds = (points) => {
  const xs = points.map((point) => point[0]), ys = points.map((point) => point[1]);
  return { west: Math.min(...xs), east: Math.max(...xs), south: Math.min(...ys), north: Math.max(...ys) };
};

class VisitMap extends HTMLElement {
  async connectedCallback() {
    this.pins = JSON.parse(this.dataset.pins);
    this.points = Object.values(this.pins).flat().map((pin) => pin.point);
    const echarts = await library(this.dataset.library, "echarts");
    const name = this.kind();
    if (!echarts.getMap(name)) echarts.registerMap(name, await (await fetch(this.dataset[name])).json());
    if (!this.isConnected) return;
    this.chart = echarts.init(this);
    this.chart.on("click", ({ data }) => data?.href && location.assign(data.href));
    this.draw(name);
    this.sized = new ResizeObserver(() => this.chart.resize());
    this.sized.observe(this);
    this.redraw = () => this.draw(name);
    document.addEventListener("theme-changed", this.redraw);
  }

  disconnectedCallback() {
    this.sized?.disconnect();
    this.chart?.dispose();
    document.removeEventListener("theme-changed", this.redraw);
  }

  // The whole country in provinces; with city borders where the points lie close together; the world where one is abroad.
  kind() {
    if (!this.points.every(isInChina)) return "world";
    const { west, east, south, north } = bounds(this.points.length ? this.points : [[73, 18], [135, 53]]);
    return Math.max(east - west, north - south) < SMALL_DEGREES ? "cities" : "china";
  }

  view(name) {
    if (name !== "cities" || !this.points.length) return {};
    const { west, east, south, north } = bounds(this.points), wide = Math.max(east - west, north - south, 0.6);
    return { center: [(west + east) / 2, (south + north) / 2], zoom: Math.min(60, 45 / (wide * 1.6)) };
  }

  draw(name) {
    const route = this.pins.route ?? [];
    this.chart.setOption({
      animation: false,
      tooltip: { renderMode: "richText", confine: true, backgroundColor: token("surface"), borderColor: token("line"), textStyle: { color: token("ink") } },
      geo: {
        map: name, roam: true, ...this.view(name), scaleLimit: { min: 0.8, max: 200 }, silent: true,
        itemStyle: { areaColor: token("surface-2"), borderColor: token("line-strong") }, emphasis: { disabled: true }, label: { show: false },
      },
      series: [this.lines(route), this.scatter("others", token("accent"), 9), this.scatter("late", token("bad"), 11), this.scatter("route", token("accent"), 24)],
    }, true);
  }

  lines(route) {
    const legs = route.slice(1).map((pin, at) => ({ coords: [route[at].point, pin.point] }));
    return { type: "lines", coordinateSystem: "geo", data: legs, silent: true, lineStyle: { color: token("accent"), width: 2, opacity: 0.7, curveness: 0 } };
  }

  scatter(name, color, size) {
    const data = (this.pins[name] ?? []).map((pin) => ({ name: pin.name, value: pin.point, href: pin.href, itemStyle: { opacity: pin.exact || name === "route" ? 0.95 : 0.55 }, label: { show: Boolean(pin.label), formatter: pin.label, color: token("on-accent"), fontWeight: 600 } }));
    return { type: "scatter", coordinateSystem: "geo", name: this.dataset[`text${name[0].toUpperCase()}${name.slice(1)}`], data, symbolSize: size, itemStyle: { color }, tooltip: { formatter: "{b}" }, z: 3 };
  }
}

customElements.define("visit-map", VisitMap);
