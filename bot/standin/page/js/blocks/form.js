/** What a person has typed and picked on one surface, by block and action. */

/** @typedef {string|number|string[]|Record<string, any>|null} Raw */

/** How each stateful element says what it begins with. */
const INITIAL = {
  plain_text_input: (/** @type {any} */ e) => e.initial_value ?? null,
  email_text_input: (/** @type {any} */ e) => e.initial_value ?? null,
  url_text_input: (/** @type {any} */ e) => e.initial_value ?? null,
  number_input: (/** @type {any} */ e) => e.initial_value ?? null,
  rich_text_input: (/** @type {any} */ e) => e.initial_value ?? null,
  static_select: (/** @type {any} */ e) => e.initial_option?.value ?? null,
  external_select: (/** @type {any} */ e) => e.initial_option?.value ?? null,
  radio_buttons: (/** @type {any} */ e) => e.initial_option?.value ?? null,
  multi_static_select: (/** @type {any} */ e) => values(e),
  multi_external_select: (/** @type {any} */ e) => values(e),
  checkboxes: (/** @type {any} */ e) => values(e),
  users_select: (/** @type {any} */ e) => e.initial_user ?? null,
  channels_select: (/** @type {any} */ e) => e.initial_channel ?? null,
  conversations_select: (/** @type {any} */ e) => e.initial_conversation ?? null,
  multi_users_select: (/** @type {any} */ e) => e.initial_users ?? [],
  multi_channels_select: (/** @type {any} */ e) => e.initial_channels ?? [],
  multi_conversations_select: (/** @type {any} */ e) => e.initial_conversations ?? [],
  datepicker: (/** @type {any} */ e) => e.initial_date ?? null,
  timepicker: (/** @type {any} */ e) => e.initial_time ?? null,
  datetimepicker: (/** @type {any} */ e) => e.initial_date_time ?? null,
};

/** @param {any} element @returns {string[]} */
const values = (element) => (element.initial_options ?? []).map((/** @type {any} */ o) => o.value);

/** @param {any[]} blocks @returns {any[]} these, and what containers among them hold */
const every = (blocks) =>
  blocks.flatMap((block) => [block, ...every(block.child_blocks ?? [])]);

/**
 * List the stateful elements of *blocks*.
 *
 * @param {any[]} blocks
 * @returns {{block: any, element: any}[]}
 */
export function fields(blocks) {
  return every(blocks).flatMap((block) =>
    [block.element, block.accessory, ...(Array.isArray(block.elements) ? block.elements : [])]
      .filter((element) => element && element.type in INITIAL)
      .map((element) => ({ block, element })),
  );
}

/** The inputs of one message or view. */
export class Form {
  /**
   * Take over what was typed where block, action and type are still the same.
   *
   * @param {any[]} blocks
   * @param {Record<string, Record<string, Raw>>} [known] what the server knows
   * @param {Form} [before] the form that this one follows
   */
  constructor(blocks, known = {}, before) {
    /** @type {Map<string, {block: string, action: string, type: string, value: Raw}>} */
    this.entries = new Map();
    for (const { block, element } of fields(blocks)) {
      const old = before?.entries.get(key(block.block_id, element.action_id));
      const told = known[block.block_id]?.[element.action_id];
      const value = old?.type === element.type ? old.value : (told ?? initial(element));
      this.set(block, element, value);
    }
  }

  /** @param {any} block @param {any} element @returns {Raw} */
  get(block, element) {
    return this.entries.get(key(block.block_id, element.action_id))?.value ?? null;
  }

  /** @param {any} block @param {any} element @param {Raw} value */
  set(block, element, value) {
    const entry = { block: block.block_id, action: element.action_id, type: element.type, value };
    this.entries.set(key(block.block_id, element.action_id), entry);
  }

  /** @returns {Record<string, Record<string, Raw>>} all values, as the server wants them */
  values() {
    /** @type {Record<string, Record<string, Raw>>} */
    const out = {};
    for (const { block, action, value } of this.entries.values())
      (out[block] ??= {})[action] = value;
    return out;
  }
}

/** @param {any} element @returns {Raw} */
const initial = (element) => INITIAL[/** @type {keyof typeof INITIAL} */ (element.type)](element);

/** @param {string} block @param {string} action */
const key = (block, action) => `${block} ${action}`;
