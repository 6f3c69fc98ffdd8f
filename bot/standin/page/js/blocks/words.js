/** Slack's text objects. */

import { h } from "../dom.js";
import { mrkdwn, plain } from "../mrkdwn.js";

/**
 * Render a plain_text or mrkdwn object.
 *
 * @param {any} text
 * @param {import("../mrkdwn.js").Directory} directory
 * @returns {Node[]}
 */
export function words(text, directory) {
  if (!text) return [];
  if (text.type === "mrkdwn") return mrkdwn(text.text, directory, text.verbatim);
  return text.text
    .split("\n")
    .flatMap((/** @type {string} */ line, /** @type {number} */ i) => [
      ...(i ? [h("br")] : []),
      ...plain(line, text.emoji !== false),
    ]);
}
