/** Small controls of the switchboard. */

import { h, uid } from "../dom.js";

/** @param {string} label @param {() => void} run */
export const press = (label, run) =>
  h("button.button.small", { type: "button", onclick: run }, label);

/**
 * Draw a switch.
 *
 * @param {string} label
 * @param {boolean} on
 * @param {(on: boolean) => void} turn
 */
export function switched(label, on, turn) {
  const box = /** @type {HTMLInputElement} */ (
    h("input", { type: "checkbox", role: "switch", checked: on })
  );
  box.addEventListener("change", () => turn(box.checked));
  return h("label.tick", {}, box, h("span", {}, label));
}

/**
 * Draw a field for a number with the words before and behind it.
 *
 * @param {string} before
 * @param {string} behind
 * @param {{value: number, min: number, max: number, step?: string}} range
 * @param {(value: number) => void} [onchange]
 * @returns {{element: HTMLElement, field: HTMLInputElement}}
 */
export function amount(before, behind, { value, min, max, step = "1" }, onchange) {
  const id = uid("amount");
  const field = /** @type {HTMLInputElement} */ (
    h("input.field.amount", { type: "number", id, min, max, step, value: String(value) })
  );
  field.addEventListener("change", () => field.reportValidity() && onchange?.(Number(field.value)));
  const unit = behind && h("span", { "aria-hidden": "true" }, behind);
  const label = h(
    "label",
    { for: id },
    before,
    behind && h("span.unseen", {}, ` … ${behind}`),
  );
  return { element: h("span.amounted", {}, label, field, unit), field };
}
