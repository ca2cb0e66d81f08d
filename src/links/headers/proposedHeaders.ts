import * as l10n from '@vscode/l10n';
import { userMetadataHeader } from '../../oss/requests/headerRules.ts';
import { InvalidInputError } from '../../oss/errors/errors.ts';
import { validateHeader } from '../../oss/requests/linkHeaders.ts';
import type { LinkMethod } from '../linkOptions.ts';

/** Header that OSS supports in a link. */
export interface ProposedHeader {
  /** Usual spelling. A trailing `*` stands for any suffix. */
  readonly name: string;
  readonly methods: readonly LinkMethod[];
  /** Description in the user's language. */
  readonly describe: () => string;
}

/** Headers to propose, most used first. */
export const proposedHeaders: readonly ProposedHeader[] = [
  {
    name: 'Content-Type',
    methods: ['PUT'],
    describe: () => l10n.t('Content type that the object is stored and served with'),
  },
  {
    name: 'Content-MD5',
    methods: ['PUT'],
    describe: () => l10n.t('Accept only content with this MD5 (Base64)'),
  },
  {
    name: userMetadataHeader('*'),
    methods: ['PUT'],
    describe: () => l10n.t('Custom metadata, up to 8 KB in total'),
  },
  {
    name: 'x-oss-forbid-overwrite',
    methods: ['PUT'],
    describe: () => l10n.t('Refuse the upload if an object with this name exists'),
  },
  {
    name: 'x-oss-object-acl',
    methods: ['PUT'],
    describe: () => l10n.t('Who can read and write the object'),
  },
  {
    name: 'x-oss-storage-class',
    methods: ['PUT'],
    describe: () => l10n.t('The storage class of the object'),
  },
  {
    name: 'Cache-Control',
    methods: ['PUT'],
    describe: () => l10n.t('How downloads of the object are cached'),
  },
  {
    name: 'Content-Disposition',
    methods: ['PUT'],
    describe: () => l10n.t('Whether browsers show or save the object, and under which file name'),
  },
  {
    name: 'Content-Encoding',
    methods: ['PUT'],
    describe: () => l10n.t('How the content is compressed, for example gzip'),
  },
  {
    name: 'Expires',
    methods: ['PUT'],
    describe: () => l10n.t('When cached copies of the object become stale'),
  },
  {
    name: 'x-oss-tagging',
    methods: ['PUT'],
    describe: () => l10n.t('Tags of the object, for example project=a&stage=test'),
  },
  {
    name: 'x-oss-server-side-encryption',
    methods: ['PUT'],
    describe: () => l10n.t('How OSS encrypts the object'),
  },
  {
    name: 'x-oss-server-side-data-encryption',
    methods: ['PUT'],
    describe: () => l10n.t('The cipher of the data where KMS keeps the key'),
  },
  {
    name: 'x-oss-server-side-encryption-key-id',
    methods: ['PUT'],
    describe: () => l10n.t('KMS key that OSS encrypts the object with'),
  },
  {
    name: 'x-oss-callback',
    methods: ['PUT'],
    describe: () => l10n.t('Callback that OSS makes after the upload (JSON in Base64)'),
  },
  {
    name: 'x-oss-callback-var',
    methods: ['PUT'],
    describe: () => l10n.t('Callback variables with keys that begin with x: (JSON in Base64)'),
  },
  {
    name: 'x-oss-traffic-limit',
    methods: ['GET', 'PUT'],
    describe: () => l10n.t('The highest speed, in bits per second'),
  },
  {
    name: 'x-oss-request-payer',
    methods: ['GET', 'PUT'],
    describe: () => l10n.t('The requester pays (in buckets with pay-by-requester)'),
  },
  {
    name: 'x-oss-range-behavior',
    methods: ['GET'],
    describe: () => l10n.t("Return an error instead of the whole object if the range doesn't exist"),
  },
];

/** Header of a link. */
export interface HeaderRow {
  /** Lower case, as in signatures and stored state. */
  readonly name: string;
  readonly value: string;
}

/** Header from a typed `Name: value`. Throws an `InvalidInputError` that names what is allowed. */
export function parseHeaderRow(text: string): HeaderRow {
  const colon = text.indexOf(':');
  if (colon < 0) throw new InvalidInputError('header', 'Enter a header as Name: value.');
  const [name, value] = [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
  validateHeader(name, value);
  return { name: name.toLowerCase(), value };
}
