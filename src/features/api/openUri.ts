import * as l10n from '@vscode/l10n';
import { bucketPathText } from '../../oss/names/bucketPath.ts';
import { InvalidInputError } from '../../oss/errors/errors.ts';
import { validateExistingBucket, validateKey } from '../../oss/validate.ts';
import { confirmationRow } from '../chat/linkRequest.ts';
import { revealObject } from '../explorer/revealObject.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import type { Services } from '../services.ts';
import { askProfileId } from '../targets/askTarget.ts';

/** Parts of a URI in VS Code, percent-decoded once. */
export interface UriParts {
  readonly path: string;
  readonly query: string;
}

/** Object or folder that a URI names. */
interface UriTarget {
  readonly bucket: string;
  /** Empty for the bucket itself; a folder ends with `/`. */
  readonly key: string;
  /** Name or ID. */
  readonly profile: string | undefined;
}

/**
 * Shows the object of a URI in the tree after a confirmation: a web page may have opened the URI, and showing the object
 * lists its bucket. Copies and opens nothing. Throws an `InvalidInputError` for a URI that names no object.
 */
export async function openUri(uri: UriParts, services: Services): Promise<void> {
  const { bucket, key, profile } = readTarget(uri);
  if (!(await requireProfile(services))) return;
  const { prompts, profiles } = services;
  const named = profiles.list().find(({ id, name }) => id === profile || name === profile);
  const show = l10n.t('Show');
  const answer = await prompts.decide({
    message: l10n.t('Show this object in the Buckets view?'),
    detail: [
      l10n.t('A URI asks for it, which any web page or program can open. Showing it lists the bucket.'),
      '',
      confirmationRow(l10n.t('Bucket'), bucket),
      ...(key === '' ? [] : [confirmationRow(l10n.t('Key'), key)]),
      ...(named ? [confirmationRow(l10n.t('Profile'), named.name)] : []),
    ].join('\n'),
    answers: [show],
  });
  if (answer !== show) return;
  const profileId = named?.id ?? (await askProfileId(services, bucketPathText({ bucket, prefix: key })));
  if (profileId !== undefined) await revealObject({ profileId, bucket, key }, services);
}

/**
 * Parses `bucket=…[&profile=…]&key=…`. The key is the rest of the query, because VS Code has already decoded its `&` and `=`.
 */
function readTarget({ path, query }: UriParts): UriTarget {
  const [, before = query, key = ''] = /^(.*?)(?:^|&)key=(.*)$/s.exec(query) ?? [];
  const others = new Map(
    before.split('&').map((part): [string, string] => {
      const equals = part.indexOf('=');
      return equals < 0 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)];
    }),
  );
  const bucket = others.get('bucket');
  if (path !== '/open' || bucket === undefined) {
    throw new InvalidInputError('input', 'The URI must have the form {0}.', ['…/open?bucket=…&key=…']);
  }
  validateExistingBucket(bucket);
  if (key !== '') validateKey(key);
  return { bucket, key, profile: others.get('profile') };
}
