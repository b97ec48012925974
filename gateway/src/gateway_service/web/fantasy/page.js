// The page of fantasy Formula 1: the race weekend, a team with its scores, leaderboards and leagues.

import { askToSignIn } from "/assets/shell/account.js";
import { find, h } from "/assets/shell/dom.js";
import { Feed } from "/assets/shell/feed.js";
import { changes, user } from "/assets/shell/session.js";
import { empty, fill, notice } from "/assets/shell/states.js";
import * as api from "./api.js";
import { board } from "./board.js";
import { findDemo } from "./demo.js";
import { leagueCard } from "./league.js";
import { leagueList } from "./leagues.js";
import { myTeam } from "./mine.js";
import { explain, scoreList, turnTo } from "./scores.js";
import { simulated, teamCard } from "./team.js";
import { weekend } from "./weekend.js";

const PAUSE_MS = 2000;
const MOST_LEAGUES = 50;
const state = { races: [], season: 0, race: null, team: null, scores: null, demo: null, board: "", rows: [], next: "", isAroundMe: false, league: "" };

const address = () => new URLSearchParams(location.search);
const askedSeason = () => address().get("season") ?? location.hash.match(/^#(\d{4})_/)?.[1] ?? "";
const byLock = (one, other) => new Date(one.locks_at) - new Date(other.locks_at);
const openRace = () => state.races.filter((race) => !race.locked && race.status === "scheduled").sort(byLock)[0];

async function readRaces() {
  const { data, metadata } = await api.races(askedSeason());
  Object.assign(state, { races: data, season: metadata.season });
  const key = state.race?.key ?? location.hash.slice(1);
  state.race = data.find((race) => race.key === key) ?? openRace() ?? data.at(-1);
  find("#season").replaceChildren(...[h("span", {}, `Season ${state.season}`), metadata.simulated && simulated()].filter(Boolean));
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
  if (!user()) return showDemo();
  [state.team = null] = await api.teams(state.season);
  find("#around").hidden = !state.team;
  return myTeam({ team: state.team, season: state.season, race: openRace() }, readMine, drawTeam);
}

const readMine = () => Promise.all([drawTeam(), readLeagues()]);

async function showDemo() {
  const button = h("button", { type: "button", class: "primary", click: () => askToSignIn("Sign in to play fantasy Formula 1.") }, "Sign in to play");
  const invitation = empty("Play along", "Choose five drivers for 100.0 before qualifying. Everybody sees the board and, in a simulated season, the demo.", button);
  state.demo ??= await findDemo(state.season);
  if (!state.demo) return invitation;
  find("#team-title").textContent = "The demo";
  find("#scores-title").textContent = "Scores of the demo";
  const text = h("p", { class: "row" }, button, h("span", { class: "muted" }, "Choose five drivers for 100.0 before qualifying. Here a made-up player does so, in made-up races."));
  return [text, ...teamCard(state.demo.team)];
}

async function drawTeam() {
  await fill(find("#team"), readTeam);
  await drawScores();
}

async function drawScores() {
  const team = state.team ?? state.demo?.team;
  find("#scores-part").hidden = !team;
  if (team) await fill(find("#scores"), async () => scoreList(team, (state.scores = await api.scores(team.id)), find("#explanation")));
}

// Explains the score of the race that the address names, as notices do.
async function explainNamed() {
  const score = state.team && state.scores?.data.find((one) => one.race.key === location.hash.slice(1) && one.had_lineup);
  if (score) await turnTo(state.team, score, find("#explanation"));
}

async function drawDemo() {
  await drawTeam();
  const { demo } = state;
  if (!demo) return drawBoard();
  state.board = demo.league?.id ?? "";
  showBoards(demo.leagues);
  return Promise.all([drawBoard(), demo.score && explain(demo.team, demo.score, find("#explanation"))]);
}

// The name of a row's team, with a link to it where others may see it.
function named({ team_id: id, team, made_up: isMadeUp }) {
  if (!id || id === state.team?.id || !(user() || isMadeUp)) return team || "A deleted team";
  const target = new URLSearchParams({ season: state.season, team: id });
  const click = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, "", `?${target}${location.hash}`);
    showOther();
  };
  return h("a", { href: `?${target}`, click }, team);
}

