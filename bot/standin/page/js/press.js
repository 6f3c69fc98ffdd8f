/** While a finger is down nothing is redrawn: what it came down on is what its press is for. */

// A tap's click comes a moment after the finger is up.
const CLICK_MS = 50;
// Who holds longer marks text or has let go outside of the page.
const LONGEST_MS = 2000;

let down = false;
/** @type {number|undefined} */
let timer;
/** @type {Set<() => void>} */
const waiting = new Set();

/** @param {number} ms */
function release(ms) {
  clearTimeout(timer);
  timer = window.setTimeout(() => {
    down = false;
    const due = [...waiting];
    waiting.clear();
    for (const run of due) run();
  }, ms);
}

/** @param {PointerEvent} event */
function pressed(event) {
  if (event.button !== 0) return;
  down = true;
  release(LONGEST_MS);
}

addEventListener("pointerdown", pressed, { capture: true });
for (const name of ["pointerup", "pointercancel"]) {
  addEventListener(name, () => down && release(CLICK_MS), { capture: true });
}

/**
 * Run *draw* at once, or as soon as no finger is down.
 *
 * @param {() => void} draw
 */
export function unlessPressed(draw) {
  if (down) waiting.add(draw);
  else draw();
}
