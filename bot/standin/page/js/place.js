/** Where in the workspace one is, kept in the address so that Back works. */

/**
 * @typedef {object} Place
 * @property {string|null} channel
 * @property {string|null} thread root ts
 * @property {string|null} app whose Home is shown
 */

/** @returns {Place} */
export function here() {
  const [kind, id, thread] = location.hash.slice(1).split("/");
  if (kind === "app") return { channel: null, thread: null, app: id ?? null };
  if (kind === "c") return { channel: id ?? null, thread: thread ?? null, app: null };
  return { channel: null, thread: null, app: null };
}

/** @param {string} channel @param {string|null} [thread] */
export function goto(channel, thread = null) {
  location.hash = thread ? `c/${channel}/${thread}` : `c/${channel}`;
}

/** @param {string} app */
export function gotoApp(app) {
  location.hash = `app/${app}`;
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
