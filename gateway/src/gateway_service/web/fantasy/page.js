// The page of fantasy Formula 1: the race weekend, my team, my scores, leaderboards and leagues.

import { askToSignIn } from "/assets/shell/account.js";
import { find, h } from "/assets/shell/dom.js";
import { Feed } from "/assets/shell/feed.js";
import { changes, user } from "/assets/shell/session.js";
import { empty, fill, notice } from "/assets/shell/states.js";
import * as api from "./api.js";
import { board } from "./board.js";
import { leagueList } from "./leagues.js";
import { picker } from "./picker.js";
import { scoreList } from "./scores.js";
import { weekend } from "./weekend.js";

const PAUSE_MS = 2000;
const state = { races: [], season: 0, isSimulated: false, race: null, team: null, board: "", rows: [], next: "", isAroundMe: false };

const asked = new URLSearchParams(location.search).get("season") ?? "";
const byLock = (one, other) => new Date(one.locks_at) - new Date(other.locks_at);
const openRace = () => state.races.filter((race) => !race.locked && race.status === "scheduled").sort(byLock)[0];

async function readRaces() {
  const { data, metadata } = await api.races(asked);
  Object.assign(state, { races: data, season: metadata.season, isSimulated: metadata.simulated });
  const key = state.race?.key ?? location.hash.slice(1);
  state.race = data.find((race) => race.key === key) ?? openRace() ?? data.at(-1);
  find("#season").replaceChildren(...[h("span", {}, `Season ${state.season}`), state.isSimulated && h("span", { class: "pill violet" }, "Simulated")].filter(Boolean));
  find("#race").replaceChildren(...data.map((race) => h("option", { value: race.key, selected: race === state.race }, `${race.round}. ${race.name}`)));
}

function showRace() {
  const at = state.races.indexOf(state.race);
  find("#race").value = state.race.key;
  find("#race-before").disabled = at <= 0;
  find("#race-after").disabled = at >= state.races.length - 1;
  return weekend(state.race, () => drawRaces().then(drawTeam));
}

const drawRaces = () => fill(find("#weekend"), async () => (await readRaces(), showRace()));

function choose(race) {
  if (!race) return;
  state.race = race;
  history.replaceState(null, "", `#${race.key}`);
  fill(find("#weekend"), async () => showRace());
}

async function readTeam() {
  if (!user()) return signedOut();
  [state.team] = await api.teams(state.season);
  find("#around").hidden = !state.team;
  const race = openRace();
  if (!race) return seasonOver();
  if (!state.team) return founding();
  const drivers = await api.drivers(state.season, race.key);
  const title = h("p", { class: "row" }, h("strong", {}, state.team.name), h("button", { type: "button", class: "quiet", click: rename }, "Rename"));
  return [title, picker({ drivers, lineup: state.team.lineup, race, save })];
}

function signedOut() {
  const button = h("button", { type: "button", class: "primary", click: () => askToSignIn("Sign in to play fantasy Formula 1.") }, "Sign in to play");
  return empty("Play along", "Choose five drivers for 100.0 before qualifying. Below is the board of everybody.", button);
}

async function seasonOver() {
  const next = state.season + 1;
  const isThere = await api.races(next).then(() => true, () => false); // without a next season, there is no link to it
  const link = isThere && h("a", { class: "button primary", href: `/fantasy?season=${next}` }, `Play ${next}`);
  return empty(`The season of ${state.season} is over`, state.team ? "Your line-ups and scores stay below." : "All its races are locked.", link);
}

function founding() {
  const problem = h("p", { class: "problem", role: "alert", hidden: true });
  const submit = async (event) => {
    event.preventDefault();
    try {
      await api.createTeam({ name: new FormData(event.target).get("name").trim(), season: state.season });
      await drawTeam();
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
    }
  };
  return [
    h("p", {}, "Name your team, then choose its drivers."),
    h("form", { class: "small", submit }, h("label", {}, "Team name", h("input", { name: "name", required: true, maxlength: 50, autocomplete: "off" })), h("button", { type: "submit", class: "primary" }, "Create the team")),
    problem,
  ];
}

async function save(wish) {
  const lineup = await api.setDrivers(state.team.id, wish);
  state.team.lineup = lineup;
  await drawTeam();
  notice(`Saved for the ${lineup.race.name}.`);
}

async function rename() {
  const name = prompt("The new name of your team", state.team.name)?.trim();
  if (!name) return;
  await api.renameTeam(state.team.id, name).catch((problem) => notice(problem.message));
  await Promise.all([drawTeam(), drawBoard()]);
}

async function drawTeam() {
  await fill(find("#team"), readTeam);
  find("#scores-part").hidden = !state.team;
  if (state.team) await fill(find("#scores"), () => scoreList(state.team, find("#explanation")));
}

async function readBoard(token = "") {
  const wish = { page_size: 20, page_token: token, around: state.isAroundMe && !token ? "me" : "" };
  const { data, metadata } = state.board ? await api.leagueBoard(state.board, wish) : await api.board({ ...wish, season: state.season });
  state.rows = token ? [...state.rows, ...data] : data;
  state.next = metadata.next_page_token;
  find("#more").hidden = !state.next;
  return board(state.rows, metadata);
}

const drawBoard = () => fill(find("#rows"), () => readBoard());

async function drawLeagues() {
  find("#leagues-part").hidden = !user();
  const own = user() ? await api.leagues({ scope: "own", season: state.season }).catch(() => []) : []; // the global board works all the same
  const options = [{ id: "", name: "Everybody" }, ...own];
  find("#board").replaceChildren(...options.map((one) => h("option", { value: one.id, selected: one.id === state.board }, one.name)));
  if (user()) await fill(find("#leagues"), () => leagueList(state.season, () => Promise.all([drawLeagues(), drawBoard()])));
}

async function readAll() {
  if (!(await drawRaces())) return;
  await Promise.all([drawTeam(), drawBoard(), drawLeagues()]);
}

function follow() {
  const feed = new Feed({ channels: ["f1_results", "f1_scores"] });
  let timer = 0;
  const later = () => {
    timer ||= setTimeout(() => {
      timer = 0;
      Promise.all([drawRaces(), drawBoard(), state.team && fill(find("#scores"), () => scoreList(state.team, find("#explanation")))]);
    }, PAUSE_MS);
  };
  feed.addEventListener("event", later);
  feed.addEventListener("stale", later);
  feed.addEventListener("state", ({ detail }) => notice(detail === "closed" ? "The connection is lost. What you see may be old; reconnecting." : ""));
  feed.follow(["live"]);
  addEventListener("online", () => {
    later();
    if (find("#team > [role=alert]")) drawTeam(); // what was chosen and not saved stays
  });
}

const turn = (by) => choose(state.races[state.races.indexOf(state.race) + by]);
find("#race").addEventListener("change", (event) => choose(state.races.find((race) => race.key === event.target.value)));
find("#race-before").addEventListener("click", () => turn(-1));
find("#race-after").addEventListener("click", () => turn(1));
find("#more").addEventListener("click", () => fill(find("#rows"), () => readBoard(state.next)));
find("#board").addEventListener("change", (event) => {
  state.board = event.target.value;
  drawBoard();
});
find("#around").addEventListener("click", ({ target }) => {
  state.isAroundMe = !state.isAroundMe;
  target.setAttribute("aria-pressed", String(state.isAroundMe));
  drawBoard();
});
const who = user()?.id;
changes.addEventListener("change", () => user()?.id !== who && location.reload());
await readAll();
follow();
