/** Group of regions, as in the OSS documentation. */
export type RegionGroup = 'mainland' | 'hongkong' | 'apac' | 'europe-america' | 'middle-east' | 'finance' | 'gov';

/** State of a region: new buckets can be created only in active ones. */
export type RegionStatus = 'active' | 'closing' | 'closed' | 'unverified';

/** Region of OSS. Hosts have no scheme; `null` if a region has none of that kind. */
export interface RegionRow {
  readonly region: string;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly public: string;
  readonly internal: string | null;
  readonly dualstack: string | null;
  readonly group: RegionGroup;
  readonly status: RegionStatus;
  /** Additional host, reachable only inside a finance cloud. */
  readonly internalOnly?: string;
}

/** Exceptions from the rules that most regions follow. */
interface RegionExceptions {
  /** ID in host names, if it differs from the region's ID. */
  readonly id?: string;
  readonly hasNoInternal?: boolean;
  readonly hasDualstack?: boolean;
  readonly status?: RegionStatus;
  /** ID in the additional host name. */
  readonly internalOnly?: string;
}

/** Regions, one per line. https://help.aliyun.com/zh/oss/user-guide/regions-and-endpoints */
// prettier-ignore
const REGION_TABLE: readonly (readonly [region: string, nameEn: string, nameZh: string, group: RegionGroup, RegionExceptions])[] = [
  ['cn-hangzhou', 'China (Hangzhou)', '华东1（杭州）', 'mainland', { hasDualstack: true }],
  ['cn-shanghai', 'China (Shanghai)', '华东2（上海）', 'mainland', { hasDualstack: true }],
  ['cn-nanjing', 'China (Nanjing - Local Region)', '华东5（南京-本地地域）', 'mainland', { status: 'closing' }],
  ['cn-fuzhou', 'China (Fuzhou - Local Region)', '华东6（福州-本地地域）', 'mainland', { status: 'closing' }],
  ['cn-wuhan-lr', 'China (Wuhan - Local Region)', '华中1（武汉-本地地域）', 'mainland', {}],
  ['cn-qingdao', 'China (Qingdao)', '华北1（青岛）', 'mainland', { hasDualstack: true }],
  ['cn-beijing', 'China (Beijing)', '华北2（北京）', 'mainland', { hasDualstack: true }],
  ['cn-zhangjiakou', 'China (Zhangjiakou)', '华北3（张家口）', 'mainland', { hasDualstack: true }],
  ['cn-huhehaote', 'China (Hohhot)', '华北5（呼和浩特）', 'mainland', { hasDualstack: true }],
  ['cn-wulanchabu', 'China (Ulanqab)', '华北6（乌兰察布）', 'mainland', { hasDualstack: true }],
  ['cn-shenzhen', 'China (Shenzhen)', '华南1（深圳）', 'mainland', { hasDualstack: true }],
  ['cn-heyuan', 'China (Heyuan)', '华南2（河源）', 'mainland', { hasDualstack: true }],
  ['cn-guangzhou', 'China (Guangzhou)', '华南3（广州）', 'mainland', { hasDualstack: true }],
  ['cn-chengdu', 'China (Chengdu)', '西南1（成都）', 'mainland', { hasDualstack: true }],
  ['cn-zhongwei', 'China (Zhongwei)', '西北2（中卫）', 'mainland', {}],
  ['rg-china-mainland', 'Chinese mainland (no region attribute)', '无地域属性（中国内地）', 'mainland', { hasNoInternal: true }],
  ['cn-hongkong', 'China (Hong Kong)', '中国香港', 'hongkong', { hasDualstack: true }],
  ['ap-northeast-1', 'Japan (Tokyo)', '日本（东京）', 'apac', {}],
  ['ap-northeast-2', 'South Korea (Seoul)', '韩国（首尔）', 'apac', {}],
  ['ap-southeast-1', 'Singapore', '新加坡', 'apac', {}],
  ['ap-southeast-3', 'Malaysia (Kuala Lumpur)', '马来西亚（吉隆坡）', 'apac', {}],
  ['ap-southeast-8', 'Malaysia (Johor)', '马来西亚（柔佛州）', 'apac', {}],
  ['ap-southeast-5', 'Indonesia (Jakarta)', '印度尼西亚（雅加达）', 'apac', {}],
  ['ap-southeast-6', 'Philippines (Manila)', '菲律宾（马尼拉）', 'apac', {}],
  ['ap-southeast-7', 'Thailand (Bangkok)', '泰国（曼谷）', 'apac', {}],
  ['ap-southeast-2', 'Australia (Sydney)', '澳大利亚（悉尼）', 'apac', { status: 'closed' }],
  ['ap-south-1', 'India (Mumbai)', '印度（孟买）', 'apac', { status: 'closed' }],
  ['eu-central-1', 'Germany (Frankfurt)', '德国（法兰克福）', 'europe-america', { hasDualstack: true }],
  ['eu-west-1', 'UK (London)', '英国（伦敦）', 'europe-america', {}],
  ['eu-west-2', 'France (Paris)', '法国（巴黎）', 'europe-america', {}],
  ['us-west-1', 'US (Silicon Valley)', '美国（硅谷）', 'europe-america', {}],
  ['us-east-1', 'US (Virginia)', '美国（弗吉尼亚）', 'europe-america', {}],
  ['us-southeast-1', 'US (Atlanta)', '美国（亚特兰大）', 'europe-america', { status: 'unverified' }],
  ['na-south-1', 'Mexico', '墨西哥', 'europe-america', {}],
  ['sa-east-1', 'Brazil (Sao Paulo)', '巴西（圣保罗）', 'europe-america', {}],
  ['me-east-1', 'UAE (Dubai)', '阿联酋（迪拜）', 'middle-east', {}],
  ['me-central-1', 'SAU (Riyadh - Partner Region)', '沙特（利雅得）-合作伙伴运营', 'middle-east', {}],
  ['cn-hangzhou-finance', 'China East 1 Finance (Hangzhou)', '华东1金融云（杭州）', 'finance', { id: 'cn-hzfinance', internalOnly: 'cn-hzjbp-a-internal' }],
  ['cn-shanghai-finance-1', 'China East 2 Finance (Shanghai)', '华东2金融云（上海）', 'finance', { id: 'cn-shanghai-finance-1-pub', internalOnly: 'cn-shanghai-finance-1-internal' }],
  ['cn-shenzhen-finance-1', 'China South 1 Finance (Shenzhen)', '华南1金融云（深圳）', 'finance', { id: 'cn-szfinance', internalOnly: 'cn-shenzhen-finance-1-internal' }],
  ['cn-beijing-finance-1', 'China North 2 Finance (Beijing)', '华北2金融云（北京）', 'finance', { id: 'cn-beijing-finance-1-pub', internalOnly: 'cn-beijing-finance-1-internal' }],
  ['cn-north-2-gov-1', 'China North 2 Gov (Beijing)', '华北2阿里政务云1', 'gov', {}],
];

