/** One interactive element in its place: what it holds, and how a change reaches the app. */

import { confirmed } from "../dialog.js";

/**
 * @typedef {object} Surface
 * @property {import("./form.js").Form} form
 * @property {import("../directory.js").Directory} directory
 * @property {Record<string, Record<string, any>>} [told] a view's `state.values`
 * @property {(id: string) => string} file the address of a file of the workspace
 * @property {(action: {block_id: string, action_id: string, value?: any}) => Promise<any>} act
 * @property {(place: {block_id: string, action_id: string}, query: string) => Promise<any>} options
 */

/** An element within its block on a surface. */
export class Slot {
  /** @param {Surface} surface @param {any} block @param {any} element */
  constructor(surface, block, element) {
    this.surface = surface;
    this.block = block;
    this.element = element;
    this.place = { block_id: block.block_id, action_id: element.action_id };
  }

  get value() {
    return this.surface.form.get(this.block, this.element);
  }

  /** What the server says this element holds: it has the words of options that this page never asked for. */
  get told() {
    return this.surface.told?.[this.place.block_id]?.[this.place.action_id];
  }

  get directory() {
    return this.surface.directory;
  }

  /** What a screen reader calls this element. */
  get label() {
    const { element, block } = this;
    const words = block.type === "input" ? block.label : (element.placeholder ?? block.text);
    return element.accessibility_label ?? words?.text ?? element.type.replaceAll("_", " ");
  }

  /** Whether a change goes to the app at once. */
  get live() {
    return this.block.type !== "input" || this.block.dispatch_action === true;
  }

  /** @param {any} value */
  keep(value) {
    this.surface.form.set(this.block, this.element, value);
  }

  /** @param {any} value @param {HTMLElement} control */
  change(value, control) {
    this.keep(value);
    if (this.live) this.send(control, value);
  }

  /**
   * Tell the app; the control is busy until the server has answered.
   *
   * @param {HTMLElement} control
   * @param {any} [value]
   */
  async send(control, value) {
    if (this.element.confirm && !(await confirmed(this.element.confirm, this.directory))) return;
    await busy(control, () => this.surface.act({ ...this.place, value }));
  }

  /** @param {string} query @returns {Promise<any>} */
  options(query) {
    return this.surface.options(this.place, query);
  }
}

/**
 * Mark *control* as busy while *work* runs; a second press meanwhile does nothing.
 *
 * @param {HTMLElement} control
 * @param {() => Promise<any>} work
 */
export async function busy(control, work) {
  if (control.getAttribute("aria-busy") === "true") return;
  control.setAttribute("aria-busy", "true");
  try {
    return await work();
  } finally {
    control.removeAttribute("aria-busy");
  }
}
