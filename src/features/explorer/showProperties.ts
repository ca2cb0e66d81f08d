import * as l10n from '@vscode/l10n';
import { objectName, type ObjectTarget, shortName } from '../../links/link.ts';
import type { Disposable } from '../../emitter.ts';
import { OssError } from '../../oss/errors/errors.ts';
import { inParallel } from '../../oss/inParallel.ts';
import type { ObjectMetadata } from '../../oss/client/objects.ts';
import { explainError } from '../../ui/messages/errorText.ts';
import { describeBytes, describeCount, describeSize, describeTime } from '../../text/describe.ts';
import { markdownCell, markdownTable } from '../../text/plainText.ts';
import { restoreText } from '../../tree/nodeRows.ts';
import { askObject } from '../targets/askTarget.ts';
import { ossUri } from './copyAddress.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import type { Services } from '../services.ts';

const MAX_PARALLEL_REQUESTS = 8;

/** Shows the metadata of objects in a read-only document; without targets it asks for one. */
export async function showProperties(given: readonly ObjectTarget[], services: Services): Promise<void> {
  const targets = given.length > 0 ? given : await askTarget(services);
  const [first] = targets;
  if (!first) return;
  const { notifications, documents, objectChanges, locale } = services;
  const name =
    targets.length === 1 ? shortName(first.key) : l10n.t('{0} objects', describeCount(targets.length, locale));
  const texts = await notifications.progress(
    l10n.t('Reading the properties of {0}', name),
    async (progress, signal) => {
      const found = new Map<number, string>();
      await inParallel(
        targets.entries(),
        MAX_PARALLEL_REQUESTS,
        async ([index, target], either) => {
          found.set(index, await readText(target, services, either));
          progress.report(found.size / targets.length, shortName(target.key));
        },
        signal,
      );
      return targets.map((_, index) => found.get(index) ?? '');
    },
  );
  if (!texts) return;
  const stale = new Set<number>();
  const onDidChange = (listener: () => void): Disposable =>
    objectChanges.onDidChange(({ bucket, key }) => {
      const found = targets.flatMap((target, index) =>
        target.bucket === bucket && (key === undefined || target.key === key) ? [index] : [],
      );
      for (const index of found) stale.add(index);
      if (found.length > 0) listener();
    });
  const read = async (): Promise<string> => {
    const changed = [...stale];
    stale.clear();
    await inParallel(
      changed,
      MAX_PARALLEL_REQUESTS,
      async (index, signal) => {
        const target = targets[index];
        if (target) texts[index] = await readAgain(target, services, signal);
      },
      undefined,
    );
    return texts.join('\n');
  };
  await documents.showRendered(l10n.t('Properties of {0}', name), texts.join('\n'), { onDidChange, read });
}

/** Properties of an object in Markdown, as OSS has them now. */
async function readText(
  target: ObjectTarget,
  { clientOf, locale }: Pick<Services, 'clientOf' | 'locale'>,
  signal: AbortSignal,
): Promise<string> {
  const { profileId, bucket, key, versionId } = target;
  const client = await clientOf(profileId);
  const metadata = await client.headObject(bucket, key, { signal, ...(versionId !== undefined && { versionId }) });
  return propertiesText(target, metadata, locale);
}

/** The same after a change, which may have been a deletion; the reason if they cannot be read now. */
async function readAgain(target: ObjectTarget, services: Services, signal: AbortSignal): Promise<string> {
  try {
    return await readText(target, services, signal);
  } catch (error) {
    const isGone = error instanceof OssError && error.status === 404;
    const reason = isGone ? l10n.t("The object doesn't exist.") : explainError(error).message;
    return `${heading(target)}\n\n${markdownCell(reason)}\n`;
  }
}

function heading({ key }: ObjectTarget): string {
  return `## ${markdownCell(objectName(key))}`;
}

async function askTarget(services: Services): Promise<readonly ObjectTarget[]> {
  if (!(await requireProfile(services))) return [];
  const target = await askObject(services, l10n.t('Show Properties'));
  return target ? [target] : [];
}

type Row = readonly [name: string, value: string | undefined];

/** Headers that have rows of their own, and headers of the transfer that say nothing about the object. */
const SHOWN_HEADERS: ReadonlySet<string> = new Set([
  'accept-ranges',
  'connection',
  'content-length',
  'content-md5',
  'content-type',
  'date',
  'etag',
  'keep-alive',
  'last-modified',
  'server',
  'transfer-encoding',
  'vary',
  'x-oss-hash-crc64ecma',
  'x-oss-object-type',
  'x-oss-request-id',
  'x-oss-restore',
  'x-oss-server-side-data-encryption',
  'x-oss-server-side-encryption',
  'x-oss-server-side-encryption-key-id',
  'x-oss-server-time',
  'x-oss-storage-class',
  'x-oss-version-id',
]);

/** Upper bound on the characters of a value. */
const MAX_VALUE_LENGTH = 2000;

/** Properties of an object in Markdown, in which names and values of the server are text. */
function propertiesText(target: ObjectTarget, metadata: ObjectMetadata, locale: string): string {
  const { headers, sizeBytes, lastModified, userMetadata } = metadata;
  const rows: readonly Row[] = [
    [l10n.t('Object'), ossUri(target)],
    [l10n.t('Size'), sizeBytes === undefined ? undefined : sizeText(sizeBytes, locale)],
    [l10n.t('Type'), metadata.contentType],
    [l10n.t('Modified'), lastModified && `${describeTime(lastModified, locale)} (${lastModified.toISOString()})`],
    [l10n.t('Version'), metadata.versionId],
    ['ETag', metadata.etag],
    ['MD5 (Base64)', headers['content-md5']],
    ['CRC-64', headers['x-oss-hash-crc64ecma']],
    [l10n.t('Storage class'), metadata.storageClass],
    [l10n.t('Restored'), restoreText(metadata, locale)],
    [l10n.t('Object type'), metadata.type],
    [l10n.t('Encryption'), headers['x-oss-server-side-encryption'] ?? l10n.t('not reported')],
    [l10n.t('Data encryption'), headers['x-oss-server-side-data-encryption']],
    [l10n.t('Key in KMS'), headers['x-oss-server-side-encryption-key-id']],
    ...Object.entries(userMetadata).map(([name, value]): Row => [`x-oss-meta-${name}`, value]),
    ...Object.entries(headers).filter(([name]) => !SHOWN_HEADERS.has(name) && !name.startsWith('x-oss-meta-')),
  ];
  const table = markdownTable(
    [l10n.t('Property'), l10n.t('Value')],
    rows.flatMap(([name, value]) =>
      value === undefined ? [] : [[markdownCell(name), markdownCell(value, MAX_VALUE_LENGTH)]],
    ),
  );
  return [heading(target), table, ''].join('\n\n');
}

function sizeText(sizeBytes: number, locale: string): string {
  const bytes = describeBytes(sizeBytes, locale);
  return sizeBytes < 1024 ? bytes : l10n.t('{0} ({1})', describeSize(sizeBytes, locale), bytes);
}
