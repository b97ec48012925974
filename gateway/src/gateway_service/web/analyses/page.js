// The page of analyses: ask for one, watch it being written, read it and the earlier ones.

import { askToSignIn } from "/assets/shell/account.js";
import { find, h, table } from "/assets/shell/dom.js";
import { Feed } from "/assets/shell/feed.js";
import { accessToken, changes, user } from "/assets/shell/session.js";
import { empty, fill } from "/assets/shell/states.js";
import { percent, words } from "/assets/shell/text.js";
import * as api from "./api.js";
import { files, followTask, showProgress } from "./deep.js";
import { facts, written } from "./report.js";
import { follow } from "./stream.js";

const known = new Map();
const columns = [
  { title: "League", name: true, cell: (one) => h("button", { type: "button", class: "quiet", click: () => read(one.analysis_id) }, one.league_name) },
  { title: "Subject", cell: (one) => words(one.analysis_type) },
  { title: "Confidence", number: true, cell: (one) => percent(one.confidence) },
  { title: "Written", low: true, cell: (one) => new Date(one.created_at).toLocaleString() },
];
let stop = null;

const show = (...content) => find("#text").replaceChildren(...content.flat().filter(Boolean));
const signIn = () => h("button", { type: "button", class: "primary", click: () => askToSignIn("Sign in to analyse leagues.") }, "Sign in");

async function readMine() {
  if (!user()) return empty("For members", "Analyses need a free account.", signIn());
  const found = await api.analyses();
  return found.length ? table("Your analyses", columns, found) : empty("No analyses yet", "Ask for one above.");
}

function complain(problem) {
  find("#problem").textContent = problem?.message ?? "";
  find("#problem").hidden = !problem;
}

function begin(title) {
  complain(null);
  find("#result").hidden = false;
  find("#result-title").textContent = title;
  find("#progress").hidden = true;
  find("#state").textContent = "";
  show();
}

async function read(id) {
  begin("Analysis");
  await fill(find("#text"), async () => {
    const found = await api.analysis(id);
    find("#result-title").textContent = found.league_name;
    return [...written(found.text), ...facts(found)];
  });
}

async function writeNow(league, wish) {
  const leaving = new AbortController();
  stop = () => leaving.abort();
  let text = "";
  const on = ({ type, data }) => {
    if (type === "attempt") find("#state").textContent = `${data.attempt.provider} writes …`;
    if (type === "restart") text = "";
    if (type === "delta") text += data.text;
    if (type === "done") {
      const { result } = data;
      find("#state").textContent = "";
      show(written(result.text), facts({ ...result.details, provider: result.provider, model: result.model, cost: Number(result.cost_usd), tokens_used: result.usage.input_tokens + result.usage.output_tokens }));
    } else if (type !== "attempt") show(written(text));
  };
  await follow({ league_id: league, analysis_type: wish.subject, question: wish.question }, on, leaving.signal);
}

async function writeDeep(league, wish) {
  const { task_id: id } = await api.startDeep(league, { question: wish.question });
  stop = () => api.cancel(id);
  const task = await followTask(id, (now) => {
    showProgress(now);
    show((now.partial_result?.aspects ?? []).map((part) => [h("h3", {}, part.title), h("p", {}, part.summary)]));
  });
  if (task.status !== "completed") throw new Error(task.error || `The report was ${task.status}.`);
  find("#state").textContent = "";
  show(files(task.result), written(task.result.markdown));
}

async function ask(event) {
  event.preventDefault();
  const wish = Object.fromEntries(new FormData(event.target));
  if (!(await askToSignIn("Sign in to analyse leagues."))) return;
  const isDeep = event.submitter?.value === "deep";
  try {
    const league = known.get(wish.league) ?? (await suggested(wish.league));
    if (!league) return complain({ message: "No league has this name. Choose one of the suggestions." });
    begin(wish.league);
    find("#stop").hidden = false;
    await (isDeep ? writeDeep : writeNow)(league, wish);
  } catch (problem) {
    if (problem.name !== "AbortError") complain(problem);
    find("#state").textContent = "Stopped.";
  } finally {
    find("#stop").hidden = true;
    await fill(find("#mine"), readMine);
  }
}

async function suggested(query) {
  if (!user() || query.trim().length < 2) return undefined;
  const found = await api.suggest(query);
  for (const one of found) known.set(one.name, one.league_id);
  find("#leagues").replaceChildren(...found.map((one) => h("option", { value: one.name })));
  return known.get(query) ?? (found.length === 1 ? found[0].league_id : undefined);
}

find("#ask").addEventListener("submit", ask);
find("#stop").addEventListener("click", () => stop?.());
find("#league").addEventListener("input", (event) => suggested(event.target.value).catch(() => undefined));
const refresh = () => fill(find("#mine"), readMine);
let feed = null;

// Analyses that are stored elsewhere, such as in another tab or by an agent, appear as well.
function followMine() {
  if (!user() || feed) return;
  feed = new Feed({ channels: ["analyses"], token: accessToken });
  for (const news of ["event", "stale"]) feed.addEventListener(news, refresh);
  feed.follow([]);
}

changes.addEventListener("change", () => {
  followMine();
  return refresh();
});
followMine();
await refresh();
