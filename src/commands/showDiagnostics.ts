import { parseEndpoint } from '../oss/endpoint.ts';
import { isImported, type Profile } from '../profiles/profile.ts';
import type { Services } from './services.ts';

/**
 * Shows what a bug report needs: versions, where the extension runs, and of each profile its source and host. No
 * request is made, and no secret, AccessKey id, name of a profile, a bucket or an object is in it. English, as logs are.
 */
export async function showDiagnostics(services: Services): Promise<void> {
  const { documents, profiles, hostFacts } = services;
  const facts = hostFacts();
  const rows: readonly (readonly [name: string, value: string])[] = [
    ['Extension', facts.extensionVersion],
    ['Application', `${facts.application} ${facts.vscodeVersion}`],
    ['Node', facts.nodeVersion],
    ['Platform', facts.platform],
    ['Remote', facts.remoteName ?? 'none'],
    ['Extension host', facts.extensionHost],
    ['User interface', facts.userInterface],
    ['Workspace trusted', facts.isWorkspaceTrusted ? 'yes' : 'no'],
    ['Proxy', facts.proxy],
    ['Hosts reached without the proxy', String(facts.noProxyEntries)],
    ['Certificates of the system', String(facts.systemCertificates)],
  ];
  const sections = await Promise.all(
    profiles.list().map((profile, index) => describeProfile(profile, index, services)),
  );
  const lines = [
    '# OSS Presigned Links: diagnostics',
    '',
    ...rows.map(([name, value]) => `- ${name}: ${value}`),
    '',
    ...sections.flat(),
    'Whether the hosts can be reached was not tried.',
    '',
  ];
  await documents.show('OSS Presigned Links diagnostics', lines.join('\n'));
}

async function describeProfile(profile: Profile, index: number, services: Services): Promise<readonly string[]> {
  const { source, credentialSource, region, endpoint, buckets } = profile;
  return [
    `## Profile ${index + 1}`,
    '',
    `- Credentials: ${isImported(credentialSource) ? credentialSource.tool : (credentialSource?.kind ?? source)}`,
    `- Region: ${region}`,
    `- Endpoint: ${endpoint.kind === 'custom' ? hostOf(endpoint.url) : endpoint.kind}`,
    ...(endpoint.kind === 'custom' ? [`- Addressing: ${endpoint.addressing ?? 'by the host'}`] : []),
    `- Buckets and folders added: ${buckets.length}`,
    `- Clock of the service: ${await clockText(profile, services)}`,
    '',
  ];
}

/** Without a bucket before one of OSS's hosts, and without what a path or a query might hold. */
function hostOf(url: string): string {
  try {
    const { scheme, host } = parseEndpoint(url, { allowPlainHttp: true });
    return `${scheme}://${host}`;
  } catch {
    return 'cannot be read';
  }
}

async function clockText({ id }: Profile, { clientOf }: Services): Promise<string> {
  try {
    const { observedClockOffsetMs, clockOffsetMs } = await clientOf(id);
    if (observedClockOffsetMs === undefined) return 'no answer yet';
    const seconds = Math.round(observedClockOffsetMs / 1000);
    return `${seconds >= 0 ? '+' : ''}${seconds} s against this one${clockOffsetMs === 0 ? '' : ', corrected'}`;
  } catch (error) {
    return `unknown (${error instanceof Error ? error.name : 'failed'})`;
  }
}
