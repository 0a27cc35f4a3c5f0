// What scripts and tests drive the page by: `window.kzmap`.

import { changesTold } from "./changes.js";
import { canAskKnown, knownTold, surelyBy } from "./known.js";
import { spreadRows, spreadTable } from "./spreadrows.js";
import { stillOf } from "./still.js";
import { shownOf } from "./timeline.js";

/** @returns {Object} frozen */
export function scripting(page) {
  const { data, state, timebar, tour, moved, knowAsOf, changeLanguage, modes, languages, viewNow } = page;
  const dayIndex = (day) => {
    const index = typeof day === "number" ? day : data.days.indexOf(String(day));
    if (data.days[index] === undefined)
      throw new RangeError(`No day ${day}; there are ${data.days[0]} to ${data.days.at(-1)}.`);
    return index;
  };
  return Object.freeze({
    days: Object.freeze([...data.days]),
    get day() {
      return data.days[state.day];
    },
    get mode() {
      return state.mode;
    },
    async setDay(day) {
      const index = dayIndex(day);
      timebar.pause();
      await moved(() => (state.day = index));
    },
    async setMode(mode) {
      if (!modes.includes(mode))
        throw new RangeError(`No mode ${mode}; there are ${modes.join(", ")}.`);
      await moved(() => (state.mode = mode));
    },
    get language() {
      return data.language;
    },
    async setLanguage(language) {
      if (!languages.includes(language))
        throw new RangeError(`No language ${language}; there are ${languages.join(", ")}.`);
      await changeLanguage(language);
    },
    /** Show a step of the tour, counted from 0; null ends it. */
    async setStep(step) {
      if (step !== null && !data.tour[step])
        throw new RangeError(`No step ${step}; the tour has ${data.tour.length}.`);
      await (step === null ? tour.end() : tour.go(step));
    },
    /** The day as known on which all is shown; null for all that is known now. */
    get knownOn() {
      return state.known;
    },
    async setKnownOn(day) {
      if (day !== null && surelyBy(String(day)) !== day)
        throw new RangeError(`No day ${day}; expected one such as 2022-01-07, or null.`);
      if (day !== null && !canAskKnown(data))
        throw new RangeError("No source here has a known date of publication.");
      timebar.pause();
      await moved(() => knowAsOf(day));
    },
    shown: () => ({ ...shownOf(data, viewNow()), ...knownTold(data) }),
    still: () => stillOf(data, viewNow()),
    /** What changed since the day before; null on the first day. */
    changes: () => changesTold(data, state.day),
    /** The order of first reports, the columns' names first, as the file of it has them. */
    spread: () => spreadTable(data, spreadRows(data)),
  });
}
