// A deep report: starts its task, follows it, and shows what exists so far.

import { find, h } from "/assets/shell/dom.js";
import * as api from "./api.js";

const LOOK_MS = 700;
const ENDED = new Set(["completed", "failed", "cancelled"]);

// Follows a task until it ends; `on` gets it each time that it changed.
export async function followTask(id, on) {
  for (;;) {
    const task = await api.task(id);
    on(task);
    if (ENDED.has(task.status)) return task;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

export function showProgress(task) {
  const bar = find("#progress");
  bar.hidden = task.status === "completed";
  bar.value = task.progress;
  find("#state").textContent = task.waiting_reason || task.message || task.status;
}

export function files(result) {
  return h("p", { class: "row" }, (result.files ?? []).map((file) => h("button", { type: "button", click: () => open(file) }, `Download ${file.name}`)));
}

async function open(file) {
  const { url } = await api.link(file.file_id);
  location.assign(url);
}
