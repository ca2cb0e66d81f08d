import * as l10n from '@vscode/l10n';
import type { BucketRef } from '../../links/linkHosts.ts';
import { findCorsRule, type CorsConfiguration, type CorsRule } from '../../oss/client/corsRules.ts';
import { OssError } from '../../oss/errors/errors.ts';
import { describeCount } from '../../text/describe.ts';
import { slowProgress } from '../../ui/messages/slowProgress.ts';
import { issuedLinksOf } from '../issued/issuedLinks.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import type { Services } from '../services.ts';
import { askBucketRef } from '../targets/askTarget.ts';
import { bucketRefOf, type CommandArguments } from '../targets/commandArguments.ts';
import { PAGE_CORS_REQUEST } from './bucketFacts.ts';

/** Rule that lets any page read the responses to its uploads. Each upload still needs a signed form. */
const PROGRESS_RULE: CorsRule = {
  // Pages on disk have the origin `null`, which no other pattern matches.
  allowedOrigins: ['*'],
  allowedMethods: ['POST'],
  allowedHeaders: ['*'],
  exposeHeaders: ['ETag', 'x-oss-request-id', 'x-oss-version-id'],
  maxAgeSeconds: 600,
};

type ProgressServices = Pick<Services, 'prompts' | 'notifications' | 'clientOf' | 'clipboard' | 'locale'>;

/** Allows progress on pages for the bucket of an issued request or a node; asks for a bucket without these. */
export async function allowProgressOn(args: CommandArguments, services: Services): Promise<void> {
  const [issued] = issuedLinksOf(args);
  const given = issued ?? bucketRefOf(args);
  if (!given && !(await requireProfile(services))) return;
  const bucketRef = given ?? (await askBucketRef(services, l10n.t('Allow Progress on the Page')));
  if (bucketRef) await allowProgress(bucketRef, services);
}

/** Adds the CORS rule that lets upload pages show progress, after a confirmation, or copies it. Returns true if the bucket has it. */
export async function allowProgress({ profileId, bucket }: BucketRef, services: ProgressServices): Promise<boolean> {
  const { notifications, clientOf, prompts } = services;
  const client = await clientOf(profileId);
  const configuration = await unlessDenied(
    (signal) => client.getBucketCors(bucket, { signal }),
    {
      title: l10n.t('Reading the CORS rules of {0}', bucket),
      reason: l10n.t("Couldn't read the CORS rules: the profile doesn't have the permission {0}.", 'oss:GetBucketCors'),
    },
    services,
  );
  if (!configuration) return false;
  if (findCorsRule(configuration, PAGE_CORS_REQUEST)) {
    notifications.status(l10n.t('A CORS rule of {0} already allows progress', bucket));
    return true;
  }
  const [add, copy] = [l10n.t('Add Rule'), l10n.t('Copy Rule')];
  const answer = await prompts.decide({
    message: l10n.t('Add a CORS rule to the bucket {0}, so that upload pages can show progress?', bucket),
    detail: [ruleText(), effectText(configuration, services.locale)].join('\n\n'),
    answers: [add, copy],
  });
  if (answer === copy) await copyRule(services);
  if (answer !== add) return false;
  const added = await unlessDenied(
    async (signal) => {
      await client.addBucketCorsRule(bucket, PROGRESS_RULE, { signal });
      return true;
    },
    {
      title: l10n.t('Adding a CORS rule to {0}', bucket),
      reason: l10n.t("Couldn't add the CORS rule: the profile doesn't have the permission {0}.", 'oss:PutBucketCors'),
    },
    services,
  );
  if (added) notifications.status(l10n.t('Added a CORS rule to {0}: upload pages show progress', bucket));
  return added ?? false;
}

/** Result of a call; `undefined` if the user cancels it, or if the profile lacks the permission and the rule is offered instead. */
async function unlessDenied<T>(
  call: (signal: AbortSignal) => Promise<T>,
  { title, reason }: { readonly title: string; readonly reason: string },
  services: ProgressServices,
): Promise<T | undefined> {
  try {
    return await slowProgress(title, services.notifications, call);
  } catch (error) {
    if (!(error instanceof OssError) || error.code !== 'AccessDenied') throw error;
    offerRule(reason, services);
    return undefined;
  }
}

/** Offers to copy the rule, for a person who may change the bucket. */
function offerRule(reason: string, services: ProgressServices): void {
  const { notifications } = services;
  const text = l10n.t('{0} Copy the rule and add it in the OSS console.', reason);
  notifications.warn(text, { label: l10n.t('Copy Rule'), run: () => copyRule(services) });
}

async function copyRule({ clipboard, notifications }: ProgressServices): Promise<void> {
  await clipboard.writeText(ruleText());
  notifications.status(l10n.t('Copied CORS rule'));
}

/** The rule by the fields of the OSS console. */
function ruleText(): string {
  const { allowedOrigins, allowedMethods, allowedHeaders, exposeHeaders, maxAgeSeconds } = PROGRESS_RULE;
  return [
    [l10n.t('Sources'), allowedOrigins],
    [l10n.t('Allowed methods'), allowedMethods],
    [l10n.t('Allowed headers'), allowedHeaders],
    [l10n.t('Exposed headers'), exposeHeaders],
    [l10n.t('Cache timeout (seconds)'), [maxAgeSeconds]],
  ]
    .map(([name, values]) => `${String(name)}: ${[values].flat().join(', ')}`)
    .join('\n');
}

function effectText({ rules }: CorsConfiguration, locale: string): string {
  return [
    l10n.t(
      'Web pages of any origin can then send forms to the bucket and read the answers. Each form must still be signed.',
    ),
    rules.length === 0
      ? l10n.t('The bucket has no other CORS rule.')
      : l10n.t('The other CORS rules ({0}) stay as they are.', describeCount(rules.length, locale)),
  ].join(' ');
}
