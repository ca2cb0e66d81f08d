import assert from 'node:assert/strict';
import { httpRequest } from '../../../../src/links/formats/httpRequest.ts';
import { download, upload, url } from '../../../support/links/sampleLinks.ts';

describe('an .http request', () => {
  it('downloads with the signed headers', () => {
    const signedHeaders = { host: 'a', 'x-oss-traffic-limit': '819200' };
    assert.equal(httpRequest.render(download({ signedHeaders })), `GET ${url}\nx-oss-traffic-limit: 819200`);
  });

  it('uploads a file, whose name is the rest of the line', () => {
    const signedHeaders = { 'content-type': 'text/plain' };
    assert.equal(
      httpRequest.render(upload({ signedHeaders, fileName: 'a "b" $c\n`d` 报告.txt' })),
      `PUT ${url}\ncontent-type: text/plain\n\n< a "b" $c \`d\` 报告.txt`,
    );
  });

  it('is separated from the next one by the separator of .http files', () => {
    assert.match(httpRequest.separator ?? '', /^\n+###\n+$/);
  });
});
