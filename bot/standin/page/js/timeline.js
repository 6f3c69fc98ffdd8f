/** A conversation's messages, oldest above: a stretch of them, moved by scrolling. */

import { arrange, h, icon } from "./dom.js";
import { ICONS } from "./icons.js";
import { MessageRow } from "./message.js";
import { unlessPressed } from "./press.js";
import { Stretch } from "./stretch.js";
import { Toolbar } from "./toolbar.js";
import { dateOf, dayName } from "./when.js";

const FOLLOW_S = 300;
const NEAR_PX = 48;

/** The scrolling list of one channel or one thread. */
export class Timeline {
  /**
   * @param {import("./workplace.js").Workplace} workplace
   * @param {{channel: string, thread: string|null, label: string, empty: string}} options
   */
  constructor(workplace, { channel, thread, label, empty }) {
    this.workplace = workplace;
    this.channel = channel;
    this.thread = thread;
    this.empty = empty;
    this.stretch = new Stretch();
    this.stuck = true;
    this.top = 0;
    this.size = "";
    /** @type {string|undefined} a message to be brought into sight */
    this.wanted = undefined;
    /** @type {HTMLElement|undefined} */
    this.entry = undefined;
    /** @type {Map<string, MessageRow>} */
    this.rows = new Map();
    /** @type {Map<string, HTMLElement>} */
    this.lines = new Map();
    this.readTo = workplace.boot.channels[channel]?.unread
      ? workplace.boot.channels[channel].last_read
      : null;
    this.list = h("div.messages", { role: "log", "aria-label": label });
    this.scroller = h("div.scroller", {}, this.list);
    this.newest = h(
      "button.button.small.newest",
      { type: "button", hidden: true, onclick: () => this.toNewest() },
      icon(ICONS.down),
      "Newest",
    );
    this.element = h("div.timeline", {}, this.scroller, this.newest);
    this.toolbar = new Toolbar(workplace, this);
    this.listen();
  }

  listen() {
    this.scroller.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.list.addEventListener("keydown", (event) => this.step(event));
    this.observer = new ResizeObserver(() => this.stuck && this.toBottom());
    this.observer.observe(this.list);
    this.observer.observe(this.scroller);
    const { state } = this.workplace;
    this.stops = [
      state.on(
        "messages",
        (event) => event.channel === this.channel && this.heard(event.fresh),
      ),
      state.on("unread", (place) => place.channel === this.channel && this.unread(place.ts)),
    ];
  }

  end() {
    for (const stop of this.stops ?? []) stop();
    this.observer?.disconnect();
  }

  /** @param {any} [fresh] what only this person sees answers them, so they are brought to it */
  heard(fresh) {
    if (fresh?.is_ephemeral && (fresh.thread_ts ?? null) === this.thread) {
      this.stuck = true;
      this.wanted = fresh.ts;
    }
    this.soon();
  }

  /** @param {string} ts from this message on all is new again */
  unread(ts) {
    if (this.thread) return;
    this.readTo = this.all.findLast((message) => message.ts < ts)?.ts ?? "0";
    this.sync();
  }

  /** Redraw once for all changes of one frame, and not under somebody's finger. */
  soon() {
    if (this.pending) return;
    this.pending = true;
    const draw = () => {
      this.pending = false;
      this.sync();
    };
    queueMicrotask(() => unlessPressed(draw));
  }

  get all() {
    return this.workplace.state.messages(this.channel, this.thread);
  }

  sync() {
    const all = this.all;
    const messages = this.stretch.of(all, this.stuck);
    const nodes = this.nodes(messages);
    this.drop(messages);
    arrange(this.list, nodes.length ? nodes : [h("p.nothing", {}, this.empty)]);
    this.enter(
      messages.length ? this.rows.get(messages[messages.length - 1].ts)?.element : undefined,
    );
    if (this.stuck) this.toBottom();
    else this.newest.hidden = !this.stretch.below && !this.grown(all);
    this.startOf(this.wanted);
    this.wanted = undefined;
  }

  /** What is longer than the window is read from its beginning. @param {string|undefined} ts */
  startOf(ts) {
    const row = ts && this.rows.get(ts)?.element;
    if (!row || row.offsetHeight < this.scroller.clientHeight) return;
    this.stuck = false;
    row.scrollIntoView({ block: "start" });
    this.measure();
  }

  /** @param {any[]} all @returns {boolean} whether something stands below what one has seen */
  grown(all) {
    return Boolean(this.seen) && all.length > 0 && all[all.length - 1].ts > this.seen;
  }

  /** @param {any[]} messages */
  nodes(messages) {
    /** @type {HTMLElement[]} */
    const nodes = [];
    let before = null;
    for (const message of messages) {
      const divider = this.divider(before, message);
      if (divider) nodes.push(divider);
      nodes.push(this.row(message, !divider && follows(before, message)));
      before = message;
    }
    return nodes;
  }

  /** @param {any} before @param {any} message */
  divider(before, message) {
    const isNew = this.readTo && message.ts > this.readTo && (!before || before.ts <= this.readTo);
    if (isNew && before) return this.line(message.ts, "New", "new");
    if (this.thread || (before && sameDay(before, message))) return null;
    return this.line(message.ts, dayName(dateOf(message.ts)), "");
  }

