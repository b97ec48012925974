// What somebody sees who is not signed in: a made-up player's team, with a correction if there was one, and a league of it.

import * as api from "./api.js";

const LOOKED_AT = 5;

// The demo of a season: {league, team, scores, score}, or null if no made-up player plays in it.
export async function findDemo(season) {
  const { data: leagues } = await api.leagues({ scope: "public", season, page_size: 100 });
  const league = leagues.toSorted((one, other) => other.member_count - one.member_count)[0];
  const { data: rows } = league ? await api.leagueBoard(league.id) : await api.board({ season });
  const players = rows.filter((row) => row.made_up).slice(0, LOOKED_AT);
  const found = await Promise.all(players.map(async ({ team_id: id }) => ({ id, scores: await api.scores(id) })));
  const best = found.toSorted((one, other) => lost(one) - lost(other))[0];
  if (!best) return null;
  const scores = best.scores.data;
  const score = scores.find((one) => one.corrected_by !== "0" && Number(one.corrected_by) === lost(best)) ?? scores.at(-1);
  return { league, leagues, team: await api.team(best.id), scores: best.scores, score };
}

// What corrections took from a team in the worst case: the loss explains best what a correction does.
const lost = ({ scores }) => Math.min(0, ...scores.data.map((score) => Number(score.corrected_by)));
