import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import type { OssClient } from '../../oss/client/ossClient.ts';
import { InvalidInputError } from '../../oss/errors/errors.ts';
import { validateExistingBucket } from '../../oss/validate.ts';
import { listsBuckets, type Profile } from '../../profiles/profile.ts';
import { deliverLinks } from '../copy/deliverLinks.ts';
import type { Services } from '../services.ts';
import { TOOLS, type ToolName } from '../../ids.ts';
import {
  findProfile,
  linkRequestSchema,
  makeRequestedLink,
  confirmationText,
  readLinkRequest,
  requestConsequence,
  requestRows,
  requestTitle,
  confirmationRow,
} from './linkRequest.ts';
import { explainError } from '../../ui/messages/errorText.ts';

/** Confirmation that VS Code shows before a tool runs. */
export interface ToolConfirmation {
  readonly title: string;
  /** Text, never Markdown: names in it come from a model. */
  readonly message: string;
}

/** Tool that a language model can call. */
export interface Tool {
  /** Confirmation for a call, without side effects. Throws an `InvalidInputError` for unusable input. */
  readonly confirmation: (input: unknown, services: Services) => Promise<ToolConfirmation>;
  /** Runs the call and returns the result for the model. */
  readonly run: (input: unknown, services: Services, signal: AbortSignal) => Promise<string>;
}

/** Upper bound on names in a result, which the model keeps in its context. */
const MAX_LISTED = 200;

const listInput = v.object({
  profile: v.optional(v.string()),
  bucket: v.optional(v.string()),
  prefix: v.optional(v.string(), ''),
});

const linkInput = v.object({ ...linkRequestSchema.entries, returnUrl: v.optional(v.boolean(), false) });

/** Lists buckets, or the folders and objects directly below a prefix. */
export const listObjectsTool: Tool = {
  confirmation(input, services) {
    const { bucket, prefix, profile } = parseInput(listInput, input);
    if (bucket !== undefined) validateExistingBucket(bucket);
    const { name } = findProfile(profile, services);
    const intro =
      bucket === undefined
        ? l10n.t('The model gets the names of the buckets.')
        : l10n.t('The model gets the names, sizes, and dates of the objects in this folder.');
    const rows = [
      ...(bucket === undefined ? [] : [confirmationRow(l10n.t('Bucket'), bucket)]),
      ...(bucket === undefined || prefix === '' ? [] : [confirmationRow(l10n.t('Folder'), prefix)]),
      confirmationRow(l10n.t('Profile'), name),
    ];
    return Promise.resolve({ title: l10n.t('List OSS objects?'), message: confirmationText([intro], rows) });
  },
  async run(input, services, signal) {
    const { bucket, prefix, profile } = parseInput(listInput, input);
    const chosen = findProfile(profile, services);
    const client = await services.clientOf(chosen.id);
    if (bucket === undefined) return JSON.stringify({ buckets: await bucketsOf(chosen, client, signal) });
    validateExistingBucket(bucket);
    const page = await client.listObjects(bucket, { prefix, delimiter: '/', maxKeys: MAX_LISTED, signal });
    return JSON.stringify({
      folders: page.prefixes,
      objects: page.entries.map(({ key, sizeBytes, lastModified }) => ({ key, sizeBytes, lastModified })),
      hasMore: page.nextContinuationToken !== undefined,
    });
  },
};

/** Buckets of a profile: all of the account, or those added by name. */
async function bucketsOf(profile: Profile, client: OssClient, signal: AbortSignal): Promise<readonly string[]> {
  if (!listsBuckets(profile)) return profile.buckets;
  const names: string[] = [];
  for await (const { name } of client.listBuckets({ signal })) if (names.push(name) === MAX_LISTED) break;
  return names;
}

/** Presigns one link and copies it. The model gets the link itself only if the user agreed to that. */
export const createLinkTool: Tool = {
  async confirmation(input, services) {
    const { returnUrl, ...call } = parseInput(linkInput, input);
    const request = readLinkRequest(call, services);
    const receiver = returnUrl
      ? l10n.t(
          'The link goes to the clipboard AND TO THE MODEL. The model and its provider can use it until it expires.',
        )
      : l10n.t("The link goes to the clipboard. The model doesn't get it.");
    const message = confirmationText([receiver, requestConsequence(request, services)], await requestRows(request));
    return { title: requestTitle(request), message };
  },
  async run(input, services, signal) {
    const { returnUrl, ...call } = parseInput(linkInput, input);
    const request = readLinkRequest(call, services);
    const link = await makeRequestedLink(request, services);
    signal.throwIfAborted();
    const isDelivered = await deliverLinks([link], services);
    if (!isDelivered) return JSON.stringify({ result: 'Declined: the user did not take the link.' });
    return JSON.stringify({
      result: 'The link is on the clipboard of the user.',
      method: link.method,
      bucket: request.bucket,
      key: request.key,
      expires: link.expiration.toISOString(),
      headersToSend: link.signedHeaders,
      ...(returnUrl ? { url: link.url } : { url: 'withheld: the user has it on the clipboard' }),
    });
  },
};

function parseInput<T>(schema: v.GenericSchema<unknown, T>, input: unknown): T {
  const parsed = v.safeParse(schema, input);
  if (parsed.success) return parsed.output;
  throw new InvalidInputError('input', 'The tool was called with an invalid input.');
}

const tools: Readonly<Record<ToolName, Tool>> = { listObjects: listObjectsTool, createLink: createLinkTool };

/** Confirmation for a call; throws errors that the model may read. */
export function toolConfirmation(name: ToolName, input: unknown, services: Services): Promise<ToolConfirmation> {
  return withUserMessage(name, services, () => tools[name].confirmation(input, services));
}

/** Runs a call and returns the result for the model; throws errors that the model may read. */
export function runTool(name: ToolName, input: unknown, services: Services, signal: AbortSignal): Promise<string> {
  return withUserMessage(name, services, () => tools[name].run(input, services, signal));
}

/** Runs a call and replaces its error by the text that a user would read, without links and secrets. */
async function withUserMessage<T>(name: ToolName, { log }: Pick<Services, 'log'>, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const { message, details } = explainError(error);
    log.error(`${TOOLS[name]}: ${details}`);
    // Without the cause, which is not for the model.
    throw new Error(message);
  }
}
