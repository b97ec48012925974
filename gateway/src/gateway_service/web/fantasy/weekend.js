// A race weekend: when line-ups lock, and the state of each session with the checks of its result.

import { h, table } from "/assets/shell/dom.js";
import { words } from "/assets/shell/text.js";
import { bothTimes, countdown } from "./times.js";

const CHECKS = 3;
const LOOKS = { provisional: "warn", verified: "good", official: "good", corrected: "violet", awaiting: "accent", cancelled: "bad", postponed: "bad", abandoned: "bad" };
const MEANS = {
  provisional: "It counts, and may change.",
  corrected: "Positions, statuses or points changed later.",
  awaiting: "Waiting for a result.",
  abandoned: "No result came within two days; it is looked for once a day.",
};
const CHECKED = ["provisional", "verified", "official", "corrected"];

export const pill = (state) => h("span", { class: `pill ${LOOKS[state] ?? ""}` }, words(state));

// Shows a weekend. `over` is called when its lock passes while it is shown.
export function weekend(race, over) {
  const isOff = race.status !== "scheduled";
  return [
    h("p", { class: "row" }, h("strong", {}, `${race.name}, round ${race.round}`), h("span", { class: "muted" }, [race.circuit, race.country].filter(Boolean).join(", ")), isOff && pill(race.status)),
    isOff && race.reason && h("p", { class: "problem" }, race.reason),
    lock(race, over),
    table("Sessions", COLUMNS, race.sessions),
  ].filter(Boolean);
}

const COLUMNS = [
  { title: "Session", name: true, cell: (session) => words(session.kind) },
  { title: "Starts", cell: (session) => bothTimes(session.starts_at, session.hour_known) },
  { title: "State", cell: (session) => [pill(session.state), ...notes(session).map((note) => h("span", { class: "muted small note" }, note))] },
];

// What a state means, how often the result was verified, and when it is looked at next.
function notes(session) {
  const givesPoints = session.kind === "race" || session.kind === "sprint";
  const isChecked = givesPoints && CHECKED.includes(session.state);
  const next = session.next_check_at && ["Next check ", bothTimes(session.next_check_at)];
  return [isChecked && `Verified ${session.checks_done} of ${CHECKS}.`, givesPoints && MEANS[session.state], next].filter(Boolean);
}

function lock(race, over) {
  if (race.locked) return h("p", {}, "Line-ups were locked at ", bothTimes(race.locks_at), ".");
  if (race.status === "cancelled") return h("p", {}, "Line-ups stay as they are for the next race.");
  return h("p", { class: "row" }, h("span", {}, "Line-ups lock in"), countdown(race.locks_at, over), bothTimes(race.locks_at));
}
