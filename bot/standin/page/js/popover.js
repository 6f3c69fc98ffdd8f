/** Panels above the page: native popovers, so Esc and a click outside close them, also in modals. */

import { h } from "./dom.js";

const GAP = 6;

/**
 * Let *button* open and close *panel*, which is placed next to it and filled when it opens.
 *
 * @param {HTMLElement} button
 * @param {HTMLElement} panel appended behind *button* by the caller
 * @param {{onopen?: () => void, onclose?: () => void}} [hooks]
 */
export function attach(button, panel, { onopen, onclose } = {}) {
  panel.popover = "auto";
  /** @type {HTMLButtonElement} */ (button).popoverTargetElement = panel;
  button.setAttribute("aria-expanded", "false");
  panel.addEventListener("beforetoggle", (event) => {
    const opens = /** @type {ToggleEvent} */ (event).newState === "open";
    button.setAttribute("aria-expanded", String(opens));
    if (opens) onopen?.();
    else onclose?.();
  });
  panel.addEventListener("toggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === "open") place(panel, button);
  });
}

/**
 * Put an open panel below its anchor, or above where there is no room.
 *
 * @param {HTMLElement} panel
 * @param {HTMLElement} anchor
 */
export function place(panel, anchor) {
  const at = anchor.getBoundingClientRect();
  panel.style.minWidth = `${Math.min(at.width, window.innerWidth - 2 * GAP)}px`;
  const size = panel.getBoundingClientRect();
  const below = window.innerHeight - at.bottom - GAP;
  const up = below < size.height && at.top > below;
  const left = Math.max(GAP, Math.min(at.left, window.innerWidth - size.width - GAP));
  panel.style.left = `${left}px`;
  panel.style.top = `${up ? Math.max(GAP, at.top - size.height - GAP) : at.bottom + GAP}px`;
}

/**
 * @typedef {object} Item
 * @property {string} label
 * @property {string} [hint]
 * @property {() => void} run
 * @property {boolean} [danger]
 * @property {SVGElement} [icon]
 */

/**
 * Give *button* a menu with arrow keys; the items are asked for each time it opens.
 *
 * @param {HTMLElement} button
 * @param {() => (Item|{heading: string}|null)[]} items
 * @returns {HTMLElement} the panel, to be put behind the button; a null among the items is a line
 */
export function menu(button, items) {
  const panel = h("div.menu", { role: "menu", "aria-label": button.getAttribute("aria-label") });
  button.setAttribute("aria-haspopup", "menu");
  attach(button, panel, {
    onopen: () => panel.replaceChildren(...items().map((i) => row(i, panel))),
  });
  panel.addEventListener("toggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === "open") rows(panel)[0]?.focus();
  });
  panel.addEventListener("keydown", (event) => step(event, panel));
  return panel;
}

/** @param {Item|{heading: string}|null} item @param {HTMLElement} panel */
function row(item, panel) {
  if (!item) return h("hr");
  if ("heading" in item) return h("div.menu-heading", { role: "presentation" }, item.heading);
  const run = () => {
    panel.hidePopover();
    item.run();
  };
  return h(
    "button.menu-item",
    {
      type: "button",
      role: "menuitem",
      tabindex: "-1",
      class: item.danger ? "danger" : "",
      onclick: run,
    },
    item.icon,
    h("span.menu-label", {}, item.label),
    item.hint && h("span.menu-hint", {}, item.hint),
  );
}

/** @param {HTMLElement} panel @returns {HTMLElement[]} */
const rows = (panel) =>
  [...panel.querySelectorAll("[role=menuitem]")].map((r) => /** @type {any} */ (r));

/** @param {KeyboardEvent} event @param {HTMLElement} panel */
function step(event, panel) {
  const all = rows(panel);
  const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const goal = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (goal === undefined || !all.length) return;
  event.preventDefault();
  all[(goal + all.length) % all.length].focus();
}
