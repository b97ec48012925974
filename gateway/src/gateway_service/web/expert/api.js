// What the page of an expert reads.

import { get, path } from "/assets/shell/http.js";

export const experts = (world) => get("/api/v1/experts", world);
export const bankroll = (id, world) => get(path`/api/v1/experts/${id}/bankroll`, { timeframe: "season", ...world });
export const openBets = (id, world) => get("/api/v1/bets/live", { expert_id: id, limit: 100, ...world }).then((answer) => answer.bets);
export const settledBets = (id, world) => get(path`/api/v1/bets/expert/${id}/history`, { limit: 25, ...world });
export const picks = (id, world) => get(path`/api/v1/experts/${id}/predictions`, world);
export const memories = (id, world) => get(path`/api/v1/experts/${id}/memories`, { limit: 12, ...world }).then((answer) => answer.memories);
