import { omitUndefined } from '../optional.ts';
import { regionOfHostId } from './regions.ts';
import type { RegionRow } from './regions.ts';
import { readXml } from '../xml/xml.ts';
import { optionalText, requiredText } from '../xml/xmlFields.ts';

/** Region as DescribeRegions lists it. Hosts have no scheme. */
export interface RegionEndpoints extends Pick<RegionRow, 'region' | 'public'> {
  readonly internal?: string;
  readonly accelerate?: string;
}

/** Parses the response of DescribeRegions; throws a `MalformedXmlError` for any other document. */
export async function readRegionEndpoints(body: AsyncIterable<Uint8Array>): Promise<readonly RegionEndpoints[]> {
  const regions: RegionEndpoints[] = [];
  await readXml(body, 'RegionInfoList', {
    RegionInfo: (fields) =>
      regions.push(
        omitUndefined({
          region: regionOfHostId(requiredText(fields, 'Region').replace(/^oss-/, '')),
          public: requiredText(fields, 'InternetEndpoint'),
          internal: optionalText(fields, 'InternalEndpoint'),
          accelerate: optionalText(fields, 'AccelerateEndpoint'),
        }),
      ),
  });
  return regions;
}
