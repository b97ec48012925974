// How the worth of an expert developed: from the changes of the balance to one value for each time.

const SETTLED = new Set(["bet_won", "bet_lost", "bet_pushed", "bet_voided", "settlement_reversed"]);

// The worth after each time at which something was settled, oldest first. Placing a bet moves money from cash into
// the bet and changes nothing, so it gives no point; that is what made the line look like a saw.
export function worthOverTime({ history, starting_balance: start }) {
  const points = new Map();
  for (const change of [...history].reverse()) {
    if (SETTLED.has(change.reason)) points.set(change.timestamp, change.worth ?? change.balance);
  }
  return [start, ...points.values()];
}
