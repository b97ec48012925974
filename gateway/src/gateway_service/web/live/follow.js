// Reads a page again when the feed reports something that concerns it.

import { Feed } from "/assets/shell/feed.js";
import { notice } from "/assets/shell/states.js";

const PAUSE_MS = 3000;

// Calls `read` after events of the world for which `concerns` is true, at most once in three seconds, and after a gap.
export function follow(replay, concerns, read) {
  const feed = new Feed();
  let timer = 0;
  const later = () => {
    timer ||= setTimeout(() => {
      timer = 0;
      read();
    }, PAUSE_MS);
  };
  feed.addEventListener("event", ({ detail: { event } }) => (event.replay ?? "") === replay && concerns(event) && later());
  feed.addEventListener("stale", later);
  feed.addEventListener("state", ({ detail }) =>
    notice(detail === "closed" ? "The connection is lost. What you see may be old; reconnecting." : ""),
  );
  feed.follow([replay || "live"]);
}

// What the address asks for: the last part of its path, and the world.
export function asked() {
  const parameters = new URLSearchParams(location.search);
  return {
    id: decodeURIComponent(location.pathname.split("/").at(-1)),
    replay: parameters.get("replay") ?? "",
    season: parameters.get("season") ?? "",
  };
}
