// Text to take away: copied, or selected where a page may not copy.

import { text } from "./words.js";

/** @returns {Promise<boolean>} whether the text is on the clipboard; else it is selected */
async function copied(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.focus();
    field.select();
    try {
      return document.execCommand("copy");
    } catch {
      return false;
    }
  }
}

/**
 * Copy a field, and say in words what came of it.
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 * @param {Element} said  a live region
 */
export async function copyFrom(field, said) {
  const isCopied = await copied(field);
  if (!isCopied) {
    field.focus();
    field.select();
  }
  said.textContent = text(isCopied ? "cite.copied" : "cite.selected");
}
