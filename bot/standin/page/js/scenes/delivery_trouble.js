/** How deliveries to the apps go wrong. */

import { fill, h } from "../dom.js";
import { amount, press, switched } from "./switch.js";

/** @type {[string, string, string, {min: number, max: number, step?: string}][]} */
const AMOUNTS = [
  ["drop_next", "Lose the next", "deliveries", { min: 0, max: 1000 }],
  ["lose_first_next", "Lose the first attempt of the next", "events", { min: 0, max: 1000 }],
  ["copies", "Send each", "times", { min: 1, max: 10 }],
  ["delay_s", "Wait", "seconds before each", { min: 0, max: 60, step: "any" }],
  ["patience_s", "Give up after", "seconds without an answer", { min: 0.1, max: 3, step: "any" }],
  ["shuffle", "Shuffle", "events at a time", { min: 0, max: 100 }],
];

const RIGHT = {
  drop_next: 0,
  lose_first_next: 0,
  copies: 1,
  delay_s: 0,
  patience_s: 3,
  shuffle: 0,
};

/** The part of the switchboard for deliveries. */
export class DeliveryTrouble {
  /** @param {(what: string, body: object) => void} give */
  constructor(give) {
    this.give = give;
    this.rows = h("div.trouble-grid");
    this.element = h(
      "section.trouble",
      { "aria-label": "Deliveries to the app" },
      h("h3", {}, "Deliveries to the app"),
      this.rows,
    );
  }

  /** @param {any} plan how it is now; a field that one is in is left alone */
  show(plan) {
    if (this.rows.contains(document.activeElement) && same(this.plan, plan)) return;
    this.plan = plan;
    const change = (/** @type {object} */ part) =>
      this.give("deliveries", { ...this.plan, ...part });
    const disturbed = Object.entries(RIGHT).some(([key, value]) => plan[key] !== value);
    fill(
      this.rows,
      AMOUNTS.map(
        ([key, before, behind, range]) =>
          amount(before, behind, { ...range, value: plan[key] }, (value) =>
            change({ [key]: value }),
          ).element,
      ),
      this.kinds(plan.kinds, change),
      disturbed && press("Let all deliveries go right", () => change(RIGHT)),
    );
  }

  /** @param {string[]} kinds @param {(part: object) => void} change */
  kinds(kinds, change) {
    const turn = (/** @type {string} */ kind) => (/** @type {boolean} */ on) =>
      change({ kinds: on ? [...kinds, kind] : kinds.filter((one) => one !== kind) });
    return h(
      "span.trouble-row",
      {},
      "This concerns",
      switched("events", kinds.includes("events"), turn("events")),
      switched("interactions", kinds.includes("interactions"), turn("interactions")),
    );
  }
}

/** @param {any} one @param {any} other */
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
