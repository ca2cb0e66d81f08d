import assert from 'node:assert/strict';
import { linkCheckLabel, linkCheckText } from '../../../../src/features/check/linkCheckText.ts';
import type { UploadCheck } from '../../../../src/links/details/linkCheck.ts';
import { readPresignedUrl } from '../../../../src/oss/presignedUrls/presignedUrl.ts';
import type { Presentation } from '../../../../src/oss/presignedUrls/probeUrl.ts';
import { presign } from '../../../../src/oss/signing/presign.ts';

const now = new Date('2026-05-07T10:00:00Z');
const context = { now, locale: 'en' };

function detailsOf(method: 'GET' | 'PUT'): Parameters<typeof linkCheckText>[0] {
  const { url } = presign(
    { method, bucket: 'docs', key: 'a.txt' },
    {
      credentials: { accessKeyId: 'ak', accessKeySecret: 'sk' },
      region: 'cn-hangzhou',
      endpoint: 'https://oss-cn-hangzhou.aliyuncs.com',
      signedAt: now,
      expires: 3600,
    },
  );
  return { link: readPresignedUrl(url), method, headers: {} };
}

describe('the text of a checked link', () => {
  for (const [presentation, text] of [
    ['shown', 'shown by browsers'],
    ['savedAsAsked', 'saved by browsers'],
    ['savedByType', 'saved by browsers for its type'],
    ['savedOnOwnHost', 'saved by browsers, since OSS demands that on its own hosts'],
  ] as const satisfies readonly (readonly [Presentation, string])[]) {
    it(`says what browsers do: ${text}`, () => {
      const content = { status: 200, contentType: 'text/plain', sizeBytes: 2048, storageClass: 'IA', presentation };
      const checked = linkCheckText(detailsOf('GET'), { kind: 'download', content }, context);
      assert.match(checked, new RegExp(`works: text/plain, 2 KB, IA, ${text}, expires in 1 h`));
    });
  }

  for (const storageClass of ['Standard', 'STANDARD']) {
    it(`names no storage class if it is ${storageClass}, as services write the usual one`, () => {
      const content = { status: 200, contentType: 'text/plain', sizeBytes: 2048, storageClass } as const;
      const check = { kind: 'download', content: { ...content, presentation: 'shown' } } as const;
      assert.match(linkCheckText(detailsOf('GET'), check, context), /text\/plain, 2 KB, shown by browsers/);
    });
  }

  for (const [existing, signature, text] of [
    ['nothing', 'right', "The object doesn't exist yet. The signature is valid."],
    ['overwritten', 'unknown', "It overwrites the existing object. The signature can't be verified here."],
    ['newVersion', 'right', 'It adds a version to the existing object. The signature is valid.'],
    ['unknown', 'right', 'The signature is valid.'],
  ] as const satisfies readonly (readonly [UploadCheck['existing'], UploadCheck['signature'], string])[]) {
    it(`says what an upload does with an object: ${existing}`, () => {
      const upload: UploadCheck = { existing, signature, requirements: ['Send it.'] };
      const checked = linkCheckText(detailsOf('PUT'), { kind: 'upload', upload }, context);
      assert.ok(checked.includes('(nothing was written)'), checked);
      assert.ok(checked.endsWith(` ${text} Send it.`), checked);
    });
  }

  it('names the cause of a failure, and the next step', () => {
    const failure = { code: 'NoSuchKey', cause: 'The object is gone.', fix: 'Upload it again.' };
    const check = { kind: 'failure', failure } as unknown as Parameters<typeof linkCheckLabel>[0];
    assert.match(
      linkCheckText(detailsOf('GET'), check, context),
      /doesn't work\. The object is gone\. Upload it again\.$/,
    );
    assert.equal(linkCheckLabel(check), "doesn't work");
  });
});
