import * as l10n from '@vscode/l10n';
import type { Credentials } from '../../oss/credentials.ts';
import { OssError, TransportError } from '../../oss/errors/errors.ts';
import { parseEndpoint } from '../../oss/hosts/endpoint.ts';
import { servesOneBucket } from '../../profiles/profile.ts';
import { expectedRegion, isForeign, isWithoutTls, maySupportOnlyV1 } from '../../profiles/serviceRefusals.ts';
import { CredentialSourceError } from '../../profiles/sources/sourceError.ts';
import type { EndpointDraft } from './endpointDraft.ts';
import type { ProfileAnswers } from './askProfile.ts';
import { explainError } from '../../ui/messages/errorText.ts';
import type { Services } from '../services.ts';

/**
 * Next step after a test: save, stop, return to a question (by IDs, the most likely first), or test again with
 * corrected answers.
 */
export type TrialResult = 'save' | 'cancel' | { readonly edit: readonly string[] } | { readonly fix: EndpointDraft };

/** Previous answers, and the question to start at. */
export interface PreviousAnswers<D> {
  readonly draft: D;
  readonly at: readonly string[];
}

/**
 * Asks, tests the answers, and asks again with all answers kept, until the user saves; `undefined` if the user cancels.
 * A correction that the user accepts is tested without another question.
 */
export async function askUntilSaved<D>(
  ask: (former: PreviousAnswers<D> | undefined) => Promise<D | undefined>,
  attempt: (draft: D) => Promise<TrialResult>,
): Promise<D | undefined> {
  let draft = await ask(undefined);
  while (draft !== undefined) {
    const result = await attempt(draft);
    if (result === 'save') return draft;
    if (result === 'cancel') return undefined;
    draft = 'fix' in result ? { ...draft, ...result.fix } : await ask({ draft, at: result.edit });
  }
  return undefined;
}

/** Tests a profile against the service before it is saved, and asks how to continue if it fails. */
export async function tryProfile(
  profile: ProfileAnswers,
  credentials: () => Promise<Credentials>,
  { unsavedClient, notifications, prompts }: Pick<Services, 'prompts' | 'notifications' | 'unsavedClient'>,
): Promise<TrialResult> {
  try {
    const tried = await notifications.progress(l10n.t('Testing profile {0}', profile.name), async (_, signal) => {
      const client = await unsavedClient(profile, credentials);
      if (servesOneBucket(profile)) await client.listObjects(profile.bucket ?? '', { maxKeys: 1, signal });
      else await client.listBuckets({ signal }).next();
      return true;
    });
    return tried ? 'save' : { edit: ['location'] };
  } catch (error) {
    return askNextStep(error, profile, prompts);
  }
}

/** Correction of the answers that a failure suggests. */
interface Fix {
  readonly label: string;
  readonly fix: EndpointDraft;
  /** Question about the correction, if its label does not explain it. */
  readonly message?: string;
}

async function askNextStep(
  error: unknown,
  profile: ProfileAnswers,
  prompts: Services['prompts'],
): Promise<TrialResult> {
  const [edit, save] = [l10n.t('Edit'), l10n.t('Save Anyway')];
  const denied = error instanceof OssError && error.code === 'AccessDenied' && error.status === 403;
  // An unreachable host (an internal endpoint, a network that is down) does not mean that the credentials are wrong.
  const isUnreachable = error instanceof CredentialSourceError && error.problem === 'ServiceSilent';
  const fix = fixOf(error, profile);
  const savable = denied || isUnreachable || error instanceof TransportError;
  // The first answer is the default. Saving is the default only if the credentials work.
  const repairs = [...(fix ? [fix.label] : []), edit];
  const answer = await prompts.decide({
    message: denied
      ? l10n.t('The credentials work but have no permission to list buckets.')
      : (fix?.message ?? l10n.t("Couldn't connect with this profile.")),
    detail: denied
      ? l10n.t("Save the profile, and add its buckets by name. Links don't need the permission to list buckets.")
      : explainError(error).message,
    answers: denied ? [save, edit] : [...repairs, ...(savable ? [save] : [])],
  });
  if (answer === undefined) return 'cancel';
  if (answer === save) return 'save';
  return fix && answer === fix.label ? { fix: fix.fix } : { edit: questionsAtFault(error) };
}

/** Questions whose answers may have caused the failure. */
function questionsAtFault(error: unknown): readonly string[] {
  if (error instanceof CredentialSourceError) return ['credentials'];
  if (error instanceof OssError) {
    if (error.code === 'SignatureDoesNotMatch') return ['secret', 'credentials'];
    if (error.code.includes('SecurityToken')) return ['token', 'secret', 'credentials'];
    if (error.profilePart !== 'endpoint') return ['credentials'];
  }
  return ['endpoint', 'location'];
}

function fixOf(error: unknown, { endpoint, signatureVersion }: ProfileAnswers): Fix | undefined {
  if (error instanceof OssError) {
    if (signatureVersion === undefined && isForeign(endpoint) && maySupportOnlyV1(error)) {
      return {
        label: l10n.t('Use Signature V1'),
        message: l10n.t('This service may know only V1 signatures, as older private clouds do.'),
        fix: { signatureVersion: 'v1' },
      };
    }
    const region = expectedRegion(error);
    return region === undefined ? undefined : { label: l10n.t('Use {0}', region), fix: { region } };
  }
  if (!(error instanceof TransportError) || !isWithoutTls(error) || endpoint.kind !== 'custom') return undefined;
  const { scheme, host, isLoopback } = parseEndpoint(endpoint.url, { allowPlainHttp: true });
  if (scheme === 'http') return undefined;
  const plain = { ...endpoint, url: `http://${host}`, ...(!isLoopback && { allowPlainHttp: true }) };
  return {
    label: l10n.t('Use Plain HTTP'),
    message: l10n.t('{0} answers without TLS. Use http://?', host),
    fix: { endpoint: plain },
  };
}
