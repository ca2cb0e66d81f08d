import * as l10n from '@vscode/l10n';
import { isImported, type EnteredSource, type Profile } from '../profiles/profile.ts';
import { restoreState, type RestorableObject } from '../oss/client/restoreState.ts';
import { describeBytes, describeTime } from '../text/describe.ts';
import type { HostLabels } from './nodeLabels.ts';
import type { BucketNode, FolderNode, ObjectNode, VersionNode } from './nodes.ts';

/** Rows of a tooltip; rows without a value are skipped. */
export type TooltipRows = readonly (readonly [name: string, value: string | undefined])[];

export function objectRows(node: ObjectNode, now: Date, locale: string): TooltipRows {
  const { key, sizeBytes, lastModified, storageClass } = node;
  return [
    [l10n.t('Key'), key],
    [l10n.t('Size'), describeBytes(sizeBytes, locale)],
    [l10n.t('Modified'), describeTime(lastModified, locale)],
    [l10n.t('Storage class'), storageClass],
    [l10n.t('Restored'), restoreText(node, locale, now)],
  ];
}

/**
 * Restore state of an archived object; `undefined` for other objects. With the present time, a restored copy that has
 * expired since the object was listed counts as gone.
 */
export function restoreText(object: RestorableObject, locale: string, now?: Date): string | undefined {
  const state = restoreState(object);
  if (!state) return undefined;
  if (state.kind === 'restoring') return l10n.t('being restored');
  const until = state.kind === 'restored' ? state.until : undefined;
  const isGone = until && now && until <= now;
  if (state.kind === 'archived' || isGone) return l10n.t('no (not readable yet)');
  return until ? l10n.t('until {0}', describeTime(until, locale)) : object.restoreInfo;
}

export function folderRows({ bucket, prefix }: FolderNode): TooltipRows {
  return [[l10n.t('Folder'), `${bucket}/${prefix}`]];
}

export function versionRows(node: VersionNode, locale: string): TooltipRows {
  const { key, versionId, sizeBytes, lastModified, storageClass } = node;
  return [
    [l10n.t('Key'), key],
    [l10n.t('Version'), versionId],
    [l10n.t('Size'), sizeBytes === undefined ? undefined : describeBytes(sizeBytes, locale)],
    [l10n.t('Modified'), describeTime(lastModified, locale)],
    [l10n.t('Storage class'), storageClass],
  ];
}

export function bucketRows({ bucket, region, added }: BucketNode, hosts: HostLabels): TooltipRows {
  return [
    [l10n.t('Bucket'), bucket],
    [l10n.t('Region'), region],
    [l10n.t('Browsing host'), hosts.browsing],
    [l10n.t('Link host'), hosts.links],
    [l10n.t('Added'), added ? l10n.t('by name') : undefined],
  ];
}

export function profileRows(profile: Profile | undefined): TooltipRows {
  if (!profile) return [];
  const { name, region, endpoint } = profile;
  return [
    [l10n.t('Profile'), name],
    [l10n.t('Region'), region],
    [l10n.t('Endpoint'), endpoint.kind === 'custom' ? endpoint.url : endpoint.kind],
    [l10n.t('AccessKey'), credentialsText(profile)],
  ];
}

function credentialsText({ source, credentialSource }: Profile): string {
  if (source === 'environment') return l10n.t('from the environment');
  if (!credentialSource) return l10n.t('in secret storage');
  if (!isImported(credentialSource)) return enteredSourceText(credentialSource);
  const { tool, profile } = credentialSource;
  switch (tool) {
    case 'ossutil':
      return l10n.t('from profile {0} of ossutil', profile);
    case 'aliyun':
      return l10n.t('from profile {0} of the Alibaba Cloud CLI', profile);
    case 'sdk':
      return l10n.t('from profile {0} of the Alibaba Cloud SDKs', profile);
  }
}

/** Text of an entered source. Commands and URIs may contain secrets, so they are not shown. */
function enteredSourceText(source: EnteredSource): string {
  switch (source.kind) {
    case 'role':
    case 'oidc':
      return l10n.t('of role {0}', source.roleArn);
    case 'instanceRole':
      return l10n.t('of the ECS instance');
    case 'process':
      return l10n.t('from a command');
    case 'uri':
      return l10n.t('from a URI');
  }
}
