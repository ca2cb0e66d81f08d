import { omitUndefined } from '../optional.ts';
import { readXml } from '../xml/xml.ts';
import type { XmlFields } from '../xml/xml.ts';
import { optionalText, readDate, requiredText } from '../xml/xmlFields.ts';

/** Versioning state of a bucket. A bucket that never had versions has no state. */
export type VersioningState = 'Enabled' | 'Suspended';

const versioningStates: readonly VersioningState[] = ['Enabled', 'Suspended'];

/** Versioning state in OSS's spelling; `undefined` for any other text. */
export function versioningState(text: string | undefined): VersioningState | undefined {
  return versioningStates.find((state) => state === text);
}

/** ACL of a bucket. */
export interface BucketAcl {
  /** `private`, `public-read` or `public-read-write`. */
  readonly grant: string;
  readonly ownerId?: string;
}

/** Custom domain (CNAME) that is bound to a bucket. */
export interface CustomDomain {
  readonly domain: string;
  /** `Enabled` or `Disabled`. */
  readonly status?: string;
  readonly lastModified?: Date;
  /** Absent if the domain serves plain http only. */
  readonly certificate?: DomainCertificate;
}

/** TLS certificate of a custom domain. */
export interface DomainCertificate {
  readonly status?: string;
  readonly validFrom?: Date;
  readonly validUntil?: Date;
}

/** Parses the response of GetBucketVersioning; throws a `MalformedXmlError` for any other document. */
export async function readBucketVersioning(body: AsyncIterable<Uint8Array>): Promise<VersioningState | undefined> {
  return versioningState((await readXml(body, 'VersioningConfiguration')).get('Status'));
}

/** Parses the response of GetBucketAcl; throws a `MalformedXmlError` for any other document. */
export async function readBucketAcl(body: AsyncIterable<Uint8Array>): Promise<BucketAcl> {
  const fields = await readXml(body, 'AccessControlPolicy');
  return omitUndefined({
    grant: requiredText(fields, 'AccessControlList/Grant'),
    ownerId: optionalText(fields, 'Owner/ID'),
  });
}

/** Parses the response of ListCname; throws a `MalformedXmlError` for any other document. */
export async function readCustomDomains(body: AsyncIterable<Uint8Array>): Promise<readonly CustomDomain[]> {
  const domains: CustomDomain[] = [];
  await readXml(body, 'ListCnameResult', { Cname: (cname) => domains.push(customDomain(cname)) });
  return domains;
}

function customDomain(fields: XmlFields): CustomDomain {
  return omitUndefined({
    domain: requiredText(fields, 'Domain'),
    status: optionalText(fields, 'Status'),
    lastModified: readDate(fields.get('LastModified')),
    certificate: [...fields.keys()].some((path) => path.startsWith('Certificate/')) ? certificate(fields) : undefined,
  });
}

function certificate(fields: XmlFields): DomainCertificate {
  return omitUndefined({
    status: optionalText(fields, 'Certificate/Status'),
    validFrom: readDate(fields.get('Certificate/ValidStartDate')),
    validUntil: readDate(fields.get('Certificate/ValidEndDate')),
  });
}
