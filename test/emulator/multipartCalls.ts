import { createHash } from 'node:crypto';
import { encodeString } from './aliOssSigning.ts';
import { xmlAnswer } from './answer.ts';
import { collect, joinBodies } from './bodies.ts';
import { readRange } from './byteRange.ts';
import { bucketOf, keyOf, limitOf, writableKeyOf } from './call.ts';
import type { Call, Handler } from './call.ts';
import type { MultipartUpload, Part } from './multipartUploads.ts';
import { describeObject, readObjectAcl } from './objectHeaders.ts';
import { crc64Header, versionHeader } from './readCalls.ts';
import { Refusal } from './refusal.ts';
import { checkContentMd5, checkOverwrite, copySourceOf, quotedHex } from './writeCalls.ts';
import { compareUtf8 } from './utf8Order.ts';
import { readElements } from './xml.ts';
import type { XmlNode } from './xml.ts';

/** Minimum size of every part except the last, which OSS checks at completion: 100 KB. */
const minPartSizeBytes = 100 * 1024;

export const initiateMultipartUpload: Handler = (call) => {
  const { name: bucket } = bucketOf(call);
  const key = writableKeyOf(call);
  const described = describeObject(call.request.headers);
  checkOverwrite(call, bucketOf(call));
  const uploadId = call.state.uploads.begin({ bucket, key, described, initiatedAt: call.now });
  return xmlAnswer([
    'InitiateMultipartUploadResult',
    [
      ['Bucket', bucket],
      ['Key', encoded(call, key)],
      ['UploadId', uploadId],
    ],
  ]);
};

export const uploadPart: Handler = async (call) => {
  const upload = uploadOf(call);
  const partNumber = limitOf(call, 'partNumber', 0, 10_000);
  const { body, md5 } = await call.state.bodies.write(call.body);
  const contentMd5 = md5.toString('base64');
  checkContentMd5(call.request.headers['content-md5'], contentMd5);
  const etag = quotedHex(md5);
  upload.parts.set(partNumber, { etag, md5, body, lastModified: call.now });
  return { status: 200, headers: { etag, 'content-md5': contentMd5, ...crc64Header(body) } };
};

/** UploadPartCopy: a part whose bytes are those of an object, or of a range of it. */
export const uploadPartCopy: Handler = async (call) => {
  const upload = uploadOf(call);
  const partNumber = limitOf(call, 'partNumber', 0, 10_000);
  const source = copySourceOf(call);
  const { sizeBytes } = source.body;
  const range = readRange({ range: call.request.headers['x-oss-copy-source-range'] ?? 'bytes=0-' }, sizeBytes);
  const { start, end } = range ?? { start: 0, end: sizeBytes };
  const { body, md5 } = await call.state.bodies.write(source.body.read(start, end));
  const etag = quotedHex(md5);
  upload.parts.set(partNumber, { etag, md5, body, lastModified: call.now });
  return xmlAnswer(
    [
      'CopyPartResult',
      [
        ['LastModified', call.now.toISOString()],
        ['ETag', etag],
      ],
    ],
    { etag, ...crc64Header(body) },
  );
};

