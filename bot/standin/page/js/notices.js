/** Short words from the workspace to one person, at the edge of the page. */

import { h, icon } from "./dom.js";
import { ICONS } from "./icons.js";

const SHOWN_MS = 9000;
const SAME_MS = 2000;

/** The stack of notices. */
export class Notices {
  constructor() {
    this.element = h("div.notices", { role: "status", "aria-live": "polite" });
    this.recent = new Map();
  }

  /**
   * Show *text* for a while; the same words twice at once are shown once.
   *
   * @param {string} text
   * @param {"error"|"info"} [kind]
   */
  show(text, kind = "info") {
    const now = performance.now();
    if (now - (this.recent.get(text) ?? -Infinity) < SAME_MS) return;
    this.recent.set(text, now);
    const node = h(
      "div.notice",
      { class: kind },
      h("span", {}, text),
      h(
        "button.icon-button",
        { type: "button", "aria-label": "Dismiss", onclick: () => node.remove() },
        icon(ICONS.close),
      ),
    );
    this.element.append(node);
    setTimeout(() => node.remove(), SHOWN_MS);
  }
}
