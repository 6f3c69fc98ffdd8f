/** What a person does, as calls to the server; a refusal is a value, never an exception. */

const UNREACHABLE = {
  ok: false,
  error: "unreachable",
  message: "The workspace doesn't answer. Is it still running?",
};

/** Calls on behalf of one person. */
export class Api {
  /**
   * @param {string} person the handle, or `-` for the first person
   * @param {(answer: {error: string, message: string}) => void} onrefused told about every refusal
   */
  constructor(person, onrefused) {
    this.person = person;
    this.onrefused = onrefused;
  }

  /** @param {string} path @param {Record<string, string>} [query] @returns {Promise<any>} */
  get(path, query = {}) {
    return this.call(`${path}?${new URLSearchParams(query)}`, {});
  }

  /** @param {string} path @param {object} [body] @returns {Promise<any>} */
  post(path, body = {}) {
    const headers = { "Content-Type": "application/json" };
    return this.call(path, { method: "POST", headers, body: JSON.stringify(body) });
  }

  /** @param {string} path @returns {string} where the server answers to it */
  address(path) {
    return `/ui/${encodeURIComponent(this.person)}/${path}`;
  }

  /** @param {string} path @param {FormData} form words and files @returns {Promise<any>} */
  send(path, form) {
    return this.call(path, { method: "POST", body: form });
  }

  /** @param {string} path @param {RequestInit} init */
  async call(path, init) {
    const answer = await fetched(this.address(path), init);
    if (!answer.ok) this.onrefused(answer);
    return answer;
  }
}

/** @param {string} url @param {RequestInit} init @returns {Promise<any>} */
async function fetched(url, init) {
  try {
    const response = await fetch(url, init);
    return await response.json();
  } catch {
    return UNREACHABLE;
  }
}
