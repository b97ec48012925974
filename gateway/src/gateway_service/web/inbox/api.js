// What the page asks for.

import { get, patch, path, post, remove } from "/assets/shell/http.js";

const ALL = "/api/v1/notifications";

export const list = (page_token = "") => get(ALL, { page_token });
export const mark = (id, read) => post(path`/api/v1/notifications/${id}/read`, { read });
export const markAll = (until_time) => post(`${ALL}/read`, { until_time });
export const forget = (id) => remove(path`/api/v1/notifications/${id}`);
export const preferences = async () => (await get(`${ALL}/preferences`)).data;
export const choose = async (changes) => (await patch(`${ALL}/preferences`, changes)).data;