// Shows the team that the address names, for whoever may see it.
async function showOther({ focus = true } = {}) {
  const id = address().get("team");
  find("#other-part").hidden = !id;
  find("#other-explanation").replaceChildren();
  if (!id) return;
  await fill(find("#other"), async () => {
    const [team, scores] = await Promise.all([api.team(id), api.scores(id)]);
    return [...teamCard(team), scoreList(team, scores, find("#other-explanation"))].flat();
  });
  if (focus) find("#other-title").focus();
}

function closeOther() {
  history.pushState(null, "", `?${new URLSearchParams({ season: state.season })}${location.hash}`);
  showOther();
  find("#board-title").focus();
}

async function readBoard(token = "") {
  const wish = { page_size: 20, page_token: token, around: state.isAroundMe && !token ? "me" : "" };
  const { data, metadata } = state.board ? await api.leagueBoard(state.board, wish) : await api.board({ ...wish, season: state.season });
  state.rows = token ? [...state.rows, ...data] : data;
  state.next = metadata.next_page_token;
  find("#more").hidden = !state.next;
  return board(state.rows, metadata, named);
}

const drawBoard = () => fill(find("#rows"), () => readBoard());

function showBoards(leagues) {
  const options = [{ id: "", name: "Everybody" }, ...leagues];
  if (!options.some((one) => one.id === state.board)) state.board = "";
  find("#board").replaceChildren(...options.map((one) => h("option", { value: one.id, selected: one.id === state.board }, one.name)));
}

async function drawLeagues() {
  find("#leagues-part").hidden = !user();
  if (!user()) return;
  await fill(find("#leagues"), async () => {
    const { data: own } = await api.leagues({ scope: "own", season: state.season, page_size: MOST_LEAGUES });
    showBoards(own);
    return leagueList(state, own, openLeague, readLeagues);
  });
  if (state.league) await drawLeague();
}

const readLeagues = () => drawLeagues().then(drawBoard); // in this order: the board may be that of a league that is gone

function drawLeague() {
  const closed = () => {
    state.league = "";
    find("#league").replaceChildren();
    return readMine();
  };
  return fill(find("#league"), () => leagueCard(state.league, { races: state.races, named }, readLeagues, closed));
}

async function openLeague(id) {
  state.league = id;
  await drawLeague();
  find("#league").scrollIntoView();
  find("#league").focus({ preventScroll: true });
}

async function readAll() {
  if (!(await drawRaces())) return;
  await Promise.all([user() ? readMine() : drawDemo(), showOther({ focus: false })]);
  if (!address().has("team")) await explainNamed();
}

function follow() {
  const feed = new Feed({ channels: ["f1_results", "f1_scores"] });
  let timer = 0;
  const later = () => {
    timer ||= setTimeout(() => {
      timer = 0;
      Promise.all([drawRaces(), drawBoard(), drawScores()]);
    }, PAUSE_MS);
  };
  feed.addEventListener("event", later);
  feed.addEventListener("stale", later);
  feed.addEventListener("state", ({ detail }) => notice(detail === "closed" ? "The connection is lost. What you see may be old; reconnecting." : ""));
  feed.follow(["live"]);
  addEventListener("online", () => {
    later();
    if (!find("#team > [role=alert]")) return; // what was chosen and not saved stays
    if (user()) drawTeam();
    else drawDemo();
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
find("#other-close").addEventListener("click", closeOther);
addEventListener("popstate", () => showOther());
const who = user()?.id;
changes.addEventListener("change", () => user()?.id !== who && location.reload());
await readAll();
follow();
