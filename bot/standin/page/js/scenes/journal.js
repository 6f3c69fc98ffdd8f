/** Every call and delivery, as it ends; followed from the moment when somebody wants to see it. */

import { Live } from "../live.js";

const KEPT = 2000;

/**
 * @typedef {object} Entry
 * @property {number} n
 * @property {number} at seconds since the epoch
 * @property {string} kind
 * @property {string} app
 * @property {string} name
 * @property {any} request
 * @property {string} verdict
 * @property {any} response
 * @property {number} ms
 * @property {number} attempt 0 for the first one
 * @property {string} transport
 */

/** @param {Entry} entry @returns {boolean} whether all went well */
export const isFine = ({ verdict }) => verdict === "ok" || verdict === "taken";

/** The latest entries, and whoever wants to hear of new ones. */
export class Journal {
  constructor() {
    /** @type {Entry[]} */
    this.entries = [];
    /** @type {Set<(entry: Entry) => void>} */
    this.listeners = new Set();
    /** @type {Live|undefined} */
    this.live = undefined;
  }

  follow() {
    this.live ??= new Live({
      address: (after) => `/control/live?after=${after}`,
      after: 0,
      onevent: (entry) => this.take(entry),
      onstate: () => {},
    });
  }

  /** @param {Entry} entry */
  take(entry) {
    this.entries.push(entry);
    if (this.entries.length > KEPT) this.entries.shift();
    for (const listener of this.listeners) listener(entry);
  }

  forget() {
    this.entries.length = 0;
  }
}
