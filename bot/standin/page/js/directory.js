/** Names of people and channels, as one person sees them. */

/** @typedef {import("./combobox.js").Option} Option */

/** Looks up names in the state that the server sent. */
export class Directory {
  /** @param {any} boot the bootstrap answer; kept current by the state */
  constructor(boot) {
    this.boot = boot;
  }

  get me() {
    return this.boot.me.id;
  }

  /** @param {string} id @returns {any} */
  user(id) {
    return this.boot.users[id];
  }

  /** @param {string} id @returns {any} */
  channel(id) {
    return this.boot.channels[id];
  }

  /** @param {string} handle as scripts name people @returns {any} how the page reaches them */
  seat(handle) {
    return this.boot.people.find(
      (/** @type {any} */ one) => one.handle.split("@")[0] === handle,
    );
  }

  /** @returns {any[]} the other people who are here, by name */
  colleagues() {
    return Object.values(this.boot.users)
      .filter((user) => !user.is_bot && !user.deleted && user.id !== this.me)
      .sort((a, b) => this.userName(a.id).localeCompare(this.userName(b.id)));
  }

  /** @param {string} id @returns {string} */
  userName(id) {
    const user = this.user(id);
    if (!user) return id;
    const chosen = user.profile?.display_name;
    return chosen && chosen !== user.name ? chosen : user.real_name || user.name;
  }

  /** @param {string} id @returns {string} without its mark; a direct message has the other's name */
  channelName(id) {
    const channel = this.channel(id);
    if (!channel) return "";
    if (channel.is_mpim) {
      const others = channel.members.filter((/** @type {string} */ one) => one !== this.me);
      return others.map((/** @type {string} */ one) => this.userName(one)).join(", ");
    }
    return channel.is_im ? this.userName(channel.user) : channel.name;
  }

  /** @param {string} userId @returns {any} the app behind a bot user */
  appOf(userId) {
    return this.boot.apps.find((/** @type {any} */ app) => app.bot_user_id === userId);
  }

  /** @returns {Option[]} */
  peopleOptions() {
    return Object.values(this.boot.users)
      .filter((user) => !user.deleted && !user.is_bot)
      .map((user) => ({
        value: user.id,
        label: this.userName(user.id),
        hint: user.profile?.title,
      }));
  }

  /** @param {any} [filter] Slack's: which kinds to include, whom to leave out @returns {Option[]} */
  conversationOptions(filter = {}) {
    const wanted = filter.include ?? ["public", "private", "im"];
    return Object.values(this.boot.channels)
      .filter((channel) => !channel.is_archived && wanted.includes(kindOf(channel)))
      .filter((channel) => !(filter.exclude_bot_users && this.user(channel.user)?.is_bot))
      .filter((one) => !(filter.exclude_external_shared_channels && one.is_ext_shared))
      .map((channel) => ({
        value: channel.id,
        label: `${channel.is_im ? "" : "#"}${this.channelName(channel.id)}`,
      }));
  }
}

/** @param {any} channel */
const kindOf = (channel) => (channel.is_im ? "im" : channel.is_private ? "private" : "public");
