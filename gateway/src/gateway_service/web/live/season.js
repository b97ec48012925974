// What the page knows about the world that it shows, and how it reads it.

import * as api from "./api.js";
import { worthOverTime } from "./histories.js";
import { teamsOf } from "./names.js";
import { readReplays } from "./worlds.js";

const MOST_BETS = 60;

export class Season {
  replay = "";
  replays = [];
  book = null;
  experts = new Map();
  teams = new Map();
  histories = new Map();
  bets = [];
  arrived = []; // bets that were reported since the list was last asked for
  battles = [];
  council = [];
  week = null; // the current week
  shownWeek = null; // the week whose games are listed
  games = [];
  weekGames = [];

  constructor(replay) {
    this.replay = replay;
  }

  get now() {
    return new Date(this.book?.cursor_time ?? Date.now());
  }

  get replayed() {
    return this.replays.find((replay) => replay.id === this.replay);
  }

  // An event belongs here only if it is of the same world: of this replay, or live and as real as this season.
  owns(event) {
    if ((event.replay ?? "") !== this.replay) return false;
    return event.simulated === undefined || event.simulated === null || event.simulated === this.book?.simulated;
  }

  async readExperts() {
    const { experts, book } = await api.experts(this.replay);
    this.book = book;
    this.experts = new Map(experts.map((expert) => [expert.expert_id, expert]));
    this.teams = await teamsOf(book.competition);
    for (const expert of experts) this.#extend(expert);
  }

  async readHistories() {
    const ids = [...this.experts.keys()];
    const answers = await Promise.all(ids.map((id) => api.bankroll(id, this.replay)));
    for (const answer of answers) this.histories.set(answer.expert_id, worthOverTime(answer));
    for (const expert of this.experts.values()) this.#extend(expert);
  }

  // The line of an expert ends at the worth of now.
  #extend({ expert_id: id, bankroll }) {
    const values = this.histories.get(id);
    if (values && values.at(-1) !== bankroll.current) values.push(bankroll.current);
  }

  // The answer may be older than bets that are reported while it is on its way: those stay.
  async readBets() {
    this.arrived = [];
    const { bets } = await api.bets(this.replay);
    const known = new Set(bets.map((bet) => bet.bet_id));
    this.bets = [...this.arrived.filter((bet) => !known.has(bet.bet_id)), ...bets];
  }

  addBet(event) {
    const bet = { ...event, placed_at: event.timestamp, isNew: true };
    this.arrived = [bet, ...this.arrived].slice(0, MOST_BETS);
    this.bets = [bet, ...this.bets].slice(0, MOST_BETS);
  }

  async readBattles() {
    const { battles, week } = await api.battles(this.replay);
    this.battles = battles;
    this.week = week;
    this.shownWeek ??= week;
  }

  async readGames() {
    if (this.week === null) await this.readBattles();
    this.games = (await api.games(this.week, this.replay)).games;
    this.weekGames = this.shownWeek === this.week ? this.games : (await api.games(this.shownWeek, this.replay)).games;
  }

  async readCouncil() {
    this.council = await api.council(this.replay);
  }

  async readReplays() {
    this.replays = await readReplays();
  }
}
