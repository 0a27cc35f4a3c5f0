// The state of the page in its address: what a link says, and what of a link makes sense. Pure.
//
// A link holds what is shown and nothing of who looks: no path on a disk, no query, no time.

/**
 * @typedef {Object} Shown
 * @property {string} day  "2022-01-05"
 * @property {string} mode
 * @property {string[]} hidden  types
 * @property {string | null} known  the day as known on which it is shown, if on one
 * @property {string} language
 * @property {string} version  hash of the data
 */

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const VERSION = /^[0-9a-f]{12}$/;
const LANGUAGE = /^[a-z]{2,3}$/;
const MOST_LETTERS = 4000;

/** @param {Shown} shown */
export function fragmentOf({ day, mode, hidden, known = null, language, version }) {
  const fields = new URLSearchParams({ day, view: mode });
  for (const type of [...hidden].sort()) fields.append("hide", type);
  if (known) fields.append("known", known);
  fields.append("lang", language);
  fields.append("data", version);
  return `#${fields}`;
}

/**
 * What a fragment asks for; what it does not say, or what is none of these, is left out.
 * @param {string} fragment
 * @param {{days: string[], modes: string[], types: string[]}} known
 * @returns {Partial<Shown>}
 */
export function readFragment(fragment, { days, modes, types }) {
  const text = fragment.replace(/^#/, "");
  if (!text.includes("=") || text.length > MOST_LETTERS) return {};
  const fields = new URLSearchParams(text);
  const asked = {};
  const take = (name, field, holds) => {
    const value = fields.get(field);
    if (value !== null && holds(value)) asked[name] = value;
  };
  take("day", "day", (day) => DAY.test(day) && days.includes(day));
  take("mode", "view", (mode) => modes.includes(mode));
  take("language", "lang", (language) => LANGUAGE.test(language));
  take("version", "data", (version) => VERSION.test(version));
  // A link that tells the view and hides nothing shows all types, and all that is known now.
  if (asked.day || asked.mode || fields.has("hide"))
    asked.hidden = fields.getAll("hide").filter((type) => types.includes(type));
  if (asked.hidden || fields.has("known")) asked.known = null;
  take("known", "known", (known) => DAY.test(known));
  return asked;
}

/**
 * The address to put before a fragment. Of a file on a disk only its name: the path says whose.
 * @param {{protocol: string, origin: string, pathname: string}} location
 * @returns {string | null}  null where the page has no address of its own
 */
export function baseOf({ protocol, origin, pathname }) {
  if (/^https?:$/.test(protocol)) return origin + pathname;
  return protocol === "file:" ? pathname.split("/").at(-1) : null;
}

/**
 * A link to what is shown in a dashboard, which has parameters of its own.
 * @param {string} address  of the dashboard
 * @param {Shown} shown
 * @param {string[]} types  all of them
 */
export function dashboardLink(address, shown, types) {
  const { day, mode, hidden, known = null, language, version } = shown;
  const fields = new URLSearchParams({ day, view: mode });
  if (known) fields.append("known", known);
  const visible = types.filter((type) => !hidden.includes(type));
  // An empty one says that none is shown; without any, all are.
  if (visible.length < types.length)
    for (const type of visible.length ? visible : [""]) fields.append("types", type);
  fields.append("language", language);
  fields.append("data", version);
  return `${address}?${fields}`;
}

/** The version of data that a host says its link was made with; or null. */
export const versionIn = (value) =>
  typeof value === "string" && VERSION.test(value) ? value : null;

/** The address that a host gives as its own, without what a link must not hold; or null. */
export function hostsAddress(value) {
  if (typeof value !== "string") return null;
  try {
    const url = new URL(value);
    return /^https?:$/.test(url.protocol) ? url.origin + url.pathname : null;
  } catch {
    return null;
  }
}
