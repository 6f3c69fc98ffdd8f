/** Suggestions while typing: commands, people, channels, emoji. */

import { emoji, emojiNames } from "./emoji.js";

/**
 * @typedef {object} Suggestion
 * @property {string} insert what takes the place of the typed word
 * @property {string} label
 * @property {string} hint
 */

const MOST = 8;

/**
 * Suggest for the word that ends at the caret.
 *
 * @param {import("./workplace.js").Workplace} workplace
 * @param {string} before the text up to the caret
 * @param {boolean} commands whether slash commands work here
 * @returns {{start: number, items: Suggestion[]}}
 */
export function suggest(workplace, before, commands) {
  if (commands && /^\/[\w-]*$/.test(before)) return { start: 0, items: slash(workplace, before) };
  const word = before.match(/(?:^|[\s(])([@#]|:(?=\w\w))([\w.+-]*)$/);
  if (!word) return { start: 0, items: [] };
  const [, mark, rest] = word;
  const start = before.length - mark.length - rest.length;
  const items =
    { "@": people, "#": channels, ":": pictures }[mark]?.(workplace, rest.toLowerCase()) ?? [];
  const complete = items.some((item) => item.insert.trim() === mark + rest);
  return { start, items: complete ? [] : items.slice(0, MOST) };
}

/**
 * Return the usage hint of the command that *text* begins with, if it is known.
 *
 * @param {import("./workplace.js").Workplace} workplace
 * @param {string} text
 * @returns {string}
 */
export function usage(workplace, text) {
  const [, typed] = text.match(/^(\/\S+)(?:\s|$)/) ?? [];
  const found = typed && commandsOf(workplace).find((command) => command.command === typed);
  return found ? `${found.command} ${found.usage_hint ?? ""}`.trim() : "";
}

/** @param {import("./workplace.js").Workplace} workplace @returns {any[]} */
const commandsOf = (workplace) =>
  workplace.boot.apps.flatMap((/** @type {any} */ app) => app.commands);

/** @param {import("./workplace.js").Workplace} workplace @param {string} typed @returns {Suggestion[]} */
function slash(workplace, typed) {
  return commandsOf(workplace)
    .filter((command) => command.command.startsWith(typed) && command.command !== typed)
    .map((command) => ({
      insert: `${command.command} `,
      label: `${command.command} ${command.usage_hint ?? ""}`.trim(),
      hint: command.description ?? "",
    }));
}

/** @param {import("./workplace.js").Workplace} workplace @param {string} query @returns {Suggestion[]} */
function people(workplace, query) {
  const { directory, boot } = workplace;
  return Object.values(boot.users)
    .filter((user) => !user.deleted && user.id !== directory.me)
    .map((user) => ({ user, name: directory.userName(user.id) }))
    .filter(({ user, name }) =>
      `${name} ${user.handle} ${user.real_name}`.toLowerCase().includes(query),
    )
    .map(({ user, name }) => ({
      insert: `@${user.handle} `,
      label: name,
      hint: user.is_bot ? "app" : (user.profile?.title ?? ""),
    }));
}

/** @param {import("./workplace.js").Workplace} workplace @param {string} query @returns {Suggestion[]} */
function channels(workplace, query) {
  return Object.values(workplace.boot.channels)
    .filter((channel) => !channel.is_im && channel.name.includes(query))
    .map((channel) => ({
      insert: `#${channel.name} `,
      label: `#${channel.name}`,
      hint: topicOf(channel),
    }));
}

/** @param {any} channel @returns {string} */
const topicOf = (channel) => channel.topic?.value ?? channel.topic ?? "";

/** @param {import("./workplace.js").Workplace} _ @param {string} query @returns {Suggestion[]} */
function pictures(_, query) {
  return emojiNames(query, MOST).map((name) => ({
    insert: `:${name}: `,
    label: `${emoji(name)}  :${name}:`,
    hint: "",
  }));
}
