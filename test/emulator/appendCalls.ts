import { createHash } from 'node:crypto';
import { joinBodies } from './bodies.ts';
import type { ObjectVersion } from './buckets.ts';
import { bucketOf, writableKeyOf } from './call.ts';
import type { Call, Handler } from './call.ts';
import { describeObject } from './objectHeaders.ts';
import { crc64Header, nextPositionHeader, versionHeader } from './readCalls.ts';
import { invalidArgument, Refusal } from './refusal.ts';
import { checkContentMd5, quotedHex } from './writeCalls.ts';

/** AppendObject: the first call creates an object with its headers; each later one must name the end of the object. */
export const appendObject: Handler = async (call) => {
  const bucket = bucketOf(call);
  const key = writableKeyOf(call);
  const described = describeObject(call.request.headers);
  const { body: appended, md5 } = await call.state.bodies.write(call.body);
  checkContentMd5(call.request.headers['content-md5'], md5.toString('base64'));
  // Checked here, because another append may have ended in the meantime. Joining reads the bytes, so the check is
  // repeated after it.
  const before = bucket.current(key);
  checkPosition(call, before);
  const body = before === undefined ? appended : await joinBodies([before.body, appended]);
  checkPosition(call, bucket.current(key));
  const digest = createHash('md5')
    .update(before?.etag ?? '')
    .update(md5)
    .digest();
  const object = bucket.put({
    ...(before ?? described),
    key,
    body,
    // Not of the whole content, like the parts of an upload, and without `-n`.
    etag: quotedHex(digest),
    lastModified: call.now,
    type: 'Appendable',
  });
  return {
    status: 200,
    headers: {
      etag: object.etag,
      ...nextPositionHeader(object),
      ...crc64Header(body),
      ...versionHeader(bucket, object),
    },
  };
};

function checkPosition(call: Call, object: ObjectVersion | undefined): void {
  if (object !== undefined && object.type !== 'Appendable') {
    throw new Refusal(409, 'ObjectNotAppendable', 'The object is not appendable');
  }
  const sizeBytes = object?.body.sizeBytes ?? 0;
  const position = call.request.query.get('position') ?? '';
  if (!/^\d+$/.test(position)) {
    throw invalidArgument('The position is invalid.', 'position', position);
  }
  if (Number(position) !== sizeBytes) {
    throw new Refusal(409, 'PositionNotEqualToLength', 'Position is not equal to file length', {
      headers: { 'x-oss-next-append-position': String(sizeBytes) },
    });
  }
}
