/** Elements that one types into. */

import { h } from "../dom.js";
import { fromWallClock, wallClock } from "../when.js";

/** @typedef {import("./slot.js").Slot} Slot */

const KINDS = { email_text_input: "email", url_text_input: "url", number_input: "text" };

/** @param {Slot} slot @returns {HTMLElement} */
export function textInput(slot) {
  const { element } = slot;
  const node = h(element.multiline ? "textarea" : "input", {
    type: element.multiline
      ? null
      : (KINDS[/** @type {keyof typeof KINDS} */ (element.type)] ?? "text"),
    class: "field",
    rows: element.multiline ? 4 : null,
    placeholder: element.placeholder?.text,
    inputmode: element.type === "number_input" ? "decimal" : null,
    autocomplete: "off",
    maxlength: element.max_length ?? null,
    "aria-label": alone(slot),
    autofocus: element.focus_on_load === true,
    value: slot.value ?? "",
  });
  listen(slot, /** @type {HTMLInputElement} */ (node));
  return node;
}

/** @param {Slot} slot an input block has a visible label; elsewhere the element says what it is */
const alone = (slot) => (slot.block.type === "input" ? null : slot.label);

/** @param {Slot} slot @param {HTMLInputElement} node */
function listen(slot, node) {
  const when = slot.element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const tell = (/** @type {string} */ moment) => {
    if (slot.live && when.includes(moment)) slot.send(node, node.value || null);
  };
  node.addEventListener("input", () => {
    slot.keep(node.value || null);
    tell("on_character_entered");
  });
  node.addEventListener("keydown", (event) => {
    const plainEnter = event.key === "Enter" && !event.shiftKey && !event.isComposing;
    if (!plainEnter || !slot.live || !when.includes("on_enter_pressed")) return;
    event.preventDefault();
    tell("on_enter_pressed");
  });
}

/** @param {Slot} slot @returns {HTMLElement} */
export function richInput(slot) {
  const node = /** @type {HTMLTextAreaElement} */ (
    h("textarea.field", {
      rows: 4,
      placeholder: slot.element.placeholder?.text,
      value: textOf(slot.value),
      autofocus: slot.element.focus_on_load === true,
    })
  );
  node.addEventListener("input", () => slot.keep(richOf(node.value)));
  return node;
}

/** @param {string} text @returns {any} */
function richOf(text) {
  if (!text) return null;
  const section = { type: "rich_text_section", elements: [{ type: "text", text }] };
  return { type: "rich_text", elements: [section] };
}

/** @param {any} rich @returns {string} */
function textOf(rich) {
  const parts = (rich?.elements ?? []).flatMap(
    (/** @type {any} */ section) => section.elements ?? [],
  );
  return parts.map((/** @type {any} */ part) => part.text ?? "").join("");
}

/** @param {Slot} slot @returns {HTMLElement} */
export function date(slot) {
  return picker(slot, "date", slot.value ?? "", (text) => text || null);
}

/** @param {Slot} slot @returns {HTMLElement} */
export function time(slot) {
  return picker(slot, "time", slot.value ?? "", (text) => text || null);
}

/** @param {Slot} slot @returns {HTMLElement} */
export function dateTime(slot) {
  const shown = slot.value ? wallClock(Number(slot.value)) : "";
  return picker(slot, "datetime-local", shown, (text) => (text ? fromWallClock(text) : null));
}

/** @param {Slot} slot @param {string} type @param {any} value @param {(text: string) => any} read */
function picker(slot, type, value, read) {
  const node = /** @type {HTMLInputElement} */ (
    h("input.field.short", { type, value, "aria-label": alone(slot) })
  );
  node.addEventListener("change", () => slot.change(read(node.value), node));
  return node;
}
