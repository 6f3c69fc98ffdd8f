/** The switches that disturb the workspace on purpose, and what is disturbed just now. */

import { fill, h } from "../dom.js";
import { dateOf, full } from "../when.js";
import { CallTrouble } from "./call_trouble.js";
import { look, order } from "./control.js";
import { DeliveryTrouble } from "./delivery_trouble.js";
import { press, switched } from "./switch.js";

const SOON_MS = 250;

const CLOCK = /** @type {const} */ ([
  ["+1 minute", 60],
  ["+1 hour", 3600],
  ["+1 day", 86400],
]);

/** The tab that makes trouble. */
export class Trouble {
  /** @param {import("./journal.js").Journal} journal what passes may use up a fault */
  constructor(journal) {
    this.said = h("p.trouble-said", { role: "status" });
    const give = (/** @type {string} */ what, /** @type {object} */ body) => this.give(what, body);
    this.calls = new CallTrouble(give);
    this.deliveries = new DeliveryTrouble(give);
    this.connection = h("div.trouble-row");
    this.clock = h("div.trouble-row");
    this.element = h(
      "div.troubles",
      {},
      this.said,
      this.calls.element,
      this.deliveries.element,
      group("Connection", this.connection),
      group("Clock", this.clock),
    );
    journal.listeners.add(() => this.soon());
  }

  /** @param {string} what @param {object} [body] */
  async give(what, body) {
    const answer = await order(what, body);
    fill(this.said, answer.ok ? "" : answer.message);
    await this.show();
  }

  soon() {
    if (!this.element.checkVisibility()) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(), SOON_MS);
  }

  async show() {
    const status = await look("status");
    if (!status.ok) return fill(this.said, status.message);
    this.calls.show(status.faults);
    this.deliveries.show(status.deliveries);
    fill(this.connection, this.sockets(status), this.apps(status));
    fill(this.clock, this.time(status));
  }

  /** @param {any} status */
  sockets({ connections, silent, rate_limits: limits }) {
    const open = Object.values(connections).reduce((sum, count) => sum + count, 0);
    const silence = (/** @type {boolean} */ on) => this.give("silence", { on });
    const limit = (/** @type {boolean} */ on) => this.give("limits", { on });
    return [
      h("span.trouble-fact", {}, open === 1 ? "1 socket is open." : `${open} sockets are open.`),
      press("Cut", () => this.give("cut")),
      press("Refresh", () => this.give("disconnect", { reason: "refresh_requested" })),
      press("Warn", () => this.give("disconnect", { reason: "warning", close: false })),
      switched("Silent", silent.length > 0, silence),
      switched("Rate limits", limits, limit),
    ];
  }

  /** @param {any} status */
  apps({ installed }) {
    return Object.entries(installed).map(([app, there]) =>
      there
        ? press(`Uninstall ${app}`, () => this.give("app", { app, do: "uninstall" }))
        : press(`Install ${app} again`, () => this.give("app", { app, do: "reinstall" })),
    );
  }

  /** @param {any} status */
  time({ now, clock_offset_s: offset }) {
    return [
      h("span.trouble-fact", {}, `It is ${full(dateOf(String(now)))} here${shifted(offset)}.`),
      CLOCK.map(([label, by]) => press(label, () => this.give("clock", { advance_s: by }))),
      offset !== 0 && press("Back to now", () => this.give("clock", { offset_s: 0 })),
    ];
  }
}

/** @param {number} offset seconds */
function shifted(offset) {
  if (!offset) return "";
  const [size, name] = Math.abs(offset) >= 86400 ? [86400, "day"] : [60, "minute"];
  const count = Math.round(Math.abs(offset) / size);
  const way = offset > 0 ? "ahead of" : "behind";
  return `, ${count} ${name}${count === 1 ? "" : "s"} ${way} real time`;
}

/** @param {string} title @param {...unknown} content */
function group(title, ...content) {
  return h("section.trouble", { "aria-label": title }, h("h3", {}, title), content);
}
