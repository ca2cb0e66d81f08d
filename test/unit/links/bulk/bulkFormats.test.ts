import assert from 'node:assert/strict';
import { bulkFormats, type BulkLink } from '../../../../src/links/bulk/bulkFormats.ts';

const link: BulkLink = {
  method: 'GET',
  url: 'https://h/a/b%20c.txt?x-oss-signature=0',
  signedHeaders: { 'x-oss-range-behavior': 'standard' },
  expiration: new Date('2030-01-01T00:00:00Z'),
  fileName: "sub/it's,<b>.txt",
  key: "a/sub/it's,<b>.txt",
  sizeBytes: 7,
};

describe('bulk link formats', () => {
  const expected: Readonly<Record<string, string>> = {
    text: `${link.url}\n`,
    spreadsheet:
      '\uFEFFkey,size,method,headers,expires,url\r\n' +
      `"a/sub/it's,<b>.txt",7,GET,x-oss-range-behavior: standard,2030-01-01T00:00:00.000Z,${link.url}\r\n`,
    csv:
      'key,size,method,headers,expires,url\r\n' +
      `"a/sub/it's,<b>.txt",7,GET,x-oss-range-behavior: standard,2030-01-01T00:00:00.000Z,${link.url}\r\n`,
    jsonl:
      '{"key":"a/sub/it\'s,<b>.txt","sizeBytes":7,"method":"GET","headers":{"x-oss-range-behavior":"standard"},' +
      `"expires":"2030-01-01T00:00:00.000Z","url":"${link.url}"}\n`,
    markdown: `# docs & <more>\n\n- [sub/it's,\\<b\\>.txt](${link.url})\n`,
    html:
      '<!doctype html>\n<meta charset="utf-8">\n<meta name="referrer" content="no-referrer">\n<title>docs &amp; &lt;more&gt;</title>\n' +
      `<h1>docs &amp; &lt;more&gt;</h1>\n<ul>\n<li><a href="${link.url}">sub/it's,&lt;b&gt;.txt</a></li>\n</ul>\n`,
    wget:
      "#!/bin/sh\nset -e\nmkdir -p ./sub\nwget '--header=x-oss-range-behavior: standard' -O 'sub/it'\\''s,<b>.txt' " +
      `'${link.url}'\n`,
    aria2: `${link.url}\n  header=x-oss-range-behavior: standard\n  out=sub/it's,<b>.txt\n`,
  };
  for (const format of bulkFormats.filter(({ methods }) => methods.includes('GET'))) {
    it(`write ${format.id}`, () => {
      assert.equal(format.head('docs & <more>') + format.item(link) + format.foot, expected[format.id]);
    });
  }

  it('write all headers of an upload into one cell, one per line', () => {
    const csv = bulkFormats.find(({ id }) => id === 'csv') ?? assert.fail('there is no CSV');
    const signedHeaders = { 'content-type': 'text/plain', 'x-oss-forbid-overwrite': 'true' };
    assert.match(
      csv.item({ ...link, method: 'PUT', signedHeaders }),
      /,PUT,"content-type: text\/plain\nx-oss-forbid-overwrite: true",/,
    );
  });

  it('write uploads as commands that send exactly the signed headers', () => {
    const curl = bulkFormats.find(({ id }) => id === 'curl') ?? assert.fail('there is no curl');
    assert.deepEqual(curl.methods, ['PUT']);
    const { sizeBytes: _, ...upload } = {
      ...link,
      method: 'PUT' as const,
      signedHeaders: { 'content-type': 'text/plain' },
    };
    assert.match(curl.item(upload), /^curl .*-H 'content-type: text\/plain'.*\n$/);
    assert.doesNotMatch(curl.item(upload), /mkdir/);
  });
});
