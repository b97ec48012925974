// The score board of a game.

import { h } from "/assets/shell/dom.js";
import { fullTimeText } from "/assets/shell/text.js";
import { longName } from "/assets/live/names.js";
import { kickOff, statusPill } from "/assets/live/statuses.js";

export function board(game, event, book, teams) {
  const name = (side) => longName(teams, game[`${side}_team`]);
  return [
    h(
      "div",
      { class: "row" },
      statusPill(game),
      book.replay && h("span", { class: "pill violet" }, "Replay"),
      book.simulated && h("span", { class: "pill warn" }, "Simulated"),
      h("span", { class: "muted" }, fullTimeText(kickOff(game))),
    ),
    h(
      "div",
      { class: "teams" },
      h("div", {}, h("span", { class: "muted" }, "Away"), h("strong", {}, name("away"))),
      score(game),
      h("div", {}, h("span", { class: "muted" }, "Home"), h("strong", {}, name("home"))),
    ),
    reason(event),
    h("div", { class: "conditions" }, [game.venue, ...conditions(game.weather ?? {})].filter(Boolean).map((text) => h("span", {}, text))),
  ].filter(Boolean);
}

function score({ away_score: away, home_score: home }) {
  const isKnown = away !== null && away !== undefined;
  return h("div", { class: `score${isKnown ? "" : " none"}` }, isKnown ? `${away} – ${home}` : "at");
}

const reason = (event) => event?.status_reason && h("p", { class: "conditions" }, event.status_reason);

function conditions({ temperature, wind_speed: wind, conditions }) {
  const hasFigure = (value) => value !== null && value !== undefined;
  return [
    conditions,
    hasFigure(temperature) && `${Math.round(temperature)} °F (${Math.round(((temperature - 32) * 5) / 9)} °C)`,
    hasFigure(wind) && `Wind ${Math.round(wind)} mph`,
  ].filter(Boolean);
}
