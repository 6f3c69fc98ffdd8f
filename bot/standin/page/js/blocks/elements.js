/** Which function draws which interactive element. */

import { h } from "../dom.js";
import { button, feedback, iconButton, overflow } from "./buttons.js";
import {
  channelSelect,
  checkboxes,
  externalSelect,
  peopleSelect,
  radioButtons,
  staticSelect,
} from "./choices.js";
import { date, dateTime, richInput, textInput, time } from "./inputs.js";
import { Slot } from "./slot.js";

/** @type {Record<string, (slot: Slot) => HTMLElement|HTMLElement[]>} */
const DRAW = {
  button,
  overflow,
  feedback_buttons: feedback,
  icon_button: iconButton,
  workflow_button: button,
  static_select: staticSelect,
  multi_static_select: staticSelect,
  external_select: externalSelect,
  multi_external_select: externalSelect,
  users_select: peopleSelect,
  multi_users_select: peopleSelect,
  channels_select: channelSelect,
  multi_channels_select: channelSelect,
  conversations_select: channelSelect,
  multi_conversations_select: channelSelect,
  checkboxes,
  radio_buttons: radioButtons,
  plain_text_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  number_input: textInput,
  rich_text_input: richInput,
  datepicker: date,
  timepicker: time,
  datetimepicker: dateTime,
};

/** @param {HTMLElement|HTMLElement[]} drawn @param {string} action the drawn thing can be found by it */
function named(drawn, action) {
  [drawn].flat()[0].dataset.action = action;
  return drawn;
}

/**
 * Draw an interactive element; one that this page doesn't know says so.
 *
 * @param {import("./slot.js").Surface} surface
 * @param {any} block
 * @param {any} element
 * @returns {HTMLElement|HTMLElement[]}
 */
export function draw(surface, block, element) {
  const known = DRAW[element.type];
  if (known) return named(known(new Slot(surface, block, element)), element.action_id);
  return unknown(`Element of type “${element.type}”, not drawn here`, element);
}

/**
 * Show honestly that something is there which this page can't draw.
 *
 * @param {string} label
 * @param {any} what
 * @returns {HTMLElement}
 */
export function unknown(label, what) {
  return h(
    "details.unknown",
    {},
    h("summary", {}, label),
    h("pre", { tabindex: "0" }, JSON.stringify(what, null, 2)),
  );
}
