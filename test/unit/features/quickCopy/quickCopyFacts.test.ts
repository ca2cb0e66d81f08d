import assert from 'node:assert/strict';
import type { MappedFile } from '../../../../src/links/mappings/mappings.ts';
import type { QuickCopyTarget } from '../../../../src/links/mappings/quickCopyTarget.ts';
import type { Profile } from '../../../../src/profiles/profile.ts';
import { quickCopyFacts, type FactsSources } from '../../../../src/features/quickCopy/quickCopyFacts.ts';
import { formatMoment } from '../../../../src/text/moment.ts';
import { noon } from '../../../support/emulator/handMade.ts';
import { readDocumentUploads } from '../../../../src/links/mappings/documentUploads.ts';

const profile: Profile = {
  ...{ id: 'p1', name: 'Work', region: 'cn-hangzhou', endpoint: { kind: 'public' }, source: 'stored' },
  ...{ buckets: ['docs'], regions: new Map([['docs', 'cn-beijing']]) },
};
const sources: FactsSources = {
  linkHosts: { linkHost: () => undefined },
  maxValiditySeconds: () => Number.POSITIVE_INFINITY,
  now: () => noon,
  locale: 'en',
};
const options = { method: 'GET', validity: '1h' } as const;
const last: QuickCopyTarget = {
  kind: 'last',
  target: { profileId: 'p1', bucket: 'docs', key: 'a/b.txt' },
  options,
  profile,
};
const file: MappedFile = {
  root: { scheme: 'file', authority: '', path: '/project' },
  mapping: { source: 'workspace', folder: '', bucket: 'docs', prefix: '', documents: readDocumentUploads({}) },
  ...{ bucket: 'docs', key: 'a/b.txt' },
};
const mapped = { kind: 'mapped', file, profile, options } as const;

describe('facts about a quick copy in the status bar', () => {
  it('include object, profile, host and expiry', () => {
    const { text, label, details } = quickCopyFacts(last, sources);
    assert.equal(text, 'Download link: b.txt · 1 hour');
    assert.equal(label, 'Copy a new download link to b.txt, valid for 1 hour');
    assert.deepEqual(details.slice(0, 3), [
      'Last object: docs/a/b.txt',
      'Profile: Work',
      'Host: oss-cn-beijing.aliyuncs.com',
    ]);
    const inAnHour = new Date(noon.getTime() + 3_600_000);
    const moment = formatMoment(inAnHour, { now: noon, locale: 'en' });
    assert.equal(details[3], `Copy now: expires at ${moment}`);
  });

  it('cut a long name in the status bar, which other extensions share, but not in the sentence', () => {
    const name = `${'x'.repeat(60)}.txt`;
    const { text, label } = quickCopyFacts({ ...last, target: { ...last.target, key: name } }, sources);
    assert.ok(text.length <= 'Download link:  · 1 hour'.length + 24, text);
    assert.ok(label.length > text.length);
  });

  it('say that an upload link is for uploads', () => {
    const { text, label } = quickCopyFacts({ ...last, options: { method: 'PUT', validity: '1h' } }, sources);
    assert.equal(text, 'Upload link: b.txt · 1 hour');
    assert.equal(label, 'Copy a new upload link to b.txt, valid for 1 hour');
  });

  it('include the host that was chosen for the links of the bucket', () => {
    const linkHosts: FactsSources['linkHosts'] = {
      linkHost: ({ bucket }) => ({
        endpoint: { kind: 'custom', url: `https://${bucket}.example.com`, addressing: 'cname' },
      }),
    };
    assert.ok(quickCopyFacts(last, { ...sources, linkHosts }).details.includes('Host: docs.example.com'));
  });

  it('include the host that was chosen for the last link, and not that of the bucket', () => {
    const linkHosts: FactsSources['linkHosts'] = { linkHost: () => ({ endpoint: { kind: 'accelerate' } }) };
    const hostOf = (host: string): string | undefined =>
      quickCopyFacts({ ...last, options: { ...options, host } }, { ...sources, linkHosts }).details[2];
    assert.equal(hostOf('internal'), 'Host: oss-cn-beijing-internal.aliyuncs.com');
    assert.equal(hostOf('https://files.example.com'), 'Host: files.example.com');
  });

  it('include a CDN for downloads, and the host of OSS for uploads beside it', () => {
    const linkHosts: FactsSources['linkHosts'] = {
      linkHost: () => ({
        endpoint: { kind: 'custom', url: 'https://cdn.example.com', addressing: 'cname' },
        cdn: { type: 'A', cdnTtl: 1800 },
      }),
    };
    const hostOf = (method: 'GET' | 'PUT'): string | undefined =>
      quickCopyFacts({ ...last, options: { ...last.options, method } }, { ...sources, linkHosts }).details[2];
    assert.equal(hostOf('GET'), 'Host: cdn.example.com');
    assert.equal(hostOf('PUT'), 'Host: oss-cn-beijing.aliyuncs.com');
  });

  it('include the maximum validity if the chosen one exceeds it', () => {
    assert.equal(
      quickCopyFacts(last, { ...sources, maxValiditySeconds: () => 60 }).text,
      'Download link: b.txt · 1 minute',
    );
  });

  it('mention the question for a profile if none is known for a mapped file', () => {
    const { details } = quickCopyFacts({ ...mapped, profile: undefined }, sources);
    assert.deepEqual(details.slice(0, 2), ['Mapped file: docs/a/b.txt', 'Profile: asks for the profile first']);
  });

  it('include the recipe in place of method and validity, which it decides', () => {
    const { text, label, details } = quickCopyFacts({ ...mapped, recipe: 'For reviewers' }, sources);
    assert.equal(text, 'Download link: b.txt · For reviewers');
    assert.equal(label, 'Copy a new link to b.txt with the recipe "For reviewers"');
    assert.equal(details.length, 3);
  });
});
