// What the page of analyses reads and starts.

import { get, path, post } from "/assets/shell/http.js";

const data = (answer) => answer.data;

export const suggest = (query) => get("/api/v1/leagues/suggest", { query }).then(data);
export const analyses = () => get("/api/v1/analyses").then(data);
export const analysis = (id) => get(path`/api/v1/analyses/${id}`).then(data);
export const startDeep = (league, body) => post(path`/api/v1/leagues/${league}/deep-analysis`, body).then(data);
export const task = (id) => get(path`/api/v1/tasks/${id}/status`).then(data);
export const cancel = (id) => post(path`/api/v1/tasks/${id}/cancel`);
export const link = (file) => post(path`/api/v1/files/${file}/link`).then(data);
