// The page of a game.

import { find } from "/assets/shell/dom.js";
import { fill } from "/assets/shell/states.js";
import { asked, follow } from "/assets/live/follow.js";
import { gameName, teamsOf } from "/assets/live/names.js";
import * as api from "./api.js";
import { board } from "./board.js";
import { betTable, council, disagreements, lineTable } from "./parts.js";

const { id: address, replay } = asked();
const { season } = api.partsOf(address);
const world = { replay, season, teams: new Map(), experts: new Map() };
const parts = ["#council", "#lines", "#bets", "#battles"];
let id = address;
let event;
let book;

async function readBoard() {
  const known = await api.game(address, replay);
  if (!known.game) throw Object.assign(new Error("There is no game with this address in this season."), { status: 404 });
  ({ book } = known);
  id = known.game.game_id;
  world.teams = await teamsOf(book.competition);
  event = await api.event(id, book);
  const name = gameName(world.teams, id);
  find("#title").textContent = name;
  document.title = `${name} · AltSports`;
  return board(known.game, event, book, world.teams);
}

async function read() {
  const isThere = await fill(find("#board"), readBoard, 5);
  for (const selector of parts) find(selector).closest("section").hidden = !isThere;
  if (!isThere) return;
  world.experts = new Map((await api.experts(replay).catch(() => [])).map((expert) => [expert.expert_id, expert]));
  await Promise.all([
    fill(find("#council"), async () => council(await readCouncil(), world)),
    fill(find("#lines"), async () => lineTable(event ? await api.lines(event, book) : [], world.teams)),
    fill(find("#bets"), async () => betTable(await api.bets(id, world), world)),
    fill(find("#battles"), async () => disagreements(await api.battles(id, world), world)),
  ]);
}

async function readCouncil() {
  try {
    return await api.consensus(id, replay);
  } catch (problem) {
    if (problem.code === "COUNCIL_NOT_FOUND") return {};
    throw problem;
  }
}

if (replay) find("#back").href = `/live?${new URLSearchParams({ replay })}`;
await read();
follow(replay, (event) => event.game_id === id, read);
