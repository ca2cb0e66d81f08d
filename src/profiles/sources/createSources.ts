import { homedir } from 'node:os';
import type { Credentials } from '../../oss/credentials.ts';
import { omitUndefined } from '../../oss/optional.ts';
import { CredentialSources } from './credentialSources.ts';
import { instanceRole } from './instanceMetadata.ts';
import type { InstanceRolePlan } from './credentialPlan.ts';
import { runCommand } from './runCommand.ts';

/** Surroundings of the credential sources: by default those of this process. */
export interface SourceSurroundings {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly homeFolder?: string;
  /** Origin of the metadata service, if it is not the one of every ECS instance. */
  readonly metadataOrigin?: string;
}

/** Creates the credential sources of the user who runs the extension host. Reads nothing before the first use. */
export function createSources(
  now: () => Date,
  { env = process.env, homeFolder = homedir(), metadataOrigin }: SourceSurroundings = {},
): CredentialSources {
  return new CredentialSources({
    homeFolder,
    files: { ossutil: env['OSSUTIL_CONFIG_FILE'], sdk: env['ALIBABA_CLOUD_CREDENTIALS_FILE'] },
    sessions: async () => (await import('./alicloudSessions.ts')).alicloudSessions,
    instanceRole: (plan) => roleOfThisInstance(plan, env['ALIBABA_CLOUD_IMDSV1_DISABLED'], metadataOrigin),
    run: runCommand,
    now,
  });
}

/** Role of this instance, with a transport of its own without a proxy. */
async function roleOfThisInstance(
  plan: InstanceRolePlan,
  disabled: string | undefined,
  origin: string | undefined,
): Promise<Credentials> {
  const { createUndiciTransport } = await import('../../http/undiciTransport.ts');
  const transport = await createUndiciTransport();
  try {
    // The variable that disables the first version of the metadata service in the SDKs.
    const needsToken = disabled?.toLowerCase() === 'true';
    return await instanceRole(plan, omitUndefined({ transport, needsToken, origin }));
  } finally {
    await transport.close();
  }
}
