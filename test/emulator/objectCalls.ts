import { xmlAnswer } from './answer.ts';
import { collect } from './bodies.ts';
import type { ObjectVersion } from './buckets.ts';
import { bucketOf, keyOf } from './call.ts';
import type { Call, Handler } from './call.ts';
import { Refusal } from './refusal.ts';
import { readElements } from './xml.ts';
import type { XmlNode } from './xml.ts';

const maxTags = 10;
/** Maximum days of a restored copy, by storage class. */
const maxRestoreDays: Readonly<Record<string, number>> = { Archive: 7, ColdArchive: 365, DeepColdArchive: 365 };
/** Restore tiers of each storage class. */
const restoreTiers: Readonly<Record<string, readonly string[]>> = {
  Archive: [],
  ColdArchive: ['Expedited', 'Standard', 'Bulk'],
  DeepColdArchive: ['Expedited', 'Standard'],
};

export const getObjectTagging: Handler = (call) => {
  const tags = find(call).tags.map(([key, value]): XmlNode => [
    'Tag',
    [
      ['Key', key],
      ['Value', value],
    ],
  ]);
  return xmlAnswer(['Tagging', [['TagSet', tags]]]);
};

export const putObjectTagging: Handler = async (call) => {
  const object = find(call);
  const xml = (await collect(call.body)).toString('utf8');
  const values = readElements(xml, 'Value');
  const tags = readElements(xml, 'Key').map((key, index) => [key, values[index] ?? ''] as const);
  if (tags.length > maxTags || new Set(tags.map(([key]) => key)).size < tags.length) {
    throw new Refusal(400, 'InvalidTag', 'The tags are too many, or two have the same key.');
  }
  bucketOf(call).change(object, { tags });
  return { status: 200 };
};

export const deleteObjectTagging: Handler = (call) => {
  bucketOf(call).change(find(call), { tags: [] });
  return { status: 204 };
};

/** RestoreObject: accepted and started; a test decides when it ends. Refused while one is in progress. */
export const restoreObject: Handler = async (call) => {
  const object = find(call);
  const { storageClass, restored } = object;
  const xml = (await collect(call.body)).toString('utf8');
  const [days = '1'] = readElements(xml, 'Days');
  const [tier] = readElements(xml, 'Tier');
  const most = maxRestoreDays[storageClass];
  if (most === undefined) {
    throw new Refusal(400, 'OperationNotSupported', 'The operation is not supported for this storage class.');
  }
  if (
    !/^[1-9]\d*$/.test(days) ||
    Number(days) > most ||
    (tier !== undefined && !restoreTiers[storageClass]?.includes(tier))
  ) {
    throw new Refusal(400, 'MalformedXML', 'The XML you provided was not well-formed.');
  }
  if (restored !== undefined && restored.expires === undefined) {
    throw new Refusal(409, 'RestoreAlreadyInProgress', 'The restore operation is in progress.');
  }
  bucketOf(call).change(object, { restored: tier === undefined ? {} : { tier } });
  return { status: 202 };
};

function find(call: Call): ObjectVersion {
  return bucketOf(call).find(keyOf(call), call.request.query.get('versionId'));
}
