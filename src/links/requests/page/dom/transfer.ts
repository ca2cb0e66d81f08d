import { parseRefusal, type Refusal } from '../refusals.ts';

/** One file to send, with the fields of its form. */
export interface Shipment {
  readonly file: File;
  /** Name of the file in the form. OSS ignores it, because the key is a field. */
  readonly name: string;
  /** All fields of the form, in order. */
  readonly fields: ReadonlyMap<string, string>;
}

/** Outcome of an upload. */
export type Outcome =
  | { readonly kind: 'arrived' | 'cancelled' | 'unreadable' }
  /** A response to a plain form that is not the success redirect; it is shown but cannot be read. */
  | { readonly kind: 'unconfirmed' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'network'; readonly sentBytes: number }
  /** The bucket does not let this page read its responses; nothing was sent. */
  | { readonly kind: 'blocked' };

/**
 * Sends a form by XMLHttpRequest. The progress listener makes the browser send a preflight first: without a CORS rule
 * nothing is sent, so that the file can be sent by a plain form.
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
      resolve(isStored ? { kind: 'arrived' } : { kind: 'refused', refusal: parseRefusal(status, responseText) });
    });
    request.addEventListener('error', () => {
      resolve({ kind: 'network', sentBytes });
    });
    request.addEventListener('abort', () => {
      resolve({ kind: 'cancelled' });
    });
    signal.addEventListener('abort', () => {
      request.abort();
      // A request that was not sent yet fires no event.
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
  return (await isReachable(url)) ? { kind: 'blocked' } : outcome;
}

/**
 * Sends a form like browsers without a script, into a frame that shows the response. The response is from another site,
 * so the page cannot read it. But success redirects the frame to an address that the page's own policy forbids: the
 * browser stops before it sends a request, and reports the violation to the page.
 */
export async function sendPlainly(
  url: string,
  shipment: Shipment,
  frame: HTMLIFrameElement,
  signal: AbortSignal,
): Promise<Outcome> {
  if (!(await isReadable(shipment.file))) return { kind: 'unreadable' };
  if (!(await isReachable(url))) return { kind: 'network', sentBytes: 0 };
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
        // Browsers differ in which of the two they stop, and in whether they report the address before the redirect.
        const isForm = effectiveDirective === 'frame-src' || effectiveDirective === 'form-action';
        const isRedirect = [redirect, new URL(url).origin].some((address) => blockedURI.startsWith(address));
        if (isForm && isRedirect) resolve({ kind: 'arrived' });
      };
      document.addEventListener('securitypolicyviolation', stopped, { signal: over.signal });
      // The frame has already loaded its initial empty page. It also loads a page about the violation.
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
  // Last, because OSS ignores fields after the file.
  data.append('file', file, name);
  return data;
}

/**
 * Whether the first byte can be read. Folders and deleted files cannot be read, and would look like a network failure.
 */
async function isReadable(file: File): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

/** Whether OSS responds at all. The page may not read the response. */
async function isReachable(url: string): Promise<boolean> {
  try {
    await fetch(url, { method: 'HEAD', mode: 'no-cors', cache: 'no-store' });
    return true;
  } catch {
    return false;
  }
}
