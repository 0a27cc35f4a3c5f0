// The page: one state, one paint. Every control changes the state; every part draws from it.

import { fillAbout, fillCredit } from "./about.js";
import { Addressing } from "./addressing.js";
import { AreaLayer, hatchDefinition } from "./areas.js";
import { Asking } from "./asking.js";
import { changeSentence } from "./changes.js";
import { Cite } from "./cite.js";
import { listenToControls } from "./controls.js";
import { Details } from "./details.js";
import { byId, el, painted, whenIdle } from "./dom.js";
import { drawGround, drawTiles, lookAt, openMap } from "./ground.js";
import { connectHost, hostsWish } from "./host.js";
import { Knowing } from "./knowing.js";
import { knownIn, KnownView } from "./known.js";
import { fillWords, offerLanguages, speak, useLanguage } from "./languages.js";
import { Legend } from "./legend.js";
import { ReportList } from "./list.js";
import { addressOf } from "./origin.js";
import { Outside } from "./outside.js";
import { fitPaper, MOST_ON_PAPER } from "./paper.js";
import { readIsland, readPayload } from "./payload.js";
import { askedIn, Picking } from "./picking.js";
import { Places } from "./places.js";
import { scripting } from "./scripting.js";
import { Search } from "./search.js";
import { Spread } from "./spread.js";
import { stillOf } from "./still.js";
import { sentence } from "./summary.js";
import { followTheme, setTheme } from "./theme.js";
import { Timebar } from "./timebar.js";
import { indexed, viewOf } from "./timeline.js";
import { Tour } from "./tour.js";
import { writeTitle } from "./translations.js";
import { canUnpack } from "./unpacking.js";
import { fullDate, text } from "./words.js";

const MODES = ["day", "so-far", "first"];
const root = document.documentElement;
const island = readIsland();
useLanguage(island.strings, island.language);
fillWords(text);
writeTitle(island, island.language, byId("title"));
followTheme();
// Layers that a user added look for the map as soon as this script has run, unpacked or not.
const map = openMap(byId(island.mapId), island);
window[island.mapId] = map;
const data = indexed(await readPayload(island).catch(saySo));
Object.assign(island.strings, data.otherStrings);
offerLanguages(island.strings, island.language, (language) => changeLanguage(language));
speak(data, island.language);

const { start } = data;
const state = {
  day: start.day,
  mode: start.mode,
  hidden: new Set(start.hidden),
  known: null,
  chosen: null,
  origin: "",
};
let view = null;

document.body.append(hatchDefinition());
drawTiles(map, data.tiles);
if (!data.tiles) drawGround(map, data.ground);
const areas = new AreaLayer(map, data, (unit) => choose({ unit }, byId(data.mapId)));
const places = new Places(map, data, {
  onChoose: (place, origin) => choose({ place }, origin),
  onPoint: (pointed) => list.point(pointed.length ? pointed : chosenPlaces()),
  onList: (members, origin) => choose({ places: members }, origin),
});
const list = new ReportList(data, {
  onPlace: (place, origin) => choose({ place }, origin),
  onPoint: (place) => places.highlight(place),
});
const details = new Details(data, { onChoose: choose, onClose: unchoose });
const legend = new Legend(data, { onToggle: toggleType, onArea: choose });
const timebar = new Timebar(data, (day) => moved(() => (state.day = day)));
const knownView = new KnownView(data);
const tellHost = connectHost(hear);
const wish = hostsWish();
const knowing = new Knowing(data, {
  onKnown: (iso) => moved(() => knowAsOf(iso)),
  hasTables: wish.texts === true,
});
data.asking = new Asking(data, wish.texts === true ? (asked) => tellHost({ asked }) : null);
const picking = new Picking(map, (picked) => tellHost({ picked }));
const tour = new Tour(data, { onStep: showStep, onEnd: showHidden });
const spread = new Spread(data, {
  onPlace: (place) => choose({ place }, byId("spread-open")),
});
const address = new Addressing(data, {
  modes: MODES,
  host: wish.address,
  made: wish.data,
  told,
  take,
});
new Cite(data, () => address.linked());
const outside = new Outside(map, data);
const search = new Search(data, (target, origin) => choose(target, origin));

/** Say that the data cannot be read, and why; nothing can be drawn then. */
function saySo(error) {
  byId("sentence").textContent = text(canUnpack() ? "unpack.broken" : "unpack.unable");
  byId("noscript-note")?.remove();
  throw error;
}

/** Say everything in another language, where the reader is; a promise, kept once painted. */
function changeLanguage(language) {
  speakFrom(language);
  const done = paint();
  // Said besides, since a host may have asked for another one while a message was on its way.
  tellHost({ ...told(), chosen: "language" });
  address.keep();
  return done;
}

/** Have every part speak a language from its next painting on. */
function speakFrom(language) {
  useLanguage(island.strings, language);
  fillWords(text);
  speak(data, language);
  writeTitle(data, language, byId("title"));
  for (const part of [list, details, legend, timebar, places, search, spread, knowing])
    part.reword();
  tour.draw();
  fillAbout(data);
  fillCredit(data);
}

