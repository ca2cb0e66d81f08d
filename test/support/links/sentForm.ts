import assert from 'node:assert/strict';
import { ask, type HttpAnswer } from '../emulator/handMade.ts';

/** Form of an upload page, as it stands in its HTML. */
export interface FormOfPage {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Reads the form of a page; no value of these tests has an escape but that of `&`. */
export function formOfPage(html: string): FormOfPage {
  const [, action = assert.fail('the page has no form')] = /<form [^>]*action="([^"]+)"/.exec(html) ?? [];
  const inputs = html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g);
  const fields = Array.from(inputs, ([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')] as const);
  return { action, fields: Object.fromEntries(fields) };
}

/** Sends a form with a file, as a browser without a script does. */
export function sendForm({ action, fields }: FormOfPage, fileName: string, content: string): Promise<HttpAnswer> {
  const boundary = '----sent-form';
  const parts = [
    ...Object.entries(fields).map(([name, value]) => `name="${name}"\r\n\r\n${value}`),
    `name="file"; filename="${fileName}"\r\nContent-Type: text/plain\r\n\r\n${content}`,
  ].map((part) => `--${boundary}\r\nContent-Disposition: form-data; ${part}\r\n`);
  const { origin, pathname: path } = new URL(action);
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
  return ask(origin, { method: 'POST', path, headers, body: `${parts.join('')}--${boundary}--\r\n` });
}
