import * as l10n from '@vscode/l10n';
import type { BucketRef } from '../../links/linkHosts.ts';
import { changeRefusal } from '../../ui/messages/editErrorText.ts';
import type { Services } from '../services.ts';

type ChangeServices = Pick<Services, 'prompts' | 'notifications' | 'changeMode' | 'allowedChanges'>;

/** Whether objects may be changed at all; says why if they may not. */
export function allowsChanges({ changeMode, notifications }: Pick<Services, 'changeMode' | 'notifications'>): boolean {
  const refusal = changeRefusal(changeMode());
  if (refusal !== undefined) notifications.warn(refusal);
  return refusal === undefined;
}

/** Whether existing objects of these buckets may be changed. It asks once for each bucket, unless a setting decides. */
export async function confirmChanges(buckets: readonly BucketRef[], services: ChangeServices): Promise<boolean> {
  const { changeMode, allowedChanges, prompts } = services;
  if (!allowsChanges(services)) return false;
  if (changeMode() === 'on') return true;
  const [once, always] = [l10n.t('Allow'), l10n.t('Always for This Bucket')];
  for (const bucket of buckets) {
    if (allowedChanges.allows(bucket)) continue;
    const answer = await prompts.decide({
      message: l10n.t('Allow changes to existing objects in {0}?', bucket.bucket),
      detail: l10n.t('You are asked once for each bucket. The setting "ossLinks.changes" turns changes on or off.'),
      answers: [once, always],
    });
    if (answer === undefined) return false;
    if (answer === always) await allowedChanges.alwaysAllow(bucket);
    else allowedChanges.allow(bucket);
  }
  return true;
}
