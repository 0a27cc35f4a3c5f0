// The page inside another: a host moves the day, and hears when a person did.

/**
 * What a host wants shown first: it stands in the name of the frame, so that the page need not
 * open on one day and then jump to another.
 * @returns {{day?: string, mode?: string, hidden?: string[], theme?: string, language?: string,
 *   texts?: boolean}}  `language` also says that the host has the control for it, and `texts`
 *   that it answers for texts that are not in the file
 */
export function hostsWish() {
  if (window.parent === window) return {};
  try {
    return JSON.parse(window.name).kzmap ?? {};
  } catch {
    return {};
  }
}

/**
 * A host says what to show, and may ask for a point (`pick: {id, name}`, null to end); the page
 * says what a person chose, and answers with the point (`picked: {id, lat, lon}`, without
 * coordinates if the person would rather not). It may ask for texts that are not in the file
 * (`asked: {reports}`), and the host answers (`texts: [row, id, text][]`).
 * @param {(message: {day?: string, mode?: string, hidden?: string[], theme?: string,
 *   language?: string, pick?: {id: number, name: string} | null,
 *   texts?: [number, string, string][]}) => void} onMessage
 * @returns {(state: {day: string, mode: string, hidden: string[], language: string,
 *   chosen?: "language"}
 *   | {picked: {id: number, lat?: number, lon?: number}}
 *   | {asked: {reports: number[]}}) => void} tells the host
 */
export function connectHost(onMessage) {
  if (window.parent === window) return () => {};
  window.addEventListener("message", (event) => {
    if (event.source !== window.parent || typeof event.data?.kzmap !== "object") return;
    if (event.data.kzmap !== null) onMessage(event.data.kzmap);
  });
  const tell = (state) => window.parent.postMessage({ kzmap: state }, "*");
  return tell;
}
