/** Elements that one picks from. */

import { Combobox } from "../combobox.js";
import { h, uid } from "../dom.js";
import { words } from "./words.js";

/** @typedef {import("./slot.js").Slot} Slot */
/** @typedef {import("../combobox.js").Group} Group */

/** @param {any} option @returns {import("../combobox.js").Option} */
const shown = (option) => ({
  value: option.value,
  label: option.text.text,
  hint: option.description?.text,
});

/** @param {any} source @returns {Group[]} */
function grouped(source) {
  if (source.option_groups?.length) {
    return source.option_groups.map((/** @type {any} */ group) => ({
      label: group.label?.text ?? group.label,
      options: group.options.map(shown),
    }));
  }
  return [{ label: null, options: (source.options ?? []).map(shown) }];
}

/** @param {Group[]} groups @param {string} query @returns {Group[]} */
function matching(groups, query) {
  const wanted = query.trim().toLowerCase();
  const fits = (/** @type {any} */ o) =>
    `${o.label} ${o.hint ?? ""}`.toLowerCase().includes(wanted);
  return groups
    .map((group) => ({ ...group, options: group.options.filter(fits) }))
    .filter((g) => g.options.length);
}

/** @param {Slot} slot @returns {HTMLElement} */
export function staticSelect(slot) {
  const all = grouped(slot.element);
  return select(slot, {
    load: (query) => matching(all, query),
    known: all.flatMap((g) => g.options),
  });
}

/** @param {Slot} slot @returns {HTMLElement} */
export function externalSelect(slot) {
  const { element } = slot;
  const { selected_option: one, selected_options: some = [] } = slot.told ?? {};
  const begun = [element.initial_option, ...(element.initial_options ?? []), one, ...some]
    .filter(Boolean)
    .map(shown);
  return select(slot, {
    load: async (query) => grouped(await slot.options(query)),
    known: begun,
    remote: true,
    minQuery: element.min_query_length ?? 3,
  });
}

/** @param {Slot} slot @returns {HTMLElement} */
export function peopleSelect(slot) {
  const all = [{ label: null, options: slot.directory.peopleOptions() }];
  return select(slot, { load: (query) => matching(all, query), known: all[0].options });
}

/** @param {Slot} slot @returns {HTMLElement} */
export function channelSelect(slot) {
  const channels = slot.element.type.includes("channels");
  const filter = channels ? { include: ["public"] } : slot.element.filter;
  const all = [{ label: null, options: slot.directory.conversationOptions(filter) }];
  return select(slot, { load: (query) => matching(all, query), known: all[0].options });
}

/**
 * @param {Slot} slot
 * @param {{load: (query: string) => any, known: any[], remote?: boolean, minQuery?: number}} source
 */
function select(slot, { load, known, remote, minQuery }) {
  const multiple = slot.element.type.startsWith("multi_");
  const value = slot.value ?? [];
  const names = new Map(known.map((option) => [option.value, option.label]));
  return new Combobox({
    label: slot.label,
    placeholder: slot.element.placeholder?.text ?? (multiple ? "Choose some" : "Choose one"),
    chosen: Array.isArray(value) ? value : [value],
    multiple,
    max: slot.element.max_selected_items,
    clearable: slot.block.type === "input" && slot.block.optional === true,
    load,
    remote,
    minQuery,
    name: (chosen) => names.get(chosen) ?? chosen,
    onchange: (values, face) => slot.change(multiple ? values : (values[0] ?? null), face),
  }).element;
}

/** @param {Slot} slot @returns {HTMLElement} */
export function checkboxes(slot) {
  const read = (/** @type {HTMLElement} */ group) =>
    ticks(group)
      .filter((box) => box.checked)
      .map((box) => box.value);
  return ticked(slot, "checkbox", read);
}

/** @param {Slot} slot @returns {HTMLElement} */
export function radioButtons(slot) {
  const read = (/** @type {HTMLElement} */ group) =>
    ticks(group).find((box) => box.checked)?.value ?? null;
  return ticked(slot, "radio", read);
}

/** @param {HTMLElement} group @returns {HTMLInputElement[]} */
const ticks = (group) => [...group.querySelectorAll("input")];

/** @param {Slot} slot @param {"checkbox"|"radio"} type @param {(group: HTMLElement) => any} read */
function ticked(slot, type, read) {
  const name = uid("choice");
  const held = [slot.value].flat();
  const rows = slot.element.options.map((/** @type {any} */ option) =>
    h(
      "label.tick",
      {},
      h("input", { type, name, value: option.value, checked: held.includes(option.value) }),
      h(
        "span",
        {},
        words(option.text, slot.directory),
        option.description && h("span.option-hint", {}, words(option.description, slot.directory)),
      ),
    ),
  );
  const group = h(
    "div.ticks",
    { role: type === "radio" ? "radiogroup" : "group", "aria-label": slot.label },
    rows,
  );
  group.addEventListener("change", () => slot.change(read(group), group));
  return group;
}
