// What the page of operators reads and does.

import { get, path, post } from "/assets/shell/http.js";

const data = (answer) => answer.data;

export const queue = () => get("/api/v1/task-queue").then(data);
export const workers = () => get("/api/v1/workers").then(data);
export const tasks = (filter) => get("/api/v1/tasks", { ...filter, page_size: 20 });
export const task = (id) => get(path`/api/v1/tasks/${id}/status`).then(data);
export const retry = (id) => post(path`/api/v1/tasks/${id}/retry`).then(data);
export const cancel = (id) => post(path`/api/v1/tasks/${id}/cancel`).then(data);
export const schedules = () => get("/api/v1/task-schedules", { page_size: 100 }).then(data);
export const setPaused = (id, paused) => post(`${path`/api/v1/task-schedules/${id}`}/${paused ? "pause" : "resume"}`).then(data);
