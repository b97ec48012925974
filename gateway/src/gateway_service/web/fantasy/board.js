// A leaderboard: the page that was asked for, and the row of whoever reads it.

import { h, table } from "/assets/shell/dom.js";
import { empty } from "/assets/shell/states.js";
import { timeText } from "/assets/shell/text.js";
import { points } from "./numbers.js";
import { simulated } from "./team.js";
import { pill } from "./weekend.js";

const columns = (named) => [
  { title: "Rank", number: true, cell: (row) => row.rank ?? "–" },
  { title: "Move", cell: (row) => move(row.movement) },
  { title: "Team", name: true, cell: (row) => [named(row), h("span", { class: "muted small" }, ` ${row.username}`)] },
  { title: "Race", number: true, cell: (row) => points(row.race_points) },
  { title: "Best race", number: true, low: true, cell: (row) => points(row.best_race) },
  { title: "Total", number: true, cell: (row) => points(row.total) },
];

function move(places) {
  if (!places) return h("span", { class: "muted" }, places === 0 ? [h("span", { "aria-hidden": "true" }, "="), h("span", { class: "hidden-text" }, "same rank")] : "new");
  const [sign, word] = places > 0 ? ["▲", "up"] : ["▼", "down"];
  return h("span", { class: word }, h("span", { "aria-hidden": "true" }, sign), ` ${Math.abs(places)}`, h("span", { class: "hidden-text" }, ` ${word}`));
}

// `named` shows the name of a row's team.
export function board(rows, { own, race, published_at: at, simulated: isSimulated }, named) {
  if (!rows.length) return empty("No scores yet", "The board fills with the first race result.");
  const isShown = own && rows.some((row) => row.team_id === own.team_id);
  const shown = own && !isShown ? [...rows, own] : rows;
  const caption = race ? `After the ${race.name}` : "Leaderboard";
  return [
    race && h("p", { class: "row muted" }, caption, pill(race.state), isSimulated && simulated(), at && h("span", { class: "small" }, `published ${timeText(at)}`)),
    table(caption, columns(named), shown, (row) => ({ class: row.own && "own" })),
  ].filter(Boolean);
}
