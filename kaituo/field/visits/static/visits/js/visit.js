// One visit on the phone: who is there, what is to be done, and the way in and out.
import { draw, option, text } from "./drawing.js";
import { missing } from "./standing.js";

const TONES = { planned: "info", under_way: "warn", done: "good", missed: "bad" };
const ICONS = { photo: "camera", stock: "package", price: "tag", order: "shopping-cart", receipt: "cash", survey: "clipboard-list" };

export const facts = (visit, day) => {
  const customer = day.customers.find((each) => each.id === visit.account) ?? { name: "?", address: "", people: [], last: "" };
  const type = day.types.find((each) => each.id === visit.type);
  const about = [visit.at, type?.name, customer.class, visit.contact].filter(Boolean).join(" · ");
  return { name: customer.name, address: customer.address, about, what: visit.what, state: text(visit.state), tone: TONES[visit.state], customer, type };
};

const people = (customer) => {
  const listed = customer.people.length ? customer.people : [{ name: customer.name, title: "", phone: customer.phone }];
  return listed.map((one) => draw("person", { ...one, tel: one.phone && `tel:${one.phone.replace(/[^\d+]/g, "")}` }));
};

const field = (label, name, answers) => {
  const made = draw(answers?.length ? "choice" : "field", { label });
  const input = made.querySelector("[data-input]");
  if (answers?.length) input.append(option("", ""), ...answers.map((each) => option(each, each)));
  input.name = name;
  input.id = `field-${crypto.randomUUID()}`;
  made.querySelector("label").htmlFor = input.id;
  return made;
};

const asked = (step) => step.asks.map(({ label, answers }) => {
  const made = field(label, "answer", answers);
  const input = made.querySelector("[data-input]");
  input.dataset.label = label;
  input.required = step.required;
  if (step.kind !== "survey") Object.assign(input, { inputMode: "decimal" });
  return made;
});

const fields = (step) => {
  if (step.kind === "photo") return [draw("photo"), field(text("note"), "note")];
  if (step.kind === "order" || step.kind === "receipt") return [field(text("number"), "number"), field(text("amount"), "amount"), field(text("note"), "note")];
  return asked(step);
};

const stepLine = (step, visit) => {
  const isDone = visit.done.includes(step.id);
  const made = draw("step", {
    name: step.name, icon: ICONS[step.kind], about: text(step.required ? "required" : "optional"), state: text(isDone ? "kept" : "open"), tone: isDone ? "good" : step.required ? "warn" : "neutral",
  }, { fields: fields(step) });
  made.querySelector("form").dataset.step = step.id;
  return made;
};

const deed = (visit, day, type) => {
  if (visit.state === "under_way") {
    const names = missing(visit, type).map((step) => step.name).join("、");
    return draw("work", { missing: names && text("missing", { steps: names }) }, { steps: (type?.steps ?? []).map((step) => stepLine(step, visit)) });
  }
  return visit.state === "done" ? draw("over", { summary: visit.summary }) : draw("in", { hint: text(day.consent ? "hint_on" : "hint_off") });
};

export const drawVisit = (visit, day) => {
  const known = facts(visit, day);
  const noticed = visit.flags.map((flag) => day.flags[flag] ?? flag).join("、");
  const made = draw("visit", { ...known, last: known.customer.last, noticed }, { people: people(known.customer), deed: [deed(visit, day, known.type)] });
  made.querySelector("article").dataset.key = visit.key;
  return made;
};
