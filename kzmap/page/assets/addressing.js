// The page's own address: it says what is shown, and a link into the page is followed.

import {
  baseOf,
  dashboardLink,
  fragmentOf,
  hostsAddress,
  readFragment,
  versionIn,
} from "./address.js";
import { byId } from "./dom.js";
import { text } from "./words.js";

const DELAY_MS = 300;

export class Addressing {
  /**
   * @param {Object} data
   * @param {{modes: string[], host: unknown, made: unknown, told: () => Object,
   *   take: (asked: Object) => void}} given  `host` is the address that a host gives as its own,
   *   `made` the version of data that a link to it was made with; `told` says what is shown, and
   *   `take` shows what is asked for
   */
  constructor(data, { modes, host, made, told, take }) {
    Object.assign(this, { data, modes, told, take, keeping: 0 });
    this.made = versionIn(made);
    this.base = baseOf(location);
    this.host = hostsAddress(host);
    this.types = data.types.map(({ id }) => id);
  }

  shown() {
    return { ...this.told(), version: this.data.about.version };
  }

  /** What is shown and a link to it: the page's own, that of its dashboard, or none in a frame. */
  linked() {
    const shown = this.shown();
    const own = this.base === null ? "" : `${this.base}${fragmentOf(shown)}`;
    const link = this.host ? dashboardLink(this.host, shown, this.types) : own;
    return { shown, link, isLocal: link !== "" && !/^https?:/i.test(link) };
  }

  /** Browsers stop a page that writes its address at each step of a play. */
  keep() {
    if (this.base === null || window.parent !== window) return;
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => {
      const fragment = fragmentOf(this.shown());
      if (fragment !== location.hash) history.replaceState(history.state, "", fragment);
    }, DELAY_MS);
  }

  /** Show what the address asks for; a link to other data is followed, and that is said. */
  follow() {
    const { data, modes, types } = this;
    const asked = readFragment(location.hash, { days: data.days, modes, types });
    this.take(asked);
    const { version } = data.about;
    const made = asked.version ?? this.made;
    const isOther = Boolean(made && made !== version);
    byId("address-note").hidden = !isOther;
    byId("address-note").textContent = isOther
      ? text("address.other", { asked: made, version })
      : "";
  }
}
