/** Chosen file with the name under which it is sent, including the folders of a dropped folder. */
export interface ChosenFile {
  readonly file: File;
  readonly name: string;
}

/** Calls a listener with files that are chosen, dropped anywhere on the page, or pasted. */
export function onFilesChosen(
  input: HTMLInputElement,
  dropZone: HTMLElement,
  take: (files: ChosenFile[]) => void,
): void {
  input.addEventListener('change', () => {
    take([...(input.files ?? [])].map(plain));
    // Allows the same file to be chosen again.
    input.value = '';
  });
  document.addEventListener('dragover', (event) => {
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = input.disabled ? 'none' : 'copy';
    dropZone.classList.toggle('over', !input.disabled);
  });
  document.addEventListener('dragleave', (event) => {
    // No related target: the pointer left the window.
    if (event.relatedTarget === null) dropZone.classList.remove('over');
  });
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    dropZone.classList.remove('over');
    if (event.dataTransfer && !input.disabled) void droppedFiles(event.dataTransfer).then(take);
  });
  document.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0 || input.disabled) return;
    event.preventDefault();
    take(files.map(plain));
  });
}

/**
 * Dropped files, and those in dropped folders; both are read at once, because the browser discards a drop after its
 * event. A page on disk may not read folders: there they are returned as files, and fail to be read later.
 */
async function droppedFiles(transfer: DataTransfer): Promise<ChosenFile[]> {
  const files = [...transfer.files].map(plain);
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  if (!entries.some((entry) => entry?.isDirectory === true)) return files;
  try {
    const found = await Promise.all(entries.map(async (entry) => (entry ? await filesBelow(entry) : [])));
    return found.flat();
  } catch {
    return files;
  }
}

async function filesBelow(entry: FileSystemEntry): Promise<ChosenFile[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => {
      (entry as FileSystemFileEntry).file(resolve, reject);
    });
    return [{ file, name: entry.fullPath.replace(/^\/+/, '') }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: ChosenFile[] = [];
  for (;;) {
    // A reader returns a batch at a time, and an empty one at the end.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (some.length === 0) return found;
    for (const child of some) found.push(...(await filesBelow(child)));
  }
}

function plain(file: File): ChosenFile {
  return { file, name: file.name };
}