  /** @param {string} ts @param {string} label @param {string} kind @returns {HTMLElement} the same one each time */
  line(ts, label, kind) {
    const key = `${ts} ${label}`;
    const node = this.lines.get(key) ?? h("div.divider", { class: kind }, h("span", {}, label));
    this.lines.set(key, node);
    return node;
  }

  /** @param {any} message @param {boolean} joined */
  row(message, joined) {
    const row =
      this.rows.get(message.ts) ??
      new MessageRow(this.workplace, this.channel, Boolean(this.thread));
    this.rows.set(message.ts, row);
    row.show(message, joined);
    return row.element;
  }

  /** @param {any[]} messages those that stay */
  drop(messages) {
    const kept = new Set(messages.map((message) => message.ts));
    for (const ts of this.rows.keys()) if (!kept.has(ts)) this.rows.delete(ts);
  }

  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    // Behind a phone's thread there is no height, and nobody who scrolls.
    if (!clientHeight) return;
    // What is moved because something grew or shrank isn't somebody who scrolls up.
    const left = scrollTop < this.top && this.size === `${scrollHeight} ${clientHeight}`;
    this.stuck = this.atEnd || (this.stuck && !left);
    this.measure();
    if (this.stuck) this.newest.hidden = true;
    if (scrollTop < NEAR_PX && scrollHeight > clientHeight) this.earlier();
    else if (this.nearEnd && this.stretch.below) this.later();
  }

  get nearEnd() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR_PX;
  }

  get atEnd() {
    return this.nearEnd && !this.stretch.below;
  }

  measure() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.top = scrollTop;
    this.size = `${scrollHeight} ${clientHeight}`;
  }

  async earlier() {
    const timeline = this.workplace.state.timelines.get(this.channel);
    const hidden = this.stretch.above(this.all) > 0;
    if (this.busy || (!hidden && (this.thread || !timeline?.more))) return;
    this.busy = true;
    if (!hidden) await this.workplace.loadEarlier(this.channel);
    this.move(() => this.stretch.up());
    this.busy = false;
  }

  later() {
    this.move(() => this.stretch.down());
  }

  /** Show another stretch; what one looks at stays where it is. @param {() => void} change */
  move(change) {
    const edge = this.scroller.getBoundingClientRect().top;
    const held = this.rowsInOrder.find((row) => row.getBoundingClientRect().bottom > edge);
    const before = held?.getBoundingClientRect().top ?? 0;
    change();
    this.stuck = false;
    this.sync();
    if (held) this.scroller.scrollTop += held.getBoundingClientRect().top - before;
    this.measure();
  }

  /** @returns {HTMLElement[]} from above to below */
  get rowsInOrder() {
    return [...this.list.querySelectorAll(".message")].map((row) => /** @type {any} */ (row));
  }

  toBottom() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.measure();
    this.newest.hidden = true;
    this.seen = this.all.at(-1)?.ts;
  }

  toNewest() {
    this.stuck = true;
    if (this.stretch.below) this.sync();
    this.toBottom();
  }

  /** @param {string} ts brings a message into sight and lets it glow once */
  reveal(ts) {
    if (!this.rows.has(ts)) this.move(() => this.stretch.around(this.all, ts));
    const row = this.rows.get(ts);
    if (!row) return;
    row.element.scrollIntoView({ block: "center" });
    this.stuck = this.atEnd;
    row.element.classList.add("found");
  }

  /** @param {HTMLElement|undefined} row where Tab comes into the conversation */
  enter(row) {
    if (this.entry === row) return;
    this.entry?.setAttribute("tabindex", "-1");
    this.entry = row;
    row?.setAttribute("tabindex", "0");
  }

  /** @param {KeyboardEvent} event the arrow keys walk from message to message */
  step(event) {
    const row = /** @type {HTMLElement} */ (event.target);
    if (!row.matches(".message") || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    const all = this.rowsInOrder;
    const next = all[all.indexOf(row) + (event.key === "ArrowUp" ? -1 : 1)];
    if (!next) return;
    event.preventDefault();
    this.enter(next);
    next.focus();
  }
}

/** No zone's day ends within a quarter of an hour of the clock, which spares most of the calendar. */
const QUARTER_S = 900;

/** @param {any} before @param {any} message */
function sameDay({ ts: one }, { ts: other }) {
  if (Math.floor(Number(one) / QUARTER_S) === Math.floor(Number(other) / QUARTER_S)) return true;
  return dayName(dateOf(one)) === dayName(dateOf(other));
}

/** @param {any} before @param {any} message */
function follows(before, message) {
  return (
    Boolean(before) &&
    !before.is_ephemeral &&
    !message.is_ephemeral &&
    !(message.bot_id && message.blocks) &&
    before.user === message.user &&
    before.bot_id === message.bot_id &&
    before.username === message.username &&
    !before.subtype &&
    !message.subtype &&
    Number(message.ts) - Number(before.ts) < FOLLOW_S
  );
}
