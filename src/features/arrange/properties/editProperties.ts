import * as l10n from '@vscode/l10n';
import { objectName, parentFolders, shortName, type ObjectTarget } from '../../../links/link.ts';
import { InvalidInputError, OssError } from '../../../oss/errors/errors.ts';
import { missingPermission } from '../../../oss/errors/permissions.ts';
import { inParallel } from '../../../oss/inParallel.ts';
import { isUserMetadata, validateOssHeader } from '../../../oss/requests/headerRules.ts';
import { validateHeaders } from '../../../oss/requests/linkHeaders.ts';
import { describeCount } from '../../../text/describe.ts';
import { taggingHeader } from '../../../transfers/copy/objectState.ts';
import { changeProperties } from '../../../transfers/edit/changeProperties.ts';
import { NotEditableError } from '../../../transfers/edit/editErrors.ts';
import { NO_CHANGES, readProperties, type PropertyChanges } from '../../../transfers/edit/propertyChanges.ts';
import { askForm, type FormPage } from '../../copy/form/formPage.ts';
import { requireProfile } from '../../profiles/requireProfile.ts';
import type { Services } from '../../services.ts';
import { askObject } from '../../targets/askTarget.ts';
import { allowsChanges, confirmChanges } from '../../targets/confirmChanges.ts';
import { offerIncomplete } from '../../transfers/reportUpload.ts';
import { reportTransfer } from '../../transfers/transferReport.ts';
import {
  countText,
  previewOf,
  previewTable,
  previewText,
  type EditedObject,
  type PlannedChange,
  type Preview,
} from './propertyPreview.ts';
import { propertyGroups } from './propertyRows.ts';

const PARALLEL_REQUESTS = 8;

type Failure = Preview['blocked'][number];

/** Changes properties of objects: a form, a preview of what changes for how many, then the changes. */
export async function editProperties(given: readonly ObjectTarget[], services: Services): Promise<void> {
  if (!allowsChanges(services)) return;
  const targets = given.length > 0 ? given : await askTarget(services);
  if (targets.length === 0) return;
  const read = await readAll(targets, services);
  if (!read) return;
  const { objects, failed } = read;
  const [failure] = failed;
  if (objects.length === 0 && failure) throw failure.error;
  const changes = await askChanges(objects, services);
  if (!changes) return;
  const found = previewOf(objects, changes);
  const preview = { ...found, blocked: [...failed, ...found.blocked] };
  const [blocked] = preview.blocked;
  if (preview.planned.length === 0 && blocked) throw blocked.error;
  if (!(await confirmChanges(bucketsOf(preview.planned), services))) return;
  if (await confirmPreview(preview, changes, services)) await makeChanges(preview, services);
}

async function askTarget(services: Services): Promise<readonly ObjectTarget[]> {
  const active = await services.objectEditors.find();
  if (active?.versionId !== undefined) throw new NotEditableError(active.key, 'version');
  if (active) return [active];
  if (!(await requireProfile(services))) return [];
  const target = await askObject(services, l10n.t('Edit Properties'));
  return target ? [target] : [];
}

/** Reads the properties of all objects; `undefined` if the user cancels. */
async function readAll(
  targets: readonly ObjectTarget[],
  { notifications, clientOf, locale }: Services,
): Promise<{ readonly objects: readonly EditedObject[]; readonly failed: readonly Failure[] } | undefined> {
  const [first] = targets;
  const name = targets.length === 1 && first ? shortName(first.key) : countText(targets.length, locale);
  return notifications.progress(l10n.t('Reading the properties of {0}', name), async (progress, signal) => {
    const found = new Map<number, EditedObject>();
    const failed: Failure[] = [];
    await inParallel(
      targets.entries(),
      PARALLEL_REQUESTS,
      async ([index, target], either) => {
        try {
          const properties = await readProperties(await clientOf(target.profileId), target, either);
          found.set(index, { target, properties });
        } catch (error) {
          either.throwIfAborted();
          failed.push({ name: target.key, error });
        }
        progress.report((found.size + failed.length) / targets.length, objectName(target.key));
      },
      signal,
    );
    return { objects: targets.flatMap((_, index) => found.get(index) ?? []), failed };
  });
}

function askChanges(
  objects: readonly EditedObject[],
  { prompts, locale }: Services,
): Promise<PropertyChanges | undefined> {
  const [first] = objects;
  const name = objects.length === 1 && first ? shortName(first.target.key) : countText(objects.length, locale);
  const title = l10n.t('Properties of {0}', name);
  return askForm<PropertyChanges, PropertyChanges>(prompts, NO_CHANGES, (changes) => {
    const error = errorOf(objects, changes);
    const { planned, blocked } = previewOf(objects, changes);
    const isChanged = error === undefined && planned.length + blocked.length > 0;
    const page: FormPage<PropertyChanges, PropertyChanges> = {
      title,
      placeholder: l10n.t('Select a property to change'),
      actions: isChanged
        ? [
            {
              label: l10n.t('Change Properties…'),
              description: l10n.t(
                '{0} of {1}',
                describeCount(planned.length, locale),
                countText(objects.length, locale),
              ),
              icon: 'check',
              value: () => ({ result: changes }),
            },
          ]
        : [],
      groups: propertyGroups({ objects, changes, prompts, locale }),
      ...(error && { error }),
      stepOf: ({ label }) => ({ title: `${title} · ${label.replace(/…$/, '')}` }),
    };
    return Promise.resolve(page);
  });
}

