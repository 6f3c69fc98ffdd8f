/** What is known of the script that plays. */

/** @param {any} script @returns {boolean} whether it is under way, be it paused */
export const plays = (script) => ["running", "paused"].includes(script?.state);
