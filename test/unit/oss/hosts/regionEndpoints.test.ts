import assert from 'node:assert/strict';
import { readRegionEndpoints } from '../../../../src/oss/hosts/regionEndpoints.ts';
import { chunksOf } from '../../../support/oss/chunks.ts';

describe('readRegionEndpoints', () => {
  it('reads regions with the IDs used in signatures, and their hosts', async () => {
    const xml =
      '<RegionInfoList><RegionInfo><Region>oss-cn-hangzhou</Region><InternetEndpoint>oss-cn-hangzhou.aliyuncs.com</InternetEndpoint>' +
      '<InternalEndpoint>oss-cn-hangzhou-internal.aliyuncs.com</InternalEndpoint>' +
      '<AccelerateEndpoint>oss-accelerate.aliyuncs.com</AccelerateEndpoint></RegionInfo>' +
      '<RegionInfo><Region>oss-cn-hzfinance</Region><InternetEndpoint>oss-cn-hzfinance.aliyuncs.com</InternetEndpoint></RegionInfo></RegionInfoList>';
    assert.deepEqual(await readRegionEndpoints(chunksOf(xml)), [
      {
        region: 'cn-hangzhou',
        public: 'oss-cn-hangzhou.aliyuncs.com',
        internal: 'oss-cn-hangzhou-internal.aliyuncs.com',
        accelerate: 'oss-accelerate.aliyuncs.com',
      },
      { region: 'cn-hangzhou-finance', public: 'oss-cn-hzfinance.aliyuncs.com' },
    ]);
  });
});
