import * as l10n from '@vscode/l10n';
import { isActive, type IssuedLink } from '../../links/ledger/ledger.ts';
import { formatMomentInBothZones } from '../../text/moment.ts';
import { denyPolicy } from '../../oss/requests/linkPolicies.ts';
import type { Services } from '../services.ts';

/** Shows how to revoke a link, or links in general, step by step. */
export async function showHowToRevoke(
  [link]: readonly IssuedLink[],
  services: Pick<Services, 'documents' | 'locale' | 'now'>,
): Promise<void> {
  const { documents } = services;
  await documents.show(
    l10n.t('End a link early'),
    [
      `# ${l10n.t('End a link early')}`,
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
      ? l10n.t('This {0} link ends by itself {1}:', link.method, end)
      : l10n.t('This {0} link expired {1}, so there is nothing left to end:', link.method, end),
    // Indented as code, so that Markdown in a name has no effect.
    `    ${link.bucket}/${link.key.replaceAll(/\s/g, ' ')}`,
  ];
}

function waysToRevoke(link: IssuedLink | undefined): readonly string[] {
  const method = link?.method ?? 'GET';
  const policy = denyPolicy({
    bucket: link?.bucket ?? 'BUCKET',
    key: link === undefined ? 'KEY' : link.batchCount === undefined ? link.key : `${link.key}*`,
    method,
  });
  return [
    l10n.t(
      'OSS keeps no list of links, so a single link cannot be called back. At each use it checks the signature, the time, and whether the signer may still do what the link is for. So these end a link at once:',
    ),
    `## 1. ${l10n.t('Delete or rename the object')}`,
    method === 'GET'
      ? l10n.t(
          'A GET link names one key. Without an object of that name it answers NoSuchKey. An object that is put there later can be read by it again, and a link to a version goes on as long as the version exists.',
        )
      : l10n.t('This does not end a PUT link: whoever holds it can put the object there again. Choose another way.'),
    `## 2. ${l10n.t('Deny it by a bucket policy')}`,
    l10n.t(
      'In the OSS console open the bucket, then Permission Control, Bucket Policy, and add this statement in JSON. In place of * name the RAM user or role whose key signed the link, so that nobody else is shut out. Remove it once the link has expired.',
    ),
    `\`\`\`json\n${policy}\n\`\`\``,
    `## 3. ${l10n.t('Disable the AccessKey')}`,
    l10n.t(
      'In the RAM console open the user whose AccessKey signed the link and disable that AccessKey. This ends every link that it signed, and everything else that uses it. Add a new AccessKey to the profile afterwards.',
    ),
    `## 4. ${l10n.t('End the role session')}`,
    l10n.t(
      'A link that a role signed, such as a scoped link, ends with the permissions of the role: in the RAM console detach its policies or delete it. This ends all sessions of the role.',
    ),
  ];
}

function withoutEffect(): readonly string[] {
  return [
    `## ${l10n.t('What does not end a link')}`,
    l10n.t(
      'Forgetting it here, removing the profile, signing out, changing the ACL of the object to private: the link carries a signature of its own.',
    ),
  ];
}