export const completeMultipartUpload: Handler = async (call) => {
  const bucket = bucketOf(call);
  const key = keyOf(call);
  const upload = uploadOf(call);
  const parts = await chosenParts(call, upload);
  const body = await joinBodies(parts.map((part) => part.body));
  // Checked here, because another upload of the same key may have ended in the meantime.
  checkOverwrite(call, bucket);
  if (parts.slice(0, -1).some(({ body }) => body.sizeBytes < minPartSizeBytes)) {
    throw new Refusal(400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size.');
  }
  const digest = createHash('md5')
    .update(Buffer.concat(parts.map(({ md5 }) => md5)))
    .digest('hex');
  const etag = `"${digest.toUpperCase()}-${parts.length}"`;
  const acl = call.request.headers['x-oss-object-acl'];
  const object = bucket.put({
    ...upload.described,
    ...(acl === undefined ? {} : { acl: readObjectAcl(acl) }),
    key,
    body,
    etag,
    lastModified: call.now,
    type: 'Multipart',
  });
  call.state.uploads.end(uploadIdOf(call));
  return xmlAnswer(
    [
      'CompleteMultipartUploadResult',
      [
        ['Location', `http://${call.request.host}/${bucket.name}/${encodeString(key)}`],
        ['Bucket', bucket.name],
        ['Key', encoded(call, key)],
        ['ETag', etag],
      ],
    ],
    { etag, ...crc64Header(body), ...versionHeader(bucket, object) },
  );
};

export const abortMultipartUpload: Handler = (call) => {
  uploadOf(call);
  call.state.uploads.end(uploadIdOf(call));
  return { status: 204 };
};

export const listParts: Handler = (call) => {
  const upload = uploadOf(call);
  const maxParts = limitOf(call, 'max-parts', 1000);
  const marker = Number(call.request.query.get('part-number-marker') ?? '0');
  const later = sorted(upload).filter(([partNumber]) => partNumber > marker);
  const page = later.slice(0, maxParts);
  return xmlAnswer([
    'ListPartsResult',
    [
      ['Bucket', upload.bucket],
      ['Key', encoded(call, upload.key)],
      ['UploadId', uploadIdOf(call)],
      ['PartNumberMarker', marker],
      ['NextPartNumberMarker', page.at(-1)?.[0] ?? 0],
      ['MaxParts', maxParts],
      ['IsTruncated', page.length < later.length],
      ...page.map(([partNumber, part]): XmlNode => [
        'Part',
        [
          ['PartNumber', partNumber],
          ['LastModified', part.lastModified.toISOString()],
          ['ETag', part.etag],
          ['Size', part.body.sizeBytes],
        ],
      ]),
    ],
  ]);
};

/** ListMultipartUploads: pages by key marker and upload id marker. */
export const listMultipartUploads: Handler = (call) => {
  const { name } = bucketOf(call);
  const { query } = call.request;
  const maxUploads = limitOf(call, 'max-uploads', 1000);
  const encode = query.get('encoding-type') === 'url' ? encodeString : (text: string) => text;
  const [prefix, keyMarker, idMarker] = ['prefix', 'key-marker', 'upload-id-marker'].map((key) => query.get(key) ?? '');
  const later = call.state.uploads
    .list(name)
    .filter(({ key }) => key.startsWith(prefix ?? ''))
    .filter(({ key, id }) => {
      const order = compareUtf8(key, keyMarker ?? '');
      return order > 0 || (order === 0 && idMarker !== '' && compareUtf8(id, idMarker ?? '') > 0);
    });
  const page = later.slice(0, maxUploads);
  const last = page.at(-1);
  const isTruncated = page.length < later.length;
  return xmlAnswer([
    'ListMultipartUploadsResult',
    [
      ['Bucket', name],
      ['EncodingType', query.get('encoding-type') ?? ''],
      ['KeyMarker', encode(keyMarker ?? '')],
      ['UploadIdMarker', idMarker ?? ''],
      ['NextKeyMarker', isTruncated ? encode(last?.key ?? '') : ''],
      ['NextUploadIdMarker', isTruncated ? (last?.id ?? '') : ''],
      ['MaxUploads', maxUploads],
      ['IsTruncated', isTruncated],
      ...page.map(({ key, id, initiatedAt }): XmlNode => [
        'Upload',
        [
          ['Key', encode(key)],
          ['UploadId', id],
          ['Initiated', initiatedAt.toISOString()],
        ],
      ]),
    ],
  ]);
};

/** A key as the answer writes it: encoded where the request asks for that. */
function encoded({ request }: Call, key: string): string {
  return request.query.get('encoding-type') === 'url' ? encodeString(key) : key;
}

function uploadIdOf({ request }: Call): string {
  return request.query.get('uploadId') ?? '';
}

function uploadOf(call: Call): MultipartUpload {
  return call.state.uploads.find(uploadIdOf(call), bucketOf(call).name, keyOf(call));
}

function sorted(upload: MultipartUpload): [number, Part][] {
  return [...upload.parts].sort(([a], [b]) => a - b);
}

/** Parts listed in the request, in ascending order, or all of them with `x-oss-complete-all: yes`. */
async function chosenParts(call: Call, upload: MultipartUpload): Promise<Part[]> {
  if (call.request.headers['x-oss-complete-all'] === 'yes') {
    return sorted(upload).map(([, part]) => part);
  }
  const xml = (await collect(call.body)).toString('utf8');
  const numbers = readElements(xml, 'PartNumber').map(Number);
  const etags = readElements(xml, 'ETag');
  if (numbers.some((number, index) => index > 0 && number <= (numbers[index - 1] ?? 0))) {
    throw new Refusal(400, 'InvalidPartOrder', 'The list of parts was not in ascending order.');
  }
  const parts = numbers.flatMap((number, index) => {
    const part = upload.parts.get(number);
    return part !== undefined && part.etag === etags[index] ? [part] : [];
  });
  if (parts.length === 0 || parts.length !== numbers.length) {
    throw new Refusal(400, 'InvalidPart', 'One or more of the specified parts could not be found.');
  }
  return parts;
}
