// The statuses of a game in words, and what counts as happening now.

import { h } from "/assets/shell/dom.js";
import { clockText, dayText, words } from "/assets/shell/text.js";

const KINDS = {
  in_progress: ["In play", "live"],
  live: ["In play", "live"],
  final: ["Final", ""],
  awaiting_result: ["Waiting for the result", "warn"],
  postponed: ["Postponed", "warn"],
  cancelled: ["Cancelled", "bad"],
};
const ORDER = ["in_progress", "live", "awaiting_result", "scheduled", "postponed", "final", "cancelled"];
const SOON_MS = 30 * 60_000;

export const isOn = (game) => game.status === "in_progress" || game.status === "live";
export const kickOff = (game) => game.game_time ?? game.scheduled_at;

export function statusPill(game) {
  if (game.status === "scheduled") return h("span", { class: "pill accent" }, `${dayText(kickOff(game))}, ${clockText(kickOff(game))}`);
  const [text, kind] = KINDS[game.status] ?? [words(game.status), ""];
  return h("span", { class: `pill ${kind}` }, text);
}

// Running games first, then what waits for a result, then what comes, then what is over.
export const byUrgency = (a, b) =>
  ORDER.indexOf(a.status) - ORDER.indexOf(b.status) || kickOff(a).localeCompare(kickOff(b));

// Whether somebody who watches sees something happen soon.
export const isLively = (games, now) =>
  games.some((game) => isOn(game) || (game.status === "scheduled" && Math.abs(new Date(kickOff(game)) - now) < SOON_MS));
