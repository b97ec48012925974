// Spends the searches that a visitor without an account has: five a minute, of which one is kept for the Enter key.

const WINDOW_MS = 60_000;
const MOST_TYPED = 4;

const spent = [];
let blockedUntil = 0;

// The milliseconds until a search while typing is possible; 0 if it is possible now.
export function waitForTyping(now = Date.now()) {
  while (spent.length && spent[0] <= now - WINDOW_MS) spent.shift();
  const free = spent.length < MOST_TYPED ? now : spent.at(-MOST_TYPED) + WINDOW_MS;
  return Math.max(free - now, blockedUntil - now, 0);
}

export const spend = () => spent.push(Date.now());

// The service refused a search and said how long to wait.
export function block(seconds) {
  blockedUntil = Date.now() + 1000 * Math.max(seconds, 1);
}
