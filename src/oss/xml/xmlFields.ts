import { MalformedXmlError, type XmlFields } from './xml.ts';

/** The text of a field that must be there. */
export function requiredText(fields: XmlFields, path: string): string {
  const text = fields.get(path);
  if (text === undefined) throw new MalformedXmlError(`The document has no <${path}> where there must be one.`);
  return text;
}

/** Text of a field, or `undefined` if it is absent or empty: OSS writes both for a value that is not set. */
export function optionalText(fields: XmlFields, path: string): string | undefined {
  return fields.get(path) || undefined;
}

/** A time in ISO 8601 that must be there. */
export function requiredDate(fields: XmlFields, path: string): Date {
  const date = readDate(requiredText(fields, path));
  if (date === undefined) throw new MalformedXmlError(`The <${path}> of the document is no time.`);
  return date;
}

/** A time as ISO 8601 or a header writes it, or `undefined` where the text is absent or none. */
export function readDate(text: string | undefined): Date | undefined {
  const date = new Date(text ?? '');
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** A count of bytes that must be there. */
export function requiredSize(fields: XmlFields, path: string): number {
  const text = requiredText(fields, path);
  const sizeBytes = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(sizeBytes)) {
    throw new MalformedXmlError(`The <${path}> of the document is no size.`);
  }
  return sizeBytes;
}

/** `true` in any case; what is absent is false, as OSS leaves out what it does not use. */
export function isTrue(fields: XmlFields, path: string): boolean {
  return fields.get(path)?.toLowerCase() === 'true';
}

/** Undoes `encoding-type=url` where the document says that it was done: `%20` and `+` are both blanks. */
export function urlDecoder(fields: XmlFields): (text: string) => string {
  if (fields.get('EncodingType')?.toLowerCase() !== 'url') return (text) => text;
  return (text) => {
    try {
      return decodeURIComponent(text.replaceAll('+', '%20'));
    } catch (cause) {
      throw new MalformedXmlError('The document has a name that is not percent-encoded UTF-8.', { cause });
    }
  };
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };

/** Escapes text so that an XML parser reads it back unchanged. `isXmlText` must be true for it. */
export function escapeXmlText(text: string): string {
  return text.replace(/[&<>\r]/g, (character) => escapes[character] ?? '');
}

/** True for texts that XML 1.0 can represent: it cannot represent most control characters. */
export function isXmlText(text: string): boolean {
  return text.isWellFormed() && !/[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/.test(text);
}
