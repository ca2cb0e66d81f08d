import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { formatDuration } from '../../text/duration.ts';
import { visibleText } from '../../text/plainText.ts';
import { AUTO_CONTENT_TYPE, type LinkOptions } from '../../links/linkOptions.ts';
import { objectName } from '../../links/link.ts';
import { makeLink } from '../../links/makeLink.ts';
import { parseValidity, validitySeconds } from '../../links/validity.ts';
import type { OssClient } from '../../oss/client/ossClient.ts';
import { InvalidInputError } from '../../oss/errors/errors.ts';
import { validateBucket, validateKey } from '../../oss/validate.ts';
import { listsBuckets, type Profile } from '../../profiles/profile.ts';
import { deliverLinks } from '../copy/deliverLinks.ts';
import type { Services } from '../services.ts';
import { TOOLS, type ToolName } from '../../ids.ts';
import { explainError } from '../../ui/messages/errorText.ts';

/** Confirmation that VS Code shows before a tool runs. */
export interface ToolQuestion {
  readonly title: string;
  /** Text, never Markdown: names in it come from a model. */
  readonly message: string;
}

/** Tool that a language model can call. */
export interface Tool {
  /** Confirmation for a call, without side effects. Throws an `InvalidInputError` for unusable input. */
  readonly question: (input: unknown, services: Services) => Promise<ToolQuestion>;
  /** Runs the call and returns the answer for the model. */
  readonly run: (input: unknown, services: Services, signal: AbortSignal) => Promise<string>;
}

/** Upper bound on names in an answer, which the model keeps in its context. */
const MAX_LISTED = 200;
/** Upper bound on the characters of a name in a confirmation. */
const MAX_SHOWN_LENGTH = 200;
const DEFAULT_VALIDITY = '15m';

const listInput = v.object({
  profile: v.optional(v.string()),
  bucket: v.optional(v.string()),
  prefix: v.optional(v.string(), ''),
});

const linkInput = v.object({
  profile: v.optional(v.string()),
  bucket: v.string(),
  key: v.string(),
  method: v.optional(v.picklist(['GET', 'PUT']), 'GET'),
  validity: v.optional(v.string(), DEFAULT_VALIDITY),
  downloadName: v.optional(v.string()),
  returnUrl: v.optional(v.boolean(), false),
});

/** Lists buckets, or the folders and objects right below a prefix. */
export const listObjectsTool: Tool = {
  question(input, services) {
    const { bucket, prefix, profile } = parseInput(listInput, input);
    if (bucket !== undefined) validateBucket(bucket);
    const { name } = profileOf(profile, services);
    const intro =
      bucket === undefined
        ? l10n.t('The model gets the names of the buckets.')
        : l10n.t('The model gets the names, sizes, and dates of the objects in this folder.');
    const rows = [
      ...(bucket === undefined ? [] : [row(l10n.t('Bucket'), bucket)]),
      ...(bucket === undefined || prefix === '' ? [] : [row(l10n.t('Folder'), prefix)]),
      row(l10n.t('Profile'), name),
    ];
    return Promise.resolve({ title: l10n.t('List OSS objects?'), message: messageOf([intro], rows) });
  },
  async run(input, services, signal) {
    const { bucket, prefix, profile } = parseInput(listInput, input);
    const chosen = profileOf(profile, services);
    const client = await services.clientOf(chosen.id);
    if (bucket === undefined) return JSON.stringify({ buckets: await bucketsOf(chosen, client, signal) });
    validateBucket(bucket);
    const page = await client.listObjects(bucket, { prefix, delimiter: '/', maxKeys: MAX_LISTED, signal });
    return JSON.stringify({
      folders: page.prefixes,
      objects: page.entries.map(({ key, sizeBytes, lastModified }) => ({ key, sizeBytes, lastModified })),
      hasMore: page.nextContinuationToken !== undefined,
    });
  },
};

/** Line of a confirmation. The value may come from a model, so that it cannot look like another line. */
function row(name: string, value: string): string {
  return `${name}: ${visibleText(value, MAX_SHOWN_LENGTH)}`;
}

/** Text of a confirmation: own sentences first, then the rows whose values may come from a model. */
function messageOf(sentences: readonly string[], rows: readonly string[]): string {
  return [sentences.join(' '), rows.join('\n')].join('\n\n');
}

/** Buckets of a profile: all of the account, or those that were added by name. */
async function bucketsOf(profile: Profile, client: OssClient, signal: AbortSignal): Promise<readonly string[]> {
  if (!listsBuckets(profile)) return profile.buckets;
  const names: string[] = [];
  for await (const { name } of client.listBuckets({ signal })) if (names.push(name) === MAX_LISTED) break;
  return names;
}

