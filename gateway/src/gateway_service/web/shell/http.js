// Requests to the API of this host, with the credentials of whoever is signed in.

import { accessToken, Problem, renew } from "./session.js";

export { Problem };
export const get = (path, parameters = {}, options = {}) => send("GET", path + query(parameters), undefined, options);
export const post = (path, body = {}) => send("POST", path, body);
export const patch = (path, body) => send("PATCH", path, body);
export const put = (path, body) => send("PUT", path, body);
export const remove = (path) => send("DELETE", path);

// A path from parts that are not ours: path`/api/v1/leagues/${id}`.
export const path = (parts, ...values) => String.raw({ raw: parts }, ...values.map(encodeURIComponent));

async function send(method, address, body, options) {
  const token = await accessToken();
  const answer = await request(method, address, body, token, options);
  if (answer.status !== 401 || !token) return content(answer);
  await renew(token); // Either there is a new token, or nobody is signed in any more.
  return content(await request(method, address, body, await accessToken(), options));
}

async function request(method, address, body, token, { signal } = {}) {
  const headers = { accept: "application/json" };
  if (token) headers.authorization = `Bearer ${token}`;
  if (body !== undefined) headers["content-type"] = "application/json";
  try {
    return await fetch(address, { method, headers, signal, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem(0, {});
  }
}

async function content(answer) {
  const body = answer.status === 204 ? {} : await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Problem(answer.status, body, answer.headers);
  return body;
}

function query(parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== "" && value !== undefined && value !== null);
  return given.length ? `?${new URLSearchParams(given)}` : "";
}
