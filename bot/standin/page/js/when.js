/** Dates as people read them, in the viewer's own time zone. */

let skewMs = 0;
let zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/**
 * Show times in *name* from now on; an empty or unknown zone leaves the browser's own.
 *
 * @param {string|null|undefined} name an IANA zone such as `Europe/Berlin`
 */
export function setZone(name) {
  if (!name) return;
  try {
    new Intl.DateTimeFormat("en-GB", { timeZone: name });
    zone = name;
  } catch {
    // A seed may name a zone that this browser doesn't know; its own is the honest answer then.
  }
}

/**
 * Take the workspace's clock for what is today; tests and demos may shift it.
 *
 * @param {number} seconds its time now
 */
export function setClock(seconds) {
  skewMs = seconds * 1000 - Date.now();
}

/** @returns {number} milliseconds */
const now = () => Date.now() + skewMs;

/** Formatters are dear to make and cheap to use. @type {Map<string, Intl.DateTimeFormat>} */
const FORMATTERS = new Map();

/** @param {Date} date @param {Intl.DateTimeFormatOptions} options */
function format(date, options) {
  const key = zone + JSON.stringify(options);
  const formatter =
    FORMATTERS.get(key) ?? new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options });
  FORMATTERS.set(key, formatter);
  return formatter.format(date);
}

/** @param {string} ts @returns {Date} */
export const dateOf = (ts) => new Date(Number(ts) * 1000);

/** @param {Date} date @returns {string} hours and minutes */
export const clock = (date) => format(date, { hour: "2-digit", minute: "2-digit" });

/** @param {Date} date @returns {string} hours, minutes and seconds */
export const seconds = (date) => format(date, { timeStyle: "medium" });

/** @param {Date} date */
const day = (date) => format(date, { year: "numeric", month: "2-digit", day: "2-digit" });

/** @param {Date} date @param {string} otherwise */
function pretty(date, otherwise) {
  const days = [
    ["today", 0],
    ["yesterday", -1],
    ["tomorrow", 1],
  ];
  const found = days.find(
    ([, shift]) => day(date) === day(new Date(now() + Number(shift) * 864e5)),
  );
  return found ? String(found[0]) : otherwise;
}

/** @param {Date} date @returns {string} */
export function dayName(date) {
  const name = pretty(date, format(date, { weekday: "long", day: "numeric", month: "long" }));
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** @param {Date} date @returns {string} a full date and time for titles and screen readers */
export const full = (date) => format(date, { dateStyle: "full", timeStyle: "short" });

/** @param {Date} date */
function ago(date) {
  const ahead = (date.getTime() - now()) / 1000;
  const units = /** @type {const} */ ([
    ["day", 86400],
    ["hour", 3600],
    ["minute", 60],
  ]);
  const [unit, size] = units.find(([, s]) => Math.abs(ahead) >= s) ?? ["second", 1];
  const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  return relative.format(Math.round(ahead / size), unit);
}

const SHORT = /** @type {const} */ ({ day: "numeric", month: "short", year: "numeric" });
const LONG = /** @type {const} */ ({ ...SHORT, weekday: "long", month: "long" });
const DATE = /** @type {const} */ ({ ...SHORT, month: "long" });

/** Source: Slack's "Formatting text for app surfaces", date formatting. */
const TOKENS = {
  date_num: (/** @type {Date} */ d) => day(d).split("/").reverse().join("-"),
  date: (/** @type {Date} */ d) => format(d, DATE),
  date_short: (/** @type {Date} */ d) => format(d, SHORT),
  date_long: (/** @type {Date} */ d) => format(d, LONG),
  date_pretty: (/** @type {Date} */ d) => pretty(d, format(d, DATE)),
  date_short_pretty: (/** @type {Date} */ d) => pretty(d, format(d, SHORT)),
  date_long_pretty: (/** @type {Date} */ d) => pretty(d, format(d, LONG)),
  time: clock,
  time_secs: seconds,
  ago,
};

/**
 * Fill a Slack date token's pattern, or return null when it can't be read.
 *
 * @param {string} moment seconds since the epoch
 * @param {string} pattern such as `{date_short} at {time}`
 * @returns {string|null}
 */
export function dateToken(moment, pattern) {
  if (!/^\d+$/.test(moment)) return null;
  const date = dateOf(moment);
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => {
    const show = TOKENS[/** @type {keyof typeof TOKENS} */ (name)];
    return show ? show(date) : whole;
  });
}

const WALL = /** @type {const} */ ({
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
});

/**
 * Return a moment as a `datetime-local` input wants it, on the viewer's wall clock.
 *
 * @param {number} moment seconds since the epoch
 * @returns {string} `YYYY-MM-DDTHH:MM`
 */
export function wallClock(moment) {
  const [date, time] = format(new Date(moment * 1000), WALL).split(", ");
  return `${date.split("/").reverse().join("-")}T${time}`;
}

/**
 * Return the moment that a `datetime-local` input means.
 *
 * @param {string} text `YYYY-MM-DDTHH:MM`
 * @returns {number} seconds since the epoch
 */
export function fromWallClock(text) {
  const wanted = Date.parse(`${text}Z`) / 1000;
  const ahead = (/** @type {number} */ at) => Date.parse(`${wallClock(at)}Z`) / 1000 - at;
  const near = wanted - ahead(wanted);
  return wanted - ahead(near);
}

/** @param {string} tz @returns {string} what the clock says in another zone */
export function local(tz) {
  const options = /** @type {const} */ ({ hour: "2-digit", minute: "2-digit", timeZone: tz });
  return new Intl.DateTimeFormat("en-GB", options).format(new Date(now()));
}
