// The page of the experts' season: reads it once, then follows the feed.

import { askToSignIn } from "/assets/shell/account.js";
import { find } from "/assets/shell/dom.js";
import { Feed } from "/assets/shell/feed.js";
import { empty, fill, notice, replace } from "/assets/shell/states.js";
import { plural } from "/assets/shell/text.js";
import * as api from "./api.js";
import { battleList } from "./battles.js";
import { betList } from "./bets.js";
import { councilList } from "./council.js";
import { expertsTable } from "./experts.js";
import { gameCard, nextText } from "./games.js";
import { showReplays } from "./replays.js";
import { Season } from "./season.js";
import { byUrgency, isOn } from "./statuses.js";
import { firstWorld, label, options } from "./worlds.js";

const REFRESH_MS = 30_000;
const READ_AGAIN_MS = 3000;
const LAST_WEEK = 22;

const feed = new Feed();
let season = new Season("");
let held = null;

// One part of the page: where it is, how it is read, and what it shows. Only the current season is drawn.
function part(selector, read, show, lines = 4) {
  return (read_ = true) => {
    const reading = season;
    return fill(
      find(selector),
      async () => {
        if (read_) await read(reading);
        return reading === season ? show() : null;
      },
      lines,
    );
  };
}

const drawExperts = part("#experts", (it) => it.readExperts(), () => (drawBook(), expertsTable([...season.experts.values()], season.histories, season.replay)), 15);
const drawBets = part("#bets", (it) => it.readBets(), showBets, 8);
const drawBattles = part("#battles", (it) => it.readBattles(), showBattles, 8);
const drawCouncil = part("#council", (it) => it.readCouncil(), showCouncil, 5);
const drawGames = part("#lines", (it) => it.readGames(), showWeek, 8);

function drawBook() {
  find("#book").replaceChildren(...label(season.book, season.replayed));
}

function showBets() {
  if (!season.bets.length) return empty("No open bets", "Experts bet when the week opens on Tuesday, or shortly before kick-off.");
  return betList(season.bets, season, (bet) => bet.isNew);
}

function showBattles() {
  if (!season.battles.length) return empty("No open battles", "When experts pick different sides of a game, you can vote here until it kicks off.");
  return battleList(season.battles, season, vote);
}

function showCouncil() {
  if (!season.council.length) return empty("No council yet", "It is chosen when the week opens.");
  return councilList(season.council, season);
}

function showWeek() {
  showNow();
  find("#week-title").textContent = season.shownWeek === season.week ? `Week ${season.week}` : `Week ${season.shownWeek} (now: week ${season.week})`;
  find("#week-before").disabled = season.shownWeek <= 1;
  find("#week-after").disabled = season.shownWeek >= LAST_WEEK;
  if (!season.weekGames.length) return empty("No games", "This week has no games yet.");
  return season.weekGames.map((game) => gameCard(game, season));
}

function showNow() {
  const games = [...season.games].sort(byUrgency);
  const running = games.filter((game) => isOn(game) || game.status === "awaiting_result");
  const next = games.filter((game) => game.status === "scheduled").slice(0, Math.max(4 - running.length, 0));
  const last = games.filter((game) => game.status === "final").slice(-Math.max(4 - running.length - next.length, 0) || Infinity);
  const shown = [...running, ...next, ...last];
  find("#now-title").textContent = running.length ? "In play" : next.length ? "Next" : "Results";
  find("#now-text").textContent = running.length ? [plural(running.length, "game"), nextText(games, season.teams)].filter(Boolean).join(" · ") : "";
  const cards = shown.map((game) => gameCard(game, season));
  replace(find("#now"), cards.length ? cards : [empty("The week is over", "The next week opens on Tuesday.")]);
}

async function readAll() {
  const [, isThere] = await Promise.all([season.readReplays().then(drawWorlds, () => undefined), drawExperts()]);
  if (!isThere) find("#book").textContent = "The season cannot be read right now.";
  await Promise.all([drawBets(), drawBattles().then(() => drawGames()), drawCouncil(), drawHistories()]);
}

