import { createHash } from 'node:crypto';
import { anonymousDenied, checkPolicy } from './accounts.ts';
import type { Answer } from './answer.ts';
import { collect } from './bodies.ts';
import type { Bucket, ObjectVersion } from './buckets.ts';
import { bucketOf, checkWritableKey } from './call.ts';
import type { Call, Handler } from './call.ts';
import { boundaryOf, parseForm } from './formData.ts';
import type { UploadForm } from './formData.ts';
import { checkFormPolicy, parsePolicy } from './formPolicy.ts';
import { authenticateForm } from './formSignature.ts';
import { describeObject } from './objectHeaders.ts';
import { actionsOf } from './operations.ts';
import { crc64Header, versionHeader } from './readCalls.ts';
import { invalidArgument, Refusal } from './refusal.ts';
import { checkContentMd5, checkOverwriting, quotedHex } from './writeCalls.ts';
import { writeXml } from './xml.ts';

const maxFileBytes = 5 * 1024 ** 3;
const encryptions = ['AES256', 'KMS', 'SM4'];

/** PostObject: an upload by a form with its own signature; signatures in the header or the query are ignored. */
export const postObject: Handler = async (call) => {
  const boundary = boundaryOf(call.request.headers['content-type']);
  if (boundary === undefined) {
    throw formExpected('Bucket');
  }
  const bucket = bucketOf(call);
  const body = await collect(call.body);
  checkContentMd5(call.request.headers['content-md5'], createHash('md5').update(body).digest('base64'));
  const form = parseForm(body, boundary);
  checkSigner(call, bucket, form);
  const described = describeForm(form);
  const key = keyOf(form);
  checkOverwriting(form.fields.get('x-oss-forbid-overwrite'), bucket, key);
  const { content } = form.file;
  const { body: stored, md5 } = await call.state.bodies.write(content);
  // Documented not to be the MD5 of the content.
  const etag = quotedHex(createHash('md5').update('form').update(md5).digest());
  const object = bucket.put({
    ...described,
    key,
    body: stored,
    etag,
    contentMd5: md5.toString('base64'),
    lastModified: call.now,
    type: 'Normal',
  });
  return answerOf(call, bucket, object, form.fields);
};

/** MethodNotAllowed: OSS recognises a form by its Content-Type, and only for buckets. */
export function formExpected(resourceType: 'Bucket' | 'Object'): Refusal {
  return new Refusal(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.', {
    fields: [
      ['Method', 'POST'],
      ['ResourceType', resourceType],
    ],
  });
}

/** Refuses a form that its signer, its policy or, without a signature, the bucket does not allow. */
function checkSigner(call: Call, bucket: Bucket, { fields, file }: UploadForm): void {
  const account = authenticateForm(fields, call.accounts, call.request.region, call.now);
  if (fields.get('key') === undefined) {
    throw invalidArgument(
      "The bucket POST must contain the specified 'key'. If it is specified, please check the order of the fields.",
      'key',
      '',
    );
  }
  if (account === undefined) {
    if (bucket.settings.acl !== 'public-read-write') {
      throw anonymousDenied();
    }
    return;
  }
  const facts = { bucket: bucket.name, fields, fileBytes: file.content.length };
  checkFormPolicy(parsePolicy(fields.get('policy') ?? ''), facts, call.now);
  checkPolicy(account, actionsOf('PostObject', call.request), {
    resource: `acs:oss:*:1:${bucket.name}/${keyOf({ fields, file })}`,
    sourceIp: call.sourceIp,
  });
}

/** Object key. Conditions see `${filename}`, which is replaced afterwards. */
function keyOf({ fields, file }: Pick<UploadForm, 'fields' | 'file'>): string {
  const key = (fields.get('key') ?? '').replaceAll('${filename}', () => file.fileName);
  if (key === '') {
    throw new Refusal(400, 'InvalidObjectName', 'The specified object is not valid.', {
      fields: [['ObjectName', key]],
    });
  }
  return checkWritableKey(key);
}

/** Object properties in a form: `x-oss-content-type` first, then the type of the file's part, then that of the form. */
function describeForm({ fields, file }: UploadForm): ReturnType<typeof describeObject> {
  if (file.content.length > maxFileBytes) {
    throw new Refusal(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size.', {
      ec: '0006-00000003',
    });
  }
  const encryption = fields.get('x-oss-server-side-encryption');
  if (encryption !== undefined && !encryptions.includes(encryption)) {
    throw new Refusal(400, 'InvalidEncryptionAlgorithmError', 'The Encryption request you specified is not valid.', {
      fields: [['Argument', encryption]],
    });
  }
  if (fields.has('callback')) {
    throw new Refusal(501, 'NotImplemented', 'The emulator calls nobody back.');
  }
  const contentType = fields.get('x-oss-content-type') ?? file.contentType ?? fields.get('content-type');
  return describeObject({
    ...Object.fromEntries(fields),
    ...(contentType === undefined ? {} : { 'content-type': contentType }),
  });
}

function answerOf(call: Call, bucket: Bucket, object: ObjectVersion, fields: ReadonlyMap<string, string>): Answer {
  const { key, etag } = object;
  const headers = { etag, ...crc64Header(object.body), ...versionHeader(bucket, object) };
  const redirect = fields.get('success_action_redirect');
  if (redirect !== undefined && URL.canParse(redirect)) {
    const target = new URL(redirect);
    // As in S3; OSS's documentation does not mention it.
    for (const [name, value] of Object.entries({ bucket: bucket.name, key, etag })) {
      target.searchParams.append(name, value);
    }
    return { status: 303, headers: { ...headers, location: target.href } };
  }
  const location = `http://${call.request.host}/${call.request.addressing === 'path' ? `${bucket.name}/` : ''}${encodeURIComponent(key)}`;
  const status = fields.get('success_action_status');
  if (status !== '201') {
    return { status: status === '200' ? 200 : 204, headers };
  }
  return {
    status: 201,
    headers: { ...headers, 'content-type': 'application/xml' },
    body: writeXml([
      'PostResponse',
      [
        ['Bucket', bucket.name],
        ['Location', location],
        ['Key', key],
        ['ETag', etag],
      ],
    ]),
  };
}
