// Where the keyboard was before something was chosen, to bring it back there.

/** What to look for when focus goes back: the element itself may be drawn anew by then. */
export function addressOf(node) {
  if (node.id) return `#${CSS.escape(node.id)}`;
  const row = node.closest("[data-event-id]");
  if (row) return `[data-event-id="${CSS.escape(row.dataset.eventId)}"] .where`;
  const [name] = ["place", "group", "unit", "zone"].filter((key) => key in node.dataset);
  return `[data-${name}="${node.dataset[name]}"]`;
}
