/** The shortcodes that a workplace uses; any other stays readable as its name. */

const TABLE = `
+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌
eyes 👀|tada 🎉|heart ❤️|green_heart 💚|fire 🔥|rocket 🚀|bulb 💡|seedling 🌱|herb 🌿|deciduous_tree 🌳
smile 😄|slightly_smiling_face 🙂|grin 😁|joy 😂|wink 😉|blush 😊|thinking_face 🤔|neutral_face 😐
confused 😕|worried 😟|slightly_frowning_face 🙁|disappointed 😞|cry 😢|sob 😭|angry 😠|rage 😡|weary 😩
scream 😱|sweat_smile 😅|sunglasses 😎|star_struck 🤩|hugging_face 🤗|sleeping 😴|see_no_evil 🙈
raised_hands 🙌|clap 👏|pray 🙏|wave 👋|muscle 💪|ok_hand 👌|point_up ☝️|point_right 👉|handshake 🤝|hand ✋
memo 📝|pencil ✏️|pushpin 📌|round_pushpin 📍|bookmark 🔖|books 📚|mag 🔍|link 🔗|paperclip 📎|clipboard 📋
calendar 📆|date 📅|hourglass ⌛|hourglass_flowing_sand ⏳|alarm_clock ⏰|stopwatch ⏱️|bell 🔔|mega 📣
speech_balloon 💬|thought_balloon 💭|left_speech_bubble 🗨️|telephone_receiver 📞|email 📧|computer 💻|phone ☎️
warning ⚠️|no_entry ⛔|question ❓|exclamation ❗|information_source ℹ️|lock 🔒|unlock 🔓|key 🔑|gear ⚙️
star ⭐|sparkles ✨|zap ⚡|sunny ☀️|cloud ☁️|umbrella ☂️|coffee ☕|cake 🍰|trophy 🏆|medal 🏅|dart 🎯
chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|bar_chart 📊|moneybag 💰|euro 💶|package 📦|truck 🚚
footprints 👣|world_map 🗺️|compass 🧭|gloves 🧤|hiking_boot 🥾|safety_vest 🦺|factory 🏭|construction_worker 👷
one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|six 6️⃣|seven 7️⃣|eight 8️⃣|nine 9️⃣|zero 0️⃣|100 💯|heavy_plus_sign ➕
arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|arrows_counterclockwise 🔄|red_circle 🔴
large_green_circle 🟢|large_yellow_circle 🟡|large_blue_circle 🔵|white_circle ⚪|black_circle ⚫|robot_face 🤖
heavy_minus_sign ➖|recycle ♻️|speaker 🔈|mailbox 📫|inbox_tray 📥|outbox_tray 📤|label 🏷️|page_facing_up 📄`;

const NAMES = new Map(
  TABLE.split(/[|\n]/)
    .filter(Boolean)
    .map((entry) => /** @type {[string, string]} */ (entry.split(" "))),
);

/** The reactions that the small picker offers first. */
export const PICKER = Object.freeze([
  "+1",
  "eyes",
  "white_check_mark",
  "heart",
  "tada",
  "bulb",
  "seedling",
  "raised_hands",
  "thinking_face",
  "pray",
  "clap",
  "question",
]);

/**
 * Return the picture of a shortcode, or `:name:` when this page doesn't know it.
 *
 * @param {string} name without colons; a skin tone suffix is ignored
 * @returns {string}
 */
export function emoji(name) {
  const plain = name.split("::")[0];
  return NAMES.get(plain) ?? `:${plain}:`;
}

/**
 * List shortcodes that begin with, then contain, *query*.
 *
 * @param {string} query
 * @param {number} [limit]
 * @returns {string[]}
 */
export function emojiNames(query, limit = 8) {
  const names = [...NAMES.keys()];
  const first = names.filter((name) => name.startsWith(query));
  const rest = names.filter((name) => !name.startsWith(query) && name.includes(query));
  return [...first, ...rest].slice(0, limit);
}
