import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { objectName, shortName, type ObjectTarget } from '../../../links/link.ts';
import type { MappedFile } from '../../../links/mappings/mappings.ts';
import { placedText } from '../../../ui/editors/documentText.ts';
import { TrackedRanges } from '../../../ui/editors/trackedRanges.ts';
import type { FileSelection } from '../../../ui/files/localFiles.ts';
import { joined, type DocumentText } from '../../copy/insertLinks.ts';
import type { Services } from '../../services.ts';
import { deleteUploads } from './deleteUploads.ts';
import { uploadForDocument, type UploadedContents, type UploadedFile } from './uploadForDocument.ts';
import { uploadTexts } from './uploadTexts.ts';

/** Files that are uploaded for a document when the user chooses the edit. */
export interface UploadRequest {
  readonly document: vscode.TextDocument;
  readonly ranges: readonly vscode.Range[];
  readonly mapped: MappedFile;
  readonly selection: FileSelection;
  /** Names of the files, for confirmations. */
  readonly names: readonly string[];
}

/** Texts in a document that refer to objects which were uploaded for it. */
interface Insertion {
  readonly document: vscode.TextDocument;
  readonly texts: readonly string[];
  readonly files: readonly UploadedFile[];
  /** Whether the document had a text of these after its last change. */
  readonly isThere: boolean;
}

/** Maximum number of insertions whose undo is detected. */
const MAX_INSERTIONS = 50;

/** Uploads for documents. Their texts are inserted when the objects exist; undo offers to delete the objects. */
export class InsertedUploads implements vscode.Disposable {
  readonly #services: Services;
  readonly #uploaded: UploadedContents = new Map();
  readonly #listener: vscode.Disposable;
  #insertions: readonly Insertion[] = [];

  constructor(services: Services) {
    this.#services = services;
    this.#listener = vscode.workspace.onDidChangeTextDocument(({ document, reason }) => {
      this.#follow(document, reason === vscode.TextDocumentChangeReason.Undo);
    });
  }

  /** Uploads the files and inserts the texts where the cursors were. */
  async upload({ document, ranges, mapped, selection }: UploadRequest): Promise<void> {
    const tracked = new TrackedRanges(document, ranges);
    try {
      const uploaded = await uploadForDocument(mapped, selection, this.#uploaded, this.#services);
      if (!uploaded) return;
      const { files, isFinished } = uploaded;
      if (!isFinished) {
        this.#offerDeletion(files);
        return;
      }
      const { insert } = mapped.mapping.documents;
      const made = await uploadTexts(files, insert, document.languageId, this.#services);
      if (!made) {
        this.#offerDeletion(files);
        return;
      }
      const texts = await insertTexts(document, tracked.ranges, made.texts);
      if (!texts) {
        this.#offerCopy(joined(made.texts), files);
        return;
      }
      this.#insertions = [...this.#insertions, { document, texts, files, isThere: true }].slice(-MAX_INSERTIONS);
      await made.notifyInserted();
    } finally {
      tracked.dispose();
    }
  }

  dispose(): void {
    this.#listener.dispose();
  }

  /** Offers to delete what an undo has removed from a document, and nothing that a document still refers to. */
  #follow(document: vscode.TextDocument, isUndo: boolean): void {
    if (!this.#insertions.some((one) => isSame(one.document, document))) return;
    const text = withLineFeeds(document.getText());
    const undone: (readonly UploadedFile[])[] = [];
    const others = this.#insertions.flatMap((one) => {
      if (!isSame(one.document, document)) return [one];
      const isThere = one.texts.some((inserted) => text.includes(withLineFeeds(inserted)));
      const isUndone = isUndo && one.isThere && !isThere && !one.files.some(({ target }) => names(text, target));
      if (isUndone) undone.push(one.files);
      return isUndone ? [] : [{ ...one, isThere }];
    });
    const removed = undone.flat();
    const isRemoved = ({ target }: UploadedFile): boolean => removed.some((one) => one.isNew && isEqual(one, target));
    const isUsed = ({ target }: UploadedFile): boolean =>
      others.some(({ files }) => files.some((one) => isEqual(one, target)));
    for (const files of undone) this.#offerDeletion(files.filter((file) => !isUsed(file)));
    // The undo of the last text that refers to the object offers to delete it.
    this.#insertions = others.map((one) => ({
      ...one,
      files: one.files.map((file) => (isRemoved(file) ? { ...file, isNew: true } : file)),
    }));
  }

  #offerDeletion(files: readonly UploadedFile[]): void {
    const uploaded = files.filter(({ isNew }) => isNew);
    const [first] = uploaded;
    if (!first) return;
    const { bucket, key } = first.target;
    const { notifications, allowsDelete } = this.#services;
    const message =
      uploaded.length === 1
        ? l10n.t('"{0}" stays in the bucket "{1}".', shortName(key), bucket)
        : l10n.t('{0} objects stay in the bucket "{1}".', uploaded.length, bucket);
    const label = uploaded.length === 1 ? l10n.t('Delete It') : l10n.t('Delete Them');
    const action = { label, run: () => deleteUploads(uploaded, this.#services) };
    notifications.info(message, ...(allowsDelete() ? [action] : []));
  }

  #offerCopy(text: string, files: readonly UploadedFile[]): void {
    const { notifications, clipboard } = this.#services;
    const [first] = files;
    notifications.warn(l10n.t('Uploaded "{0}", but the document can no longer be edited.', first?.name ?? ''), {
      label: l10n.t('Copy Text'),
      run: () => clipboard.writeText(text),
    });
  }
}

/** Text with the same line ends, whichever the document has. */
function withLineFeeds(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

/** Whether a text names an object in any syntax. */
function names(text: string, { key }: ObjectTarget): boolean {
  const name = objectName(key);
  return text.includes(name) || text.includes(encodeURIComponent(name));
}

function isEqual({ target }: UploadedFile, { profileId, bucket, key }: ObjectTarget): boolean {
  return target.profileId === profileId && target.bucket === bucket && target.key === key;
}

/** Inserts texts as one undo step: one text at each range if the numbers match, otherwise all at each; `undefined` if VS Code refuses. */
async function insertTexts(
  document: vscode.TextDocument,
  ranges: readonly vscode.Range[],
  made: readonly DocumentText[],
): Promise<readonly string[] | undefined> {
  if (document.isClosed) return undefined;
  const isBlock = made.some((one) => one.isBlock);
  const all = joined(made);
  const texts = ranges.map((_, index) => (made.length === ranges.length ? (made[index]?.text ?? '') : all));
  const changes = ranges.map((range, index) => ({
    range,
    text: placedText(document, range, texts[index] ?? '', isBlock),
  }));
  const editor = vscode.window.visibleTextEditors.find((one) => isSame(one.document, document));
  if (editor) {
    const isDone = await editor.edit((edit) => {
      for (const { range, text } of changes) {
        // An insertion, unlike a replacement, leaves the cursor after the text.
        if (range.isEmpty) edit.insert(range.start, text);
        else edit.replace(range, text);
      }
    });
    return isDone ? texts : undefined;
  }
  const edit = new vscode.WorkspaceEdit();
  for (const { range, text } of changes) edit.replace(document.uri, range, text);
  return (await vscode.workspace.applyEdit(edit)) ? texts : undefined;
}

/** Whether two documents are of one file: a file that was closed and opened again has a new one. */
function isSame(one: vscode.TextDocument, other: vscode.TextDocument): boolean {
  return one.uri.toString() === other.uri.toString();
}
