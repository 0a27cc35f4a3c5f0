// Light or dark: as the reader's system says, unless the reader or a host chooses.

import { byId } from "./dom.js";

const system = matchMedia("(prefers-color-scheme: dark)");

function apply() {
  const chosen = byId("theme").value;
  const dark = chosen === "auto" ? system.matches : chosen === "dark";
  document.documentElement.dataset.theme = dark ? "dark" : "light";
}

/** @param {"auto" | "light" | "dark"} theme */
export function setTheme(theme) {
  byId("theme").value = theme;
  apply();
}

export function followTheme() {
  system.addEventListener("change", apply);
  byId("theme").addEventListener("change", apply);
  apply();
}
