/** Native dialogs: they hold the focus and give it back. */

import { h, icon, reachable, uid } from "./dom.js";
import { ICONS } from "./icons.js";
import { plain, mrkdwn } from "./mrkdwn.js";

/**
 * Ask before something happens, in the words of the app.
 *
 * @param {Record<string, any>} words Slack's confirm object
 * @param {import("./mrkdwn.js").Directory} directory
 * @returns {Promise<boolean>}
 */
export function confirmed(words, directory) {
  const title = uid("confirm");
  const text =
    words.text?.type === "mrkdwn"
      ? mrkdwn(words.text.text, directory)
      : plain(words.text?.text ?? "");
  const style = words.style === "danger" ? "danger" : "primary";
  const dialog = h(
    "dialog.confirm",
    { "aria-labelledby": title },
    h(
      "form",
      { method: "dialog" },
      h("h2", { id: title }, plain(words.title?.text ?? "Are you sure?")),
      h("div.confirm-text", {}, text),
      h(
        "div.dialog-foot",
        {},
        h("button.button", { value: "no" }, plain(words.deny?.text ?? "Cancel")),
        h(
          "button.button",
          { value: "yes", class: style, autofocus: true },
          plain(words.confirm?.text ?? "Yes"),
        ),
      ),
    ),
  );
  return answer(/** @type {HTMLDialogElement} */ (dialog));
}

/** @param {HTMLDialogElement} dialog @returns {Promise<boolean>} */
function answer(dialog) {
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}

/**
 * Ask a question of the page itself.
 *
 * @param {string} title
 * @param {string} text
 * @param {string} yes
 * @returns {Promise<boolean>}
 */
export function sure(title, text, yes) {
  const words = { title: { text: title }, text: { text }, confirm: { text: yes }, style: "danger" };
  return confirmed(words, { userName: String, channelName: String, me: "" });
}

/**
 * Let a click beside the dialog close it too, and take it off the page when it closes.
 *
 * @param {HTMLDialogElement} dialog
 */
export function closable(dialog) {
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
}

/**
 * Show something of the page itself, with a way to close it.
 *
 * @param {string} title
 * @param {...unknown} content
 * @returns {HTMLDialogElement}
 */
export function notice(title, ...content) {
  const id = uid("notice");
  const dialog = /** @type {HTMLDialogElement} */ (h("dialog.sheet", { "aria-labelledby": id }));
  const slot = h("div.modal-slot", { role: "group", "aria-labelledby": id }, content);
  reachable(slot);
  dialog.append(
    h(
      "header.modal-head",
      {},
      h("h2", { id }, title),
      h(
        "button.icon-button",
        { type: "button", "aria-label": "Close", onclick: () => dialog.close() },
        icon(ICONS.close),
      ),
    ),
    slot,
  );
  closable(dialog);
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
