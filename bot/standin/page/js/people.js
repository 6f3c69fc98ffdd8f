/** Faces and names of those who write. */

import { h, icon } from "./dom.js";
import { ICONS } from "./icons.js";

const TONES = 6;

/** @param {string} text @returns {number} the same tone for the same person, always */
function tone(text) {
  let sum = 0;
  for (const char of text) sum = (sum * 31 + char.charCodeAt(0)) % 9973;
  return sum % TONES;
}

/** @param {string} name */
const initials = (name) => name.split(/\s+/).slice(0, 2).map((word) => word[0] ?? "").join("").toUpperCase();

/**
 * Draw a person's or an app's face.
 *
 * @param {any} user Slack's user object; undefined for somebody unknown
 * @param {string} name
 * @returns {HTMLElement}
 */
export function face(user, name) {
  if (!user || user.is_bot) return h("span.face.app", { "aria-hidden": "true" }, icon(ICONS.trail));
  return h("span.face", { class: `tone-${tone(user.id)}`, "aria-hidden": "true" }, initials(name));
}
