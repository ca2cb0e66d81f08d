import { createServer } from 'node:http';
import { indexAfter } from '../support/oss/keyLayouts.ts';
import { answerBucketInfo, serveUntilInputEnds } from './benchServer.ts';

/*
 * Answers ListObjectsV2 with COUNT objects, in a process of its own:
 *   node test/bench/pagesServer.ts COUNT
 * prints its endpoint, and ends with its standard input.
 *
 * The pages are those of the emulator, byte for byte in their form, but are written from a template, and the next one
 * while the client still reads; no signature is checked. So the server keeps up with a client that lists a million
 * objects, and needs no memory for them; the emulator would take longer than the client.
 */
const count = Number(process.argv[2]);
const pageSize = 1000;

function keyOf(index: number): string {
  return `logs/2026/part ${String(index).padStart(7, '0')}.json`;
}

function page(first: number): Buffer {
  const end = Math.min(first + pageSize, count);
  const isTruncated = end < count;
  let xml =
    '<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult><Name>bench-bucket</Name><Prefix></Prefix>' +
    `<MaxKeys>${pageSize}</MaxKeys><Delimiter></Delimiter><EncodingType>url</EncodingType><StartAfter></StartAfter>` +
    `<ContinuationToken>${first}</ContinuationToken><IsTruncated>${isTruncated}</IsTruncated>` +
    (isTruncated ? `<NextContinuationToken>${end}</NextContinuationToken>` : '');
  for (let index = first; index < end; index++) {
    xml +=
      `<Contents><Key>${encodeURIComponent(keyOf(index))}</Key>` +
      '<LastModified>2026-01-02T03:04:05.000Z</LastModified><ETag>"99914B932BD37A50B983C5E7C90AE93B"</ETag>' +
      '<Type>Normal</Type><Size>2</Size><StorageClass>Standard</StorageClass></Contents>';
  }
  return Buffer.from(`${xml}<KeyCount>${end - first}</KeyCount></ListBucketResult>`);
}

let ready = { first: 0, body: page(0) };
const server = createServer((request, response) => {
  const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
  if (query.has('bucketInfo')) {
    answerBucketInfo(response);
    return;
  }
  const startAfter = query.get('start-after');
  const first = Number(
    query.get('continuation-token') ?? (startAfter === null ? 0 : indexAfter(count, keyOf, startAfter)),
  );
  const body = ready.first === first ? ready.body : page(first);
  response.writeHead(200, { 'content-type': 'application/xml', 'content-length': body.length }).end(body);
  setImmediate(() => {
    const next = first + pageSize < count ? first + pageSize : 0;
    ready = { first: next, body: page(next) };
  });
});
serveUntilInputEnds(server);
