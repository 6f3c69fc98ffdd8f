/** Where in the workspace one is, kept in the address so that Back works. */

/**
 * @typedef {object} Place
 * @property {string|null} channel
 * @property {string|null} thread root ts
 * @property {string|null} canvas
 * @property {string|null} app whose Home is shown
 */

/** @returns {Place} */
export function here() {
  const nowhere = { channel: null, thread: null, canvas: null, app: null };
  const [kind, id = null, beside = null] = location.hash.slice(1).split("/");
  if (kind === "app") return { ...nowhere, app: id };
  if (kind !== "c") return nowhere;
  const isThread = beside?.includes(".");
  return { ...nowhere, channel: id, [isThread ? "thread" : "canvas"]: beside };
}

/** @type {string} the message that is wanted where one goes; brought into sight once */
let wanted = "";

/** @param {string} channel @param {string|null} [thread] @param {string} [ts] a message to bring into sight */
export function goto(channel, thread = null, ts = "") {
  wanted = ts;
  const hash = thread ? `c/${channel}/${thread}` : `c/${channel}`;
  if (location.hash === `#${hash}`) dispatchEvent(new HashChangeEvent("hashchange"));
  else location.hash = hash;
}

/** @returns {string} the ts of the message that is wanted here; asked for once */
export function takeWanted() {
  const ts = wanted;
  wanted = "";
  return ts;
}

/** @param {string} channel @param {string} canvas */
export const canvasAddress = (channel, canvas) => `#c/${channel}/${canvas}`;

/** @param {string} app */
export function gotoApp(app) {
  location.hash = `app/${app}`;
}

/**
 * Return a message's own address.
 *
 * @param {string} channel
 * @param {any} message
 * @returns {string}
 */
export function addressOf(channel, message) {
  const link = new URL(`/archives/${channel}/p${message.ts.replace(".", "")}`, location.href);
  const { thread_ts: root } = message;
  if (root && root !== message.ts) link.searchParams.set("thread_ts", root);
  return link.href;
}

/**
 * Return the message behind a permalink, if it is one.
 *
 * @param {string} href
 * @returns {{channel: string, ts: string, thread: string|null}|null}
 */
export function permalink(href) {
  const url = new URL(href, location.href);
  const found = url.pathname.match(/\/archives\/(\w+)(?:\/p(\d+)(\d{6}))?$/);
  if (!found) return null;
  return {
    channel: found[1],
    ts: found[2] ? `${found[2]}.${found[3]}` : "",
    thread: url.searchParams.get("thread_ts"),
  };
}
