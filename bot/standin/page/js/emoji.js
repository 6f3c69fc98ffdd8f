/** The workspace's emoji, as the server lists them; any other stays readable as its name. */

/** @type {Map<string, string>} */
let pictures = new Map();

/** @param {Record<string, string>} listed name to characters */
export function setEmoji(listed) {
  pictures = new Map(Object.entries(listed));
}

/** The reactions that come first in the picker. */
export const USUAL = Object.freeze([
  "+1",
  "eyes",
  "white_check_mark",
  "heart",
  "tada",
  "bulb",
  "seedling",
  "raised_hands",
  "thinking_face",
  "pray",
  "clap",
  "question",
]);

/**
 * Return the picture of a shortcode, or `:name:` when there is none.
 *
 * @param {string} name without colons; a skin tone suffix is ignored
 * @returns {string}
 */
export function emoji(name) {
  const plain = name.split("::")[0];
  return pictures.get(plain) ?? `:${plain}:`;
}

/**
 * List shortcodes that begin with, then contain, *query*; the shortest of each is likeliest meant.
 *
 * @param {string} query
 * @param {number} [limit]
 * @returns {string[]}
 */
export function emojiNames(query, limit = Infinity) {
  const names = [...pictures.keys()];
  if (query) names.sort((one, other) => one.length - other.length);
  const first = names.filter((name) => name.startsWith(query));
  const rest = names.filter((name) => !name.startsWith(query) && name.includes(query));
  return [...first, ...rest].slice(0, limit);
}
