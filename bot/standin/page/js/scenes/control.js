/** The control API, as the page uses it. */

/**
 * Look at something behind the scenes.
 *
 * @param {string} what
 * @param {Record<string, string>} [query]
 * @returns {Promise<any>} `ok` tells whether it worked
 */
export const look = (what, query = {}) =>
  asked(`/control/${what}?${new URLSearchParams(query)}`, {});

/**
 * Give an order.
 *
 * @param {string} what
 * @param {object} [body]
 * @returns {Promise<any>} `ok` tells whether it worked
 */
export const order = (what, body = {}) =>
  asked(`/control/${what}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });

/** @param {string} url @param {RequestInit} init @returns {Promise<any>} */
async function asked(url, init) {
  try {
    return await (await fetch(url, init)).json();
  } catch {
    return { ok: false, message: "The workspace doesn't answer. Is it still running?" };
  }
}
