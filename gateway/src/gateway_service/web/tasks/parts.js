// What the parts of the page show.

import { h, table } from "/assets/shell/dom.js";
import { spark } from "/assets/shell/spark.js";
import { empty } from "/assets/shell/states.js";
import { fromNow, fullTimeText, plural, words } from "/assets/shell/text.js";

const COLOURS = { completed: "good", working: "good", active: "good", running: "accent", failed: "bad", lost: "bad", stopping: "warn" };
const MINUTE_MS = 60_000;

const actions = () => h("span", { class: "hidden-text" }, "Actions");
const ago = (time) => (Date.now() - new Date(time) < MINUTE_MS ? "just now" : fromNow(time));
export const pill = (status) => h("span", { class: `pill ${COLOURS[status] ?? ""}` }, words(status));

// A span of seconds, such as "40 ms" or "3.2 s".
export function span(seconds) {
  if (seconds === null || seconds === undefined) return "–";
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  return seconds < 120 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds / 60)} min`;
}

export function queueFacts(queue) {
  const facts = [
    ["Queued", queue.queued],
    ["Running", queue.running],
    ["First one waits", span(queue.oldest_queued_s)],
    ["Held back", queue.held_back],
    ["Later", queue.scheduled],
    ["Workers", queue.workers],
  ];
  const ended = (kind) => queue.timeline.reduce((sum, minute) => sum + minute[kind], 0);
  return [
    !queue.workers && h("p", { class: "problem", role: "alert" }, "No worker sends heartbeats, so no task is carried out. Start one: altsports worker"),
    h("dl", { class: "facts" }, facts.map(([title, value]) => h("div", {}, h("dt", {}, title), h("dd", {}, value)))),
    h(
      "div",
      { class: "row" },
      spark(perMinute(queue), `Tasks that ended in each of the last ${queue.minutes} minutes`),
      h("span", { class: "muted" }, `In the last hour ${plural(ended("completed"), "task")} completed and ${ended("failed")} failed.`),
    ),
  ].filter(Boolean);
}

// The number of tasks that ended in each minute of the window, also of minutes in which none did.
export function perMinute(queue, now = Date.now()) {
  const counts = new Map(queue.timeline.map((one) => [Date.parse(one.minute_at), one.completed + one.failed]));
  const last = Math.max(Math.floor(now / MINUTE_MS) * MINUTE_MS, ...counts.keys());
  return Array.from({ length: queue.minutes }, (_, index) => counts.get(last - (queue.minutes - 1 - index) * MINUTE_MS) ?? 0);
}

const workerColumns = [
  { title: "Worker", name: true, cell: (worker) => `${worker.host}:${worker.pid}` },
  { title: "State", cell: (worker) => pill(worker.status) },
  { title: "Works on", cell: (worker) => worker.active.map((one) => h("div", { class: "small" }, `${one.type}, ${Math.round(one.progress)}%`)) },
  { title: "Active", number: true, cell: (worker) => `${worker.active.length} of ${worker.concurrency}` },
  { title: "Processed", number: true, cell: (worker) => worker.processed },
  { title: "Failed", number: true, low: true, cell: (worker) => worker.failed },
  { title: "Retried", number: true, low: true, cell: (worker) => worker.retried },
  { title: "Started", low: true, cell: (worker) => ago(worker.started_at) },
];

export const workerTable = (workers) =>
  workers.length ? table("Workers", workerColumns, workers) : empty("No worker", "Start one with: altsports worker");

const typeColumns = [
  { title: "Type", name: true, cell: (one) => one.type },
  { title: "Pending", number: true, cell: (one) => one.pending },
  { title: "Running", number: true, cell: (one) => one.running },
  { title: "Completed", number: true, cell: (one) => one.completed },
  { title: "Failed", number: true, cell: (one) => one.failed },
  { title: "Retries", number: true, low: true, cell: (one) => one.retries },
  { title: "Mean", number: true, low: true, cell: (one) => span(one.mean_duration_s) },
  { title: "95% within", number: true, low: true, cell: (one) => span(one.p95_duration_s) },
];

export const typeTable = (types) => (types.length ? table("Types of tasks", typeColumns, types) : empty("No task in the last hour"));

const when = (schedule) => {
  if (schedule.cron) return [h("code", {}, schedule.cron), h("div", { class: "muted small" }, schedule.time_zone)];
  return schedule.interval_s ? `Every ${span(schedule.interval_s)}` : `Once, ${fullTimeText(schedule.once_at)}`;
};

export function scheduleTable(schedules, setPaused) {
  const columns = [
    { title: "Schedule", name: true, cell: (one) => [one.name, h("div", { class: "muted small" }, one.type)] },
    { title: "When", cell: when },
    { title: "Next", cell: (one) => (one.next_at.length ? fullTimeText(one.next_at[0]) : "–") },
    { title: "Last", low: true, cell: (one) => fullTimeText(one.last_at) || "–" },
    { title: "Missed dates", low: true, cell: (one) => words(one.catch_up) },
    { title: "State", low: true, cell: (one) => pill(one.status) },
    { title: actions(), cell: (one) => one.status !== "ended" && pauseButton(one, setPaused) },
  ];
  return schedules.length ? table("Schedules", columns, schedules) : empty("No schedule");
}

function pauseButton(schedule, setPaused) {
  const isPaused = schedule.status === "paused";
  const verb = isPaused ? "Resume" : "Pause";
  const label = `${verb} ${schedule.name}`;
  return h("button", { type: "button", "aria-label": label, click: () => setPaused(schedule, !isPaused) }, verb);
}

export function taskTable(tasks, { open, retry }) {
  const columns = [
    { title: "Task", name: true, cell: (task) => [task.type, h("div", { class: "muted small" }, task.task_id.slice(0, 8))] },
    { title: "Status", cell: (task) => pill(task.status) },
    { title: "Progress", number: true, low: true, cell: (task) => `${Math.round(task.progress)}%` },
    { title: "Attempt", number: true, low: true, cell: (task) => task.attempt },
    { title: "Says", low: true, cell: (task) => task.error ?? task.waiting_reason ?? task.message ?? "" },
    { title: "Asked for", low: true, cell: (task) => ago(task.created_at) },
    {
      title: actions(),
      cell: (task) =>
        h(
          "div",
          { class: "row" },
          canRetry(task) && h("button", { type: "button", "aria-label": `Retry ${task.type} ${task.task_id.slice(0, 8)}`, click: () => retry(task) }, "Retry"),
          h("button", { type: "button", class: "quiet", "aria-label": `Details of ${task.type} ${task.task_id.slice(0, 8)}`, click: () => open(task) }, "Details"),
        ),
    },
  ];
  return tasks.length ? table("Tasks", columns, tasks) : empty("No such task");
}

export const canRetry = (task) => ["failed", "cancelled"].includes(task.status);
export const canCancel = (task) => ["pending", "running"].includes(task.status);
