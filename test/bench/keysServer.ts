import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { indexAfter, keyLayouts, sortedKeys, type LayoutName } from '../support/oss/keyLayouts.ts';
import { answerBucketInfo, serveUntilInputEnds } from './benchServer.ts';

/*
 * Answers ListObjectsV2 of a bucket with COUNT keys of a layout, each page after DELAY milliseconds, in a process of its
 * own:
 *   node test/bench/keysServer.ts LAYOUT COUNT DELAY
 * prints its endpoint, and ends with its standard input. GET /requests gives the number of pages that were asked for.
 */
const [layout = '', count = '', delayMs = ''] = process.argv.slice(2);
if (!Object.hasOwn(keyLayouts, layout)) throw new Error(`There is no layout "${layout}".`);
const keys = sortedKeys(layout as LayoutName, Number(count));
const pageSize = 1000;
let requestCount = 0;

function page(query: URLSearchParams): Buffer {
  const startAfter = query.get('start-after');
  const first = Number(
    query.get('continuation-token') ??
      (startAfter === null ? 0 : indexAfter(keys.length, (index) => keys[index] ?? '', startAfter)),
  );
  const end = Math.min(first + pageSize, keys.length);
  const isTruncated = end < keys.length;
  const contents = keys
    .slice(first, end)
    .map(
      (key) =>
        `<Contents><Key>${encodeURIComponent(key)}</Key><LastModified>2026-01-02T03:04:05.000Z</LastModified>` +
        '<ETag>"99914B932BD37A50B983C5E7C90AE93B"</ETag><Type>Normal</Type><Size>2</Size>' +
        '<StorageClass>Standard</StorageClass></Contents>',
    );
  return Buffer.from(
    '<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult><Name>bench-bucket</Name><Prefix></Prefix>' +
      `<MaxKeys>${pageSize}</MaxKeys><EncodingType>url</EncodingType><IsTruncated>${isTruncated}</IsTruncated>` +
      (isTruncated ? `<NextContinuationToken>${end}</NextContinuationToken>` : '') +
      `${contents.join('')}<KeyCount>${end - first}</KeyCount></ListBucketResult>`,
  );
}

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname === '/requests') {
    response.end(String(requestCount));
    requestCount = 0;
    return;
  }
  if (searchParams.has('bucketInfo')) {
    answerBucketInfo(response);
    return;
  }
  requestCount++;
  void delay(Number(delayMs)).then(() => {
    const body = page(searchParams);
    response.writeHead(200, { 'content-type': 'application/xml', 'content-length': body.length }).end(body);
  });
});
serveUntilInputEnds(server);
