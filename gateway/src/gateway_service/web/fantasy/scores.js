// The scores of a team: one line per race, and the explanation of one of them with what a correction changed.

import { h, table } from "/assets/shell/dom.js";
import { empty, fill } from "/assets/shell/states.js";
import { signed, words } from "/assets/shell/text.js";
import * as api from "./api.js";
import { pill } from "./weekend.js";

// Lists the scores; the explanation of a chosen one goes to `target`.
export async function scoreList(team, target) {
  const scores = await api.scores(team.id);
  if (!scores.length) return empty("No scores yet", "Your first score comes with the first race after your line-up locked.");
  const explain = (score) => async () => {
    await fill(target, () => explanation(team, score));
    target.scrollIntoView();
    target.focus({ preventScroll: true });
  };
  const columns = [
    { title: "Race", name: true, cell: (one) => [one.race.name.replace(/ Grand Prix$/, ""), " ", pill(one.state)] },
    { title: "Points", number: true, cell: (one) => one.points },
    { title: "Why", cell: (one) => button(one, explain(one)) },
  ];
  return table("My scores", columns, scores.toReversed());
}

function button(score, click) {
  const text = score.corrections ? "What changed?" : "Explain";
  return h("button", { type: "button", "aria-label": `${text} ${score.race.name}`, click }, text);
}

async function explanation(team, score) {
  const found = await api.explain(team.id, score.race.key, score.corrections ? momentBefore(score.published_at) : "");
  return [
    h("h3", {}, `${score.race.name}: ${found.points} points`),
    found.change && changed(found.change),
    found.captain_rule && h("p", {}, found.captain_rule),
    found.lines.length > 0 && table("The points of each driver", LINES, found.lines),
    h("p", { class: "muted small" }, "Computed from ", found.sessions.map(source).join("; "), "."),
  ].filter(Boolean);
}

const LINES = [
  { title: "Driver", name: true, cell: (line) => [line.name, " ", line.multiplier !== "1" && h("span", { class: "pill violet" }, `× ${line.multiplier}`)] },
  { title: "Session", cell: (line) => words(line.session) },
  { title: "Result", cell: (line) => (line.position ? `P${line.position}` : words(line.status)) },
  { title: "Rule", low: true, cell: (line) => line.rule },
  { title: "Points", number: true, low: true, cell: (line) => line.points },
  { title: "Counts", number: true, cell: (line) => line.result },
];

const source = (session) => `${session.session} result, revision ${session.revision} (${session.state}, from ${session.source})`;

// A score that was published at a time is compared with the one that was shown until then.
const momentBefore = (time) => new Date(new Date(time) - 1).toISOString();

const byDifference = (one, other) => Math.abs(other.difference) - Math.abs(one.difference);

function changed(change) {
  const difference = Number(change.difference);
  const rank = change.rank_before && change.rank_after && change.rank_before !== change.rank_after;
  return h(
    "div",
    { class: difference < 0 ? "problem" : "gain" },
    h("strong", {}, `A correction changed your score by ${signed(difference, 2)}`),
    change.points_before !== null && `, from ${change.points_before}. `,
    rank && `Your rank after this race was ${change.rank_before}, it is ${change.rank_after} now. `,
    h("ul", {}, change.lines.toSorted(byDifference).map((line) => h("li", {}, `${line.after.name}, ${line.after.session}: ${signed(Number(line.difference), 2)}. ${line.reason}`))),
  );
}
