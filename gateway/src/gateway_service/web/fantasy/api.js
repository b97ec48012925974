// What the page of fantasy Formula 1 reads and changes.

import { get, patch, path, post, put, remove } from "/assets/shell/http.js";

const data = (answer) => answer.data;

export const races = (season) => get("/api/v1/f1/races", { season });
export const drivers = (season, race) => get("/api/v1/f1/drivers", { season, race, sort: "price" }).then(data);
export const teams = (season) => get("/api/v1/f1/teams", { season }).then(data);
export const createTeam = (wish) => post("/api/v1/f1/teams", wish).then(data);
export const renameTeam = (team, name) => patch(path`/api/v1/f1/teams/${team}`, { name }).then(data);
export const setDrivers = (team, wish) => put(path`/api/v1/f1/teams/${team}/drivers`, wish).then(data);
export const scores = (team) => get(path`/api/v1/f1/teams/${team}/scores`).then(data);
export const explain = (team, race, since) => get(path`/api/v1/f1/teams/${team}/scores/${race}`, { compare_to: since }).then(data);
export const board = (parameters) => get("/api/v1/f1/leaderboard", parameters);
export const leagueBoard = (league, parameters) => get(path`/api/v1/f1/leagues/${league}/leaderboard`, parameters);
export const leagues = (parameters) => get("/api/v1/f1/leagues", parameters).then(data);
export const createLeague = (wish) => post("/api/v1/f1/leagues", wish).then(data);
export const joinByCode = (code) => post("/api/v1/f1/leagues/join", { code }).then(data);
export const join = (league) => post(path`/api/v1/f1/leagues/${league}/join`).then(data);
export const leave = (league) => post(path`/api/v1/f1/leagues/${league}/leave`);
export const deleteLeague = (league) => remove(path`/api/v1/f1/leagues/${league}`);