async function drawHistories() {
  if (!season.experts.size) return;
  await season.readHistories().catch(() => undefined); // Without it, lines go from the start to now.
  await drawExperts(false);
}

function drawWorlds() {
  const select = find("#world");
  replace(select, options(season.replays));
  select.value = season.replay;
  showReplays(find("#replays"), season, choose);
  if (season.book) drawBook();
}

// What shows the state behind the routes that events and snapshots name.
const READS = {
  "/api/v1/experts": drawExperts,
  "/api/v1/bets/live": drawBets,
  "/api/v1/battles/active": drawBattles,
  "/api/v1/council/current": drawCouncil,
  "/api/v1/games/week/{week_number}": drawGames,
  "/api/v1/competitions/{competition}/seasons/{season}/events": drawGames,
};

const pending = new Set();
let timer = 0;

// Reads again what events made stale, at most once in a while: a fast replay sends hundreds of events a second.
function readAgain(routes, soon = READ_AGAIN_MS) {
  for (const route of routes) if (READS[route]) pending.add(READS[route]);
  if (pending.size && !timer) timer = setTimeout(readPending, soon);
}

async function readPending() {
  const reads = [...pending];
  pending.clear();
  await Promise.all(reads.map((read) => read()));
  timer = 0;
  readAgain([]);
}

function take({ event, reload }) {
  if (!season.owns(event)) return;
  if (held) held.push({ event, reload });
  else if (event.type === "bet_placed") {
    season.addBet(event);
    drawBetsSoon();
    readAgain(["/api/v1/experts"]);
  } else {
    if (event.type === "expert_eliminated") say(`${event.expert_name} is out of money and out of the season.`);
    readAgain(reload);
  }
}

let isDrawing = false;

// Draws the bets once a frame, however many were placed.
function drawBetsSoon() {
  if (isDrawing) return;
  isDrawing = true;
  requestAnimationFrame(() => {
    isDrawing = false;
    drawBets(false);
  });
}

function say(hint) {
  find("#hint").textContent = hint;
  find("#hint").hidden = !hint;
}

async function choose(replay, hint = "") {
  season = new Season(replay);
  for (const place of ["#experts", "#bets", "#battles", "#council", "#lines", "#now"]) find(place).replaceChildren();
  say(hint);
  feed.follow([replay || "live"]);
  await readAll();
}

function chooseByHand(replay) {
  history.replaceState(null, "", replay ? `?${new URLSearchParams({ replay })}` : "?live");
  return choose(replay);
}

async function refresh() {
  await Promise.all([drawExperts(), drawBattles(), drawGames(), season.readReplays().then(drawWorlds)]);
}

function hold() {
  const waiting = held;
  held = waiting ? null : [];
  find("#pause").setAttribute("aria-pressed", String(!waiting));
  find("#pause").textContent = waiting ? "Pause the feed" : "Resume the feed";
  waiting?.forEach(take);
}

function turnWeek(by) {
  season.shownWeek += by;
  drawGames();
}

async function vote(battle, side) {
  if (!(await askToSignIn("Sign in to vote. You have one vote per battle and may change it until kick-off."))) return;
  try {
    await api.vote(battle, side);
    await drawBattles();
  } catch (problem) {
    notice(problem.message);
  }
}

feed.addEventListener("event", ({ detail }) => take(detail));
feed.addEventListener("stale", ({ detail }) => readAgain(detail, 200));
feed.addEventListener("state", ({ detail }) => {
  const words = { connecting: "Connecting", open: "Connected", closed: "Reconnecting" };
  find("#connection").dataset.state = detail;
  find("#connection").textContent = words[detail];
  notice(detail === "closed" ? "The connection is lost. What you see may be old; reconnecting." : "");
});
find("#world").addEventListener("change", (event) => chooseByHand(event.target.value));
find("#pause").addEventListener("click", hold);
find("#week-before").addEventListener("click", () => turnWeek(-1));
find("#week-after").addEventListener("click", () => turnWeek(1));
setInterval(() => held || refresh().catch(() => undefined), REFRESH_MS);

const { replay, hint } = await firstWorld(await season.readReplays().then(() => season.replays, () => []));
await choose(replay, hint);