function paint() {
  const focused = document.activeElement;
  const seen = list.seen();
  view = viewOf(data, state);
  root.dataset.mode = state.mode;
  byId("date").textContent = fullDate(view.iso);
  byId("date").setAttribute("datetime", view.iso);
  const words = sentence(data, view);
  if (byId("sentence").textContent !== words) byId("sentence").textContent = words;
  byId("changes").textContent = changeSentence(data, view);
  areas.update(view, state.chosen?.unit);
  places.update(view, state.chosen?.place);
  list.update(view, seen);
  list.point(chosenPlaces());
  details.update(view, state.chosen);
  legend.update(view);
  knowing.update(view);
  timebar.update(view);
  outside.update(view);
  if (!focused.isConnected || focused.closest("[hidden]"))
    byId("reports").focus({ preventScroll: true });
  for (const input of document.querySelectorAll("[name=mode]"))
    input.checked = input.value === state.mode;
  return Promise.resolve(data.asking.arriving).then(painted).then(() => {
    list.finish();
    root.dataset.day = view.iso;
    root.dataset.ready = "true";
    whenIdle(foresee);
  });
}

/** Whoever goes through the days most often goes on to the next: make what it shows ahead. */
function foresee() {
  const next = { ...state, day: state.day + 1 };
  if (next.day >= data.days.length) return;
  list.prepare({ ...view, day: next.day });
  // What is counted so far is counted on from day to day, and not ahead.
  if (state.mode === "day") places.prepare(viewOf(data, next));
}

function chosenPlaces() {
  const { place, places: several } = state.chosen ?? {};
  return several ?? (place === undefined ? [] : [place]);
}

/** A change that a person made here: paint it, and tell the host. */
function moved(change) {
  change();
  const done = paint();
  tellHost(told());
  address.keep();
  return done;
}

function told() {
  const { mode, hidden, known } = state;
  const { language } = data;
  return { day: data.days[state.day], mode, hidden: [...hidden], known, language };
}

/** Show what was known on a day, or all that is known now; what is kept is made anew. */
function knowAsOf(iso) {
  if (iso === state.known) return;
  state.known = iso;
  knownView.set(iso);
  for (const part of [list, details, spread]) part.reword();
  timebar.recount();
}

function setMode(mode) {
  moved(() => (state.mode = mode));
}

function toggleType(id) {
  moved(() => (state.hidden.has(id) ? state.hidden.delete(id) : state.hidden.add(id)));
}

function choose(chosen, origin) {
  state.chosen = chosen;
  state.origin = addressOf(origin);
  paint();
  if ("place" in chosen) {
    const at = data.places.onMap[chosen.place];
    const isMoved = places.reveal(chosen.place);
    if (!isMoved && !map.getBounds().pad(-0.05).contains(at)) map.panTo(at, { animate: false });
  }
  byId("side").scrollTop = 0;
  details.focus();
}

function unchoose() {
  const { origin } = state;
  state.chosen = null;
  paint();
  (document.querySelector(origin) ?? byId("reports")).focus({ preventScroll: true });
}

let beforeTour = null;

/**
 * A step of the tour tells all types, and what is known now; what the reader had hidden or asked
 * for comes back at its end.
 */
function showStep({ day, mode, look }) {
  beforeTour ??= { hidden: state.hidden, known: state.known };
  timebar.pause();
  lookAt(map, data, look);
  return moved(() => {
    knowAsOf(null);
    Object.assign(state, { day, mode, hidden: new Set(), chosen: null });
  });
}

function showHidden() {
  const { hidden, known } = beforeTour ?? state;
  beforeTour = null;
  return moved(() => {
    knowAsOf(known);
    Object.assign(state, { hidden });
  });
}

function hear(message) {
  const before = JSON.stringify(told());
  take(message);
  if (JSON.stringify(told()) === before) return;
  timebar.pause();
  paint();
}

/** Take from a host's message what makes sense here. */
function take(message) {
  if (["auto", "light", "dark"].includes(message.theme)) setTheme(message.theme);
  const isKnown = Object.hasOwn(island.strings, String(message.language));
  if (isKnown && message.language !== data.language)
    speakFrom(message.language);
  const day = data.days.indexOf(message.day);
  if (day >= 0) state.day = day;
  if (MODES.includes(message.mode)) state.mode = message.mode;
  if (Array.isArray(message.hidden)) state.hidden = new Set(message.hidden.map(String));
  if ("known" in message) knowAsOf(knownIn(data, message.known));
  if ("texts" in message) data.asking.hear(message.texts);
  if ("pick" in message) picking.ask(askedIn(message.pick));
}

/** Listen to what is neither a part's own nor told by a host: the address, and paper. */
function listen() {
  window.addEventListener("hashchange", () => {
    timebar.pause();
    address.follow();
    paint();
  });
  byId("print").hidden = window.parent !== window;
  byId("print").addEventListener("click", () => window.print());
  fitPaper(map, data, {
    unfold: () => {
      legend.listUnits(view);
      return list.unfold(MOST_ON_PAPER);
    },
    fold: () => list.fold(),
    still: () => stillOf(data, view),
  });
}

/** What scripts and tests drive the page by. */
window.kzmap = scripting({
  data,
  state,
  timebar,
  tour,
  moved,
  knowAsOf,
  changeLanguage,
  modes: MODES,
  languages: Object.keys(island.strings),
  viewNow: () => view,
});

take({ known: start.known, ...wish });
// A host that says the language has a control for it.
byId("language").hidden = "language" in wish;
address.follow();
listen();
listenToControls({
  map,
  data,
  timebar,
  spread,
  setMode,
  isChosen: () => state.chosen !== null,
  unchoose,
});
fillAbout(data);
fillCredit(data);
// Without a protest there is no first one to show.
document.querySelector("#modes [value=first]").closest("label").hidden = !data.firstDays.length;
byId("noscript-note")?.remove();
if (data.notice) byId("summary").append(el("p", { class: "warning" }, data.notice));
paint();
