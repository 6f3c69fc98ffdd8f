/** Faces and names of those who write. */

import { h, icon } from "./dom.js";
import { ICONS } from "./icons.js";

const TONES = 6;

/** @type {Map<string, number>} */
const tones = new Map();

/**
 * Give each person a tone of their own, as long as there are enough.
 *
 * @param {Record<string, any>} users in the server's order, which is the same for everybody
 */
export function tint(users) {
  const people = Object.values(users).filter((user) => !user.is_bot);
  people.forEach((user, index) => tones.set(user.id, index % TONES));
}

/** @param {string} name */
const initials = (name) =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word[0] ?? "")
    .join("")
    .toUpperCase();

/**
 * Draw a person's or an app's face.
 *
 * @param {any} user Slack's user object; undefined for somebody unknown
 * @param {string} name
 * @returns {HTMLElement}
 */
export function face(user, name) {
  if (!user || user.is_bot) return h("span.face.app", { "aria-hidden": "true" }, icon(ICONS.trail));
  return h(
    "span.face",
    { class: `tone-${tones.get(user.id) ?? 0}`, "aria-hidden": "true" },
    initials(name),
  );
}
