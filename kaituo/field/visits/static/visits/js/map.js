// Points on the packaged outlines of China and the world. No tile is asked for anywhere; it works without a network.
import { library } from "../../ui/js/library.js";

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const isInChina = ([x, y]) => x > 73 && x < 136 && y > 3 && y < 54;
const SMALL_DEGREES = 6, AROUND = 1.2;

const bounds = (points) => {
  const xs = points.map((point) => point[0]), ys = points.map((point) => point[1]);
  return { west: Math.min(...xs), east: Math.max(...xs), south: Math.min(...ys), north: Math.max(...ys) };
};

class VisitMap extends HTMLElement {
  // Drawn when it comes near the window: a map below the list costs a slow phone seconds that nobody may want.
  connectedCallback() {
    this.pins = JSON.parse(this.dataset.pins);
    this.points = Object.values(this.pins).flat().map((pin) => pin.point);
    this.near = new IntersectionObserver(([entry]) => entry.isIntersecting && this.begin(), { rootMargin: "200px" });
    this.near.observe(this);
  }

  async begin() {
    this.near.disconnect();
    const echarts = await library(this.dataset.library, "echarts");
    const name = this.kind();
    echarts.registerMap(name, this.nearby(name, await (await fetch(this.dataset[name])).json()));
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
    this.near.disconnect();
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

  // The box to be seen, with room at its edges; everything where the whole country or the world is shown.
  box(name, around) {
    if (name !== "cities" || !this.points.length) return null;
    const { west, east, south, north } = bounds(this.points), room = Math.max(east - west, north - south, 1) * around;
    return { west: west - room, east: east + room, south: south - room, north: north + room };
  }

  // Of hundreds of cities those whose middle lies about the points: the others would only be drawn out of sight.
  nearby(name, map) {
    const box = this.box(name, AROUND);
    if (!box) return map;
    const lies = ({ properties: { cp: [x, y] } }) => x > box.west && x < box.east && y > box.south && y < box.north;
    return { ...map, features: map.features.filter(lies) };
  }

  view(name) {
    const box = this.box(name, 0.3);
    return box ? { boundingCoords: [[box.west, box.north], [box.east, box.south]] } : {};
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
