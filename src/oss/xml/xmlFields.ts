import { MalformedXmlError, type XmlFields } from './xml.ts';

/** Text of a required field. */
export function requiredText(fields: XmlFields, path: string): string {
  const text = fields.get(path);
  if (text === undefined) throw new MalformedXmlError(`The document has no <${path}> where there must be one.`);
  return text;
}

/** Text of a field; `undefined` if it is absent or empty, since OSS writes either for a value that is not set. */
export function optionalText(fields: XmlFields, path: string): string | undefined {
  return fields.get(path) || undefined;
}

/** ISO 8601 time of a required field. */
export function requiredDate(fields: XmlFields, path: string): Date {
  const date = readDate(requiredText(fields, path));
  if (date === undefined) throw new MalformedXmlError(`The <${path}> of the document is no time.`);
  return date;
}

/** Time in ISO 8601 or in a header's format; `undefined` if the text is absent or invalid. */
export function readDate(text: string | undefined): Date | undefined {
  const date = new Date(text ?? '');
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** Number of bytes of a required field. */
export function requiredSize(fields: XmlFields, path: string): number {
  const text = requiredText(fields, path);
  const sizeBytes = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(sizeBytes)) {
    throw new MalformedXmlError(`The <${path}> of the document is no size.`);
  }
  return sizeBytes;
}

/** Boolean of a field, in any case; false if it is absent, since OSS omits settings that are not used. */
export function isTrue(fields: XmlFields, path: string): boolean {
  return fields.get(path)?.toLowerCase() === 'true';
}

/** Decoder for `encoding-type=url` if the document declares it: `%20` and `+` are both blanks. */
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

/** True for texts that XML 1.0 can contain: it cannot contain most control characters. */
export function isXmlText(text: string): boolean {
  return text.isWellFormed() && !/[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/.test(text);
}
