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
      ...withoutEffect(link),
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

/** Ways that revoke a link at once, each with its number. */
function waysToRevoke(link: IssuedLink | undefined): readonly string[] {
  const method = link?.method ?? 'GET';
  const policy = denyPolicy({
    bucket: link?.bucket ?? 'BUCKET',
    key: link?.key ?? 'KEY',
    isPrefix: link !== undefined && issuedTarget(link) === undefined,
    method,
  });
  const ways: readonly (readonly [title: string, ...paragraphs: readonly string[]])[] = [
    ...(method === 'GET'
      ? [
          [
            l10n.t('Delete or rename the object'),
            l10n.t(
              "A download link is for one key. If the object doesn't exist, the link returns NoSuchKey. It works again once a new object has that key. A link to a version works as long as the version exists.",
            ),
          ] as const,
        ]
      : []),
    [
      l10n.t('Deny access with a bucket policy'),
      l10n.t(
        'In the OSS console, open the bucket, then Permission Control > Bucket Policy, and add this statement as JSON. Replace * with the RAM user or role whose AccessKey signed the link, so that others keep their access. Remove the statement after the link has expired.',
      ),
      `\`\`\`json\n${policy}\n\`\`\``,
    ],
    [
      l10n.t('Disable the AccessKey'),
      l10n.t(
        'In the RAM console, open the user whose AccessKey signed the link and disable that AccessKey. This revokes all links that it signed and stops everything else that uses it. Then add a new AccessKey to the profile.',
      ),
    ],
    [
      l10n.t('Revoke the role session'),
      l10n.t(
        "A link signed by a role session, such as a scoped link, works only while the role has its permissions. In the RAM console, detach the role's policies or delete the role. This affects all sessions of the role.",
      ),
    ],
    // Uploads never go through a CDN.
    ...(method === 'GET'
      ? [
          [
            l10n.t('Change the key of the CDN'),
            l10n.t(
              'Only for links signed for a CDN with URL signing: no policy, AccessKey, or role has an effect on them. In the CDN console, change the key of the domain, which revokes all its links. After deleting an object, also purge it from the cache.',
            ),
          ] as const,
        ]
      : []),
  ];
  return [
    l10n.t(
      "OSS keeps no list of links, so you can't delete a single link. At each use, OSS checks the signature, the time, and the permissions of the signer. These steps therefore revoke a link at once:",
    ),
    ...ways.flatMap(([title, ...paragraphs], index) => [`## ${index + 1}. ${title}`, ...paragraphs]),
  ];
}

function withoutEffect(link: IssuedLink | undefined): readonly string[] {
  const texts = {
    GET: [],
    PUT: [l10n.t('Deleting the object: anyone who has the upload link can upload it again.')],
    POST: [l10n.t('Deleting the received files: anyone who has the request can upload more.')],
  }[link?.method ?? 'GET'];
  return [
    `## ${l10n.t('Without effect')}`,
    ...texts,
    l10n.t(
      'Removing the link from the list, removing the profile, signing out, or making the object private: the link carries its own signature.',
    ),
  ];
}
