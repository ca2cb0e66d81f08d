import { homedir } from 'node:os';
import { CredentialSources } from './credentialSources.ts';
import { runCommand } from './runCommand.ts';

/** The sources in the home of whoever runs the extension host; nothing is read before it is asked for. */
export function openSources(now: () => Date): CredentialSources {
  return new CredentialSources({
    homeFolder: homedir(),
    sessions: async () => (await import('./alicloudSessions.ts')).alicloudSessions,
    run: runCommand,
    now,
  });
}
