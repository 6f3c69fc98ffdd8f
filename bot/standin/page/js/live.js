/** A stream from the workspace, kept alive: it comes back by itself and goes on where it was. */

const FIRST_WAIT_MS = 300;
const LONGEST_WAIT_MS = 8000;
const SILENT_MS = 50000;

/** A websocket that reconnects with backoff. */
export class Live {
  /**
   * @param {object} options
   * @param {(after: number) => string} options.address the path of what comes after a number
   * @param {number} options.after the number of the last event that is known already
   * @param {(event: any) => void} options.onevent
   * @param {(up: boolean) => void} options.onstate
   */
  constructor({ address, after, onevent, onstate }) {
    this.address = address;
    this.after = after;
    this.onevent = onevent;
    this.onstate = onstate;
    this.wait = FIRST_WAIT_MS;
    this.open();
  }

  open() {
    this.socket = new WebSocket(`ws://${location.host}${this.address(this.after)}`);
    this.socket.addEventListener("open", () => this.up());
    this.socket.addEventListener("message", (event) => this.take(JSON.parse(event.data)));
    this.socket.addEventListener("close", () => this.down());
    this.watch();
  }

  up() {
    this.wait = FIRST_WAIT_MS;
    this.onstate(true);
  }

  /** @param {any} event */
  take(event) {
    this.watch();
    if (event.type === "ping") return;
    this.after = event.seq ?? event.n ?? this.after;
    this.onevent(event);
  }

  /** A socket that says nothing for longer than two pings is taken for dead. */
  watch() {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.socket?.close(), SILENT_MS);
  }

  down() {
    clearTimeout(this.silence);
    if (this.ended) return;
    this.onstate(false);
    const jitter = this.wait * (0.75 + Math.random() / 2);
    this.timer = setTimeout(() => this.open(), jitter);
    this.wait = Math.min(LONGEST_WAIT_MS, this.wait * 1.7);
  }

  end() {
    this.ended = true;
    clearTimeout(this.timer);
    this.socket?.close();
  }
}

/** @param {string} person @returns {(after: number) => string} the address of their stream */
export const streamOf = (person) => (after) =>
  `/ui/live?${new URLSearchParams({ person, after: String(after) })}`;
