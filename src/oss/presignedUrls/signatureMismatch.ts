import { headerTitle } from '../requests/headerRules.ts';
import { readErrorResponse } from '../client/errorResponse.ts';
import type { MessageArgument, OssError } from '../errors/errors.ts';
import type { PresignResult } from '../signing/presign.ts';
import { redact } from '../errors/redact.ts';

/** First difference between the text that OSS signed and the one signed here. Contains no secrets. */
export interface SignatureMismatch {
  /** Which text differs. */
  readonly text: 'canonicalRequest' | 'stringToSign';
  /** Counts from 1. */
  readonly line: number;
  /** The line on either side; absent if one text is shorter. */
  readonly ours: string | undefined;
  readonly servers: string | undefined;
  /** Description, for `formatMessage`. */
  readonly template: string;
  readonly args: readonly MessageArgument[];
}

/** Texts that were signed here, such as those of a `PresignResult`. */
export type SignedTexts = Pick<PresignResult, 'canonicalRequest' | 'stringToSign'>;

interface MismatchText {
  readonly template: string;
  readonly args: readonly MessageArgument[];
}

/** Parses an OSS error document that the user pasted. Any other text has the code `BadErrorResponse`. */
export async function readErrorXml(xml: string): Promise<OssError> {
  const response = { status: 403, headers: {}, body: once(Buffer.from(xml.trim())) };
  return readErrorResponse(response, { operation: 'Presigned request' }, []);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

/**
 * Compares the text that OSS signed, from its error SignatureDoesNotMatch, with the one signed here. `undefined` if the
 * error does not contain it. If the texts are equal, the secrets differ.
 */
export function explainSignatureMismatch(error: OssError, ours: SignedTexts): SignatureMismatch | undefined {
  const { serverCanonicalRequest, serverStringToSign } = error;
  if (serverCanonicalRequest !== undefined && ours.canonicalRequest !== undefined) {
    const words = describeCanonicalRequest(linesOf(ours.canonicalRequest), linesOf(serverCanonicalRequest));
    const mismatch = compare('canonicalRequest', ours.canonicalRequest, serverCanonicalRequest, words);
    if (mismatch !== undefined) return mismatch;
  }
  if (serverStringToSign === undefined) return undefined;
  const isV4 = ours.canonicalRequest !== undefined;
  const words = isV4 ? describeStringToSignV4 : describeStringToSignV1;
  return (
    compare('stringToSign', ours.stringToSign, serverStringToSign, words) ?? {
      text: 'stringToSign',
      line: linesOf(ours.stringToSign).length,
      ours: undefined,
      servers: undefined,
      template: 'OSS signed the same text, so the AccessKey secrets differ.',
      args: [],
    }
  );
}

type Describe = (index: number, ours: string | undefined, servers: string | undefined) => MismatchText;

function compare(
  text: SignatureMismatch['text'],
  ours: string,
  servers: string,
  describe: Describe,
): SignatureMismatch | undefined {
  const [ourLines, serverLines] = [linesOf(ours), linesOf(servers)];
  const length = Math.max(ourLines.length, serverLines.length);
  for (let index = 0; index < length; index++) {
    const [our, server] = [ourLines[index], serverLines[index]];
    if (our === server) continue;
    const { template, args } = describe(index, our, server);
    const clean = (value: MessageArgument): MessageArgument => (typeof value === 'string' ? redact(value) : value);
    return {
      text,
      line: index + 1,
      ours: our === undefined ? undefined : redact(our),
      servers: server === undefined ? undefined : redact(server),
      template,
      args: args.map(clean),
    };
  }
  return undefined;
}

function linesOf(text: string): readonly string[] {
  return text.replaceAll('\r\n', '\n').split('\n');
}

const mismatchText = (template: string, ...args: readonly MessageArgument[]): MismatchText => ({ template, args });

function describeCanonicalRequest(ourLines: readonly string[], serverLines: readonly string[]): Describe {
  return (index, ours = '', servers = '') => {
    if (index === 0) return describeMethod(ours, servers);
    if (index === 1) {
      return mismatchText(
        'The request was for {0}, but the link was created for {1}: bucket or key differ.',
        servers,
        ours,
      );
    }
    if (index === 2) return describeEntry('parameter', parametersOf(ours), parametersOf(servers));
    const [ourHeaders, serverHeaders] = [headersOf(ourLines.slice(3, -3)), headersOf(serverLines.slice(3, -3))];
    if (!sameEntries(ourHeaders, serverHeaders)) return describeEntry('header', ourHeaders, serverHeaders);
    if (ourLines.at(-2) !== serverLines.at(-2)) {
      return mismatchText(
        'OSS read the additional headers as "{0}", but the link has "{1}".',
        serverLines.at(-2) ?? '',
        ourLines.at(-2) ?? '',
      );
    }
    return mismatchText('The request declared the body hash {0}, but the link was created for {1}.', servers, ours);
  };
}

const describeStringToSignV4: Describe = (index, ours = '', servers = '') => {
  switch (index) {
    case 1:
      return mismatchText('OSS read the signing time as {0}, but the link was signed at {1}.', servers, ours);
    case 2:
      return mismatchText('OSS signed for the day and region {0}, but the link was created for {1}.', servers, ours);
    case 3:
      return mismatchText(
        "OSS received a different request than the one signed here. Its error doesn't show the difference.",
      );
    default:
      return mismatchText('OSS signed "{0}" where the link has "{1}".', servers, ours);
  }
};

const describeStringToSignV1: Describe = (index, ours = '', servers = '') => {
  switch (index) {
    case 0:
      return describeMethod(ours, servers);
    case 1:
      return describeHeader('content-md5', ours, servers);
    case 2:
      return describeHeader('content-type', ours, servers);
    case 3:
      return mismatchText('OSS read the expiry as {0}, but the link was created with {1}.', servers, ours);
    default:
      return ours.startsWith('/') && servers.startsWith('/')
        ? mismatchText(
            'The request was for {0}, but the link was created for {1}: bucket, key, or parameters differ.',
            servers,
            ours,
          )
        : describeHeaderLine(ours, servers);
  }
};

function describeMethod(ours: string, servers: string): MismatchText {
  return mismatchText('The request used {0}, but the link was created for {1}.', servers, ours);
}

/**
 * Difference of two lines of a V1 text. The `x-oss-*` headers precede the resource, so a header on one side only is
 * compared with another line.
 */
function describeHeaderLine(ours: string, servers: string): MismatchText {
  const entry = (line: string): ReadonlyMap<string, string> => headersOf(line.startsWith('/') ? [] : [line]);
  return describeEntry('header', entry(ours), entry(servers));
}

function describeHeader(name: string, ours: string, servers: string): MismatchText {
  const entry = (value: string): ReadonlyMap<string, string> => new Map(value === '' ? [] : [[name, value]]);
  return describeEntry('header', entry(ours), entry(servers));
}

function headersOf(lines: readonly string[]): ReadonlyMap<string, string> {
  return new Map(lines.map((line) => splitAt(line, ':')));
}

function parametersOf(query: string): ReadonlyMap<string, string> {
  return new Map(query === '' ? [] : query.split('&').map((pair) => splitAt(pair, '=')));
}

function splitAt(text: string, sign: string): [string, string] {
  const index = text.indexOf(sign);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}

function sameEntries(ours: ReadonlyMap<string, string>, servers: ReadonlyMap<string, string>): boolean {
  return ours.size === servers.size && [...ours].every(([name, value]) => servers.get(name) === value);
}

const ENTRY_TEMPLATES = {
  header: {
    added: 'The request sent the header {0}: {1}, but the link was signed without it.',
    missing: "The request didn't send the signed header {0}: {1}.",
    changed: 'The request sent the header {0}: {1}, but the link was signed with {2}.',
  },
  parameter: {
    added: 'The parameter {0} was added after the link was created: {1}.',
    missing: 'The parameter {0} was removed after the link was created: {1}.',
    changed: 'The parameter {0} was changed after the link was created, from {2} to {1}.',
  },
} as const;

/** Description of the first entry, by name, that is on one side only or differs. */
function describeEntry(
  kind: keyof typeof ENTRY_TEMPLATES,
  ours: ReadonlyMap<string, string>,
  servers: ReadonlyMap<string, string>,
): MismatchText {
  const templates = ENTRY_TEMPLATES[kind];
  for (const name of [...new Set([...ours.keys(), ...servers.keys()])].sort()) {
    const [our, server] = [redactValue(name, ours.get(name)), redactValue(name, servers.get(name))];
    if (ours.get(name) === servers.get(name)) continue;
    const title = kind === 'header' ? headerTitle(name) : name;
    if (our === undefined) return mismatchText(templates.added, title, server ?? '');
    if (server === undefined) return mismatchText(templates.missing, title, our);
    return mismatchText(templates.changed, title, server, our);
  }
  return mismatchText('The order of the parts differs.');
}

/** Value of an entry, redacted if its name is that of a secret. */
function redactValue(name: string, value: string | undefined): string | undefined {
  return value === undefined ? undefined : redact(`${name}=${value}`).slice(name.length + 1);
}
