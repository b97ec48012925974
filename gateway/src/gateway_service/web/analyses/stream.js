// An analysis while it is written: server-sent events over fetch, because EventSource sends no credentials.

import { accessToken, Problem } from "/assets/shell/session.js";

const TRIES = 5;
const PAUSE_MS = 500;
const GONE = new Set(["STREAM_STOPPED", "STREAM_LOST", "STREAM_NOT_FOUND"]);

// Calls `on` with each event {type, data}. A lost connection is resumed after the last event, which does not count as
// an analysis; if the text is no longer written, it is asked for again. Throws a Problem.
export async function follow(parameters, on, signal) {
  const again = `/api/v1/ai/analysis/stream?${new URLSearchParams(parameters)}`;
  let last = "";
  let url = again;
  for (let tries = 0; ; tries += 1) {
    try {
      const answer = await ask(url, last, signal);
      for await (const event of events(answer.body)) {
        last = event.id || last;
        url = `/api/v1/ai/streams/${last.split(".")[0]}`;
        tries = 0;
        if (event.type === "error") throw new Problem(event.data.status, event.data);
        on(event);
        if (event.type === "done") return;
      }
    } catch (error) {
      const isGone = error instanceof Problem && GONE.has(error.code) && url !== again;
      if ((error instanceof Problem && !isGone) || error.name === "AbortError") throw error;
      if (isGone) url = again;
      if (isGone && error.code === "STREAM_NOT_FOUND") {
        last = "";
        on({ type: "restart", data: {} });
      }
    }
    if (tries >= TRIES) throw new Problem(0, {});
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

async function ask(url, last, signal) {
  const headers = { accept: "text/event-stream", authorization: `Bearer ${await accessToken()}` };
  if (last) headers["last-event-id"] = last;
  const answer = await fetch(url, { headers, signal });
  if (!answer.ok) throw new Problem(answer.status, await answer.json().catch(() => ({})), answer.headers);
  return answer;
}

async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const event = parse(block);
      if (event) yield event;
    }
  }
}

function parse(block) {
  const fields = Object.fromEntries(
    block.split("\n").filter((line) => line && !line.startsWith(":")).map((line) => line.split(/: ?(.*)/s, 2)),
  );
  return fields.data === undefined ? null : { id: fields.id ?? "", type: fields.event ?? "message", data: JSON.parse(fields.data) };
}
