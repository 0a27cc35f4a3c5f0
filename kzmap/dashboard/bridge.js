// The page in its frame, and the bridge between the page's day and the dashboard's.
//
// Streamlit mounts this three times: with the page itself (bytes), with what the dashboard wants
// shown, and with texts that the page asked for, since it does not hold those of all reports. The
// page goes into its frame once; afterwards only small messages pass.

/** @typedef {{day: string, mode: string, hidden: string[]}} Shown */
/** @typedef {{id: number, name: string} | null} Pick  the place to be pointed at, if any */
/**
 * @typedef {Shown & {language: string, frame: string, theme: string | null, heard: number,
 *   pick: Pick}} Wanted  `frame` is what the frame is called
 */

const sameView = (a, b) =>
  a.day === b.day &&
  a.mode === b.mode &&
  [...a.hidden].sort().join("\n") === [...b.hidden].sort().join("\n");

/** Who said what last. Pure: it answers what to pass on, and touches nothing. */
export class Dialogue {
  /** @type {Shown | null} what the page shows, as far as is known */
  shown = null;
  /** @type {Wanted | null} */
  wanted = null;
  theme = null;
  /** @type {string | null} what the page speaks, as far as is known */
  language = null;
  /** @type {{language: string, said: number} | null} chosen on the page, and not heard yet */
  chosen = null;
  /** @type {number | null} number of the pick that the page is asked for */
  picking = null;
  /** @type {number | null} number of the pick that it answered last */
  answered = null;
  said = 0;
  heard = 0;

  /**
   * The dashboard wants something shown.
   * @param {Wanted} wanted
   * @returns {Object | null} the message for the page, or null if it need not hear it
   */
  fromDashboard(wanted) {
    // A number lower than before comes from a new session, which knows nothing of this page.
    if (wanted.heard < this.heard) this.said = wanted.heard;
    this.heard = wanted.heard;
    if (this.chosen && this.chosen.said <= wanted.heard) this.chosen = null;
    // The answer to an older move must not pull the page back while it plays on.
    const isStale = wanted.heard < this.said;
    if (!isStale) this.wanted = wanted;
    else if (this.wanted) {
      const { pick, language } = wanted;
      this.wanted = { ...this.wanted, pick, language };
    }
    return this.toPage(isStale);
  }

  /** What the page is to be told now; everything, once it has loaded. */
  toPage(isStale = false) {
    if (!this.wanted) return null;
    const { day, mode, hidden, theme, language } = this.wanted;
    const message = {};
    // The dashboard may not have heard the answer yet when it asks again.
    const pick = this.wanted.pick?.id === this.answered ? null : this.wanted.pick;
    if ((pick?.id ?? null) !== this.picking) {
      message.pick = pick ?? null;
      this.picking = pick?.id ?? null;
    }
    if (theme && theme !== this.theme) message.theme = this.theme = theme;
    if (language && language !== this.language && !this.chosen)
      message.language = this.language = language;
    if (!isStale && !(this.shown && sameView(this.shown, this.wanted))) {
      // What was known on a day is the page's own affair once it has opened as a link asks.
      if (!this.shown && this.wanted.known) message.known = this.wanted.known;
      this.shown = { day, mode, hidden };
      Object.assign(message, this.shown);
    }
    return Object.keys(message).length ? message : null;
  }

  /** A page that has just loaded knows nothing yet. */
  forget() {
    this.shown = null;
    this.theme = null;
    this.language = null;
    this.chosen = null;
    this.picking = null;
  }

  /**
   * A person moved the page, or chose its language. Of a language the dashboard hears only what
   * was chosen there: a page that plays on must not undo what was chosen on the dashboard.
   * @param {Shown & {language?: string}} said  with a language where it was chosen just now
   * @returns {(Shown & {said: number, language?: string}) | null} what the dashboard is to hear
   */
  fromPage({ language, ...shown }) {
    const isSpoken = !language || language === this.language;
    if (isSpoken && this.shown && sameView(this.shown, shown)) return null;
    this.shown = shown;
    this.said += 1;
    if (!isSpoken) {
      this.language = language;
      this.chosen = { language, said: this.said };
    }
    const chosen = this.chosen && { language: this.chosen.language };
    return { ...shown, ...chosen, said: this.said };
  }

  /**
   * A person pointed at a place, or would rather not.
   * @returns {boolean} whether the dashboard is waiting for this answer
   */
  answers({ id }) {
    if (id !== this.picking) return false;
    this.answered = id;
    this.picking = null;
    return true;
  }
}

const dialogue = new Dialogue();
let frame = null;
let frameTitle = "";
let pageText = null;
let isLoaded = false;
let tellDashboard = () => {};
let tellPicked = () => {};
let tellAsked = () => {};

function tellPage(message) {
  if (!message || !isLoaded) return;
  if (message.pick) showFrame();
  frame.contentWindow.postMessage({ kzmap: message }, "*");
}

/** Whoever is asked to point at the map should have it in view, and the keyboard in it. */
function showFrame() {
  frame.focus({ preventScroll: true });
  bringIntoView(() => frame);
}

let panelAt = "";

/**
 * The panel of one's own data went on to another step: show its beginning, and put the keyboard
 * there if what had it is gone.
 * @param {string} at  the step, empty where the panel is closed
 */
function followPanel(at) {
  const isNew = at !== panelAt;
  panelAt = at;
  if (!isNew || !at) return;
  const find = () => document.querySelector(".st-key-kzmap-own");
  bringIntoView(find, () => {
    if (document.activeElement !== document.body && document.activeElement !== frame) return;
    find().tabIndex = -1;
    find().focus({ preventScroll: true });
  });
}