/** Regions of OSS, in the documentation's order. */
export const REGIONS: readonly RegionRow[] = REGION_TABLE.map(([region, nameEn, nameZh, group, exceptions]) => {
  const { id = region, hasNoInternal, hasDualstack, status = 'active', internalOnly } = exceptions;
  return {
    ...{ region, nameEn, nameZh, group, status },
    public: hostOf(id),
    internal: hasNoInternal ? null : hostOf(`${id}-internal`),
    dualstack: hasDualstack ? `${region}.oss.aliyuncs.com` : null,
    ...(internalOnly !== undefined && { internalOnly: hostOf(internalOnly) }),
  };
});

function hostOf(id: string): string {
  return `oss-${id}.aliyuncs.com`;
}

const rowByRegion: ReadonlyMap<string, RegionRow> = new Map(REGIONS.map((row) => [row.region, row]));

/** Row of a region; `undefined` outside the table: new regions exist before the table lists them. */
export function findRegion(region: string): RegionRow | undefined {
  return rowByRegion.get(region);
}

/** Regions by the ID in host names: most hosts have their region's ID, finance clouds have others. */
const regionByHostId: ReadonlyMap<string, string> = new Map(
  REGIONS.flatMap((row) =>
    [row.public, row.internal, row.internalOnly]
      .filter((host) => typeof host === 'string')
      .map((host): [string, string] => [host.replace(/^oss-(.+?)(?:-internal)?\.aliyuncs\.com$/, '$1'), row.region]),
  ),
);

/** Region of the ID in a host `oss-<id>.aliyuncs.com`: the ID itself, except for finance clouds. */
export function regionOfHostId(id: string): string {
  return regionByHostId.get(id) ?? id;
}

/** Region of a zone such as `cn-beijing-h` or `ap-southeast-1c`; a region is its own. */
export function regionOfZone(zone: string): string {
  return zone.replace(/(?:-|(?<=\d))[a-z]$/, '');
}

const regionPrefixes: ReadonlySet<string> = new Set(
  REGIONS.map((row) => row.region.slice(0, row.region.indexOf('-') + 1)),
);

/**
 * Region of a host label: one of the table, or one with a region prefix (`cn-`, `ap-`, …); `undefined` for other
 * labels.
 */
export function regionOfLabel(label: string): string | undefined {
  return regionPrefixes.has(label.slice(0, label.indexOf('-') + 1)) ? label : undefined;
}
