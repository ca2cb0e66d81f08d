/** A group of regions, as the OSS documentation lists them. */
export type RegionGroup = 'mainland' | 'hongkong' | 'apac' | 'europe-america' | 'middle-east' | 'finance' | 'gov';

/** Whether new buckets can be made in a region. */
export type RegionStatus = 'active' | 'closing' | 'closed' | 'unverified';

/** A region of OSS; hosts have no scheme, `null` says that a region has none of that kind. */
export interface RegionRow {
  readonly region: string;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly public: string;
  readonly internal: string | null;
  readonly dualstack: string | null;
  readonly group: RegionGroup;
  readonly status: RegionStatus;
  /** A further host, reachable from inside a finance cloud alone. */
  readonly internalOnly?: string;
}

/** The regions of OSS, in the documentation's order; a table, one row a line. */
// prettier-ignore
export const REGIONS = [
  { region: 'cn-hangzhou', nameEn: 'China (Hangzhou)', nameZh: '华东1（杭州）', public: 'oss-cn-hangzhou.aliyuncs.com', internal: 'oss-cn-hangzhou-internal.aliyuncs.com', dualstack: 'cn-hangzhou.oss.aliyuncs.com', group: 'mainland', status: 'active' },
  { region: 'cn-shanghai', nameEn: 'China (Shanghai)', nameZh: '华东2（上海）', public: 'oss-cn-shanghai.aliyuncs.com', internal: 'oss-cn-shanghai-internal.aliyuncs.com', dualstack: 'cn-shanghai.oss.aliyuncs.com', group: 'mainland', status: 'active' },
  { region: 'cn-nanjing', nameEn: 'China (Nanjing - Local Region)', nameZh: '华东5（南京-本地地域）', public: 'oss-cn-nanjing.aliyuncs.com', internal: 'oss-cn-nanjing-internal.aliyuncs.com', dualstack: null, group: 'mainland', status: 'closing' },
  { region: 'cn-fuzhou', nameEn: 'China (Fuzhou - Local Region)', nameZh: '华东6（福州-本地地域）', public: 'oss-cn-fuzhou.aliyuncs.com', internal: 'oss-cn-fuzhou-internal.aliyuncs.com', dualstack: null, group: 'mainland', status: 'closing' },
  { region: 'cn-wuhan-lr', nameEn: 'China (Wuhan - Local Region)', nameZh: '华中1（武汉-本地地域）', public: 'oss-cn-wuhan-lr.aliyuncs.com', internal: 'oss-cn-wuhan-lr-internal.aliyuncs.com', dualstack: null, group: 'mainland', status: 'active' },
  { region: 'cn-qingdao', nameEn: 'China (Qingdao)', nameZh: '华北1（青岛）', public: 'oss-cn-qingdao.aliyuncs.com', internal: 'oss-cn-qingdao-internal.aliyuncs.com', dualstack: 'cn-qingdao.oss.aliyuncs.com', group: 'mainland', status: 'active' },
  { region: 'cn-beijing', nameEn: 'China (Beijing)', nameZh: '华北2（北京）', public: 'oss-cn-beijing.aliyuncs.com', internal: 'oss-cn-beijing-internal.aliyuncs.com', dualstack: 'cn-beijing.oss.aliyuncs.com', group: 'mainland', status: 'active' },
  { region: 'cn-zhangjiakou', nameEn: 'China (Zhangjiakou)', nameZh: '华北3（张家口）', public: 'oss-cn-zhangjiakou.aliyuncs.com', internal: 'oss-cn-zhangjiakou-internal.aliyuncs.com', dualstack: 'cn-zhangjiakou.oss.aliyuncs.com', group: 'mainland', status: 'active' },
  { region: 'cn-huhehaote', nameEn: 'China (Hohhot)', nameZh: '华北5（呼和浩特）', public: 'oss-cn-huhehaote.aliyuncs.com', internal: 'oss-cn-huhehaote-internal.aliyuncs.com', dualstack: 'cn-huhehaote.oss.aliyuncs.com', group: 'mainland', status: 'active' },
  { region: 'cn-wulanchabu', nameEn: 'China (Ulanqab)', nameZh: '华北6（乌兰察布）', public: 'oss-cn-wulanchabu.aliyuncs.com', internal: 'oss-cn-wulanchabu-internal.aliyuncs.com', dualstack: 'cn-wulanchabu.oss.aliyuncs.com', group: 'mainland', status: 'active' },
  { region: 'cn-shenzhen', nameEn: 'China (Shenzhen)', nameZh: '华南1（深圳）', public: 'oss-cn-shenzhen.aliyuncs.com', internal: 'oss-cn-shenzhen-internal.aliyuncs.com', dualstack: 'cn-shenzhen.oss.aliyuncs.com', group: 'mainland', status: 'active' },
  { region: 'cn-heyuan', nameEn: 'China (Heyuan)', nameZh: '华南2（河源）', public: 'oss-cn-heyuan.aliyuncs.com', internal: 'oss-cn-heyuan-internal.aliyuncs.com', dualstack: 'cn-heyuan.oss.aliyuncs.com', group: 'mainland', status: 'active' },
  { region: 'cn-guangzhou', nameEn: 'China (Guangzhou)', nameZh: '华南3（广州）', public: 'oss-cn-guangzhou.aliyuncs.com', internal: 'oss-cn-guangzhou-internal.aliyuncs.com', dualstack: 'cn-guangzhou.oss.aliyuncs.com', group: 'mainland', status: 'active' },
  { region: 'cn-chengdu', nameEn: 'China (Chengdu)', nameZh: '西南1（成都）', public: 'oss-cn-chengdu.aliyuncs.com', internal: 'oss-cn-chengdu-internal.aliyuncs.com', dualstack: 'cn-chengdu.oss.aliyuncs.com', group: 'mainland', status: 'active' },
  { region: 'cn-zhongwei', nameEn: 'China (Zhongwei)', nameZh: '西北2（中卫）', public: 'oss-cn-zhongwei.aliyuncs.com', internal: 'oss-cn-zhongwei-internal.aliyuncs.com', dualstack: null, group: 'mainland', status: 'active' },
  { region: 'rg-china-mainland', nameEn: 'Chinese mainland (no region attribute)', nameZh: '无地域属性（中国内地）', public: 'oss-rg-china-mainland.aliyuncs.com', internal: null, dualstack: null, group: 'mainland', status: 'active' },
  { region: 'cn-hongkong', nameEn: 'China (Hong Kong)', nameZh: '中国香港', public: 'oss-cn-hongkong.aliyuncs.com', internal: 'oss-cn-hongkong-internal.aliyuncs.com', dualstack: 'cn-hongkong.oss.aliyuncs.com', group: 'hongkong', status: 'active' },
  { region: 'ap-northeast-1', nameEn: 'Japan (Tokyo)', nameZh: '日本（东京）', public: 'oss-ap-northeast-1.aliyuncs.com', internal: 'oss-ap-northeast-1-internal.aliyuncs.com', dualstack: null, group: 'apac', status: 'active' },
  { region: 'ap-northeast-2', nameEn: 'South Korea (Seoul)', nameZh: '韩国（首尔）', public: 'oss-ap-northeast-2.aliyuncs.com', internal: 'oss-ap-northeast-2-internal.aliyuncs.com', dualstack: null, group: 'apac', status: 'active' },
  { region: 'ap-southeast-1', nameEn: 'Singapore', nameZh: '新加坡', public: 'oss-ap-southeast-1.aliyuncs.com', internal: 'oss-ap-southeast-1-internal.aliyuncs.com', dualstack: null, group: 'apac', status: 'active' },
  { region: 'ap-southeast-3', nameEn: 'Malaysia (Kuala Lumpur)', nameZh: '马来西亚（吉隆坡）', public: 'oss-ap-southeast-3.aliyuncs.com', internal: 'oss-ap-southeast-3-internal.aliyuncs.com', dualstack: null, group: 'apac', status: 'active' },
  { region: 'ap-southeast-8', nameEn: 'Malaysia (Johor)', nameZh: '马来西亚（柔佛州）', public: 'oss-ap-southeast-8.aliyuncs.com', internal: 'oss-ap-southeast-8-internal.aliyuncs.com', dualstack: null, group: 'apac', status: 'active' },
  { region: 'ap-southeast-5', nameEn: 'Indonesia (Jakarta)', nameZh: '印度尼西亚（雅加达）', public: 'oss-ap-southeast-5.aliyuncs.com', internal: 'oss-ap-southeast-5-internal.aliyuncs.com', dualstack: null, group: 'apac', status: 'active' },
  { region: 'ap-southeast-6', nameEn: 'Philippines (Manila)', nameZh: '菲律宾（马尼拉）', public: 'oss-ap-southeast-6.aliyuncs.com', internal: 'oss-ap-southeast-6-internal.aliyuncs.com', dualstack: null, group: 'apac', status: 'active' },
  { region: 'ap-southeast-7', nameEn: 'Thailand (Bangkok)', nameZh: '泰国（曼谷）', public: 'oss-ap-southeast-7.aliyuncs.com', internal: 'oss-ap-southeast-7-internal.aliyuncs.com', dualstack: null, group: 'apac', status: 'active' },
  { region: 'ap-southeast-2', nameEn: 'Australia (Sydney)', nameZh: '澳大利亚（悉尼）', public: 'oss-ap-southeast-2.aliyuncs.com', internal: 'oss-ap-southeast-2-internal.aliyuncs.com', dualstack: null, group: 'apac', status: 'closed' },
  { region: 'ap-south-1', nameEn: 'India (Mumbai)', nameZh: '印度（孟买）', public: 'oss-ap-south-1.aliyuncs.com', internal: 'oss-ap-south-1-internal.aliyuncs.com', dualstack: null, group: 'apac', status: 'closed' },
  { region: 'eu-central-1', nameEn: 'Germany (Frankfurt)', nameZh: '德国（法兰克福）', public: 'oss-eu-central-1.aliyuncs.com', internal: 'oss-eu-central-1-internal.aliyuncs.com', dualstack: 'eu-central-1.oss.aliyuncs.com', group: 'europe-america', status: 'active' },
  { region: 'eu-west-1', nameEn: 'UK (London)', nameZh: '英国（伦敦）', public: 'oss-eu-west-1.aliyuncs.com', internal: 'oss-eu-west-1-internal.aliyuncs.com', dualstack: null, group: 'europe-america', status: 'active' },
  { region: 'eu-west-2', nameEn: 'France (Paris)', nameZh: '法国（巴黎）', public: 'oss-eu-west-2.aliyuncs.com', internal: 'oss-eu-west-2-internal.aliyuncs.com', dualstack: null, group: 'europe-america', status: 'active' },
  { region: 'us-west-1', nameEn: 'US (Silicon Valley)', nameZh: '美国（硅谷）', public: 'oss-us-west-1.aliyuncs.com', internal: 'oss-us-west-1-internal.aliyuncs.com', dualstack: null, group: 'europe-america', status: 'active' },
  { region: 'us-east-1', nameEn: 'US (Virginia)', nameZh: '美国（弗吉尼亚）', public: 'oss-us-east-1.aliyuncs.com', internal: 'oss-us-east-1-internal.aliyuncs.com', dualstack: null, group: 'europe-america', status: 'active' },
  { region: 'us-southeast-1', nameEn: 'US (Atlanta)', nameZh: '美国（亚特兰大）', public: 'oss-us-southeast-1.aliyuncs.com', internal: 'oss-us-southeast-1-internal.aliyuncs.com', dualstack: null, group: 'europe-america', status: 'unverified' },
  { region: 'na-south-1', nameEn: 'Mexico', nameZh: '墨西哥', public: 'oss-na-south-1.aliyuncs.com', internal: 'oss-na-south-1-internal.aliyuncs.com', dualstack: null, group: 'europe-america', status: 'active' },
  { region: 'sa-east-1', nameEn: 'Brazil (Sao Paulo)', nameZh: '巴西（圣保罗）', public: 'oss-sa-east-1.aliyuncs.com', internal: 'oss-sa-east-1-internal.aliyuncs.com', dualstack: null, group: 'europe-america', status: 'active' },
  { region: 'me-east-1', nameEn: 'UAE (Dubai)', nameZh: '阿联酋（迪拜）', public: 'oss-me-east-1.aliyuncs.com', internal: 'oss-me-east-1-internal.aliyuncs.com', dualstack: null, group: 'middle-east', status: 'active' },
  { region: 'me-central-1', nameEn: 'SAU (Riyadh - Partner Region)', nameZh: '沙特（利雅得）-合作伙伴运营', public: 'oss-me-central-1.aliyuncs.com', internal: 'oss-me-central-1-internal.aliyuncs.com', dualstack: null, group: 'middle-east', status: 'active' },
  { region: 'cn-hangzhou-finance', nameEn: 'China East 1 Finance (Hangzhou)', nameZh: '华东1金融云（杭州）', public: 'oss-cn-hzfinance.aliyuncs.com', internal: 'oss-cn-hzfinance-internal.aliyuncs.com', dualstack: null, group: 'finance', status: 'active', internalOnly: 'oss-cn-hzjbp-a-internal.aliyuncs.com' },
  { region: 'cn-shanghai-finance-1', nameEn: 'China East 2 Finance (Shanghai)', nameZh: '华东2金融云（上海）', public: 'oss-cn-shanghai-finance-1-pub.aliyuncs.com', internal: 'oss-cn-shanghai-finance-1-pub-internal.aliyuncs.com', dualstack: null, group: 'finance', status: 'active', internalOnly: 'oss-cn-shanghai-finance-1-internal.aliyuncs.com' },
  { region: 'cn-shenzhen-finance-1', nameEn: 'China South 1 Finance (Shenzhen)', nameZh: '华南1金融云（深圳）', public: 'oss-cn-szfinance.aliyuncs.com', internal: 'oss-cn-szfinance-internal.aliyuncs.com', dualstack: null, group: 'finance', status: 'active', internalOnly: 'oss-cn-shenzhen-finance-1-internal.aliyuncs.com' },
  { region: 'cn-beijing-finance-1', nameEn: 'China North 2 Finance (Beijing)', nameZh: '华北2金融云（北京）', public: 'oss-cn-beijing-finance-1-pub.aliyuncs.com', internal: 'oss-cn-beijing-finance-1-pub-internal.aliyuncs.com', dualstack: null, group: 'finance', status: 'active', internalOnly: 'oss-cn-beijing-finance-1-internal.aliyuncs.com' },
  { region: 'cn-north-2-gov-1', nameEn: 'China North 2 Gov (Beijing)', nameZh: '华北2阿里政务云1', public: 'oss-cn-north-2-gov-1.aliyuncs.com', internal: 'oss-cn-north-2-gov-1-internal.aliyuncs.com', dualstack: null, group: 'gov', status: 'active' },
] as const satisfies readonly RegionRow[];

