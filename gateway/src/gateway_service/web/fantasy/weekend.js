// A race weekend: when line-ups lock, and the state of each session.

import { h } from "/assets/shell/dom.js";
import { words } from "/assets/shell/text.js";
import { bothTimes, countdown } from "./times.js";

const LOOKS = { provisional: "warn", verified: "good", official: "good", corrected: "violet", awaiting: "accent", cancelled: "bad", postponed: "bad", abandoned: "bad" };
const MEANS = {
  provisional: "Provisional: it counts, and may change.",
  verified: "Verified: it was checked once or twice more.",
  corrected: "Corrected: positions, statuses or points changed later.",
  awaiting: "Waiting for a result.",
  abandoned: "No result came within two days; it is looked for once a day.",
};

export const pill = (state) => h("span", { class: `pill ${LOOKS[state] ?? ""}`, title: MEANS[state] ?? "" }, words(state));

// Shows a weekend. `over` is called when its lock passes while it is shown.
export function weekend(race, over) {
  const isOff = race.status !== "scheduled";
  return [
    h("p", { class: "row" }, h("strong", {}, `${race.name}, round ${race.round}`), h("span", { class: "muted" }, [race.circuit, race.country].filter(Boolean).join(", ")), isOff && pill(race.status)),
    isOff && race.reason && h("p", { class: "problem" }, race.reason),
    lock(race, over),
    h("ul", { class: "sessions", "aria-label": "Sessions" }, race.sessions.map((session) => h("li", {}, h("strong", {}, words(session.kind)), bothTimes(session.starts_at, session.hour_known), pill(session.state)))),
  ].filter(Boolean);
}

function lock(race, over) {
  if (race.locked) return h("p", {}, "Line-ups were locked at ", bothTimes(race.locks_at), ".");
  if (race.status === "cancelled") return h("p", {}, "Line-ups stay as they are for the next race.");
  return h("p", { class: "row" }, h("span", {}, "Line-ups lock in"), countdown(race.locks_at, over), bothTimes(race.locks_at));
}
