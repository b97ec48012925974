// The picker: five drivers within the budget, a captain and, if wished, a vice-captain.

import { find, h, table } from "/assets/shell/dom.js";
import { points } from "./numbers.js";

export const SIZE = 5;
const BUDGET = 1000; // in tenths, so that sums are exact

const tenths = (price) => Math.round(10 * Number(price));
const shown = (value) => points((value / 10).toFixed(1));

// What a choice costs, what is left, and what is still wrong with it. `prices` are in tenths, by driver.
export function judge(choice, prices) {
  const cost = choice.drivers.reduce((sum, id) => sum + (prices.get(id) ?? 0), 0);
  const faults = [];
  if (choice.drivers.length !== SIZE) faults.push(`Choose ${SIZE} drivers; ${choice.drivers.length} chosen.`);
  if (cost > BUDGET) faults.push(`${shown(cost - BUDGET)} over the budget.`);
  if (choice.drivers.length && !choice.drivers.includes(choice.captain)) faults.push("Choose a captain.");
  return { cost, left: BUDGET - cost, faults };
}

// Kept drivers count at the price that was paid for them, new ones at today's.
export function pricesOf(drivers, lineup) {
  const prices = new Map(drivers.map((driver) => [driver.id, tenths(driver.price)]));
  for (const pick of lineup?.drivers ?? []) prices.set(pick.driver_id, tenths(pick.price));
  return prices;
}

// Shows the picker. `save` gets {driver_ids, captain_id, vice_captain_id, race} and resolves when it is stored.
export function picker({ drivers, lineup, race, save }) {
  const prices = pricesOf(drivers, lineup);
  const choice = {
    drivers: (lineup?.drivers ?? []).map((pick) => pick.driver_id),
    captain: lineup?.captain_id ?? "",
    vice: lineup?.vice_captain_id ?? "",
  };
  const missing = (lineup?.drivers ?? []).filter((pick) => !drivers.some((driver) => driver.id === pick.driver_id));
  const all = [...drivers, ...missing.map((pick) => ({ ...pick, id: pick.driver_id, entered: false, statistics: {} }))];
  const cost = h("span", { role: "status" }); // stays in place, so that screen readers announce what changes in it
  const none = h("button", { type: "button", class: "quiet", click: () => (decide("vice", ""), submitting.focus()) }, "No vice-captain");
  const submitting = h("button", { type: "submit", class: "primary" }, `Save for the ${race.name}`);
  const purse = h("div", { class: "purse" }, cost, none, submitting);
  const problem = h("p", { class: "problem", role: "alert", hidden: true });
  const form = h("form", { submit }, grid(), problem, purse);

  function grid() {
    const columns = [
      { title: "In", cell: (one) => input("checkbox", "driver", one, choice.drivers.includes(one.id)) },
      { title: "Driver", name: true, cell: (one) => [one.name, !one.entered && h("span", { class: "pill bad" }, "Not entered")] },
      { title: "Constructor", low: true, cell: (one) => one.racing_team?.name ?? "" },
      { title: "Points", number: true, low: true, cell: (one) => one.statistics.points ?? "" },
      { title: "Price", number: true, cell: (one) => shown(prices.get(one.id)) },
      { title: "Captain", cell: (one) => input("radio", "captain", one, choice.captain === one.id) },
      { title: "Vice", cell: (one) => input("radio", "vice", one, choice.vice === one.id) },
    ];
    return table(`Drivers entered in the ${race.name}`, columns, all, (one) => ({ "data-driver": one.id, class: choice.drivers.includes(one.id) && "chosen" }));
  }

  function input(type, name, one, checked) {
    const labels = { driver: `Choose ${one.name}`, captain: `${one.name} as captain`, vice: `${one.name} as vice-captain` };
    const disabled = name !== "driver" && !choice.drivers.includes(one.id);
    return h("input", { type, name, value: one.id, checked, disabled, "aria-label": labels[name], change });
  }

  function change({ target }) {
    if (target.name === "driver") {
      choice.drivers = target.checked ? [...choice.drivers, target.value] : choice.drivers.filter((id) => id !== target.value);
      for (const role of ["captain", "vice"]) if (!choice.drivers.includes(choice[role])) choice[role] = "";
      mark();
    } else decide(target.name, target.value);
  }

  function decide(role, driver) {
    choice[role] = driver;
    if (choice.vice && choice.vice === choice.captain) choice[role === "vice" ? "captain" : "vice"] = "";
    mark();
  }

  function mark() {
    for (const row of form.querySelectorAll("tr[data-driver]")) {
      const id = row.dataset.driver;
      row.className = choice.drivers.includes(id) ? "chosen" : "";
      for (const name of ["captain", "vice"]) {
        const radio = find(`input[name=${name}]`, row);
        radio.disabled = !choice.drivers.includes(id);
        radio.checked = choice[name] === id;
      }
    }
    const judged = judge(choice, prices);
    const sum = (value) => h("strong", { class: judged.left < 0 && "over" }, shown(value));
    cost.replaceChildren("Cost ", sum(judged.cost), ", left ", sum(judged.left), judged.faults.length ? `. ${judged.faults.join(" ")}` : ".");
    none.hidden = !choice.vice;
    submitting.disabled = judged.faults.length > 0;
  }

  async function submit(event) {
    event.preventDefault();
    problem.hidden = true;
    try {
      await save({ driver_ids: choice.drivers, captain_id: choice.captain, vice_captain_id: choice.vice, race: race.key });
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
    }
  }

  mark();
  return form;
}
