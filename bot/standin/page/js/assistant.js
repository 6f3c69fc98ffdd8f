/** What an assistant says beside its messages: that it works, and what one could ask it. */

import { fill, h } from "./dom.js";

/**
 * Return what is known of an assistant in a place; the latest thread's where there are several.
 *
 * @param {import("./workplace.js").Workplace} workplace
 * @param {string} channel
 * @param {string|null} thread
 * @returns {any}
 */
export function assistantOf({ boot }, channel, thread) {
  const known = boot.channels[channel]?.assistant ?? {};
  const latest = Object.keys(known).sort().at(-1);
  return known[thread ?? latest ?? ""];
}

/** Buttons that send what an app suggests. */
export class Prompts {
  /** @param {import("./workplace.js").Workplace} workplace @param {string} channel @param {string|null} thread */
  constructor(workplace, channel, thread) {
    this.workplace = workplace;
    this.channel = channel;
    this.thread = thread;
    this.element = h("div.prompts", { role: "group", "aria-label": "Suggestions", hidden: true });
    this.stops = [
      workplace.state.on("assistant", (event) => event.channel === channel && this.show()),
      workplace.state.on("messages", ({ fresh, channel: at }) => {
        // Once somebody has said something, the suggestions for the start are over.
        if (at === channel && fresh && !fresh.bot_id) this.element.hidden = true;
      }),
    ];
    this.show();
  }

  show() {
    const suggested = assistantOf(this.workplace, this.channel, this.thread)?.suggested;
    this.element.hidden = !suggested;
    if (!suggested) return;
    fill(
      this.element,
      suggested.title && h("span.soft", {}, suggested.title),
      suggested.prompts.map((/** @type {any} */ one) => this.button(one)),
    );
  }

  /** @param {{title: string, message: string}} prompt */
  button({ title, message }) {
    const { workplace, channel, thread } = this;
    const send = () => workplace.send(channel, thread, message, false);
    return h("button.button.small", { type: "button", title: message, onclick: send }, title);
  }

  end() {
    for (const stop of this.stops) stop();
  }
}
