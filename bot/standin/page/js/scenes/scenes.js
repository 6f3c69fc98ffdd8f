/** Behind the scenes: everything that passes between the workspace and its apps, and ways to disturb it. */

import { fill, h, icon } from "../dom.js";
import { ICONS } from "../icons.js";
import { Journal } from "./journal.js";
import { Traffic } from "./traffic.js";
import { Trouble } from "./trouble.js";

const LOWEST_PX = 180;
const STEP_PX = 40;

/** The drawer at the bottom of the page. */
export class Scenes {
  constructor() {
    this.journal = new Journal();
    this.traffic = new Traffic(this.journal);
    this.trouble = new Trouble(this.journal);
    this.button = h(
      "button.button.small.scenes-button",
      {
        type: "button",
        "aria-expanded": "false",
        "aria-controls": "scenes",
        onclick: () => this.toggle(),
      },
      icon(ICONS.behind),
      h("span", {}, "Behind the scenes"),
    );
    this.body = h("div.scenes-body", {
      role: "tabpanel",
      id: "scenes-body",
      "aria-labelledby": "tab-traffic",
    });
    this.tabs = h(
      "div.scenes-tabs",
      { role: "tablist", "aria-label": "Behind the scenes" },
      this.tab("traffic", "Traffic"),
      this.tab("trouble", "Trouble"),
    );
    this.element = h(
      "section.scenes",
      { "aria-label": "Behind the scenes", id: "scenes", hidden: true },
      this.handle(),
      h("header.scenes-head", {}, this.tabs, this.closeButton()),
      this.body,
    );
    this.tabs.addEventListener("keydown", (event) => this.walk(event));
    this.element.addEventListener(
      "keydown",
      (event) => event.key === "Escape" && !event.defaultPrevented && this.toggle(),
    );
  }

  /** @param {"traffic"|"trouble"} name @param {string} label */
  tab(name, label) {
    return h(
      "button.tab",
      {
        type: "button",
        role: "tab",
        id: `tab-${name}`,
        "aria-controls": "scenes-body",
        "aria-selected": "false",
        tabindex: "-1",
        onclick: () => this.show(name),
      },
      label,
    );
  }

  closeButton() {
    return h(
      "button.icon-button",
      { type: "button", "aria-label": "Close", onclick: () => this.toggle() },
      icon(ICONS.close),
    );
  }

  toggle() {
    const opens = this.element.hidden;
    this.element.hidden = !opens;
    this.button.setAttribute("aria-expanded", String(opens));
    if (!opens) return this.button.focus();
    this.journal.follow();
    this.show(this.current ?? "traffic");
    this.focusTab();
  }

  focusTab() {
    /** @type {HTMLElement|null} */ (this.tabs.querySelector("[aria-selected=true]"))?.focus();
  }

  /** @param {"traffic"|"trouble"} name */
  show(name) {
    this.current = name;
    for (const tab of this.tabs.children) {
      const chosen = tab.id === `tab-${name}`;
      tab.setAttribute("aria-selected", String(chosen));
      tab.setAttribute("tabindex", chosen ? "0" : "-1");
    }
    this.body.setAttribute("aria-labelledby", `tab-${name}`);
    fill(this.body, this[name].element);
    this[name].show();
  }

  /** @param {KeyboardEvent} event */
  walk(event) {
    if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    event.preventDefault();
    this.show(this.current === "traffic" ? "trouble" : "traffic");
    this.focusTab();
  }

  /** The upper edge, to be dragged, or moved with the arrow keys. */
  handle() {
    const node = h("div.scenes-handle", {
      role: "separator",
      "aria-orientation": "horizontal",
      "aria-label": "Height",
      "aria-valuemin": "0",
      "aria-valuemax": "100",
      "aria-valuenow": "44",
      tabindex: "0",
    });
    node.addEventListener("pointerdown", (event) => node.setPointerCapture(event.pointerId));
    node.addEventListener("pointermove", (event) => {
      if (node.hasPointerCapture(event.pointerId)) this.grow(innerHeight - event.clientY);
    });
    node.addEventListener("keydown", (event) => {
      const step = { ArrowUp: STEP_PX, ArrowDown: -STEP_PX }[event.key];
      if (step) this.grow(this.element.clientHeight + step);
    });
    return node;
  }

  /** @param {number} px */
  grow(px) {
    const height = Math.max(LOWEST_PX, Math.min(px, innerHeight * 0.85));
    this.element.style.height = `${height}px`;
    const percent = Math.round((100 * height) / innerHeight);
    this.element.querySelector("[role=separator]")?.setAttribute("aria-valuenow", `${percent}`);
  }
}
