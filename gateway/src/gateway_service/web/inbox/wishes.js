// The preferences: what a user is notified about, on which channels and when.

import { h, table } from "/assets/shell/dom.js";

const EMAILS = { off: "No e-mail", digest: "In the digest", at_once: "At once" };
const EVERY = { hourly: "Every hour", daily: "Every day", weekly: "Every week" };
const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

// `save` gets the changes for the API and resolves when they are stored.
export function wishes(known, save) {
  const problem = h("p", { class: "problem", role: "alert", hidden: true });
  const done = h("span", { class: "muted", role: "status" });
  async function submit(event) {
    event.preventDefault();
    problem.hidden = true;
    done.textContent = "";
    try {
      await save(changes(new FormData(event.target), known));
      done.textContent = "Saved";
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
    }
  }
  const button = h("button", { type: "submit", class: "primary" }, "Save");
  return h("form", { submit }, mailbox(known.mailbox), kinds(known.kinds), times(known), problem, h("div", { class: "row" }, button, done));
}

function mailbox(found) {
  if (!found) return h("p", { class: "muted" }, "Where your e-mails go is not known right now.");
  const text = h("p", {}, "E-mails go to ", h("strong", {}, found.address), ".");
  return found.status === "ok" ? text : h("div", {}, text, h("p", { class: "problem" }, `No e-mails are sent there. ${found.recovery}.`));
}

function kinds(all) {
  const columns = [
    { title: "Notification", name: true, cell: (one) => one.about },
    { title: "Inbox", cell: (one) => inbox(one) },
    { title: "E-mail", cell: (one) => (one.security ? (one.email === "off" ? "–" : "Always") : select(`email ${one.kind}`, EMAILS, one.email, `E-mail: ${one.about}`)) },
  ];
  return table("Kinds of notifications", columns, all);
}

const inbox = (one) =>
  one.security ? "Always" : h("input", { type: "checkbox", name: `inbox ${one.kind}`, checked: one.in_app, "aria-label": `Inbox: ${one.about}` });

function times({ timezone, quiet_hours: quiet, digest }) {
  const days = Object.fromEntries(DAYS.map((day) => [day, day[0].toUpperCase() + day.slice(1)]));
  return h(
    "div",
    { class: "grid" },
    field("Time zone", h("input", { name: "timezone", value: timezone, list: "zones", required: true }), zones()),
    h("label", { class: "check" }, h("input", { type: "checkbox", name: "quiet", checked: quiet.enabled }), "Quiet hours"),
    field("Quiet from", h("input", { type: "time", name: "start", value: quiet.start, required: true })),
    field("Quiet until", h("input", { type: "time", name: "end", value: quiet.end, required: true })),
    field("Digest", select("every", EVERY, digest.every)),
    field("Digest at", h("input", { type: "time", name: "at", value: digest.at, required: true })),
    field("Day of a weekly digest", select("weekday", days, digest.weekday)),
  );
}

const field = (label, ...inside) => h("label", {}, label, inside);
const zones = () => h("datalist", { id: "zones" }, (Intl.supportedValuesOf?.("timeZone") ?? []).map((name) => h("option", { value: name })));

function select(name, options, chosen, label) {
  const all = Object.entries(options).map(([value, text]) => h("option", { value, selected: value === chosen }, text));
  return h("select", { name, "aria-label": label }, all);
}

function changes(given, known) {
  const own = known.kinds.filter((one) => !one.security);
  return {
    timezone: given.get("timezone").trim(),
    quiet_hours: { enabled: given.has("quiet"), start: given.get("start"), end: given.get("end") },
    digest: { every: given.get("every"), at: given.get("at"), weekday: given.get("weekday") },
    kinds: own.map(({ kind }) => ({ kind, in_app: given.has(`inbox ${kind}`), email: given.get(`email ${kind}`) })),
  };
}
