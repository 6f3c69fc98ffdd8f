/** Who writes something just now, and which app works on an answer. */

import { assistantOf } from "./assistant.js";
import { fill, h } from "./dom.js";

const SHOWN_MS = 5000;
const TELL_MS = 3000;
const TURN_MS = 2200;

/** The line below a conversation that says who writes. */
export class Typing {
  /** @param {import("./workplace.js").Workplace} workplace @param {string} channel @param {string|null} thread */
  constructor(workplace, channel, thread) {
    this.workplace = workplace;
    this.place = { channel, thread_ts: thread };
    /** @type {Map<string, number>} */
    this.writers = new Map();
    this.told = -Infinity;
    this.turn = 0;
    this.element = h("p.typing");
    this.stops = [
      workplace.state.on("typing", (event) => this.here(event) && this.heard(event.user)),
      workplace.state.on("assistant", (event) => event.channel === channel && this.show()),
      workplace.state.on("messages", ({ fresh, channel: at }) => {
        if (fresh && at === channel && this.writers.delete(fresh.user)) this.show();
      }),
    ];
    this.show();
  }

  /** @param {any} event */
  here(event) {
    const { channel, thread_ts: thread } = this.place;
    return event.channel === channel && (event.thread_ts ?? null) === thread;
  }

  /** @param {string} user */
  heard(user) {
    this.writers.set(user, performance.now());
    this.show();
    setTimeout(() => this.show(), SHOWN_MS + 50);
  }

  show() {
    const since = performance.now() - SHOWN_MS;
    for (const [user, at] of this.writers) if (at < since) this.writers.delete(user);
    const status = this.status();
    this.element.classList.toggle("working", Boolean(status));
    fill(this.element, status ?? this.people());
    clearTimeout(this.timer);
    if (status) this.timer = setTimeout(() => this.next(), TURN_MS);
  }

  next() {
    this.turn += 1;
    if (this.element.isConnected) this.show();
  }

  people() {
    const { directory } = this.workplace;
    const names = [...this.writers.keys()].map((id) => directory.userName(id).split(" ")[0]);
    if (names.length > 1) return "Several people are writing …";
    return names.length ? `${names[0]} is writing …` : "";
  }

  /** @returns {string|undefined} what an app says while it works, one phrase after the other */
  status() {
    const { channel, thread_ts: thread } = this.place;
    const { directory, boot } = this.workplace;
    const said = assistantOf(this.workplace, channel, thread);
    if (!said?.status) return undefined;
    const { loading_messages: phrases = [], status } = said;
    if (phrases.length) return phrases[this.turn % phrases.length];
    const app = boot.apps.find((/** @type {any} */ one) => one.dm === channel) ?? boot.apps[0];
    return `${app?.name ?? directory.channelName(channel)} ${status}`;
  }

  /** Tell the others, now and then, that one writes. */
  tell() {
    if (performance.now() - this.told < TELL_MS) return;
    this.told = performance.now();
    this.workplace.api.post("typing", this.place);
  }

  end() {
    clearTimeout(this.timer);
    for (const stop of this.stops) stop();
  }
}
