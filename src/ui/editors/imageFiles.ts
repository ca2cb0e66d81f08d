import * as vscode from 'vscode';

/** Preview of images beside the open editor. */
export interface ImagePreview {
  /** Shows an image in place of the one shown before; the focus stays where it is. */
  show(fileName: string, bytes: Uint8Array): Promise<void>;
  /** Closes the image, if one is shown. */
  close(): Promise<void>;
}

const SCHEME = 'oss-links-image';

interface Image {
  readonly uri: vscode.Uri;
  readonly bytes: Uint8Array;
  /** Increases, so that VS Code reads the image again. */
  readonly mtime: number;
}

/** File system of one image for VS Code's own preview, so that no webview holds a link. */
export class ImageFiles implements ImagePreview, vscode.FileSystemProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly #registration: vscode.Disposable;
  #image: Image | undefined;

  readonly onDidChangeFile = this.#changed.event;

  constructor() {
    this.#registration = vscode.workspace.registerFileSystemProvider(SCHEME, this, { isReadonly: true });
  }

  async show(fileName: string, bytes: Uint8Array): Promise<void> {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${fileName.replaceAll(/[/\\]/g, ' ')}` });
    this.#image = { uri, bytes, mtime: (this.#image?.mtime ?? 0) + 1 };
    this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
    const options = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true, preview: true };
    const [shown] = shownTabs();
    await vscode.commands.executeCommand('vscode.open', uri, {
      ...options,
      ...(shown && { viewColumn: shown.group.viewColumn }),
    });
  }

  async close(): Promise<void> {
    await vscode.window.tabGroups.close(shownTabs(), true);
  }

  readFile(uri: vscode.Uri): Uint8Array {
    return this.#imageAt(uri).bytes;
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const { bytes, mtime } = this.#imageAt(uri);
    return { type: vscode.FileType.File, ctime: 0, mtime, size: bytes.byteLength };
  }

  #imageAt(uri: vscode.Uri): Image {
    if (this.#image?.uri.path !== uri.path) throw vscode.FileSystemError.FileNotFound(uri);
    return this.#image;
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}

function shownTabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputCustom && input.uri.scheme === SCHEME);
}
