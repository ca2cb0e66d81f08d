import { createHash } from 'node:crypto';
import { xmlAnswer } from './answer.ts';
import { collect } from './bodies.ts';
import { bucketOf } from './call.ts';
import type { Handler } from './call.ts';
import { invalidArgument, Refusal } from './refusal.ts';
import { checkContentMd5 } from './writeCalls.ts';
import { readElements } from './xml.ts';
import type { XmlNode } from './xml.ts';

/** DeleteMultipleObjects: up to 1,000 keys, each of which is confirmed even if there was no object. */
export const deleteMultipleObjects: Handler = async (call) => {
  const bucket = bucketOf(call);
  const body = await collect(call.body);
  const announced = call.request.headers['content-md5'];
  if (announced === undefined) {
    throw new Refusal(400, 'MissingArgument', 'Missing Some Required Arguments.', {
      fields: [['ArgumentName', 'Content-MD5']],
    });
  }
  checkContentMd5(announced, createHash('md5').update(body).digest('base64'));
  const text = body.toString();
  const keys = readElements(text, 'Key');
  if (keys.length === 0 || keys.length > 1000) {
    throw new Refusal(400, 'MalformedXML', 'The XML you provided was not well-formed.');
  }
  const encodingType = call.request.query.get('encoding-type');
  if (encodingType !== undefined && encodingType !== 'url') {
    throw invalidArgument('Invalid Encoding Method specified in Request.', 'encoding-type', encodingType);
  }
  const encode = encodingType === 'url' ? encodeURIComponent : (key: string): string => key;
  const deleted = keys.map((key): XmlNode => {
    const removed = bucket.remove(key, undefined, call.now);
    const marker: XmlNode[] =
      removed?.kind === 'deleteMarker'
        ? [
            ['DeleteMarker', true],
            ['DeleteMarkerVersionId', removed.versionId],
          ]
        : [];
    return ['Deleted', [['Key', encode(key)], ...marker]];
  });
  if (readElements(text, 'Quiet')[0] === 'true') return { status: 200 };
  return xmlAnswer([
    'DeleteResult',
    [...(encodingType === undefined ? [] : [['EncodingType', encodingType] as const]), ...deleted],
  ]);
};
