import { homedir } from 'node:os';
import type { Credentials } from '../../oss/credentials.ts';
import { CredentialSources } from './credentialSources.ts';
import { instanceRole } from './instanceMetadata.ts';
import type { InstanceRolePlan } from './credentialPlan.ts';
import { runCommand } from './runCommand.ts';

/** Credential sources of the user who runs the extension host; nothing is read before it is asked for. */
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

/** Role of this instance, by a transport of its own without a proxy. */
async function roleOfThisInstance(
  plan: InstanceRolePlan,
  { ALIBABA_CLOUD_IMDSV1_DISABLED: disabled }: NodeJS.ProcessEnv,
): Promise<Credentials> {
  const { createUndiciTransport } = await import('../../http/undiciTransport.ts');
  const transport = await createUndiciTransport();
  try {
    // The variable by which the SDKs learn not to use the first version of the service.
    return await instanceRole(plan, { transport, needsToken: disabled?.toLowerCase() === 'true' });
  } finally {
    await transport.close();
  }
}
