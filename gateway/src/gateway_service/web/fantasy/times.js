// Times as players read them: their own, and UTC beside it; and how long is left.

import { h } from "/assets/shell/dom.js";
import { timeText } from "/assets/shell/text.js";

const utc = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZone: "UTC" });
const SECOND = 1000;

// A time in the zone of the reader, and in UTC. Without a known hour, only the day is shown.
export function bothTimes(time, isHourKnown = true) {
  if (!isHourKnown) return h("span", {}, new Date(time).toLocaleDateString("en-GB", { dateStyle: "medium", timeZone: "UTC" }), " (hour not known)");
  const isElsewhere = new Date(time).getTimezoneOffset() !== 0; // whoever lives by UTC reads it once
  return h("span", {}, h("time", { datetime: time }, timeText(time)), isElsewhere && h("span", { class: "muted small" }, ` · ${utc.format(new Date(time))} UTC`));
}

// "3 d 4 h 5 min", with seconds in the last hour.
export function left(time, now = Date.now()) {
  const seconds = Math.max(Math.floor((new Date(time) - now) / SECOND), 0);
  const parts = [Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  const texts = parts.map((value, at) => value && `${value} ${["d", "h", "min"][at]}`).filter(Boolean);
  return seconds < 3600 ? [...texts, `${seconds % 60} s`].join(" ") : texts.join(" ");
}

// Shows how long is left until a time, and calls `over` once it has passed.
export function countdown(time, over) {
  const shown = h("span", { class: "countdown", role: "timer" }, left(time));
  const timer = setInterval(() => {
    if (!shown.isConnected) return clearInterval(timer);
    shown.textContent = left(time);
    if (new Date(time) > Date.now()) return undefined;
    clearInterval(timer);
    return over();
  }, SECOND);
  return shown;
}
