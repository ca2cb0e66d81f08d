import type { FolderTarget } from '../../links/link.ts';
import { askUploadFolder } from '../targets/askUploadFolder.ts';
import type { ChosenFile } from './chosenFiles.ts';
import { mappedTargets } from './mappedTargets.ts';
import type { Services } from '../services.ts';
import type { FileToUpload } from '../transfers/uploadAll.ts';

/** Files and their target folder. */
export interface UploadPlan {
  readonly folder: FolderTarget;
  readonly files: readonly FileToUpload[];
  /** Whether the mappings decided the target, without a question. */
  readonly isMapped: boolean;
}

/** Target of an upload: the mapped objects if all files map to one bucket of one profile, else a folder that the user selects. */
export async function planUpload(
  files: readonly ChosenFile[],
  title: string,
  services: Services,
): Promise<UploadPlan | undefined> {
  const mapped = files.flatMap(({ uri }) => services.mappings.of(uri) ?? []);
  const isMapped = mapped.length === files.length && new Set(mapped.map(({ bucket }) => bucket)).size === 1;
  const targets = isMapped ? await mappedTargets(mapped, title, services) : [];
  if (!targets) return undefined;
  const [first] = targets;
  if (!first || targets.some(({ profileId }) => profileId !== first.profileId)) {
    const folder = await askUploadFolder(services, title);
    if (!folder) return undefined;
    return { folder, files: files.map(({ file }) => ({ file, path: file.name })), isMapped: false };
  }
  const { profileId, bucket } = first;
  const prefix = commonFolder(targets.map(({ key }) => key));
  return {
    folder: { profileId, bucket, prefix },
    isMapped,
    files: files.flatMap(({ file }, index) => {
      const key = targets[index]?.key;
      return key === undefined ? [] : [{ file, path: key.slice(prefix.length) }];
    }),
  };
}

/** The deepest folder that contains all keys. */
function commonFolder(keys: readonly string[]): string {
  let folder = keys[0] ?? '';
  // A name at the end, of the object first, is cut off until all keys are below; they all begin with the empty text.
  do folder = folder.replace(/[^/]*\/?$/, '');
  while (!keys.every((key) => key.startsWith(folder)));
  return folder;
}
