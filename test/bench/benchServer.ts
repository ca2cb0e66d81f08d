import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const BUCKET_INFO =
  '<?xml version="1.0" encoding="UTF-8"?>\n<BucketInfo><Bucket><Name>bench-bucket</Name><Location>oss-cn-hangzhou</Location>' +
  '<CreationDate>2026-01-02T03:04:05.000Z</CreationDate><StorageClass>Standard</StorageClass></Bucket></BucketInfo>';

/** Answers GetBucketInfo, which a client asks before it lists a bucket. */
export function answerBucketInfo(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/xml' }).end(BUCKET_INFO);
}

/** Serves on a free port of this computer, prints the endpoint, and ends with the standard input. */
export function serveUntilInputEnds(server: Server): void {
  server.listen(0, '127.0.0.1', () => {
    process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
  });
  process.stdin
    .once('close', () => {
      server.close();
      server.closeAllConnections();
    })
    .resume();
}
