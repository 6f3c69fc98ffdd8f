/** Keys that work everywhere on the page, and the list of all keys. */

import { notice } from "./dialog.js";
import { h } from "./dom.js";

/** @type {[string, string][]} */
const ALL = [
  ["Ctrl K", "Go to a channel, a person or an app"],
  ["Alt ↑  Alt ↓", "The place above or below in the list"],
  ["F6", "From pane to pane"],
  ["↑  ↓", "From message to message, once one has the focus"],
  ["Tab", "From a message to what can be done with it"],
  ["Enter", "Send; in a list, take what is marked"],
  ["Shift Enter", "A new line"],
  ["↑ in an empty field", "Edit your last message"],
  ["@  #  :  /", "People, channels, emoji, commands"],
  ["Esc", "Close what lies on top"],
  ["?", "This list"],
];

/** Show which keys there are. */
export function showKeys() {
  const rows = ALL.map(([keys, does]) => [
    h(
      "dt",
      {},
      keys.split("  ").map((key) => h("kbd", {}, key)),
    ),
    h("dd", {}, does),
  ]);
  notice("Keys", h("dl.keys", {}, rows));
}

/**
 * Listen for the keys that work everywhere.
 *
 * @param {{jump: () => void, walk: (step: 1|-1) => void}} does
 * @returns {() => void} stops listening
 */
export function listen({ jump, walk }) {
  const pressed = (/** @type {KeyboardEvent} */ event) => {
    const act = action(event, { jump, walk });
    if (!act || document.querySelector("dialog:modal")) return;
    event.preventDefault();
    act();
  };
  addEventListener("keydown", pressed);
  return () => removeEventListener("keydown", pressed);
}

/** @param {KeyboardEvent} event @param {{jump: () => void, walk: (step: 1|-1) => void}} does */
function action(event, { jump, walk }) {
  const writes = /** @type {HTMLElement} */ (event.target).matches("input, textarea, select");
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") return jump;
  if (event.altKey && event.key === "ArrowDown") return () => walk(1);
  if (event.altKey && event.key === "ArrowUp") return () => walk(-1);
  if (event.key === "F6") return () => nextPane(event.shiftKey ? -1 : 1);
  if (event.key === "?" && !writes) return showKeys;
  return null;
}

const PANES = ".topbar, .sidebar, .pane, .scenes";
const INSIDE = "[aria-current], .message[tabindex='0'], .composer-field, a, button, input";

/** @param {1|-1} step */
function nextPane(step) {
  const all = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(PANES)]).filter(
    (pane) => pane.checkVisibility(),
  );
  const from = all.findIndex((pane) => pane.contains(document.activeElement));
  const start = all.findIndex((pane) => pane.matches(".pane"));
  const goal = all[from < 0 ? start : (from + step + all.length) % all.length];
  const fields = /** @type {HTMLElement[]} */ ([...goal.querySelectorAll(INSIDE)]);
  const first = fields.find((node) => node.matches(".composer-field")) ?? fields[0];
  first?.focus();
}
