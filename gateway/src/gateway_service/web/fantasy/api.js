// What the page of fantasy Formula 1 reads and changes.

import { get, patch, path, post, put, remove } from "/assets/shell/http.js";

const data = (answer) => answer.data;

export const races = (season) => get("/api/v1/f1/races", { season });
export const drivers = (season, race) => get("/api/v1/f1/drivers", { season, race, sort: "price" }).then(data);
export const teams = (season) => get("/api/v1/f1/teams", { season }).then(data);
export const team = (team) => get(path`/api/v1/f1/teams/${team}`).then(data);
export const createTeam = (wish) => post("/api/v1/f1/teams", wish).then(data);
export const renameTeam = (team, name) => patch(path`/api/v1/f1/teams/${team}`, { name }).then(data);
export const deleteTeam = (team) => remove(path`/api/v1/f1/teams/${team}`);
export const setDrivers = (team, wish) => put(path`/api/v1/f1/teams/${team}/drivers`, wish).then(data);
export const scores = (team) => get(path`/api/v1/f1/teams/${team}/scores`);
export const explain = (team, race, parameters) => get(path`/api/v1/f1/teams/${team}/scores/${race}`, parameters).then(data);
export const board = (parameters) => get("/api/v1/f1/leaderboard", parameters);
export const leagueBoard = (league, parameters) => get(path`/api/v1/f1/leagues/${league}/leaderboard`, parameters);
export const leagues = (parameters) => get("/api/v1/f1/leagues", parameters);
export const league = (league) => get(path`/api/v1/f1/leagues/${league}`).then(data);
export const members = (league, token) => get(path`/api/v1/f1/leagues/${league}/members`, { page_size: 50, page_token: token });
export const createLeague = (wish) => post("/api/v1/f1/leagues", wish).then(data);
export const updateLeague = (league, wish) => patch(path`/api/v1/f1/leagues/${league}`, wish);
export const renewCode = (league) => post(path`/api/v1/f1/leagues/${league}/code`);
export const transfer = (league, team) => post(path`/api/v1/f1/leagues/${league}/transfer`, { team_id: team });
export const removeMember = (league, team) => remove(path`/api/v1/f1/leagues/${league}/members/${team}`);
export const joinByCode = (code) => post("/api/v1/f1/leagues/join", { code }).then(data);
export const join = (league) => post(path`/api/v1/f1/leagues/${league}/join`).then(data);
export const leave = (league) => post(path`/api/v1/f1/leagues/${league}/leave`);
export const deleteLeague = (league) => remove(path`/api/v1/f1/leagues/${league}`);
