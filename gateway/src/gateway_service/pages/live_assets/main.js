// The live page: reads the state once, then updates it from the feed.

import * as api from "./api.js";
import { Feed } from "./feed.js";
import * as views from "./views.js";

const REFRESH_MS = 30_000;
const READ_AGAIN_MS = 200;
const BALANCES = 200;
const find = (selector) => document.querySelector(selector);

const state = { replay: "", experts: [], names: new Map(), histories: new Map(), held: null, isAdmin: false };
const feed = new Feed();

function show(problem) {
  find("#problem").hidden = !problem;
  find("#problem").textContent = problem ? problem.message : "";
}

async function attempt(work) {
  try {
    await work();
    show(null);
  } catch (problem) {
    show(problem);
  }
}

async function readExperts() {
  const answer = await api.experts(state.replay);
  state.experts = answer.experts;
  state.names = new Map(answer.experts.map((expert) => [expert.expert_id, `${expert.emoji} ${expert.name}`]));
  const { season, simulated, replay, cursor_time: now } = answer.book;
  const kind = replay ? "replay of the" : simulated ? "simulated" : "";
  find("#book").textContent = `${kind} season ${season} · ${views.timeText(now)}`.trim();
  views.drawExperts(state.experts, state.histories);
}

async function readHistories() {
  const answers = await Promise.all(state.experts.map((expert) => api.bankroll(expert.expert_id, state.replay)));
  for (const answer of answers) {
    const changes = [...answer.history].sort((a, b) => a.timestamp.localeCompare(b.timestamp));
    state.histories.set(answer.expert_id, changes.map((change) => change.balance).slice(-BALANCES));
  }
  views.drawExperts(state.experts, state.histories);
}

async function readBets() {
  const { bets } = await api.liveBets(state.replay);
  views.clearFeed();
  for (const bet of [...bets].reverse()) views.addBet({ ...bet, timestamp: bet.placed_at });
}

async function readWeek() {
  const { week } = await readBattles();
  views.drawGames((await api.games(week, state.replay)).games);
  views.drawCouncil(await readCouncil(), state.names);
}

// The council is empty before the week opens. A replay before its first step is not asked for one: browsers log a 404.
async function readCouncil() {
  if (state.replay && (await api.replay(state.replay)).week == null) return { council_members: [] };
  try {
    return await api.council(state.replay);
  } catch (problem) {
    if (problem.code !== "COUNCIL_NOT_FOUND") throw problem;
    return { council_members: [] };
  }
}

async function readBattles() {
  const answer = await api.battles(state.replay);
  views.drawBattles(answer.battles, state.names, api.signedIn());
  return answer;
}

async function readReplays() {
  const { replays } = await api.replays();
  const options = replays.map((replay) => new Option(`Replay of ${replay.season} (${replay.status})`, replay.id));
  find("#world").replaceChildren(new Option("Live", ""), ...options);
  find("#world").value = state.replay;
  views.drawReplay(replays.find((replay) => replay.id === state.replay));
}

async function readAll() {
  await readExperts();
  await Promise.all([readHistories(), readBets(), readWeek(), readReplays()]);
}

// What shows the state behind the routes that events and snapshots name.
const READS = {
  "/api/v1/experts": () => readExperts().then(readHistories),
  "/api/v1/bets/live": readBets,
  "/api/v1/games/week/{week_number}": readWeek,
  "/api/v1/competitions/{competition}/seasons/{season}/events": readWeek,
};

// Events that are drawn as they are; for all others, what they change is read again.
const DRAWN = {
  bet_placed: views.addBet,
  line_movement: views.moveLine,
  bankroll_updated: updateBankroll,
  expert_eliminated: (event) => views.addNote(`${event.expert_name} is eliminated: ${event.elimination_reason}`, "down"),
};

const pending = new Set();

function readAgain(routes) {
  if (!pending.size) setTimeout(readPending, READ_AGAIN_MS);
  for (const route of routes) pending.add(READS[route]);
}

async function readPending() {
  const reads = [...pending].filter(Boolean);
  pending.clear();
  await attempt(() => Promise.all(reads.map((read) => read())));
}

function take({ event, reload }) {
  if (state.held) state.held.push({ event, reload });
  else if (event.type in DRAWN) DRAWN[event.type](event);
  else readAgain(reload);
}

function updateBankroll(event) {
  const expert = state.experts.find((one) => one.expert_id === event.expert_id);
  if (!expert) return;
  const { bankroll } = expert;
  bankroll.current = event.new_balance;
  bankroll.change_percent = (100 * (bankroll.current - bankroll.starting)) / bankroll.starting;
  const history = state.histories.get(expert.expert_id) ?? [];
  state.histories.set(expert.expert_id, [...history, event.new_balance].slice(-BALANCES));
  views.drawExperts(state.experts, state.histories, expert.expert_id);
}

async function choose(replay) {
  state.replay = replay;
  state.histories.clear();
  history.replaceState(null, "", replay ? `?replay=${encodeURIComponent(replay)}` : location.pathname);
  feed.follow([replay || "live"]);
  await attempt(readAll);
}

function hold() {
  const waiting = state.held;
  state.held = waiting ? null : [];
  find("#pause").setAttribute("aria-pressed", String(!waiting));
  find("#pause").textContent = waiting ? "Pause the feed" : "Resume the feed";
  waiting?.forEach(take);
}

async function signIn(event) {
  event.preventDefault();
  const form = new FormData(event.target);
  try {
    state.isAdmin = (await api.signIn(form.get("email"), form.get("password"))) === "admin";
  } catch (problem) {
    find("#sign-in-problem").textContent = problem.message;
    find("#sign-in-problem").hidden = false;
    return;
  }
  find("#sign-in-dialog").close();
  find("#sign-in").hidden = true;
  find("#replays").hidden = !state.isAdmin;
  await attempt(readBattles);
}

async function startReplay(event) {
  event.preventDefault();
  const form = new FormData(event.target);
  const wish = { season: Number(form.get("season")), speed: form.get("speed") };
  if (form.get("weeks")) wish.weeks = form.get("weeks");
  await attempt(async () => choose((await api.startReplay(wish)).id));
}

async function vote(event) {
  const { battle, side } = event.target.dataset;
  if (!battle) return;
  await attempt(async () => {
    await api.vote(battle, side);
    await readBattles();
  });
}

async function refresh() {
  await attempt(async () => {
    await Promise.all([readExperts(), readWeek(), readReplays()]);
  });
}

feed.addEventListener("event", ({ detail }) => take(detail));
feed.addEventListener("stale", ({ detail }) => readAgain(detail));
feed.addEventListener("state", ({ detail }) => {
  const words = { connecting: "Connecting", open: "Connected", closed: "Disconnected, reconnecting" };
  find("#connection").dataset.state = detail;
  find("#connection").textContent = words[detail];
});
find("#world").addEventListener("change", (event) => choose(event.target.value));
find("#pause").addEventListener("click", hold);
find("#sign-in").addEventListener("click", () => find("#sign-in-dialog").showModal());
find("#sign-in-close").addEventListener("click", () => find("#sign-in-dialog").close());
find("#sign-in-form").addEventListener("submit", signIn);
find("#replay-form").addEventListener("submit", startReplay);
find("#battles").addEventListener("click", vote);
find("#replay-state").addEventListener("click", ({ target }) => {
  if (target.dataset.replay) attempt(async () => views.drawReplay(await api.steerReplay(state.replay, target.dataset.replay)));
});
setInterval(refresh, REFRESH_MS);
choose(new URLSearchParams(location.search).get("replay") ?? "");
