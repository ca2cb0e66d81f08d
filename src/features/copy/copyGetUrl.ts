import * as l10n from '@vscode/l10n';
import type { ObjectTarget } from '../../links/link.ts';
import { copyLinks } from './deliverLinks.ts';
import { requireObjects } from './requireTarget.ts';
import type { Services } from '../services.ts';

/** Copies download links without further questions; without targets it asks for an object. */
export async function copyGetUrl(targets: readonly ObjectTarget[], services: Services): Promise<void> {
  const objects = await requireObjects(targets, l10n.t('Copy Presigned GET URL'), services);
  const specs = objects.map((target) => ({ target, options: services.memory.plainOptions(target, 'GET') }));
  await copyLinks(specs, services);
}
