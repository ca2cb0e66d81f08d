import * as l10n from '@vscode/l10n';
import { askObjectName } from './form/askUpload.ts';
import { isUnanswered } from '../../ui/prompts/questions.ts';
import { chooseFormat } from './form/askFormat.ts';
import { objectIn } from './copyPutUrl.ts';
import type { Link } from '../../links/link.ts';
import type { UploadTarget } from '../targets/commandArguments.ts';
import { defaultLinks } from './defaultLinks.ts';
import { copyLinks } from './deliverLinks.ts';
import { requireTarget } from './requireTarget.ts';
import type { Services } from '../services.ts';

/**
 * Asks for a format, e.g. a command or a program, and copies links in this format. In a folder it also asks for a name.
 * Returns the copied links.
 */
export async function copyAs(argument: UploadTarget | undefined, services: Services): Promise<readonly Link[]> {
  const title = l10n.t('Copy As');
  const target = await requireTarget(argument, title, services);
  if (!target) return [];
  const { prompts } = services;
  const folder = 'folder' in target ? target.folder : undefined;
  const given = 'objects' in target ? target.objects : [];
  const isOfVersion = given.some(({ versionId }) => versionId !== undefined);
  const answer = await chooseFormat(given, folder ? ['PUT'] : isOfVersion ? ['GET'] : ['GET', 'PUT'], services);
  if (!answer) return [];
  const name = folder ? await askObjectName(prompts, { title }, '', folder) : '';
  if (isUnanswered(name)) return [];
  const objects = folder ? [objectIn(folder, name)] : given;
  const { specs } = await defaultLinks(objects, answer.method, services);
  return copyLinks(specs, services, answer);
}
