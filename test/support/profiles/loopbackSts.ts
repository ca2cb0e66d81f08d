import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { alicloudSessions, type AlicloudSessions } from '../../../src/profiles/sources/alicloudSessions.ts';
import { startSts, type Sts, type StsOptions } from '../../emulator/sts.ts';
import { selfSignedCertificate } from '../http/selfSignedCertificate.ts';

export interface LoopbackSts extends Sts {
  /** Real library, connected to this STS. */
  readonly sessions: AlicloudSessions;
}

/** An STS on loopback whose certificate this process trusts until it is closed. */
export async function openLoopbackSts(options: Omit<StsOptions, 'tls'>): Promise<LoopbackSts> {
  const trusted = getCACertificates('default');
  const tls = selfSignedCertificate(new Date());
  setDefaultCACertificates([...trusted, tls.cert]);
  const sts = await startSts({ ...options, tls });
  return {
    ...sts,
    sessions: {
      ...alicloudSessions,
      assumeRole: (plan, base) => alicloudSessions.assumeRole({ ...plan, stsEndpoint: sts.authority }, base),
    },
    async close() {
      setDefaultCACertificates([...trusted]);
      await sts.close();
    },
  };
}
