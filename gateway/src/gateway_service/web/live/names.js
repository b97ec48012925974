// Names in place of codes: teams, games, picks, and links to the pages of games and experts.

import { h } from "/assets/shell/dom.js";
import * as api from "./api.js";

const known = new Map();

// The teams of a competition, by code. A competition whose teams cannot be read shows codes.
export async function teamsOf(competition) {
  if (!known.has(competition)) {
    const teams = await api.teams(competition).catch(() => []);
    known.set(competition, new Map(teams.map((team) => [team.code, team])));
  }
  return known.get(competition);
}

export const shortName = (teams, code) => teams.get(code)?.nickname || code;
export const longName = (teams, code) => teams.get(code)?.name || code;

// The codes in the id of a game, such as 2026_12_BUF_NYJ.
export const sidesOf = (gameId) => gameId.split("_").slice(2, 4);
export const gameName = (teams, gameId) => sidesOf(gameId).map((code) => shortName(teams, code)).join(" at ");

// A pick in words: "KC -2.5" is "Chiefs −2.5", "KC PK" is "Chiefs, even", "over 45" is "Over 45 points".
export function pickText(teams, pick) {
  const total = /^(over|under) (.+)$/i.exec(pick);
  if (total) return `${total[1].toLowerCase() === "over" ? "Over" : "Under"} ${total[2]} points`;
  const [code, line] = pick.split(" ");
  if (!line) return `${shortName(teams, code)} to win`;
  return line === "PK" ? `${shortName(teams, code)}, even` : `${shortName(teams, code)} ${line.replace("-", "−")}`;
}

const inWorld = (replay) => (replay ? `?${new URLSearchParams({ replay })}` : "");
export const gameAddress = (gameId, replay) => `/live/games/${encodeURIComponent(gameId)}${inWorld(replay)}`;
export const expertAddress = (expertId, replay) => `/live/experts/${encodeURIComponent(expertId)}${inWorld(replay)}`;

export const gameLink = (teams, gameId, replay) => h("a", { href: gameAddress(gameId, replay) }, gameName(teams, gameId));
export const expertLink = (expert, replay) =>
  h("a", { href: expertAddress(expert.expert_id, replay) }, `${expert.emoji ?? ""} ${expert.name ?? expert.expert_id}`.trim());
