/** Elements that one presses. */

import { h, icon } from "../dom.js";
import { ICONS } from "../icons.js";
import { plain } from "../mrkdwn.js";
import { menu } from "../popover.js";
import { words } from "./words.js";

/** @typedef {import("./slot.js").Slot} Slot */

/** @param {Slot} slot @returns {HTMLElement} */
export function button(slot) {
  const { element } = slot;
  const node = h(
    "button.button",
    {
      type: "button",
      class: element.style ?? "",
      "aria-label": element.accessibility_label,
    },
    words(element.text, slot.directory),
  );
  node.addEventListener("click", () => press(slot, node));
  return node;
}

/** @param {Slot} slot @param {HTMLElement} node */
function press(slot, node) {
  const { url } = slot.element;
  if (url && /^https?:/i.test(url)) window.open(url, "_blank", "noopener");
  slot.send(node);
}

/** @param {Slot} slot @returns {HTMLElement[]} */
export function overflow(slot) {
  const face = h(
    "button.icon-button.overflow",
    { type: "button", "aria-label": slot.element.accessibility_label ?? "More" },
    icon(ICONS.more),
  );
  const items = () =>
    slot.element.options.map((/** @type {any} */ option) => ({
      label: option.text.text,
      hint: option.description?.text,
      run: () => slot.send(face, option.value),
    }));
  return [face, menu(face, items)];
}

/** @param {Slot} slot @returns {HTMLElement} */
export function feedback(slot) {
  const { positive_button: yes, negative_button: no } = slot.element;
  const nodes = [yes, no].filter(Boolean).map((choice) => thumb(slot, choice));
  return h("span.feedback", { role: "group", "aria-label": "Feedback" }, nodes);
}

/** @param {Slot} slot @param {any} choice */
function thumb(slot, choice) {
  const node = h(
    "button.button.small",
    { type: "button", "aria-label": choice.accessibility_label },
    plain(choice.text.text),
  );
  node.addEventListener("click", () => slot.send(node, choice.value));
  return node;
}

/** @param {Slot} slot @returns {HTMLElement} */
export function iconButton(slot) {
  const { element } = slot;
  const label = element.accessibility_label ?? element.text?.text ?? "Action";
  const shape = ICONS[/** @type {keyof typeof ICONS} */ (element.icon)] ?? ICONS.bolt;
  const node = h(
    "button.icon-button",
    { type: "button", "aria-label": label, title: element.text?.text },
    icon(shape),
  );
  node.addEventListener("click", () => slot.send(node, element.value));
  return node;
}
