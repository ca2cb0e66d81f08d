import * as l10n from '@vscode/l10n';
import type { ObjectTarget } from '../../links/link.ts';
import { askProfileId } from '../targets/askTarget.ts';
import { isUnanswered, type Choice } from '../../ui/prompts/questions.ts';
import { copyGetUrl } from '../copy/copyGetUrl.ts';
import { copyLinkWithOptions } from '../copy/copyLinkWithOptions.ts';
import { copyPutUrl } from '../copy/copyPutUrl.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import { revealObject } from '../explorer/revealObject.ts';
import type { Services } from '../services.ts';
import type { CommandArguments } from '../targets/commandArguments.ts';

type Action = (target: ObjectTarget) => Promise<unknown>;

/** Reveals the object of an `oss://bucket/key` in a document or a terminal, or copies a link to it. */
export async function openOssUri([argument]: CommandArguments, services: Services): Promise<void> {
  const address = readArgument(argument);
  if (!address || !(await requireProfile(services))) return;
  const { prompts } = services;
  const { bucket, key } = address;
  const title = `oss://${bucket}/${key}`;
  const answer = await prompts.pick<Action>({
    title,
    placeholder: l10n.t('Select an action'),
    choices: actionsFor(key, services),
  });
  if (isUnanswered(answer)) return;
  const profileId = await askProfileId(services, title);
  if (profileId !== undefined) await answer({ profileId, bucket, key });
}

function actionsFor(key: string, services: Services): readonly Choice<Action>[] {
  const reveal: Choice<Action> = {
    label: l10n.t('Reveal in Buckets'),
    icon: 'list-tree',
    value: (target) => revealObject(target, services),
  };
  if (key === '' || key.endsWith('/')) {
    const upload: Action = ({ profileId, bucket }) =>
      copyPutUrl({ folder: { profileId, bucket, prefix: key } }, services);
    return [reveal, { label: l10n.t('Copy Upload Link…'), icon: 'cloud-upload', value: upload }];
  }
  return [
    reveal,
    { label: l10n.t('Copy Download Link'), icon: 'link', value: (target) => copyGetUrl([target], services) },
    {
      label: l10n.t('Copy Download Link with Options…'),
      icon: 'link',
      value: (target) => copyLinkWithOptions({ objects: [target] }, services),
    },
    {
      label: l10n.t('Copy Upload Link…'),
      icon: 'cloud-upload',
      value: (target) => copyPutUrl({ objects: [target] }, services),
    },
  ];
}

function readArgument(argument: unknown): { readonly bucket: string; readonly key: string } | undefined {
  if (typeof argument !== 'object' || argument === null || !('bucket' in argument) || !('key' in argument))
    return undefined;
  const { bucket, key } = argument;
  return typeof bucket === 'string' && typeof key === 'string' ? { bucket, key } : undefined;
}
