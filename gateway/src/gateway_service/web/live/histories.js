// How the worth of an expert developed.

// The worth at the start and after each time at which it changed, oldest first. Several bets that are settled at the
// same time give one value, the last.
export function worthOverTime({ history, starting_balance: start }) {
  const points = new Map();
  for (const { timestamp, balance, change } of [...history].reverse()) {
    if (change !== 0) points.set(timestamp, balance);
  }
  return [start, ...points.values()];
}
