import { createServer, type IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { Crc64 } from '../../src/oss/crc64.ts';
import { answerBucketInfo, serveUntilInputEnds } from './benchServer.ts';

/*
 * Takes uploads, also in parts, without keeping them, and answers downloads of objects with SIZE bytes or of their
 * ranges, which begin at a multiple of 8 bytes, each after DELAY milliseconds, in a process of its own:
 *   node test/bench/transferServer.ts SIZE DELAY
 * prints its endpoint, and ends with its standard input.
 */
const [size = '', delayMs = ''] = process.argv.slice(2);
const sizeBytes = Number(size);
const block = Buffer.alloc(2 ** 20, 'abcdefgh');
const content = new Crc64();
for (let left = sizeBytes; left > 0; left -= block.length) content.update(block.subarray(0, left));
const checksum = content.value.toString();
const etag = '"99914B932BD37A50B983C5E7C90AE93B"';

async function crc64Of(request: IncomingMessage): Promise<string> {
  const crc64 = new Crc64();
  for await (const chunk of request as AsyncIterable<Buffer>) crc64.update(chunk);
  return crc64.value.toString();
}

function xml(root: string, fields: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}>${fields}</${root}>`;
}

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const key = pathname.split('/').slice(2).join('/');
  const answer = async (): Promise<void> => {
    if (searchParams.has('bucketInfo')) {
      answerBucketInfo(response);
      return;
    }
    if (request.method === 'GET') {
      await delay(Number(delayMs));
      const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
      const [start, end] = [Number(first ?? 0), Math.min(sizeBytes, Number(last ?? sizeBytes - 1) + 1)];
      response.writeHead(first === undefined ? 200 : 206, {
        ...{ etag, 'content-length': end - start, 'x-oss-hash-crc64ecma': checksum },
        ...(first !== undefined && { 'content-range': `bytes ${start}-${end - 1}/${sizeBytes}` }),
      });
      for (let left = end - start; left > 0; left -= block.length) {
        if (!response.write(block.subarray(0, left))) {
          await new Promise((resolve) => response.once('drain', resolve));
        }
      }
      response.end();
      return;
    }
    const crc64 = await crc64Of(request);
    await delay(Number(delayMs));
    const target = `<Bucket>bench-bucket</Bucket><Key>${key}</Key>`;
    if (request.method === 'PUT') {
      response.writeHead(200, { etag, 'x-oss-hash-crc64ecma': crc64 }).end();
    } else if (searchParams.has('uploads')) {
      response.end(xml('InitiateMultipartUploadResult', `${target}<UploadId>0004B9895DBBB6EC98E36</UploadId>`));
    } else {
      response.end(xml('CompleteMultipartUploadResult', `${target}<Location>x</Location><ETag>${etag}</ETag>`));
    }
  };
  answer().catch(() => response.destroy());
});
serveUntilInputEnds(server);
