import * as l10n from '@vscode/l10n';
import { window, type ExtensionContext } from 'vscode';
import type { Subscriptions } from '../../emitter.ts';
import { Profiles } from '../../profiles/profiles.ts';
import type { CredentialSources } from '../../profiles/sources/credentialSources.ts';
import type { Notifications } from '../../ui/messages/notifications.ts';
import type { SharedState } from '../../ui/state/sharedState.ts';

/** Profiles of this machine and their credential sources. */
export interface RegisteredProfiles {
  readonly profiles: Profiles;
  /** Credential sources, loaded at their first use. */
  readonly sources: () => Promise<CredentialSources>;
  /** Whether other tools have a profile that can be imported. */
  readonly isImportable: () => Promise<boolean>;
}

/** Creates the profiles, observes changes of other windows, and reports stored values that could not be read. */
export function registerProfiles(
  { state, secrets }: { readonly state: SharedState; readonly secrets: ExtensionContext['secrets'] },
  notifications: Notifications,
  now: () => Date,
  subscriptions: Subscriptions,
): RegisteredProfiles {
  let opened: Promise<CredentialSources> | undefined;
  const sources = (): Promise<CredentialSources> =>
    (opened ??= import('../../profiles/sources/createSources.ts').then(({ createSources }) => createSources(now)));
  const profiles = new Profiles({
    memento: state,
    secrets,
    environment: process.env,
    environmentName: l10n.t('Environment'),
    sources,
  });
  const refresh = (): void => {
    state
      .adoptSynced()
      .then(() => {
        profiles.checkForChanges();
      })
      .catch(notifications.error);
  };
  subscriptions.push(
    secrets.onDidChange(({ key }) => {
      profiles.secretChanged(key);
    }),
    window.onDidChangeWindowState(({ focused }) => {
      if (focused) refresh();
    }),
    profiles.onDidSetAside((count) => {
      const message = l10n.t(
        count === 1
          ? "Couldn't read 1 stored value. It was set aside. Nothing was deleted."
          : "Couldn't read {0} stored values. They were set aside. Nothing was deleted.",
        count,
      );
      notifications.warn(message);
    }),
  );
  profiles.onDidForgetEverything(() => {
    opened
      ?.then((loaded) => {
        loaded.forgetTokens();
      })
      .catch(notifications.error);
  });
  profiles.setAsideUnreadable().then(refresh, notifications.error);
  const isImportable = async (): Promise<boolean> => {
    const { hasCandidates } = await import('../../profiles/sources/candidates.ts');
    return hasCandidates(await sources(), now());
  };
  return { profiles, sources, isImportable };
}
