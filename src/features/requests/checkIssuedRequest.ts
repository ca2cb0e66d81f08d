import * as l10n from '@vscode/l10n';
import type { IssuedLink } from '../../links/ledger/ledger.ts';
import { isActive } from '../../links/ledger/ledger.ts';
import type { RequestCheck } from '../../links/requests/checkRequest.ts';
import { formatDuration } from '../../text/duration.ts';
import { explainError } from '../../ui/messages/errorText.ts';
import { slowProgress } from '../../ui/messages/slowProgress.ts';
import type { Services } from '../services.ts';
import { allowProgress } from './allowProgress.ts';
import { requestAgain } from './requestFiles.ts';
import { showArrived } from './showArrived.ts';
import { folderText } from './requestTexts.ts';

/** Checks an issued request without writing, and reports what cannot be checked. */
export async function checkIssuedRequest([entry]: readonly IssuedLink[], services: Services): Promise<void> {
  if (entry?.request === undefined) return;
  const { notifications, inspector, profiles, now, clipboard } = services;
  const { profileId, bucket, key: prefix, request } = entry;
  const where = folderText({ bucket, prefix });
  const again = { label: l10n.t('Request Again…'), run: () => requestAgain([entry], services) };
  if (!isActive(entry, now())) {
    notifications.warn(l10n.t('The request for {0} has expired.', where), again);
    return;
  }
  if (!profiles.list().some(({ id }) => id === profileId)) {
    notifications.status(l10n.t('The profile of this request was removed'));
    return;
  }
  const check = await slowProgress(l10n.t('Checking the request for {0}', where), notifications, async (signal) => {
    const { checkRequest } = await import('../../links/requests/checkRequest.ts');
    const transport = await inspector.transport();
    return checkRequest({ profileId, bucket, prefix }, request, { ...services, transport, signal });
  });
  if (!check) return;
  const clock = clockText(check, services);
  const { failure } = check;
  if (failure) {
    const { message, details } = explainError(failure);
    const text = [l10n.t('Uploads for {0} fail.', where), message, ...clock].join(' ');
    notifications.warn(text, again, { label: l10n.t('Copy Details'), run: () => clipboard.writeText(details) });
    return;
  }
  const verdict = check.isSignatureAccepted
    ? l10n.t('{0} can be reached, and OSS accepts the AccessKey and its signature.', where)
    : l10n.t("{0} can be reached. OSS didn't say whether it accepts the signature.", where);
  const text = [verdict, ...clock, ...progressTexts(check), untestedText()].join(' ');
  const allow = {
    label: l10n.t('Allow Progress on the Page…'),
    run: async () => {
      await allowProgress(entry, services);
    },
  };
  // VS Code shows a message in full only if it has a button.
  const show = { label: l10n.t('Show Received Files'), run: () => showArrived([entry], services) };
  notifications.info(text, ...(check.showsProgress === false ? [allow] : []), show);
}

function clockText({ clockOffsetMs }: RequestCheck, { locale }: Pick<Services, 'locale'>): readonly string[] {
  if (clockOffsetMs === undefined) return [];
  const difference = formatDuration(Math.round(Math.abs(clockOffsetMs) / 1000), locale);
  return [l10n.t('The clock of this computer differs from that of OSS by {0}.', difference)];
}

function progressTexts({ showsProgress }: RequestCheck): readonly string[] {
  if (showsProgress === undefined) return [];
  return [
    showsProgress
      ? l10n.t('Pages show progress.')
      : l10n.t('Pages show no progress because no CORS rule allows it. Uploads still work.'),
  ];
}

function untestedText(): string {
  return l10n.t(
    'Not tested: the permission {0}, because a test would write a file, and the copies that you sent, because they are not stored here.',
    'oss:PutObject',
  );
}
