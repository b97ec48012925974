// Parts of forms: an attempt whose refusal is shown beside it, and times as inputs take them.

import { h } from "/assets/shell/dom.js";

const MINUTE_MS = 60_000;

// Returns [attempt, problem]: `attempt` runs a change and then `changed`; `problem` shows why it was refused.
export function attempts(changed) {
  const problem = h("p", { class: "problem", role: "alert", hidden: true });
  const attempt = async (work, after = changed) => {
    problem.hidden = true;
    try {
      await after(await work());
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
    }
  };
  return [attempt, problem];
}

// A form that sends its fields by name.
export function form(fields, button, send) {
  const submit = (event) => {
    event.preventDefault();
    send(Object.fromEntries(new FormData(event.target)));
  };
  return h("form", { class: "inline", submit }, fields, h("button", { type: "submit" }, button));
}

export const field = (label, properties) => h("label", {}, label, h("input", properties));

// A time as an input of type datetime-local has it, which is in the zone of the reader, and back.
export function localTime(time) {
  const at = new Date(time);
  return new Date(at - at.getTimezoneOffset() * MINUTE_MS).toISOString().slice(0, 16);
}
export const fromLocal = (text) => (text ? new Date(text).toISOString() : "");
