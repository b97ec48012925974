// What the page of a game reads.

import { get, path } from "/assets/shell/http.js";

const STATUSES = ["pending", "won", "lost", "push", "void"];

export const partsOf = (gameId) => {
  const [season, week, , home] = gameId.split("_");
  return { season: Number(season), week: Number(week), home };
};

// The game as its world knows it, and the book. A replay has a season of its own.
export async function game(id, replay) {
  const { season, week } = partsOf(id);
  if (!Number.isInteger(season) || !Number.isInteger(week)) return { game: undefined };
  const world = replay ? { replay } : { season };
  const { games, book } = await get(path`/api/v1/games/week/${week}`, world);
  return { game: games.find((one) => one.game_id === id) ?? (await movedGame(id, world, book)), book };
}

// A game that moved to another week keeps its id, or still answers to its earlier one.
async function movedGame(id, world, book) {
  const there = (await eventsOf(id, book)).find((one) => one.game_id === id || one.other_ids.includes(id));
  if (!there) return undefined;
  const { games } = await get(path`/api/v1/games/week/${there.week}`, world);
  return games.find((one) => one.game_id === there.game_id);
}

// The event behind the game in the competition of the book: a real game and a simulated one may share an id.
export const event = async (id, book) =>
  (await eventsOf(id, book, book.replay ? book.cursor_time : "")).find((one) => one.game_id === id);

async function eventsOf(id, book, as_of = "") {
  const { season, home } = partsOf(id);
  const address = path`/api/v1/competitions/${book.competition}/seasons/${season}/events`;
  return (await get(address, { team: home, page_size: 100, as_of })).data;
}

export const lines = (event, book) =>
  get(path`/api/v1/events/${event.id}/lines`, { as_of: book.replay ? book.cursor_time : "" }).then((answer) => answer.data);
export const consensus = (id, replay) => get(path`/api/v1/council/consensus/${id}`, { replay });
export const battles = (id, { season, replay }) =>
  get("/api/v1/battles/active", { game_id: id, status: "all", limit: 40, replay, season: replay ? "" : season }).then((answer) => answer.battles);

export async function bets(id, { season, replay }) {
  const world = { replay, season: replay ? "" : season };
  const answers = await Promise.all(STATUSES.map((status) => get("/api/v1/bets/live", { game_id: id, status, limit: 100, ...world })));
  return answers.flatMap((answer) => answer.bets).sort((a, b) => b.bet_amount - a.bet_amount);
}

export const experts = (replay) => get("/api/v1/experts", { replay }).then((answer) => answer.experts);
