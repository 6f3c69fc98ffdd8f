/** Which stretch of a conversation stands in the page, so that a long one costs no more than a short one. */

const STEP = 120;
const MOST = 360;

/** @typedef {{ts: string}} Message */

/** Some of a conversation's messages: its newest at first, then those that one scrolls to. */
export class Stretch {
  constructor() {
    this.length = STEP;
    /** How many messages lie below it. */
    this.below = 0;
    /** @type {string|undefined} the newest message so far */
    this.newest = undefined;
  }

  /**
   * @template {Message} M
   * @param {M[]} all oldest first
   * @param {boolean} follows whether it goes on with what is new
   * @returns {M[]} those that stand in the page
   */
  of(all, follows) {
    if (follows) this.toNewest();
    else this.grow(all);
    this.newest = all.at(-1)?.ts;
    const end = Math.max(all.length - this.below, Math.min(all.length, this.length));
    return all.slice(Math.max(0, end - this.length), end);
  }

  /** What is new comes below, as long as there is room. @param {Message[]} all */
  grow(all) {
    const { newest } = this;
    const fresh = newest ? all.length - 1 - all.findLastIndex(({ ts }) => ts <= newest) : 0;
    const room = this.below ? 0 : Math.min(fresh, MOST - this.length);
    this.length += room;
    this.below += fresh - room;
  }

  toNewest() {
    this.length = STEP;
    this.below = 0;
  }

  /** @param {Message[]} all @returns {number} how many lie above it */
  above(all) {
    return Math.max(0, all.length - this.below - this.length);
  }

  /** Go a step up. What lies far below is let go. */
  up() {
    this.length += STEP;
    this.below += Math.max(0, this.length - MOST);
    this.length = Math.min(this.length, MOST);
  }

  /** Go a step down. */
  down() {
    this.below = Math.max(0, this.below - STEP);
  }

  /** Stand around a message. @param {Message[]} all @param {string} ts */
  around(all, ts) {
    const at = all.findIndex((message) => message.ts === ts);
    if (at >= 0) this.below = Math.max(0, all.length - at - STEP / 2);
  }
}
