/** The panel of emoji: the usual ones first, all of them by name. */

import { emoji, emojiNames, USUAL } from "./emoji.js";
import { fill, h } from "./dom.js";
import { attach } from "./popover.js";

const COLUMNS = 8;
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -COLUMNS, ArrowDown: COLUMNS };

/**
 * Give *button* a panel of emoji.
 *
 * @param {HTMLElement} button
 * @param {string} label
 * @param {(name: string) => void} onpick
 * @returns {HTMLElement} the panel, to be put behind the button
 */
export function picker(button, label, onpick) {
  const grid = h("div.picks");
  const search = /** @type {HTMLInputElement} */ (
    h("input.select-search", {
      type: "text",
      placeholder: "Search emoji",
      "aria-label": "Search emoji",
      autocomplete: "off",
    })
  );
  const panel = h("div.picker", { role: "dialog", "aria-label": label }, search, grid);
  const pick = (/** @type {string} */ name) => {
    panel.hidePopover();
    onpick(name);
  };
  const show = () => fill(grid, rows(search.value.trim().toLowerCase(), pick));
  search.addEventListener("input", show);
  panel.addEventListener("keydown", (event) => walk(event, panel, search));
  panel.addEventListener("toggle", () => panel.matches(":popover-open") && search.focus());
  attach(button, panel, {
    onopen: () => {
      search.value = "";
      show();
    },
  });
  return panel;
}

/** @param {string} query @param {(name: string) => void} pick */
function rows(query, pick) {
  const names = query ? emojiNames(query) : [...USUAL, ...emojiNames("")];
  if (!names.length) return h("p.options-none", {}, "Nothing found");
  return [...new Set(names)].map((name) =>
    h(
      "button.pick",
      {
        type: "button",
        "aria-label": name.replaceAll("_", " "),
        title: `:${name}:`,
        onclick: () => pick(name),
      },
      emoji(name),
    ),
  );
}

/** @param {KeyboardEvent} event @param {HTMLElement} panel @param {HTMLElement} search */
function walk(event, panel, search) {
  const all = /** @type {HTMLElement[]} */ ([...panel.querySelectorAll(".pick")]);
  const from = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  if (event.key === "Enter" && from < 0) all[0]?.click();
  const step = STEPS[/** @type {keyof typeof STEPS} */ (event.key)];
  if (event.key !== "Enter" && (step === undefined || (from < 0 && event.key !== "ArrowDown")))
    return;
  event.preventDefault();
  const goal = from < 0 ? 0 : from + step;
  if (event.key !== "Enter") (goal < 0 ? search : (all[goal] ?? all[from])).focus();
  else if (from >= 0) all[from].click();
}
