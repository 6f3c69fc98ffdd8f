/** Changing one's own message where it stands. */

import { fill, h } from "./dom.js";

/**
 * Turn a message into a field; Enter saves, Esc leaves it as it was.
 *
 * @param {import("./workplace.js").Workplace} workplace
 * @param {import("./message.js").MessageRow} row
 */
export function edit(workplace, row) {
  const { message, channel } = row;
  const field = /** @type {HTMLTextAreaElement} */ (
    h("textarea.field", {
      "aria-label": "Edit message",
      rows: 2,
      value: typed(message.text, workplace.directory),
    })
  );
  const stop = () => row.showBody();
  const save = async () => {
    const answer = await workplace.api.post("edit", { channel, ts: message.ts, text: field.value });
    if (answer.ok) stop();
  };
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") stop();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    save();
  });
  fill(
    row.body,
    h(
      "div.editing",
      {},
      field,
      h(
        "div.editing-foot",
        {},
        h("button.button.small", { type: "button", onclick: stop }, "Cancel"),
        h("button.button.small.primary", { type: "button", onclick: save }, "Save"),
      ),
    ),
  );
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}

/**
 * Turn stored mrkdwn back into what a person types.
 *
 * @param {string} text
 * @param {import("./directory.js").Directory} directory
 */
export function typed(text, directory) {
  return text
    .replace(/<@(\w+)(?:\|[^>]*)?>/g, (_, id) => `@${directory.user(id)?.handle ?? id}`)
    .replace(/<#(\w+)(?:\|[^>]*)?>/g, (_, id) => `#${directory.channelName(id) || id}`)
    .replace(/<(https?:[^|>]+)(?:\|[^>]*)?>/g, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
