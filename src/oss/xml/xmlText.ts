const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };

/** Writes text so that an XML parser reads the same text back, of what `isXmlText` says can be written at all. */
export function escapeXmlText(text: string): string {
  return text.replace(/[&<>\r]/g, (character) => escapes[character] ?? '');
}

/** Whether XML 1.0 has a way to write the text: most control characters have none. */
export function isXmlText(text: string): boolean {
  return text.isWellFormed() && !/[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/.test(text);
}
