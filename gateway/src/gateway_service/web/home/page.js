// The home page: what runs, what there is to see, first requests, agents and documentation.

import { find, h } from "/assets/shell/dom.js";
import { get } from "/assets/shell/http.js";
import { fill } from "/assets/shell/states.js";
import { plural } from "/assets/shell/text.js";
import { placeOf } from "/assets/live/experts.js";
import { agentAddress, snippet } from "./snippets.js";

const hasDocs = document.body.dataset.docs !== "";

const REQUESTS = [
  ["What is at stake now", "/api/v1/bets/live?limit=5"],
  ["Who is ahead", "/api/v1/experts"],
  ["Find a league, typing errors included", "/api/v1/leagues/search?query=pickelball"],
  ["Everything as it happens (server-sent events)", "/api/v1/feed/stream"],
];

const DOCUMENTS = [
  ["/docs", "API reference", "Try every request in the browser (Swagger UI)."],
  ["/redoc", "API reference to read", "The same contract as one long page (ReDoc)."],
  ["/docs/realtime", "Real-time feed", "WebSocket and server-sent events: messages, resuming, close codes."],
  ["/openapi.json", "OpenAPI", "The contract for programs, to generate a client from."],
  ["/asyncapi.json", "AsyncAPI", "The feed for programs."],
];

function tile(address, title, text, go = "") {
  return h("a", { class: "card tile", href: address }, h("h3", {}, title), h("p", {}, text), go && h("span", { class: "go" }, go));
}

async function health() {
  const answer = await fetch("/health", { headers: { accept: "application/json" } });
  const { overall_status: status } = await answer.json();
  const isWell = status === "healthy";
  return h("a", { class: `pill ${isWell ? "good" : "warn"}`, href: "/health" }, isWell ? "All services are up" : "Some services are down");
}

async function now() {
  const [{ experts, book }, { bets }] = await Promise.all([get("/api/v1/experts"), get("/api/v1/bets/live", { limit: 200 })]);
  const leaders = experts.filter((expert) => placeOf(expert, experts) === 1);
  const leading = leaders.length > 1 ? `${leaders.length} experts, level` : `${leaders[0].emoji} ${leaders[0].name}`;
  const atRisk = experts.reduce((sum, expert) => sum + expert.bankroll.at_risk, 0);
  const dollars = (amount) => `$${Math.round(amount).toLocaleString("en-US")}`;
  const season = `NFL ${book.season}`;
  return [
    book.simulated && h("p", {}, h("span", { class: "pill warn" }, "Simulated season")),
    h(
      "dl",
      { class: "facts" },
      h("div", {}, h("dt", {}, "Season"), h("dd", {}, season)),
      h("div", {}, h("dt", {}, "Open bets"), h("dd", {}, bets.length === 200 ? "200+" : bets.length)),
      h("div", {}, h("dt", {}, "At stake"), h("dd", {}, dollars(atRisk))),
      h("div", {}, h("dt", {}, "Leading expert"), h("dd", {}, leading)),
    ),
  ].filter(Boolean);
}

async function see() {
  const [{ data: sports }, { replays }] = await Promise.all([get("/api/v1/sports"), get("/api/v1/replays")]);
  const count = sports.reduce((sum, sport) => sum + sport.league_count, 0);
  const known = sports.filter((sport) => sport.league_count > 0).length;
  const running = replays.filter((replay) => replay.status === "running" && replay.sport !== "f1");
  return [
    tile("/live", "The experts' season", "Games, scores, bets as they are placed, and fifteen bankrolls.", "Watch"),
    tile(
      running.length ? `/live?replay=${encodeURIComponent(running[0].id)}` : "/live",
      "A season again",
      running.length ? `${plural(running.length, "replay")} running: weeks pass in minutes, with the same experts.` : "Replays run a whole season again, in minutes.",
      "Open the replay",
    ),
    tile("/catalogue", "Leagues of any sport", `${plural(count, "league")} in ${plural(known, "sport")}, with sources and partnership estimates.`, "Browse"),
  ];
}

fill(find("#health"), health, 1);
fill(find("#now"), now);
fill(find("#see"), see);
find("#requests").append(...REQUESTS.map(([title, address]) => snippet(title, `curl '${location.origin}${address}'`)));
find("#agent-address").append(snippet("MCP address", agentAddress()));
const configuration = { mcpServers: { altsports: { type: "http", url: agentAddress() } } };
find("#agent-configuration").append(snippet("Client configuration", JSON.stringify(configuration, null, 2)));
find("#documents").append(...DOCUMENTS.map((document) => tile(...document)));
find("#documentation").hidden = !hasDocs;
