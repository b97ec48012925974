// Who is signed in. The tokens stay in this browser; all tabs share them, and one of them renews them.

const KEY = "altsports.session";
const EARLY_MS = 30_000;

let session = null;
session = read();
export const changes = new EventTarget();

export const user = () => session?.user ?? null;

// The access token, renewed if it is about to expire. Empty if nobody is signed in.
export async function accessToken() {
  if (session && session.expires - Date.now() < EARLY_MS) await renew(session.access);
  return session?.access ?? "";
}

export async function signIn(email, password) {
  keep(await post("/api/v1/auth/login", { email, password, device: "Browser" }));
}

export async function register(wish) {
  keep(await post("/api/v1/auth/register", wish));
}

// Ends the session here and at the service; if the service does not answer, the tokens are gone from here all the same.
export async function signOut() {
  const token = session?.refresh;
  forget();
  if (token) await post("/api/v1/auth/logout", { refresh_token: token }).catch(() => undefined);
}

// Gets the next tokens, unless another tab got them already. A refused session is over: nobody is signed in then.
export async function renew(expired) {
  await alone(async () => {
    session = read();
    if (!session || session.access !== expired) return;
    try {
      keep(await post("/api/v1/auth/refresh", { refresh_token: session.refresh }));
    } catch (problem) {
      if (problem.status !== 401) throw problem;
      forget();
    }
  });
}

const alone = (work) => (navigator.locks ? navigator.locks.request(KEY, work) : work());

async function post(path, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new Problem(0, {});
  });
  const content = answer.status === 204 ? {} : await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Problem(answer.status, content, answer.headers);
  return content;
}

// What an answer with an error says: status, code, and a message for people.
export class Problem extends Error {
  constructor(status, body, headers = null) {
    super(message(status, body));
    this.status = status;
    this.code = body.code ?? "";
    this.waitSeconds = Number(headers?.get("retry-after") ?? 0);
    this.requestId = body.request_id ?? "";
  }
}

function message(status, body) {
  if (status === 0) return "AltSports cannot be reached. Check your connection.";
  if (Array.isArray(body.detail)) return body.detail.map((one) => `${(one.loc ?? []).slice(1).join(" ")}: ${one.msg}`).join("; ");
  return body.detail || body.title || `The answer has status ${status}.`;
}

function keep(tokens) {
  const expires = Date.now() + 1000 * tokens.expires_in;
  session = {
    access: tokens.access_token,
    refresh: tokens.refresh_token ?? session?.refresh,
    user: tokens.user ?? session?.user,
    expires,
  };
  write(JSON.stringify(session));
}

function forget() {
  session = null;
  write(null);
}

function write(text) {
  try {
    if (text === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, text);
  } catch {
    // Storage is blocked: the session lasts as long as this page.
  }
  changes.dispatchEvent(new Event("change"));
}

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY));
  } catch {
    return session ?? null;
  }
}

addEventListener("storage", (event) => {
  if (event.key !== KEY) return;
  session = read();
  changes.dispatchEvent(new Event("change"));
});
