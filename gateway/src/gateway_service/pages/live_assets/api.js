// The REST side of the page: reads, sign-in, votes and replays.

let token = "";

export class Problem extends Error {
  constructor(status, body) {
    super(body.detail && typeof body.detail === "string" ? body.detail : body.title || `Status ${status}`);
    this.status = status;
    this.code = body.code || "";
  }
}

export const signedIn = () => token !== "";

async function send(method, path, body) {
  const headers = { accept: "application/json" };
  if (token) headers.authorization = `Bearer ${token}`;
  if (body !== undefined) headers["content-type"] = "application/json";
  const answer = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  const content = answer.status === 204 ? {} : await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Problem(answer.status, content);
  return content;
}

function query(parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== "" && value !== undefined);
  return given.length ? `?${new URLSearchParams(given)}` : "";
}

export const experts = (replay) => send("GET", `/api/v1/experts${query({ replay })}`);
export const bankroll = (id, replay) =>
  send("GET", `/api/v1/experts/${encodeURIComponent(id)}/bankroll${query({ timeframe: "season", replay })}`);
export const liveBets = (replay) => send("GET", `/api/v1/bets/live${query({ limit: 50, replay })}`);
export const council = (replay) => send("GET", `/api/v1/council/current${query({ replay })}`);
export const games = (week, replay) => send("GET", `/api/v1/games/week/${week}${query({ replay })}`);
export const battles = (replay) => send("GET", `/api/v1/battles/active${query({ limit: 20, replay })}`);
export const replays = () => send("GET", "/api/v1/replays");
export const replay = (id) => send("GET", `/api/v1/replays/${encodeURIComponent(id)}`);
export const startReplay = (wish) => send("POST", "/api/v1/replays", wish);
export const steerReplay = (id, verb) => send("POST", `/api/v1/replays/${encodeURIComponent(id)}/${verb}`, {});
export const vote = (id, side) => send("POST", `/api/v1/battles/${encodeURIComponent(id)}/votes`, { side });

export async function signIn(email, password) {
  const session = await send("POST", "/auth/login", { email, password });
  token = session.access_token;
  return (await send("GET", "/api/v1/users/me?envelope=false")).role;
}
