// The live feed: one WebSocket that reconnects by itself and resumes at its last position.

const PAUSES = [1, 2, 4, 8, 16];

// Emits "state" (connecting, open, closed), "event" (one message of a channel) and "stale" (the page may have
// missed events and must reload its data).
export class Feed extends EventTarget {
  #socket = null;
  #place = null;
  #failures = 0;
  #timer = 0;
  #silence = 0;
  #replays = [];
  #patience = 75_000;

  // Follows these worlds: "live" and ids of replays.
  follow(replays) {
    this.#replays = replays;
    if (this.#socket?.readyState === WebSocket.OPEN) this.#subscribe();
    else if (!this.#socket) this.#connect();
  }

  #connect() {
    clearTimeout(this.#timer);
    this.#tell("state", "connecting");
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}/ws/updates`);
    this.#socket = socket;
    socket.onopen = () => this.#subscribe();
    socket.onmessage = (message) => this.#receive(JSON.parse(message.data));
    socket.onclose = () => socket === this.#socket && this.#again();
  }

  #subscribe() {
    const wish = {
      type: "subscribe",
      channels: ["bets", "lines", "eliminations"],
      filters: { replays: this.#replays },
    };
    if (this.#place) wish.resume_from = this.#place;
    this.#socket.send(JSON.stringify(wish));
    this.#listen();
  }

  #receive(message) {
    this.#listen();
    this.#failures = 0;
    if (message.type === "hello") {
      this.#patience = 2.5 * 1000 * (message.heartbeat_seconds || 30);
      this.#place ??= { seq: message.seq, epoch: message.epoch };
      this.#tell("state", "open");
    } else if (message.type === "snapshot") {
      this.#place = { seq: message.seq, epoch: message.epoch };
      this.#tell("stale");
    } else if (message.seq !== undefined && message.id !== undefined) {
      this.#place = { seq: message.seq, epoch: message.epoch };
      this.#tell("event", message);
    }
  }

  // A peer that is silent for two heartbeats is dead, whatever state the socket reports.
  #listen() {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#socket?.close(), this.#patience);
  }

  #again() {
    clearTimeout(this.#silence);
    this.#socket = null;
    this.#tell("state", "closed");
    const pause = PAUSES[Math.min(this.#failures++, PAUSES.length - 1)];
    this.#timer = setTimeout(() => this.#connect(), pause * 1000 * (0.8 + 0.4 * Math.random()));
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