let toldLast = 0;

/**
 * Something was done on a card: say it, and put the keyboard on the heading of the card that
 * follows, since the button that was pressed is gone.
 * @param {{number: number, text: string}} told  the number is 0 where there is nothing to say
 */
function followTold({ number, text }) {
  if (!number || number === toldLast) return;
  toldLast = number;
  announce(text);
  const place = () => {
    const heading = document.querySelector(`.kzmap-told-${number}`);
    if (!heading) return false;
    heading.tabIndex = -1;
    heading.focus();
    return true;
  };
  if (place()) return;
  const observer = new MutationObserver(() => {
    if (number !== toldLast || place()) observer.disconnect();
  });
  observer.observe(document.body, { childList: true, subtree: true, attributes: true });
  setTimeout(() => observer.disconnect(), 5 * SETTLED_MS);
}

let speaker = null;

/** A region that was there before its text: only then is the text read out. */
function announce(text) {
  if (!speaker) {
    speaker = document.createElement("div");
    speaker.className = "kzmap-unseen kzmap-speaker";
    speaker.setAttribute("role", "status");
    document.body.append(speaker);
  }
  setTimeout(() => (speaker.textContent = text), 150);
}

/** Streamlit writes its document for English; ours speaks what was chosen. */
function speak({ language, frame: title }) {
  document.documentElement.lang = language;
  frameTitle = title;
  if (frame) frame.title = title;
}

const SETTLED_MS = 800;

/** Scroll to an element, and again while Streamlit still takes away what stood above it. */
function bringIntoView(find, then = () => {}) {
  const scroll = () => find()?.scrollIntoView({ block: "start" });
  const observer = new ResizeObserver(scroll);
  observer.observe(document.querySelector(".stMainBlockContainer") ?? document.body);
  setTimeout(() => {
    observer.disconnect();
    if (find()) then();
  }, SETTLED_MS);
}

function isShown(value) {
  return (
    typeof value?.day === "string" && typeof value.mode === "string" && Array.isArray(value.hidden)
  );
}

function onMessage(event) {
  if (!frame || event.source !== frame.contentWindow) return;
  const said = event.data?.kzmap;
  if (said?.picked) hearPicked(said.picked);
  else if (said?.asked) tellAsked(askedIn(said.asked));
  else if (isShown(said)) hearMoved(said);
}

/** @returns {{reports: number[]}} */
const askedIn = ({ reports }) => ({
  reports: Array.isArray(reports) ? reports.filter(Number.isInteger) : [],
});

function hearPicked({ id, lat, lon }) {
  if (!dialogue.answers({ id })) return;
  tellPicked(Number.isFinite(lat) && Number.isFinite(lon) ? { id, lat, lon } : { id });
}

function hearMoved({ day, mode, hidden, language, chosen }) {
  const shown = { day, mode, hidden: hidden.map(String) };
  const moved = dialogue.fromPage(chosen === "language" ? { ...shown, language } : shown);
  if (moved) tellDashboard(moved);
}

function greet() {
  isLoaded = true;
  dialogue.forget();
  tellPage(dialogue.toPage());
  frame.dataset.greeted = "true";
}

function mountPage(parent, text) {
  const standing = parent.querySelector("iframe");
  if (standing && standing === frame && pageText === text) return;
  standing?.remove();
  pageText = text;
  frame = document.createElement("iframe");
  frame.className = "kzmap-page";
  frame.title = frameTitle;
  frame.setAttribute("sandbox", "allow-scripts allow-popups allow-downloads");
  frame.referrerPolicy = "no-referrer";
  isLoaded = false;
  parent.append(frame);
  openOnceVisible(frame, text);
}

/** Opens a frame that waits to be told what to show; Streamlit may mount the page before that. */
let openWaiting = () => {};

/** A map that opens without a size cannot choose its zoom. */
function openOnceVisible(target, text) {
  const observer = new ResizeObserver(() => openWaiting());
  openWaiting = () => {
    if (!target.clientWidth || !target.clientHeight || !dialogue.wanted) return;
    openWaiting = () => {};
    observer.disconnect();
    // A frame has the name that it had when it was put into the document, so it is put in anew.
    const parent = target.parentElement;
    target.remove();
    target.addEventListener("load", greet);
    // The page reads its frame's name, so that it opens on this day and not on its first.
    target.name = JSON.stringify({
      // The page in the frame has no address of its own to make a link of.
      kzmap: { ...dialogue.wanted, texts: true, address: location.origin + location.pathname },
    });
    target.srcdoc = text;
    parent.append(target);
  };
  observer.observe(target);
}

/** Streamlit calls this for each mount, and again when its data or the theme changes. */
export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  if (data instanceof Uint8Array) {
    mountPage(parentElement, new TextDecoder().decode(data));
    return;
  }
  if (data.texts) {
    tellAsked = (asked) => setTriggerValue("asked", asked);
    if (data.texts.length) tellPage({ texts: data.texts });
    return;
  }
  speak(data);
  followPanel(data.panel ?? "");
  followTold(data.told ?? { number: 0, text: "" });
  tellDashboard = (moved) => setStateValue("moved", moved);
  tellPicked = (picked) => setTriggerValue("picked", picked);
  if (isLoaded) tellPage(dialogue.fromDashboard(data));
  else dialogue.wanted = data;
  openWaiting();
}

window.addEventListener("message", onMessage);
