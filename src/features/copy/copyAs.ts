import * as l10n from '@vscode/l10n';
import type { ObjectTarget } from '../../links/link.ts';
import type { LinkOptions } from '../../links/linkOptions.ts';
import { makeLinks } from '../../links/makeLink.ts';
import { askObject } from '../targets/askTarget.ts';
import { askObjectName } from './form/askUpload.ts';
import { isUnanswered } from '../../ui/prompts/questions.ts';
import { chooseFormat } from './form/askFormat.ts';
import { objectIn } from './copyPutUrl.ts';
import type { UploadTarget } from '../targets/commandArguments.ts';
import { deliverLinks } from './deliverLinks.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import type { Services } from '../services.ts';

/** Asks what links are to become, e.g. a command or a program, and makes them with the last choices of their bucket. */
export async function copyAs(target: UploadTarget | undefined, services: Services): Promise<void> {
  const title = l10n.t('Copy As');
  if (!target) {
    if (!(await requireProfile(services))) return;
    const chosen = await askObject(services, title);
    if (chosen) await copyAs({ objects: [chosen] }, services);
    return;
  }
  const { prompts, memory } = services;
  const folder = 'folder' in target ? target.folder : undefined;
  const known = 'objects' in target ? target.objects : [];
  const isOfVersion = known.some(({ versionId }) => versionId !== undefined);
  const answer = await chooseFormat(known, folder ? ['PUT'] : isOfVersion ? ['GET'] : ['GET', 'PUT'], services);
  if (!answer) return;
  const { method } = answer;
  const name = folder ? await askObjectName(prompts, { title }, '', folder) : '';
  if (isUnanswered(name)) return;
  const objects = folder ? [objectIn(folder, name)] : known;
  // A download is like that of a plain copy; an upload needs what was chosen of type and headers.
  const optionsOf = (object: ObjectTarget): LinkOptions =>
    method === 'GET' ? memory.plainOptions(object, method) : memory.lastOptions(object, method);
  const links = await makeLinks(
    objects.map((target) => ({ target, options: optionsOf(target) })),
    services,
  );
  await deliverLinks(links, services, answer);
  const [link] = links;
  if (link) await memory.rememberLink({ ...link, format: answer.format.id });
}