/** Presigns one link and copies it. The model gets the link itself only where the user agreed to that. */
export const createLinkTool: Tool = {
  async question(input, services) {
    const { bucket, key, method, returnUrl, seconds, name, options } = linkCall(input, services);
    const duration = formatDuration(seconds, services.locale);
    const sentences = [
      returnUrl
        ? l10n.t(
            'The link goes to the clipboard AND TO THE MODEL. The model and its provider can use it until it expires.',
          )
        : l10n.t("The link goes to the clipboard. The model doesn't get it."),
      method === 'GET'
        ? l10n.t('Anyone with the link can download the object for {0}.', duration)
        : l10n.t('Anyone with the link can replace the object for {0}.', duration),
    ];
    const { contentTypeFor } = await import('../../links/headers/contentType.ts');
    const rows = [
      row(l10n.t('Bucket'), bucket),
      row(l10n.t('Key'), key),
      ...(options.download?.name === undefined ? [] : [row(l10n.t('File name'), options.download.name)]),
      ...(method === 'PUT' ? [row('Content-Type', contentTypeFor(objectName(key)))] : []),
      row(l10n.t('Profile'), name),
    ];
    return {
      title: method === 'GET' ? l10n.t('Create a download link?') : l10n.t('Create an upload link?'),
      message: messageOf(sentences, rows),
    };
  },
  async run(input, services) {
    const { profileId, bucket, key, options, returnUrl } = linkCall(input, services);
    const limited = { ...services, maxValiditySeconds: () => limitSeconds(services) };
    const link = await makeLink({ profileId, bucket, key }, options, limited);
    const isDelivered = await deliverLinks([link], services);
    if (!isDelivered) return JSON.stringify({ result: 'Declined: the user did not take the link.' });
    return JSON.stringify({
      result: 'The link is on the clipboard of the user.',
      method: link.method,
      bucket,
      key,
      expires: link.expiration.toISOString(),
      headersToSend: link.signedHeaders,
      ...(returnUrl ? { url: link.url } : { url: 'withheld: the user has it on the clipboard' }),
    });
  },
};

interface LinkCall {
  readonly profileId: string;
  readonly name: string;
  readonly bucket: string;
  readonly key: string;
  readonly method: 'GET' | 'PUT';
  readonly seconds: number;
  readonly options: LinkOptions;
  readonly returnUrl: boolean;
}

function linkCall(
  input: unknown,
  services: Pick<Services, 'now' | 'profiles' | 'maxValiditySeconds' | 'maxToolValiditySeconds'>,
): LinkCall {
  const { profile, bucket, key, method, validity, downloadName, returnUrl } = parseInput(linkInput, input);
  validateBucket(bucket);
  validateKey(key);
  const { id, name } = profileOf(profile, services);
  const now = services.now();
  const seconds = Math.min(validitySeconds(parseValidity(validity, { now }), now), limitSeconds(services));
  const download = downloadName === undefined ? {} : { download: { type: 'attachment' as const, name: downloadName } };
  const options: LinkOptions = {
    method,
    validity: `${seconds}s`,
    ...(method === 'GET' ? download : { contentType: AUTO_CONTENT_TYPE }),
  };
  return { profileId: id, name, bucket, key, method, seconds, options, returnUrl };
}

function limitSeconds({
  maxValiditySeconds,
  maxToolValiditySeconds,
}: Pick<Services, 'maxValiditySeconds' | 'maxToolValiditySeconds'>): number {
  return Math.min(maxValiditySeconds(), maxToolValiditySeconds());
}

function parseInput<T>(schema: v.GenericSchema<unknown, T>, input: unknown): T {
  const parsed = v.safeParse(schema, input);
  if (parsed.success) return parsed.output;
  throw new InvalidInputError('input', 'The tool was called with an invalid input.');
}

/** Profile by name or ID; the first one without a name. */
function profileOf(wanted: string | undefined, { profiles }: Pick<Services, 'profiles'>): Profile {
  const all = profiles.list();
  const found = wanted === undefined ? all[0] : all.find(({ id, name }) => id === wanted || name === wanted);
  if (found) return found;
  // Without the names that exist: the model reads this before the user agreed to anything.
  throw wanted === undefined
    ? new InvalidInputError('profile', 'No profiles yet. Run "Add Profile" first.')
    : new InvalidInputError('profile', 'No profile has this name. Ask the user for the name.');
}

const tools: Readonly<Record<ToolName, Tool>> = { listObjects: listObjectsTool, createLink: createLinkTool };

/** Confirmation for a call; throws errors that the model may read. */
export function askAboutTool(name: ToolName, input: unknown, services: Services): Promise<ToolQuestion> {
  return withUserMessage(name, services, () => tools[name].question(input, services));
}

/** Runs a call and returns the answer for the model; throws errors that the model may read. */
export function runTool(name: ToolName, input: unknown, services: Services, signal: AbortSignal): Promise<string> {
  return withUserMessage(name, services, () => tools[name].run(input, services, signal));
}

/** Runs a call whose error gets the text that a user would read, without links and secrets. */
async function withUserMessage<T>(name: ToolName, { log }: Pick<Services, 'log'>, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const { message, details } = explainError(error);
    log.error(`${TOOLS[name]}: ${details}`);
    // The cause is not for the model.
    throw new Error(message);
  }
}
