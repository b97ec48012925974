// Games as cards: teams, score or kick-off time, lines, and the pick of the council.

import { h } from "/assets/shell/dom.js";
import { signed } from "/assets/shell/text.js";
import { gameAddress, longName, pickText, shortName } from "./names.js";
import { statusPill } from "./statuses.js";

export function gameCard(game, { teams, replay }) {
  const card = h(
    "a",
    { class: "card game", href: gameAddress(game.game_id, replay), "data-game": game.game_id },
    h("div", { class: "spread" }, statusPill(game), h("span", { class: "muted small" }, game.venue)),
    h("div", {}, side(game, "away", teams), side(game, "home", teams)),
    h("div", { class: "line" }, line(game, teams), total(game), council(game, teams)),
  );
  return card;
}

function side(game, key, teams) {
  const score = game[`${key}_score`];
  const other = game[key === "home" ? "away_score" : "home_score"];
  const isBeaten = game.status === "final" && score < other;
  const name = longName(teams, game[`${key}_team`]);
  return h("div", { class: `side${isBeaten ? " beaten" : ""}` }, h("span", {}, name), h("b", {}, score ?? ""));
}

function line(game, teams) {
  const { spread, favorite, source } = game.vegas_lines ?? {};
  if (spread === null || spread === undefined) return h("span", { "data-line": "spread" }, "No line yet");
  const text = favorite === "PK" ? "Even" : pickText(teams, favorite ?? `${game.home_team} ${signed(spread)}`);
  return h("span", { "data-line": "spread" }, source === "estimate" ? `Estimate: ${text}` : text);
}

function total(game) {
  const points = game.vegas_lines?.total;
  return points ? h("span", { "data-line": "total" }, `${points} points`) : null;
}

function council(game, teams) {
  const pick = game.council_consensus;
  if (!pick?.spread) return null;
  const mark = pick.estimated ? " at the estimate" : "";
  return h("span", {}, `Council${pick.provisional ? " so far" : ""}: ${pickText(teams, pick.spread)}${mark}`);
}

export function nextText(games, teams) {
  const next = games.find((game) => game.status === "scheduled");
  return next ? `Next: ${shortName(teams, next.away_team)} at ${shortName(teams, next.home_team)}` : "";
}
