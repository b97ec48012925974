// The views: each function draws one part of the page. External data is inserted as text only, never as HTML.

const money = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD", maximumFractionDigits: 0 });
const time = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });
const FEED_LENGTH = 100;

export const moneyText = (amount) => money.format(amount);
export const timeText = (text) => (text ? `${time.format(new Date(text))} UTC` : "");
const percent = (share) => `${(100 * share).toFixed(1)} %`;
const signed = (value, digits = 1) => `${value > 0 ? "+" : ""}${value.toFixed(digits)}`;

function element(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

const number = (text, className = "") => element("td", { className: `number ${className}`, textContent: text });
const direction = (value) => (value > 0 ? "up" : value < 0 ? "down" : "");

export function spark(balances) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "spark");
  svg.setAttribute("viewBox", "0 0 100 20");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("role", "img");
  const low = Math.min(...balances);
  const high = Math.max(...balances);
  svg.setAttribute("aria-label", balances.length ? `from ${moneyText(low)} to ${moneyText(high)}` : "no bets yet");
  const x = (index) => ((100 * index) / Math.max(balances.length - 1, 1)).toFixed(2);
  const y = (balance) => (19 - (18 * (balance - low)) / (high - low || 1)).toFixed(2);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", balances.map((balance, i) => `${i ? "L" : "M"}${x(i)} ${y(balance)}`).join(""));
  svg.append(path);
  return svg;
}

export function drawExperts(experts, histories, changed = "") {
  const rows = [...experts]
    .sort((a, b) => b.bankroll.current - a.bankroll.current)
    .map((expert, index) => {
      const { bankroll, performance } = expert;
      const row = element(
        "tr",
        { className: expert.expert_id === changed ? "changed" : "" },
        number(String(index + 1)),
        element("th", { scope: "row", textContent: `${expert.emoji} ${expert.name}` }),
        number(moneyText(bankroll.current)),
        number(`${signed(bankroll.change_percent)} %`, direction(bankroll.change_percent)),
        element("td", {}, spark(histories.get(expert.expert_id) ?? [])),
        number(`${percent(performance.win_rate)} of ${performance.decided_bets}`),
        number(percent(performance.roi), direction(performance.roi)),
        element("td", {}, element("span", { className: "tag", textContent: bankroll.status })),
      );
      row.dataset.expert = expert.expert_id;
      return row;
    });
  document.querySelector("#experts tbody").replaceChildren(...rows);
}

export function addBet(bet) {
  const item = element(
    "li",
    { className: "changed" },
    element("strong", { textContent: bet.expert_name }),
    ` ${moneyText(bet.bet_amount)} on `,
    element("strong", { textContent: bet.prediction }),
    ` · ${bet.game_id} · ${percent(bet.confidence)} `,
    element("span", { className: "muted", textContent: timeText(bet.timestamp) }),
  );
  addToFeed(item);
}

export function addNote(text, className = "") {
  addToFeed(element("li", { className: `changed ${className}`, textContent: text }));
}

function addToFeed(item) {
  const list = document.querySelector("#bets");
  list.prepend(item);
  while (list.childElementCount > FEED_LENGTH) list.lastElementChild.remove();
}

export const clearFeed = () => document.querySelector("#bets").replaceChildren();

export function drawGames(games) {
  const rows = games.map((game) => {
    const lines = game.vegas_lines ?? {};
    const row = element(
      "tr",
      {},
      element("th", { scope: "row", textContent: gameText(game), title: timeText(game.game_time) }),
      lineCell("spread", lines.spread, true),
      lineCell("total", lines.total, false),
      element("td", { textContent: game.council_consensus?.spread ?? "" }),
    );
    row.dataset.game = game.game_id;
    return row;
  });
  document.querySelector("#lines tbody").replaceChildren(...rows);
}

function gameText(game) {
  const played = game.status === "final" ? ` ${game.away_score}-${game.home_score}` : "";
  return `${game.away_team} at ${game.home_team}${played}`;
}

function lineCell(kind, value, isSigned) {
  const cell = number(value === undefined || value === null ? "–" : isSigned ? signed(value) : value.toFixed(1));
  cell.dataset.line = kind;
  return cell;
}

export function moveLine(event) {
  const row = [...document.querySelectorAll("#lines tbody tr")].find((line) => line.dataset.game === event.game_id);
  const old = row?.querySelector(`[data-line="${event.line_type}"]`);
  if (!old) return;
  const cell = lineCell(event.line_type, event.new_value, event.line_type === "spread");
  cell.className += ` changed ${direction(event.new_value - event.old_value)}`;
  cell.title = `was ${event.old_value} until ${timeText(event.timestamp)}`;
  old.replaceWith(cell);
}

export function drawCouncil(council, names) {
  const items = council.council_members.map((member) =>
    element(
      "li",
      {},
      element("strong", { textContent: names.get(member.expert_id) ?? member.expert_id }),
      ` ${percent(member.vote_weight)} of the votes · score ${member.selection_score.toFixed(3)}`,
      element("div", { className: "muted", textContent: member.reason_selected }),
    ),
  );
  document.querySelector("#council").replaceChildren(...items);
}

export function drawBattles(battles, names, canVote) {
  const items = battles.map((battle) => {
    const side = (key) => {
      const expert = battle[key];
      const name = names.get(expert.expert_id) ?? expert.expert_id;
      const votes = battle.user_votes[key];
      const button = element("button", { type: "button", textContent: `${name}: ${expert.prediction} (${votes})` });
      button.dataset.battle = battle.battle_id;
      button.dataset.side = key;
      button.disabled = !canVote;
      button.title = canVote ? expert.reasoning : "Sign in to vote";
      return button;
    };
    const record = battle.head_to_head_record;
    const text = `${record.expert_a_wins}-${record.expert_b_wins} ${record.last_5}`;
    return element(
      "li",
      {},
      element("div", {}, `${battle.game_id} · ${battle.category} `, element("span", { className: "muted", textContent: text })),
      side("expert_a"),
      " vs. ",
      side("expert_b"),
    );
  });
  document.querySelector("#battles").replaceChildren(...items);
}

export function drawReplay(replay) {
  document.querySelector("#replay-state").hidden = !replay;
  if (!replay) return;
  document.querySelector("#replay-progress").value = replay.progress;
  document.querySelector("#replay-text").textContent =
    `${replay.season} week ${replay.week ?? "–"} · ${replay.status} · ${timeText(replay.cursor_time)}`;
}
