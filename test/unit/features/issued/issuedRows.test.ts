import assert from 'node:assert/strict';
import { issuedRows } from '../../../../src/features/issued/issuedRows.ts';
import type { IssuedLink } from '../../../../src/links/ledger/ledger.ts';
import type { Profile } from '../../../../src/profiles/profile.ts';

const link: IssuedLink = {
  id: '1',
  profileId: 'p',
  bucket: 'docs',
  key: 'a.txt',
  method: 'GET',
  host: 'https://docs.oss-cn-hangzhou.aliyuncs.com',
  format: 'curl',
  issuedAtMs: Date.UTC(2030, 0, 1),
  expiresAtMs: Date.UTC(2030, 0, 2),
  times: 1200,
  note: 'for Ann',
};
const options = { profiles: { list: () => [] }, now: () => new Date(Date.UTC(2030, 0, 1)), locale: 'en' };

describe('issuedRows', () => {
  const rows = (changed: Partial<IssuedLink> = {}): Readonly<Record<string, string | undefined>> =>
    Object.fromEntries(issuedRows({ ...link, ...changed }, options));

  it('shows bucket, key, host, format, copies and note, and that a profile is gone', () => {
    const { Profile, Bucket, Key, Host, Format, Note, Version, ...others } = rows();
    assert.deepEqual([Profile, Bucket, Key, Note], ['removed', 'docs', 'a.txt', 'for Ann']);
    assert.deepEqual([Host, Format, Version], [link.host, 'curl', undefined]);
    assert.equal(others['Times copied'], '1,200');
    assert.match(others['Issued'] ?? '', /00:00 UTC/);
    assert.notEqual(others['Issued'], others['Expires']);
  });

  it('shows the name of the profile that signed the link', () => {
    const profile = {
      ...{ id: 'p', name: 'Work', source: 'stored', region: 'cn-hangzhou', buckets: [] },
      ...{ endpoint: { kind: 'public' } },
    } as const satisfies Profile;
    const [first] = issuedRows(link, { ...options, profiles: { list: () => [profile] } });
    assert.deepEqual(first, ['Profile', 'Work']);
  });

  it('labels the prefix of a batch as a folder, and shows no format for a plain URL', () => {
    const { Folder, Key, Format } = rows({ batchCount: 2, key: 'a/', format: 'url' });
    assert.deepEqual([Folder, Key, Format], ['a/', undefined, undefined]);
  });
});
