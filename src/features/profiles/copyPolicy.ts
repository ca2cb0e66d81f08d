import * as l10n from '@vscode/l10n';
import { OssError } from '../../oss/errors/errors.ts';
import { minimalPolicy, missingPermission, type Permission } from '../../oss/errors/permissions.ts';
import { prefixOf, type ProblemNode } from '../../tree/nodes.ts';
import type { Services } from '../services.ts';

/** Copies the smallest RAM policy that allows what was denied, for whoever owns the account. */
export async function copyPolicy(permission: Permission | undefined, services: Services): Promise<void> {
  if (!permission) return;
  await services.clipboard.writeText(minimalPolicy([permission]));
  services.notifications.status(l10n.t('RAM policy for {0} copied', permission.action));
}

/** The permission that a listing lacked: of the folder that was listed, not of the whole bucket. */
export function permissionLackedBy({ error, parent }: ProblemNode): Permission | undefined {
  const permission = error instanceof OssError ? missingPermission(error) : undefined;
  if (!permission || parent.kind === 'profile') return permission;
  return { ...permission, bucket: parent.bucket, prefix: prefixOf(parent) };
}
