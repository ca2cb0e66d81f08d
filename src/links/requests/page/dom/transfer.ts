import { readAnswer, type RefusedAnswer } from '../answers.ts';

/** A file on its way, with the fields of its own. */
export interface Shipment {
  readonly file: File;
  /** Name of the file in the form; OSS does not look at it, since the key is a field. */
  readonly name: string;
  /** All fields of the form, in order. */
  readonly fields: ReadonlyMap<string, string>;
}

/** How an upload ended. */
export type Outcome =
  | { readonly kind: 'arrived' | 'cancelled' | 'unreadable' }
  /** An answer came to a plain form that is not the one of success; it can be seen and not read. */
  | { readonly kind: 'unconfirmed' }
  | { readonly kind: 'refused'; readonly answer: RefusedAnswer }
  | { readonly kind: 'network'; readonly sentBytes: number }
  /** The bucket does not let this page read its answers; nothing was sent. */
  | { readonly kind: 'blocked' };

/**
 * Sends a form by XMLHttpRequest. The listener of progress makes the browser ask first whether the page may: without a
 * CORS rule nothing is sent, so that the file can go by a plain form.
 */
export async function sendWithProgress(
  url: string,
  shipment: Shipment,
  onProgress: (sentBytes: number, totalBytes: number) => void,
  signal: AbortSignal,
): Promise<Outcome> {
  if (!(await isReadable(shipment.file))) return { kind: 'unreadable' };
  let sentBytes = 0;
  const request = new XMLHttpRequest();
  const outcome = await new Promise<Outcome>((resolve) => {
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      sentBytes = loaded;
      onProgress(loaded, total);
    });
    request.addEventListener('load', () => {
      const { status, responseText } = request;
      const isStored = status >= 200 && status < 300;
      resolve(isStored ? { kind: 'arrived' } : { kind: 'refused', answer: readAnswer(status, responseText) });
    });
    request.addEventListener('error', () => {
      resolve({ kind: 'network', sentBytes });
    });
    request.addEventListener('abort', () => {
      resolve({ kind: 'cancelled' });
    });
    signal.addEventListener('abort', () => {
      request.abort();
      // A request that was not sent yet fires nothing.
      resolve({ kind: 'cancelled' });
    });
    if (signal.aborted) {
      resolve({ kind: 'cancelled' });
      return;
    }
    request.open('POST', url);
    request.send(formDataOf(shipment));
  });
  if (outcome.kind !== 'network' || sentBytes > 0) return outcome;
  return (await answersAtAll(url)) ? { kind: 'blocked' } : outcome;
}

/**
 * Sends a form as browsers send forms without a script, into a frame that shows the answer. It is another site's, so
 * that the page cannot read it. But success redirects the frame to an address that the page's own policy forbids: the
 * browser stops before it asks anybody, and tells the page.
 */
export async function sendPlainly(
  url: string,
  shipment: Shipment,
  frame: HTMLIFrameElement,
  signal: AbortSignal,
): Promise<Outcome> {
  if (!(await isReadable(shipment.file))) return { kind: 'unreadable' };
  if (!(await answersAtAll(url))) return { kind: 'network', sentBytes: 0 };
  if (signal.aborted) return { kind: 'cancelled' };
  const form = document.createElement('form');
  form.method = 'post';
  form.enctype = 'multipart/form-data';
  form.action = url;
  form.target = frame.name;
  form.hidden = true;
  for (const [name, value] of shipment.fields) form.append(inputOf(name, value));
  const input = document.createElement('input');
  input.type = 'file';
  input.name = 'file';
  const transfer = new DataTransfer();
  transfer.items.add(shipment.file);
  input.files = transfer.files;
  form.append(input);
  document.body.append(form);
  const over = new AbortController();
  const redirect = new URL(shipment.fields.get('success_action_redirect') ?? url).origin;
  try {
    return await new Promise<Outcome>((resolve) => {
      const stopped = ({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent): void => {
        // Browsers differ in which of the two they stop, and in whether they name the address before the redirect.
        const isForm = effectiveDirective === 'frame-src' || effectiveDirective === 'form-action';
        const isRedirect = [redirect, new URL(url).origin].some((address) => blockedURI.startsWith(address));
        if (isForm && isRedirect) resolve({ kind: 'arrived' });
      };
      document.addEventListener('securitypolicyviolation', stopped, { signal: over.signal });
      // The frame has long loaded the empty page that it begins with. It also loads a page about what was stopped.
      frame.addEventListener('load', () => {
        setTimeout(() => {
          resolve({ kind: 'unconfirmed' });
        }, 500);
      });
      signal.addEventListener('abort', () => {
        frame.remove();
        resolve({ kind: 'cancelled' });
      });
      form.submit();
    });
  } finally {
    over.abort();
    form.remove();
  }
}

function inputOf(name: string, value: string): HTMLInputElement {
  const input = document.createElement('input');
  input.type = 'hidden';
  input.name = name;
  input.value = value;
  return input;
}

function formDataOf({ fields, file, name }: Shipment): FormData {
  const data = new FormData();
  for (const [field, value] of fields) data.append(field, value);
  // Last: OSS does not read what follows the file.
  data.append('file', file, name);
  return data;
}

/** Whether the first byte can be read: folders and files that are gone cannot, and would look like a broken network. */
async function isReadable(file: File): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

/** Whether the storage answers, whatever it says: the page is not let see it. */
async function answersAtAll(url: string): Promise<boolean> {
  try {
    await fetch(url, { method: 'HEAD', mode: 'no-cors', cache: 'no-store' });
    return true;
  } catch {
    return false;
  }
}
