// What the experts' pages read and do. `replay` is the id of a replay, or empty for the live season.

import { get, path, post } from "/assets/shell/http.js";

export const experts = (replay) => get("/api/v1/experts", { replay });
export const bankroll = (id, replay, more = {}) => get(path`/api/v1/experts/${id}/bankroll`, { timeframe: "season", replay, ...more });
export const bets = (replay, more = {}) => get("/api/v1/bets/live", { limit: 40, replay, ...more });
export const games = (week, replay) => get(path`/api/v1/games/week/${week}`, { replay });
export const battles = (replay, more = {}) => get("/api/v1/battles/active", { limit: 4, replay, ...more });
export const replays = () => get("/api/v1/replays").then((answer) => answer.replays);
export const replay = (id) => get(path`/api/v1/replays/${id}`);
export const teams = (competition) => get(path`/api/v1/competitions/${competition}/teams`).then((answer) => answer.data);
export const startReplay = (wish) => post("/api/v1/replays", wish);
export const steerReplay = (id, verb) => post(`${path`/api/v1/replays/${id}`}/${verb}`);
export const vote = (id, side) => post(path`/api/v1/battles/${id}/votes`, { side });

// The council of the week; empty before the week opens. A replay before its first step is not asked for one, because
// browsers log the 404.
export async function council(id) {
  if (id && ((await replay(id)).week ?? null) === null) return [];
  try {
    return (await get("/api/v1/council/current", { replay: id })).council_members;
  } catch (problem) {
    if (problem.code !== "COUNCIL_NOT_FOUND") throw problem;
    return [];
  }
}
