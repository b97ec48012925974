// The scores of a team: a line per race, and the explanation of one of them with what a correction changed.

import { h, table } from "/assets/shell/dom.js";
import { empty, fill } from "/assets/shell/states.js";
import { fullTimeText, plural, words } from "/assets/shell/text.js";
import * as api from "./api.js";
import { difference, points } from "./numbers.js";
import { pill } from "./weekend.js";

const RECENT = 5;

// Lists the races for which a team had a line-up: the last ones and those that were corrected, all of them when asked.
// The explanation of a chosen one goes to `target`.
export function scoreList(team, { data, metadata }, target) {
  const shown = data.filter((score) => score.had_lineup);
  const idle = data.length - shown.length;
  if (!shown.length) return empty("No scores yet", "The first score comes with the first race after a line-up locked.");
  const choose = (score) => () => turnTo(team, score, target);
  const columns = [
    { title: "Race", name: true, cell: (one) => [one.race.name.replace(/ Grand Prix$/, ""), " ", pill(one.state)] },
    { title: "Points", number: true, cell: (one) => [points(one.points), one.corrected_by !== "0" && h("span", { class: `small by ${tone(one.corrected_by)}` }, ` (${difference(one.corrected_by)})`)] },
    { title: "Why", cell: (one) => button(one, choose(one)) },
  ];
  const newest = shown.toReversed();
  const few = newest.filter((one, at) => at < RECENT || one.corrections);
  const listed = (scores) => table(`Scores of ${team.name}`, columns, scores);
  const list = h("div", { class: "stack" }, listed(few));
  const showAll = () => {
    list.replaceChildren(listed(newest));
    list.querySelectorAll("tbody button")[few.length]?.focus();
  };
  if (few.length < newest.length) list.append(h("div", {}, h("button", { type: "button", click: showAll }, `Show all ${newest.length} races`)));
  const without = idle > 0 && ` There was no line-up, and so no points, in ${plural(idle, "other race")}.`;
  return [h("p", { class: "muted" }, `${points(metadata.total)} points in ${plural(shown.length, "race")}.`, without), list];
}

const tone = (text) => (Number(text) < 0 ? "down" : "up");

function button(score, click) {
  const text = score.corrections ? "What changed?" : "Explain";
  return h("button", { type: "button", "aria-label": `${text} ${score.race.name}`, click }, text);
}

// Explains a score, and brings the reader there.
export async function turnTo(team, score, target) {
  await explain(team, score, target);
  target.scrollIntoView();
  target.focus({ preventScroll: true });
}

// Explains a score, by default the newest one, compared with the one that was shown before its last correction.
export function explain(team, score, target, { asOf = "", until = score.published_at, left = score.corrections } = {}) {
  return fill(target, async () => {
    const found = await api.explain(team.id, score.race.key, { as_of: asOf, compare_to: left ? justBefore(until) : "" });
    const before = found.change?.before_published_at;
    const turn = (text, step) => h("button", { type: "button", click: () => explain(team, score, target, step) }, text);
    return [
      h("h3", {}, `${score.race.name}: ${points(found.points)} points`, asOf && ` as of ${fullTimeText(asOf)}`),
      found.change && changed(found.change, found.published_at),
      h("div", { class: "row" }, left > 1 && before && turn("The change before that", { asOf: before, until: before, left: left - 1 }), asOf && turn("The newest change")),
      found.captain_rule && h("p", {}, `${found.captain_rule}.`),
      found.lines.length > 0 && table("The points of each driver", LINES, found.lines),
      h("p", { class: "muted small" }, "Computed from ", found.sessions.map(source).join("; "), "."),
    ].filter(Boolean);
  });
}

const LINES = [
  { title: "Driver", name: true, cell: (line) => [line.name, h("span", { class: "muted small" }, ` ${line.session} `), line.multiplier !== "1" && h("span", { class: "pill violet" }, `× ${line.multiplier}`)] },
  { title: "Result", cell: (line) => (line.position ? `P${line.position}` : words(line.status)) },
  { title: "Rule", low: true, cell: (line) => line.rule },
  { title: "Points", number: true, low: true, cell: (line) => points(line.points) },
  { title: "Counts", number: true, cell: (line) => points(line.result) },
];

const source = (session) => `${session.session} result, revision ${session.revision} (${session.state}, from ${session.source})`;
const justBefore = (time) => new Date(new Date(time) - 1).toISOString();
const byDifference = (one, other) => Math.abs(other.difference) - Math.abs(one.difference);

function changed(change, at) {
  const lines = change.lines.filter((line) => line.difference !== "0").toSorted(byDifference);
  const what = change.lines.some((line) => !line.before) ? "A new result" : "A correction";
  const sum = change.difference === "0" ? `${what} left the score as it was` : `${what} changed the score by ${difference(change.difference)}`;
  return h(
    "div",
    { class: Number(change.difference) < 0 ? "problem" : "gain" },
    h("p", {}, h("strong", {}, sum), change.points_before !== null && `, before it was ${points(change.points_before)}`, `. ${fullTimeText(at)}.`),
    ranks(change) && h("p", {}, ranks(change)),
    lines.length > 0 && h("ul", {}, lines.map((line) => h("li", {}, h("strong", {}, `${difference(line.difference)} ${line.after.name}`), `, ${line.after.session}: ${line.reason}.`))),
  );
}

function ranks({ rank_before: before, rank_after: after }) {
  if (before === null || after === null) return "";
  return before === after ? `Rank after this race: ${after}, as before.` : `Rank after this race: ${before} before, ${after} now.`;
}
