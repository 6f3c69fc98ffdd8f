/** JSON that a person reads: indented, keys and values told apart. */

import { h } from "../dom.js";

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Show a value as JSON.
 *
 * @param {string} label what a screen reader calls it
 * @param {any} value
 * @returns {HTMLElement}
 */
export function json(label, value) {
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  return h("pre.json", { tabindex: "0", role: "region", "aria-label": label }, parts(text ?? ""));
}

/** @param {string} text @returns {unknown[]} */
function parts(text) {
  const out = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [whole, string, colon] = match;
    const kind = colon ? "key" : string ? "string" : "plain";
    out.push(text.slice(end, match.index), h(`span.json-${kind}`, {}, string ?? whole), colon);
    end = match.index + whole.length;
  }
  return [...out, text.slice(end)];
}
