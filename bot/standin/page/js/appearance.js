/** Light or dark: as the computer has it, or as somebody chose; the same in all windows. */

const KEY = "appearance";
const dark = matchMedia("(prefers-color-scheme: dark)");

/** @typedef {"light"|"dark"|""} Look an empty one is the computer's own */

/** @returns {Look} */
export const look = () => /** @type {Look} */ (localStorage.getItem(KEY) ?? "");

/** @param {Look} wanted */
export function choose(wanted) {
  localStorage.setItem(KEY, wanted);
  dress();
}

/** Chromium repaints everything only when the scheme is named; so it is, whoever chose it. */
function dress() {
  document.documentElement.dataset.look = look() || (dark.matches ? "dark" : "light");
}

addEventListener("storage", (event) => event.key === KEY && dress());
dark.addEventListener("change", dress);
dress();
