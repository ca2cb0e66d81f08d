import * as l10n from '@vscode/l10n';
import { window, type ExtensionContext } from 'vscode';
import type { Subscriptions } from '../../emitter.ts';
import { Profiles, SYNCED_KEYS } from '../../profiles/profiles.ts';
import type { CredentialSources } from '../../profiles/sources/credentialSources.ts';
import type { Notifications } from '../../ui/messages/notifications.ts';

/** Profiles of this machine and their credential sources. */
export interface RegisteredProfiles {
  readonly profiles: Profiles;
  /** Credential sources, loaded at their first use. */
  readonly sources: () => Promise<CredentialSources>;
}

/** Creates the profiles, observes changes of other windows, and reports stored values that could not be read. */
export function registerProfiles(
  { globalState, secrets }: Pick<ExtensionContext, 'globalState' | 'secrets'>,
  notifications: Notifications,
  now: () => Date,
  subscriptions: Subscriptions,
): RegisteredProfiles {
  globalState.setKeysForSync(SYNCED_KEYS);
  let opened: Promise<CredentialSources> | undefined;
  const sources = (): Promise<CredentialSources> =>
    (opened ??= import('../../profiles/sources/createSources.ts').then(({ createSources }) => createSources(now)));
  const profiles = new Profiles({
    memento: globalState,
    secrets,
    environment: process.env,
    environmentName: l10n.t('Environment'),
    sources,
  });
  subscriptions.push(
    secrets.onDidChange(({ key }) => {
      profiles.secretChanged(key);
    }),
    window.onDidChangeWindowState(({ focused }) => {
      if (focused) profiles.checkForChanges();
    }),
    profiles.onDidSetAside((count) => {
      const message = l10n.t('{0} stored values could not be read. They were set aside; nothing was deleted.', count);
      notifications.warn(message);
    }),
  );
  profiles.setAsideUnreadable().catch(notifications.error);
  return { profiles, sources };
}
