/** One call or delivery: its line in the list, and all that is known of it. */

import { fill, h, icon } from "../dom.js";
import { ICONS } from "../icons.js";
import { dateOf, full, seconds } from "../when.js";
import { look, order } from "./control.js";
import { isFine } from "./journal.js";
import { json } from "./json.js";

/** @typedef {import("./journal.js").Entry} Entry */

/** How each kind is called in the list. */
export const KINDS = Object.freeze({
  api: "call",
  event: "event",
  interaction: "interaction",
  response_url: "answer",
  refused: "refused",
});

/** @param {string} kind @returns {string} */
export const kindName = (kind) => KINDS[/** @type {keyof typeof KINDS} */ (kind)] ?? kind;

/** @param {number} ms */
const latency = (ms) => (ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`);

/** @param {Entry} entry @param {() => void} onchoose @returns {HTMLElement} */
export function line(entry, onchoose) {
  const at = dateOf(String(entry.at));
  return h(
    "button.entry",
    {
      type: "button",
      class: isFine(entry) ? "" : "trouble",
      dataset: { n: String(entry.n) },
      onclick: onchoose,
    },
    h("time", { datetime: at.toISOString() }, seconds(at)),
    h("span.entry-kind", { class: entry.kind }, kindName(entry.kind)),
    h("span.entry-name", {}, entry.name, entry.attempt > 0 && ` (attempt ${entry.attempt + 1})`),
    h("span.entry-verdict", {}, entry.verdict),
    h("span.entry-ms", {}, latency(entry.ms)),
  );
}

/**
 * Show all that is known of an entry.
 *
 * @param {Entry} entry
 * @param {() => void} onclose
 * @returns {HTMLElement}
 */
export function details(entry, onclose) {
  const { name, app, transport, kind } = entry;
  const facts = [
    app,
    full(dateOf(String(entry.at))),
    latency(entry.ms),
    transport && `over ${transport === "http" ? "HTTP" : `a ${transport}`}`,
    entry.attempt > 0 && `attempt ${entry.attempt + 1}`,
  ];
  return h(
    "section.details",
    { "aria-label": name },
    h(
      "header.details-head",
      {},
      h("h3", {}, name, h("span.verdict", { class: isFine(entry) ? "fine" : "" }, entry.verdict)),
      h(
        "button.icon-button",
        { type: "button", "aria-label": "Close the details", onclick: onclose },
        icon(ICONS.close),
      ),
    ),
    h("p.facts", {}, facts.filter(Boolean).join(" · ")),
    h("p.details-actions", {}, actions(entry, kind)),
    h("h4", {}, kind === "api" ? "Arguments" : "Payload"),
    json("Payload", entry.request),
    h("h4", {}, "Answer"),
    json("Answer", entry.response ?? "nothing"),
  );
}

/** @param {Entry} entry @param {string} kind */
function actions(entry, kind) {
  const copyCurl = action("Copy as curl", ICONS.copy, () => copied(curl(entry)));
  const copyPayload = action("Copy payload", ICONS.copy, () =>
    copied(JSON.stringify(entry.request, null, 2)),
  );
  const again = action("Send again", ICONS.again, async () => {
    const answer = await order("again", { n: entry.n });
    return answer.ok ? "Sent" : answer.message;
  });
  return ["event", "interaction"].includes(kind)
    ? [copyCurl, copyPayload, again]
    : [copyCurl, copyPayload];
}

/** @param {Entry} entry @returns {Promise<string>} */
async function curl(entry) {
  const answer = await look("curl", { n: String(entry.n) });
  if (answer.ok && answer.curl) return answer.curl;
  throw new Error(answer.message ?? "This can't be done again");
}

/** @param {string|Promise<string>} text @returns {Promise<string>} what came of it */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(await text);
    return "Copied";
  } catch (error) {
    return /** @type {Error} */ (error).message;
  }
}

const SAID_MS = 1800;

/** @param {string} label @param {string} shape @param {() => Promise<string>} run gives what to say then */
function action(label, shape, run) {
  const said = h("span", { "aria-live": "polite" }, label);
  const press = async () => {
    fill(said, await run());
    setTimeout(() => fill(said, label), SAID_MS);
  };
  return h("button.button.small", { type: "button", onclick: press }, icon(shape), said);
}
