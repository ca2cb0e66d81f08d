import * as l10n from '@vscode/l10n';
import { isActive, issuedTarget, type IssuedLink } from '../../links/ledger/ledger.ts';
import { markdownCell } from '../../text/plainText.ts';
import { formatMomentInBothZones } from '../../text/moment.ts';
import { denyPolicy } from '../../oss/requests/linkPolicies.ts';
import type { Services } from '../services.ts';

/** Shows how to revoke a link, or links in general, step by step. */
export async function showHowToRevoke(
  [link]: readonly IssuedLink[],
  services: Pick<Services, 'documents' | 'locale' | 'now'>,
): Promise<void> {
  const { documents } = services;
  await documents.showRendered(
    l10n.t('Revoke a link'),
    [
      `# ${l10n.t('Revoke a link')}`,
      ...(link ? aboutLink(link, services) : []),
      ...waysToRevoke(link),
      ...withoutEffect(),
    ].join('\n\n'),
  );
}

function aboutLink(link: IssuedLink, { now, locale }: Pick<Services, 'locale' | 'now'>): readonly string[] {
  const end = formatMomentInBothZones(new Date(link.expiresAtMs), { now: now(), locale });
  return [
    isActive(link, now())
      ? {
          GET: l10n.t('This download link expires at {0}:', end),
          PUT: l10n.t('This upload link expires at {0}:', end),
          POST: l10n.t('This request for files expires at {0}:', end),
        }[link.method]
      : {
          GET: l10n.t('This download link expired at {0}. There is nothing to revoke:', end),
          PUT: l10n.t('This upload link expired at {0}. There is nothing to revoke:', end),
          POST: l10n.t('This request for files expired at {0}. There is nothing to revoke:', end),
        }[link.method],
    `**${markdownCell(`${link.bucket}/${link.key}`)}**`,
  ];
}

function waysToRevoke(link: IssuedLink | undefined): readonly string[] {
  const method = link?.method ?? 'GET';
  const policy = denyPolicy({
    bucket: link?.bucket ?? 'BUCKET',
    key: link?.key ?? 'KEY',
    isPrefix: link !== undefined && issuedTarget(link) === undefined,
    method,
  });
  return [
    l10n.t(
      "OSS keeps no list of links, so you can't delete a single link. At each use, OSS checks the signature, the time, and the permissions of the signer. These steps therefore revoke a link at once:",
    ),
    `## 1. ${l10n.t('Delete or rename the object')}`,
    effectOfDeleting(method),
    `## 2. ${l10n.t('Deny access with a bucket policy')}`,
    l10n.t(
      'In the OSS console, open the bucket, then Permission Control > Bucket Policy, and add this statement as JSON. Replace * with the RAM user or role whose AccessKey signed the link, so that others keep their access. Remove the statement after the link has expired.',
    ),
    `\`\`\`json\n${policy}\n\`\`\``,
    `## 3. ${l10n.t('Disable the AccessKey')}`,
    l10n.t(
      'In the RAM console, open the user whose AccessKey signed the link and disable that AccessKey. This revokes all links that it signed and stops everything else that uses it. Then add a new AccessKey to the profile.',
    ),
    `## 4. ${l10n.t('Revoke the role session')}`,
    l10n.t(
      "A link signed by a role session, such as a scoped link, works only while the role has its permissions. In the RAM console, detach the role's policies or delete the role. This affects all sessions of the role.",
    ),
    `## 5. ${l10n.t('Change the key of the CDN')}`,
    l10n.t(
      'Only for links signed for a CDN with URL signing: steps 2 to 4 have no effect on them. In the CDN console, change the key of the domain, which revokes all its links. After deleting an object, also purge it from the cache.',
    ),
  ];
}

function effectOfDeleting(method: IssuedLink['method']): string {
  switch (method) {
    case 'GET':
      return l10n.t(
        "A download link is for one key. If the object doesn't exist, the link returns NoSuchKey. It works again once a new object has that key. A link to a version works as long as the version exists.",
      );
    case 'PUT':
      return l10n.t(
        "This doesn't revoke an upload link: anyone who has it can upload the object again. Choose another way.",
      );
    case 'POST':
      return l10n.t(
        "This doesn't revoke a request for files: anyone who has it can upload more files. Choose another way.",
      );
  }
}

function withoutEffect(): readonly string[] {
  return [
    `## ${l10n.t('Without effect')}`,
    l10n.t(
      'Removing the link from the list, removing the profile, signing out, or making the object private: the link carries its own signature.',
    ),
  ];
}
