/** What an assistant does step by step: task cards, and plans of them. */

import { h, icon } from "../dom.js";
import { ICONS } from "../icons.js";
import { anchor } from "../mrkdwn.js";
import { richText } from "./rich_text.js";

/** @typedef {import("./slot.js").Surface} Surface */

/** Each state's mark and its word. @type {Record<string, [string, string]>} */
const STATES = {
  pending: [ICONS.circle, "to do"],
  in_progress: [ICONS.busy, "under way"],
  complete: [ICONS.check, "done"],
  error: [ICONS.close, "failed"],
};

/** @param {any} task @param {Surface} surface */
export function taskCard(task, surface) {
  const { title, status, details, output, sources = [] } = task;
  const [shape, said] = STATES[status] ?? STATES.pending;
  return h(
    "div.task",
    { class: status },
    icon(shape),
    h(
      "div",
      {},
      h("p.task-title", {}, title, h("span.unseen", {}, `, ${said}`)),
      details && h("div.soft", {}, richText(details, surface.directory)),
      output && richText(output, surface.directory),
      sources.length > 0 &&
        h(
          "p.sources",
          {},
          sources.map((/** @type {any} */ source) => anchor(source.url, source.text)),
        ),
    ),
  );
}

/** @param {any} plan @param {Surface} surface */
export function planOf(plan, surface) {
  const tasks = plan.tasks ?? [];
  const done = tasks.filter((/** @type {any} */ task) => task.status === "complete").length;
  return h(
    "details.plan",
    { open: true },
    h("summary", {}, h("strong", {}, plan.title), h("span.soft", {}, ` ${done} of ${tasks.length}`)),
    tasks.map((/** @type {any} */ task) => taskCard(task, surface)),
  );
}
