// CSV that a spreadsheet program cannot mistake for formulas. kzmap/records/spreadsheet.py says
// the same in Python, and why. Pure, but for the download.

import { el } from "./dom.js";

const RISKY = /^'*[=+\-@\t\r\n＝＋－＠]/;
const NUMBER = /^[+-]?([0-9]+([.,][0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$/;
const QUOTED = /[",\r\n]/;

/** Put an apostrophe before text that a spreadsheet would run; leave numbers alone. */
export const guarded = (cell) => (RISKY.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell);

function csvCell(value) {
  const cell = guarded(value === null ? "" : String(value));
  return QUOTED.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** @param {(string | number | null)[][]} rows  the header first; null is what is unknown */
export const toCsv = (rows) => rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");

/** The mark at its front makes Excel read the file as UTF-8. */
export function download(name, csv) {
  const url = URL.createObjectURL(new Blob(["\ufeff", csv], { type: "text/csv;charset=utf-8" }));
  const anchor = el("a", { href: url, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
