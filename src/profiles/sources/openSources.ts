import { homedir } from 'node:os';
import { CredentialSources } from './credentialSources.ts';
import { instanceRole } from './instanceMetadata.ts';
import { runCommand } from './runCommand.ts';

/** The sources in the home of whoever runs the extension host; nothing is read before it is asked for. */
export function openSources(now: () => Date): CredentialSources {
  return new CredentialSources({
    homeFolder: homedir(),
    files: { ossutil: process.env['OSSUTIL_CONFIG_FILE'], sdk: process.env['ALIBABA_CLOUD_CREDENTIALS_FILE'] },
    sessions: async () => (await import('./alicloudSessions.ts')).alicloudSessions,
    instanceRole: (recipe) => instanceRole(recipe, metadataOptions(process.env)),
    run: runCommand,
    now,
  });
}

/** The variable by which the SDKs are told not to use the older metadata service. */
function metadataOptions({ ALIBABA_CLOUD_IMDSV1_DISABLED: disabled }: NodeJS.ProcessEnv): { needsToken: boolean } {
  return { needsToken: disabled?.toLowerCase() === 'true' };
}
