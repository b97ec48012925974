// The page of operators: queue, workers, tasks and schedules, read again every few seconds.

import { askToSignIn } from "/assets/shell/account.js";
import { find, h } from "/assets/shell/dom.js";
import { changes, user } from "/assets/shell/session.js";
import { empty, fill } from "/assets/shell/states.js";
import * as api from "./api.js";
import { showTask } from "./detail.js";
import { queueFacts, scheduleTable, taskTable, typeTable, workerTable } from "./parts.js";

const EVERY_MS = 3000;
const part = (name) => find(`#${name}`);
const filter = part("filter");
let paused = false;

const readQueue = async () => {
  const queue = await api.queue();
  offerTypes(queue.types);
  part("types").replaceChildren(typeTable(queue.types));
  return queueFacts(queue);
};
const readWorkers = async () => workerTable(await api.workers());
const readSchedules = async () => scheduleTable(await api.schedules(), setPaused);
const readTasks = async () => {
  const { data, metadata } = await api.tasks(Object.fromEntries(new FormData(filter)));
  const more = metadata.total_size > data.length && h("p", { class: "muted" }, `The newest ${data.length} of ${metadata.total_size}.`);
  return [taskTable(data, { open, retry }), more].filter(Boolean);
};

function readAll() {
  fill(part("queue"), readQueue);
  fill(part("workers"), readWorkers);
  fill(part("tasks"), readTasks);
  fill(part("schedules"), readSchedules);
}

// Types that were seen stay in the filter, so that a choice does not disappear.
function offerTypes(types) {
  const select = filter.elements.type;
  const known = new Set([...select.options].map((option) => option.value));
  for (const { type } of types) if (!known.has(type)) select.append(h("option", { value: type }, type));
}

// Does something, and says how it went.
async function act(done, work, read) {
  try {
    await work();
    part("said").textContent = done;
  } catch (problem) {
    part("said").textContent = problem.message;
  }
  await read();
}

const readTasksAgain = () => Promise.all([fill(part("tasks"), readTasks), fill(part("queue"), readQueue)]);
const retry = (task) => act(`${task.type} starts again.`, () => api.retry(task.task_id), readTasksAgain);
const cancel = (task) => act(`${task.type} was cancelled.`, () => api.cancel(task.task_id), readTasksAgain);
const setPaused = (schedule, isPaused) =>
  act(`${schedule.name} is ${isPaused ? "paused" : "active"}.`, () => api.setPaused(schedule.id, isPaused), () => fill(part("schedules"), readSchedules));

async function open(task) {
  try {
    showTask(await api.task(task.task_id), { retry, cancel });
  } catch (problem) {
    part("said").textContent = problem.message;
  }
}

function start() {
  const isOperator = user()?.role === "admin";
  part("board").hidden = !isOperator;
  part("pause").hidden = !isOperator;
  part("denied").replaceChildren(...(isOperator ? [] : [denied()]));
  if (isOperator) readAll();
}

function denied() {
  if (user()) return empty("You have no access to this", "This page is for administrators.");
  const button = h("button", { type: "button", class: "primary", click: () => askToSignIn() }, "Sign in");
  return empty("For administrators", "Sign in to see queues, workers, tasks and schedules.", button);
}

filter.addEventListener("change", () => fill(part("tasks"), readTasks));
filter.addEventListener("submit", (event) => event.preventDefault());
part("pause").addEventListener("click", () => {
  paused = !paused;
  part("pause").setAttribute("aria-pressed", String(paused));
  if (!paused) start();
});
changes.addEventListener("change", start);
setInterval(() => user()?.role === "admin" && !paused && !document.hidden && !find("dialog[open]") && readAll(), EVERY_MS);
start();
