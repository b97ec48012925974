// The dialog with everything about one task.

import { h } from "/assets/shell/dom.js";
import { fullTimeText } from "/assets/shell/text.js";
import { canCancel, canRetry, pill, span } from "./parts.js";

export function showTask(task, { retry, cancel }) {
  const dialog = h("dialog", { class: "task", "aria-labelledby": "task-title", close: () => dialog.remove() });
  const then = (work) => () => {
    dialog.close();
    work(task);
  };
  dialog.append(
    h("h2", { id: "task-title" }, task.type),
    h("dl", {}, facts(task).map(([title, value]) => [h("dt", {}, title), h("dd", {}, value)])),
    ...["partial_result", "result"].filter((name) => task[name]).flatMap((name) => json(name, task[name])),
    h(
      "div",
      { class: "row" },
      canRetry(task) && h("button", { type: "button", class: "primary", click: then(retry) }, "Retry"),
      canCancel(task) && h("button", { type: "button", click: then(cancel) }, "Cancel the task"),
      h("button", { type: "button", click: () => dialog.close() }, "Close"),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
}

function facts(task) {
  const all = [
    ["Id", h("code", {}, task.task_id)],
    ["Status", pill(task.status)],
    ["Progress", `${Math.round(task.progress)}%`],
    ["Attempt", task.attempt],
    ["Says", task.message],
    ["Waits because", task.waiting_reason],
    ["Error", task.error],
    ["Reason", task.error_code && h("code", {}, task.error_code)],
    ["What helps", task.recovery.join(" ")],
    ["Asked for", fullTimeText(task.created_at)],
    ["Started", fullTimeText(task.started_at)],
    ["Ended", fullTimeText(task.completed_at)],
    ["Still needs", task.estimated_time_remaining ? span(task.estimated_time_remaining) : ""],
  ];
  return all.filter(([, value]) => value !== "" && value !== null && value !== undefined);
}

const json = (name, value) => [h("h3", {}, name.replace("_", " ")), h("pre", { tabindex: "0" }, JSON.stringify(value, null, 2))];
