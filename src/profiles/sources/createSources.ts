import { homedir } from 'node:os';
import type { Credentials } from '../../oss/credentials.ts';
import { CredentialSources } from './credentialSources.ts';
import { instanceRole } from './instanceMetadata.ts';
import type { InstanceRolePlan } from './credentialPlan.ts';
import { runCommand } from './runCommand.ts';

/** Creates the credential sources of the user who runs the extension host. Reads nothing before the first use. */
export function createSources(now: () => Date): CredentialSources {
  return new CredentialSources({
    homeFolder: homedir(),
    files: { ossutil: process.env['OSSUTIL_CONFIG_FILE'], sdk: process.env['ALIBABA_CLOUD_CREDENTIALS_FILE'] },
    sessions: async () => (await import('./alicloudSessions.ts')).alicloudSessions,
    instanceRole: (plan) => roleOfThisInstance(plan, process.env),
    run: runCommand,
    now,
  });
}

/** Role of this instance, with a transport of its own without a proxy. */
async function roleOfThisInstance(
  plan: InstanceRolePlan,
  { ALIBABA_CLOUD_IMDSV1_DISABLED: disabled }: NodeJS.ProcessEnv,
): Promise<Credentials> {
  const { createUndiciTransport } = await import('../../http/undiciTransport.ts');
  const transport = await createUndiciTransport();
  try {
    // The variable that disables the first version of the metadata service in the SDKs.
    return await instanceRole(plan, { transport, needsToken: disabled?.toLowerCase() === 'true' });
  } finally {
    await transport.close();
  }
}
