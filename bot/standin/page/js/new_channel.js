/** The form of a new channel. */

import { notice } from "./dialog.js";
import { h } from "./dom.js";
import { goto } from "./place.js";

/** Ask for a name, make the channel and go there. @param {import("./workplace.js").Workplace} workplace */
export function newChannel(workplace) {
  const name = /** @type {HTMLInputElement} */ (
    h("input.field", {
      id: "channel-name",
      autocomplete: "off",
      maxlength: 80,
      required: true,
      autofocus: true,
      placeholder: "trial-sets",
    })
  );
  const hidden = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox" }));
  const make = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const wanted = name.value.trim().toLowerCase().replace(/\s+/g, "-");
    const answer = await workplace.api.post("create", { name: wanted, private: hidden.checked });
    if (!answer.ok) return;
    dialog.close();
    workplace.state.apply({ type: "channel", channel: answer.channel });
    goto(answer.channel.id);
  };
  const form = h(
    "form.block-input",
    { onsubmit: make },
    h("label.input-label", { for: "channel-name" }, "Name"),
    name,
    h("label.tick", {}, hidden, h("span", {}, "Private: only for those who are let in")),
    h("div.dialog-foot", {}, h("button.button.primary", { type: "submit" }, "Make it")),
  );
  const dialog = notice("New channel", form);
}
