import assert from 'node:assert/strict';
import { findRegion, regionOfHostId, regionOfLabel, REGIONS } from '../../../../src/oss/hosts/regions.ts';

describe('REGIONS', () => {
  it('contains every region and host once', () => {
    const hosts = REGIONS.flatMap((row) => [row.public, row.internal, row.dualstack]).filter((host) => host !== null);
    assert.equal(new Set(REGIONS.map((row) => row.region)).size, REGIONS.length);
    assert.equal(new Set(hosts).size, hosts.length);
  });

  it('has dual-stack hosts where the documentation lists them', () => {
    assert.deepEqual(REGIONS.flatMap(({ region, dualstack }) => (dualstack === null ? [] : [region])).toSorted(), [
      ...['cn-beijing', 'cn-chengdu', 'cn-guangzhou', 'cn-hangzhou', 'cn-heyuan', 'cn-hongkong', 'cn-huhehaote'],
      ...['cn-qingdao', 'cn-shanghai', 'cn-shenzhen', 'cn-wulanchabu', 'cn-zhangjiakou', 'eu-central-1'],
    ]);
  });

  it('has both names for every region', () => {
    for (const { region, nameEn, nameZh } of REGIONS) {
      assert.match(nameEn, /^[\x20-\x7e]+$/, region);
      assert.match(nameZh, /\p{Script=Han}/u, region);
    }
  });
});

describe('findRegion', () => {
  it('returns the row of a region', () => {
    assert.deepEqual(findRegion('cn-hongkong'), {
      region: 'cn-hongkong',
      nameEn: 'China (Hong Kong)',
      nameZh: '中国香港',
      public: 'oss-cn-hongkong.aliyuncs.com',
      internal: 'oss-cn-hongkong-internal.aliyuncs.com',
      dualstack: 'cn-hongkong.oss.aliyuncs.com',
      group: 'hongkong',
      status: 'active',
    });
  });
  it('returns undefined for others', () => {
    assert.equal(findRegion('cn-nowhere'), undefined);
  });
});

describe('the region of a host', () => {
  it('is part of it, except for finance clouds', () => {
    assert.equal(regionOfHostId('cn-hangzhou'), 'cn-hangzhou');
    assert.equal(regionOfHostId('xx-new-1'), 'xx-new-1');
    assert.equal(regionOfHostId('cn-hzfinance'), 'cn-hangzhou-finance');
    assert.equal(regionOfHostId('cn-hzjbp-a'), 'cn-hangzhou-finance');
    assert.equal(regionOfHostId('cn-szfinance'), 'cn-shenzhen-finance-1');
    assert.equal(regionOfHostId('cn-shanghai-finance-1-pub'), 'cn-shanghai-finance-1');
    assert.equal(regionOfHostId('cn-beijing-finance-1-pub'), 'cn-beijing-finance-1');
    assert.equal(regionOfHostId('cn-beijing-finance-1'), 'cn-beijing-finance-1');
  });
  it('is a label with the prefix of region IDs', () => {
    assert.equal(regionOfLabel('cn-hangzhou'), 'cn-hangzhou');
    assert.equal(regionOfLabel('ap-new-9'), 'ap-new-9');
    assert.equal(regionOfLabel('my-bucket'), undefined);
    assert.equal(regionOfLabel('bucket'), undefined);
  });
});