/** Reason why OSS would refuse the changes of some object: too many tags, or too much metadata. */
function errorOf(objects: readonly EditedObject[], changes: PropertyChanges): InvalidInputError | undefined {
  try {
    for (const { change } of previewOf(objects, changes).planned) {
      const metadata = Object.entries(change.headers ?? {}).filter(([name]) => isUserMetadata(name));
      if (Object.keys(changes.headers).some(isUserMetadata)) validateHeaders(Object.fromEntries(metadata));
      const { 'x-oss-tagging': tagging } = taggingHeader(change.tags ?? {});
      if (tagging !== undefined) validateOssHeader('x-oss-tagging', tagging);
    }
    return undefined;
  } catch (error) {
    if (error instanceof InvalidInputError) return error;
    throw error;
  }
}

/** Shows what changes for how many objects, in full if the user wants, and asks. */
async function confirmPreview(preview: Preview, changes: PropertyChanges, services: Services): Promise<boolean> {
  const { prompts, documents, locale } = services;
  const [change, showEach] = [l10n.t('Change'), l10n.t('Show Each Object')];
  const [first] = preview.planned;
  const message =
    preview.planned.length === 1 && first
      ? l10n.t('Change the properties of "{0}"?', objectName(first.object.target.key))
      : l10n.t('Change the properties of {0} objects?', describeCount(preview.planned.length, locale));
  const answer = await prompts.decide({
    message,
    detail: previewText(preview, changes, locale),
    answers: preview.planned.length + preview.blocked.length > 1 ? [change, showEach] : [change],
  });
  if (answer !== showEach) return answer === change;
  await documents.showRendered(l10n.t('Change of properties'), previewTable(preview, changes));
  return (await prompts.decide({ message, answers: [change, l10n.t('Cancel')], isBeside: true })) === change;
}

async function makeChanges({ planned, blocked }: Preview, services: Services): Promise<void> {
  const { notifications, clientOf, tree, locale } = services;
  const failed: Failure[] = [];
  const leftBehind: ObjectTarget[] = [];
  let doneCount = 0;
  const title = l10n.t('Changing the properties of {0}', countText(planned.length, locale));
  const finished = await notifications.progress(title, async (progress, signal) => {
    const make = async ({ object, change }: PlannedChange, either: AbortSignal): Promise<void> => {
      const { target, properties } = object;
      const onLeftBehind = (): void => void leftBehind.push(target);
      try {
        const client = await clientOf(target.profileId);
        await changeProperties(client, target, properties, change, { signal: either, onLeftBehind });
        doneCount++;
      } catch (error) {
        either.throwIfAborted();
        failed.push({ name: target.key, error });
      }
      progress.report((doneCount + failed.length) / planned.length, objectName(target.key));
    };
    await inParallel(planned, PARALLEL_REQUESTS, make, signal);
    return true;
  });
  const folders = parentFolders(planned.map(({ object }) => object.target));
  for (const { profileId, bucket, prefix } of folders) tree.refreshFolder(profileId, bucket, prefix);
  const done = describeCount(doneCount, locale);
  if (finished === true) report(doneCount, [...failed, ...blocked], services);
  else
    notifications.warn(l10n.t('Canceled: properties of {0} of {1} changed', done, countText(planned.length, locale)));
  const [behind] = leftBehind;
  if (behind)
    offerIncomplete(
      leftBehind.map(({ key }) => key),
      { ...behind, prefix: '' },
      services,
    );
}

function report(doneCount: number, failed: readonly Failure[], services: Services): void {
  const { locale } = services;
  const count = doneCount + failed.length;
  const summary =
    failed.length === 0
      ? l10n.t('Changed the properties of {0}', countText(doneCount, locale))
      : l10n.t('{0} changed, {1} failed.', describeCount(doneCount, locale), describeCount(failed.length, locale));
  reportTransfer({ count, summary, failed, notes: [] }, services);
  // Its own message offers the policy that is missing.
  const refused = failed.find(({ error }) => error instanceof OssError && missingPermission(error) !== undefined);
  if (refused && count > 1) services.notifications.error(refused.error);
}

function bucketsOf(planned: readonly PlannedChange[]): readonly Pick<ObjectTarget, 'profileId' | 'bucket'>[] {
  const buckets = planned.map(
    ({
      object: {
        target: { profileId, bucket },
      },
    }) => ({ profileId, bucket }),
  );
  return [...new Map(buckets.map((bucket) => [JSON.stringify(bucket), bucket])).values()];
}
