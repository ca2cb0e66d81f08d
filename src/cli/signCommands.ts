import { readAddress, type Address } from '../oss/names/address.ts';
import { omitUndefined } from '../oss/optional.ts';
import { getObjectRequest, putObjectRequest } from '../oss/requests/objectRequests.ts';
import type { FormContentTypes } from '../oss/signing/formFields.ts';
import { createPostForm } from '../oss/signing/postPolicy.ts';
import { DEFAULT_VALIDITY_SECONDS, presign, type PresignRequest } from '../oss/signing/presign.ts';
import { parseDuration } from '../text/duration.ts';
import { CliError, EXIT, type CliContext } from './context.ts';
import { signerFor, type SignerOptions } from './signer.ts';

/** Options of all commands that sign. */
export interface SignOptions extends SignerOptions {
  readonly expires?: string | undefined;
  readonly v1?: boolean | undefined;
}

export interface GetOptions extends SignOptions {
  readonly 'save-as'?: string | undefined;
  readonly 'version-id'?: string | undefined;
  readonly process?: string | undefined;
}

export interface PutOptions extends SignOptions {
  readonly 'content-type'?: string | undefined;
  readonly header?: readonly string[] | undefined;
  readonly 'no-overwrite'?: boolean | undefined;
}

export interface PostOptions extends SignOptions {
  readonly 'max-size'?: string | undefined;
  readonly 'content-type'?: string | undefined;
  readonly 'no-overwrite'?: boolean | undefined;
}

const SIZE_UNITS = ['', 'k', 'm', 'g'];

/** Prints a download link. */
export async function get(object: string, options: GetOptions, context: CliContext): Promise<number> {
  const address = objectAddress(object);
  const { 'save-as': saveAs, 'version-id': versionId, process } = options;
  const response =
    saveAs === undefined ? undefined : { contentDisposition: { type: 'attachment' as const, fileName: saveAs } };
  const request = getObjectRequest(omitUndefined({ ...namesOf(address), versionId, process, response }));
  return printLink(request, address, options, context);
}

/** Prints an upload link on standard output, and the headers that the upload must send on standard error. */
export async function put(object: string, options: PutOptions, context: CliContext): Promise<number> {
  const address = objectAddress(object);
  const { 'content-type': contentType, header = [], 'no-overwrite': noOverwrite } = options;
  const headers = Object.fromEntries(header.map(readHeader));
  const forbidOverwrite = noOverwrite === true ? true : undefined;
  const request = putObjectRequest(omitUndefined({ ...namesOf(address), contentType, forbidOverwrite, headers }));
  return printLink(request, address, options, context);
}

/**
 * Prints an upload form as JSON: its address, its fields and its expiry. A form for a folder accepts any name in it.
 */
export async function post(object: string, options: PostOptions, context: CliContext): Promise<number> {
  const address = readAddress(object);
  const { 'max-size': maxSize, 'content-type': contentType, 'no-overwrite': noOverwrite, v1 } = options;
  if (v1 === true) throw new CliError('Upload forms have V4 signatures only.');
  if (maxSize === undefined)
    throw new CliError('post needs --max-size, for example 10MB: the largest file it accepts.');
  const { bucket, key } = address;
  const signer = await signerFor(address, options, context);
  const form = createPostForm(
    omitUndefined({
      bucket,
      key: key === '' || key.endsWith('/') ? { prefix: key } : { exact: key },
      contentLengthRange: [0, parseSize(maxSize)] as const,
      contentTypes: contentType === undefined ? undefined : contentTypesOf(contentType),
      forbidOverwrite: noOverwrite === true ? true : undefined,
    }),
    { ...signer, signedAt: context.now(), expires: secondsOf(options) },
  );
  const { url, fields, expiration } = form;
  context.print(JSON.stringify({ url, fields, expires: expiration.toISOString() }, undefined, 2));
  return EXIT.ok;
}

async function printLink(
  request: PresignRequest,
  address: Address,
  options: SignOptions,
  context: CliContext,
): Promise<number> {
  const signer = await signerFor(address, options, context);
  const { url, signedHeaders, expiration } = presign(request, {
    ...signer,
    signedAt: context.now(),
    expires: secondsOf(options),
    signatureVersion: options.v1 === true ? 'v1' : 'v4',
  });
  context.print(url);
  for (const [name, value] of Object.entries(signedHeaders)) context.note(`send ${name}: ${value}`);
  context.note(`expires ${expiration.toISOString()}`);
  return EXIT.ok;
}

function objectAddress(text: string): Address {
  const address = readAddress(text);
  if (address.key === '') throw new CliError('Name an object, for example oss://bucket/report.pdf.');
  return address;
}

function namesOf({ bucket, key }: Address): Pick<Address, 'bucket' | 'key'> {
  return { bucket, key };
}

function secondsOf({ expires }: SignOptions): number {
  return expires === undefined ? DEFAULT_VALIDITY_SECONDS : parseDuration(expires);
}

function readHeader(text: string): readonly [name: string, value: string] {
  const colon = text.indexOf(':');
  if (colon < 1) throw new CliError('A header is written as "Name: value".');
  return [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
}

/** Content types of a pattern: `image/*` means all types with the prefix `image/`. */
function contentTypesOf(text: string): FormContentTypes {
  return text.endsWith('/*') ? { startsWith: text.slice(0, -1) } : { eq: text };
}

/** Size in bytes: `500`, `10MB`, `1.5 GiB`; units are powers of 1,024. */
function parseSize(text: string): number {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)\s*([kmg]?)(?:i?b)?$/i.exec(text.trim()) ?? [];
  if (amount === undefined) throw new CliError('A size is a number of bytes such as 500, 10MB or 1.5GB.');
  return Math.floor(Number(amount) * 1024 ** SIZE_UNITS.indexOf(unit.toLowerCase()));
}
