// Switches push messages on in this browser: asks the person, subscribes at the browser's push service, and tells the house.
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const coded = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const isApple = () => /iPhone|iPad/.test(navigator.userAgent) && !navigator.standalone;

const named = () => {
  const agent = navigator.userAgent, kinds = [[/iPhone/, "iPhone"], [/iPad/, "iPad"], [/Android/, "Android"], [/Windows/, "Windows"], [/Mac OS/, "Mac"], [/Linux/, "Linux"]];
  const browsers = [[/Edg\//, "Edge"], [/MicroMessenger/, "微信"], [/Firefox/, "Firefox"], [/Chrome/, "Chrome"], [/Safari/, "Safari"]];
  const of = (list) => list.find(([pattern]) => pattern.test(agent))?.[1] ?? "";
  return [of(browsers), of(kinds)].filter(Boolean).join(" · ");
};

class PushSwitch extends HTMLElement {
  async connectedCallback() {
    this.button = this.querySelector("button");
    this.button.addEventListener("click", () => this.allow());
    if (!("serviceWorker" in navigator) || !("PushManager" in window)) return this.say(isApple() ? "home" : "unknown");
    if (Notification.permission === "denied") return this.say("blocked");
    const worker = await navigator.serviceWorker.getRegistration("/");
    const kept = await worker?.pushManager.getSubscription(), isOn = kept && (await this.isKnown(kept));
    if (kept && !isOn) await kept.unsubscribe();
    this.say(isOn ? "on" : "off");
    this.button.hidden = Boolean(isOn);
  }

  // Whether the house still sends here: what was switched off elsewhere, or by somebody else, is off here too.
  async isKnown(subscription) {
    const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(subscription.endpoint));
    const written = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return this.dataset.known.split(" ").includes(written);
  }

  say(what) {
    this.querySelector("[role=status]").textContent = this.dataset[`words${what[0].toUpperCase()}${what.slice(1)}`];
  }

  async allow() {
    if ((await Notification.requestPermission()) !== "granted") return this.say("blocked");
    this.button.disabled = true;
    try {
      await navigator.serviceWorker.register("/worker.js", { scope: "/" });
      const worker = await navigator.serviceWorker.ready;
      const made = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(this.dataset.key) });
      await this.tell(made);
    } catch (error) {
      this.button.disabled = false;
      this.say("failed");
    }
  }

  async tell(subscription) {
    const sent = new FormData();
    sent.set("endpoint", subscription.endpoint);
    sent.set("public_key", coded(subscription.getKey("p256dh")));
    sent.set("secret", coded(subscription.getKey("auth")));
    sent.set("name", named());
    const answer = await fetch(this.dataset.allow, { method: "POST", body: sent, headers: { "X-CSRFToken": this.dataset.csrf } });
    if (!answer.ok) throw new Error(answer.status);
    location.reload();
  }
}

customElements.define("push-switch", PushSwitch);