/** The id of a region in the table. */
export type KnownRegion = (typeof REGIONS)[number]['region'];

const rowByRegion: ReadonlyMap<string, RegionRow> = new Map(REGIONS.map((row) => [row.region, row]));

/** The row of a region, or `undefined` outside the table: new regions appear before the table learns of them. */
export function findRegion(region: string): RegionRow | undefined {
  return rowByRegion.get(region);
}

/** By the id in a host: most hosts carry their region's id, finance clouds carry others. */
const regionByHostId: ReadonlyMap<string, string> = new Map(
  REGIONS.flatMap((row: RegionRow) =>
    [row.public, row.internal, row.internalOnly]
      .filter((host) => typeof host === 'string')
      .map((host): [string, string] => [host.replace(/^oss-(.+?)(?:-internal)?\.aliyuncs\.com$/, '$1'), row.region]),
  ),
);

/** The region of the id in a host `oss-<id>.aliyuncs.com`: the id itself, save for finance clouds. */
export function regionOfHostId(id: string): string {
  return regionByHostId.get(id) ?? id;
}

const regionPrefixes: ReadonlySet<string> = new Set(
  REGIONS.map((row) => row.region.slice(0, row.region.indexOf('-') + 1)),
);

/** A host label as a region: one of the table, or one that begins as they do (`cn-`, `ap-`, …); `undefined` for another label. */
export function regionOfLabel(label: string): string | undefined {
  return regionPrefixes.has(label.slice(0, label.indexOf('-') + 1)) ? label : undefined;
}
