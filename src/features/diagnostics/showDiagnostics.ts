import { readRecipes } from '../../links/recipes/recipes.ts';
import { parseEndpoint } from '../../oss/hosts/endpoint.ts';
import { isImported, type Profile } from '../../profiles/profile.ts';
import type { Services } from '../services.ts';

/**
 * Shows facts for a bug report: versions, where the extension runs, settings of links, and the source and hosts of each
 * profile. Sends no request. Contains no secrets, AccessKey IDs, or names of profiles, recipes, roles, buckets and
 * objects. In English, like logs.
 */
export async function showDiagnostics(services: Services): Promise<void> {
  const { documents, profiles, hostFacts } = services;
  const facts = await hostFacts();
  const rows: readonly Row[] = [
    ['Extension', facts.extensionVersion],
    ['Application', `${facts.application} ${facts.vscodeVersion}`],
    ['Node', facts.nodeVersion],
    ['Platform', facts.platform],
    ['Remote', facts.remoteName ?? 'none'],
    ['Extension host', facts.extensionHost],
    ['User interface', facts.userInterface],
    ['Workspace trusted', facts.isWorkspaceTrusted ? 'yes' : 'no'],
    ['Proxy', facts.proxy],
    ['Hosts that bypass the proxy', String(facts.noProxyEntries)],
    ['System certificates', String(facts.systemCertificates)],
    ['Language', services.locale],
    ...(await linkRows(services)),
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
    'No request was sent. "Test Connection…" tests whether a profile can reach its hosts.',
    '',
  ];
  await documents.showRendered('OSS Presigned Links diagnostics', lines.join('\n'));
}

type Row = readonly [name: string, value: string];

/** Settings of links, and counts of stored values. */
async function linkRows(services: Services): Promise<readonly Row[]> {
  const { recipes, ledger, inspector, allowsDelete, now, defaultValiditySeconds } = services;
  const known = await readRecipes((await recipes()).read(), {
    now: now(),
    defaultSeconds: defaultValiditySeconds(),
  });
  const [user, workspace] = (['user', 'workspace'] as const).map((source) =>
    known.filter((one) => one.source === source),
  );
  const broken = known.filter(({ kind }) => kind === 'broken');
  return [
    ['Default validity', secondsText(defaultValiditySeconds())],
    ['Maximum validity', secondsText(services.maxValiditySeconds())],
    ['Maximum validity for language models', secondsText(services.maxToolValiditySeconds())],
    ['Check links before copying', inspector.checksBeforeCopy() ? 'yes' : 'no'],
    ['Changing objects', services.changeMode()],
    ['Deleting', allowsDelete() ? 'allowed' : 'off'],
    ['User recipes', String(user?.length)],
    ['Workspace recipes', String(workspace?.length)],
    ['Unusable recipes', String(broken.length)],
    ['Issued links kept', String(ledger.list().length)],
  ];
}

function secondsText(seconds: number): string {
  return Number.isFinite(seconds) ? `${seconds} s` : 'OSS limit';
}

async function describeProfile(
  profile: Profile,
  index: number,
  services: Pick<Services, 'clientOf' | 'linkHosts'>,
): Promise<readonly string[]> {
  const { id, source, credentialSource, region, endpoint, buckets, linkRole } = profile;
  const hosts = services.linkHosts.endpointKinds(id);
  return [
    `## Profile ${index + 1}`,
    '',
    `- Credentials: ${isImported(credentialSource) ? credentialSource.tool : (credentialSource?.kind ?? source)}`,
    `- Region: ${region}`,
    `- Endpoint: ${endpoint.kind === 'custom' ? hostOf(endpoint.url) : endpoint.kind}`,
    ...(endpoint.kind === 'custom' ? [`- Addressing: ${endpoint.addressing ?? 'by the host'}`] : []),
    `- Buckets and folders added: ${buckets.length}`,
    `- Hosts chosen for links: ${listed(hosts.links)}`,
    `- Hosts chosen for browsing: ${listed(hosts.browsing)}`,
    `- Link role: ${linkRole === undefined ? 'none' : linkRole.forEveryLink ? 'for every link' : 'for links that ask for it'}`,
    `- Clock of the service: ${await clockText(profile, services)}`,
    '',
  ];
}

function listed(kinds: readonly string[]): string {
  return kinds.join(', ') || 'none';
}

/** Scheme and host of a URL, without the bucket before OSS's own hosts, the path and the query. */
function hostOf(url: string): string {
  try {
    const { scheme, host } = parseEndpoint(url, { allowPlainHttp: true });
    return `${scheme}://${host}`;
  } catch {
    return 'cannot be read';
  }
}

async function clockText({ id }: Profile, { clientOf }: Pick<Services, 'clientOf'>): Promise<string> {
  try {
    const { observedClockOffsetMs, clockOffsetMs } = await clientOf(id);
    if (observedClockOffsetMs === undefined) return 'no answer yet';
    const seconds = Math.round(observedClockOffsetMs / 1000);
    return `${seconds >= 0 ? '+' : ''}${seconds} s against this one${clockOffsetMs === 0 ? '' : ', corrected'}`;
  } catch (error) {
    return `unknown (${error instanceof Error ? error.name : 'failed'})`;
  }
}
