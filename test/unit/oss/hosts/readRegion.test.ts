import assert from 'node:assert/strict';
import { readRegion, type RegionReading } from '../../../../src/oss/hosts/readRegion.ts';

describe('readRegion', () => {
  const internal = 'internal' as const;
  const read: readonly (readonly [text: string, reading: RegionReading])[] = [
    ['cn-hangzhou', { region: 'cn-hangzhou' }],
    [' CN-Hangzhou\n', { region: 'cn-hangzhou' }],
    ['"cn-hangzhou"', { region: 'cn-hangzhou' }],
    ["'oss-cn-hangzhou'", { region: 'cn-hangzhou' }],
    ['oss-cn-hangzhou', { region: 'cn-hangzhou' }],
    ['cn-beijing-internal', { region: 'cn-beijing', kind: internal }],
    ['oss-cn-beijing-internal', { region: 'cn-beijing', kind: internal }],
    ['oss-cn-shenzhen.aliyuncs.com', { region: 'cn-shenzhen', kind: 'public' }],
    ['https://oss-cn-shenzhen-internal.aliyuncs.com/', { region: 'cn-shenzhen', kind: internal }],
    ['bucket.oss-eu-central-1.aliyuncs.com', { region: 'eu-central-1', kind: 'public' }],
    ['oss-cn-hzfinance', { region: 'cn-hangzhou-finance' }],
    ['cn-new-9', { region: 'cn-new-9' }],
    ['shenzhen', { region: 'cn-shenzhen' }],
    ['Singapore', { region: 'ap-southeast-1' }],
    ['frankfurt', { region: 'eu-central-1' }],
    ['beijing', { region: 'cn-beijing' }],
    ['杭州', { region: 'cn-hangzhou' }],
    ['上海', { region: 'cn-shanghai' }],
    ['新加坡', { region: 'ap-southeast-1' }],
    ['华东1（杭州）', { region: 'cn-hangzhou' }],
    ['华东1(杭州)', { region: 'cn-hangzhou' }],
    ['ｃｎ－ｈａｎｇｚｈｏｕ', { region: 'cn-hangzhou' }],
    ['cn_hangzhou', { region: 'cn-hangzhou' }],
    ['OSS_CN_HANGZHOU', { region: 'cn-hangzhou' }],
    ['oss-cn-hangzhou/', { region: 'cn-hangzhou' }],
    ['cn-hangzhou，', { region: 'cn-hangzhou' }],
    ['“cn-hangzhou”', { region: 'cn-hangzhou' }],
    ['cn-hangzhou-h', { region: 'cn-hangzhou' }],
    ['ap-southeast-1c', { region: 'ap-southeast-1' }],
    ['cn-newtown-h', { region: 'cn-newtown-h' }],
  ];
  for (const [text, reading] of read) {
    it(`reads ${JSON.stringify(text)} as ${reading.region}`, () => {
      assert.deepEqual(readRegion(text), reading);
    });
  }

  for (const text of ['', '  ', '""', 'china', 'malaysia', 'files.example.com', 'a b', '-', 'oss-', 'https://']) {
    it(`reads no region from ${JSON.stringify(text)}`, () => {
      assert.equal(readRegion(text), undefined);
    });
  }
});
