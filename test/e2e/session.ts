import { glob, mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import manifest from '../../package.json' with { type: 'json' };
import type { Emulator } from '../emulator/emulator.ts';
import { launchBrowser, tracesFolder } from '../workbench/browser.ts';
import { startCodeServer } from '../workbench/codeServer.ts';
import type { CodeServer } from '../workbench/codeServer.ts';
import { createSessionFolders, keptFolder, repositoryFolder } from '../workbench/folders.ts';
import type { SessionFolders } from '../workbench/folders.ts';
import { startSampleOss } from '../workbench/sampleOss.ts';
import { Workbench } from './workbench.ts';

/** What all tests share: one VS Code with the packaged extension, and one OSS with the sample buckets. */
export interface Session {
  readonly workbench: Workbench;
  readonly emulator: Emulator;
  readonly folders: SessionFolders;
  /** Leaves the picture of a failed test behind, and its trace where traces are made. */
  readonly keepFailure: (titlePath: readonly string[]) => Promise<void>;
  /** Opens the same folder for another user: nothing of what the shared workbench keeps is there. */
  readonly openAnotherWorkbench: () => Promise<Workbench>;
}

const screenshotsFolder = path.join(keptFolder, 'screenshots');
const failuresFolder = path.join(keptFolder, 'failures');
/** Bound to `demo-documents`; no name server leads it to the emulator. */
export const customDomain = 'files.example.com';
/** The files of the folder that the workbench opens. */
export const workspaceFiles = {
  'notes.md': '# Notes\n\nTo be uploaded.\n',
  'page.html': '<!doctype html><title>Page</title>\n',
  '季度 报告.txt': '报告\n',
} as const;

/** What the clipboard holds when a test begins. */
export const untouchedClipboard = 'nothing copied yet';

/** Waits until a text is in a file of the extension's state, which the next start reads. */
export async function waitUntilStored(text: string): Promise<void> {
  const cwd = session().folders.userData;
  for (;;) {
    for await (const name of glob('**/globalStorage/*/state/*/*.json', { cwd })) {
      if ((await readFile(path.join(cwd, name), 'utf8')).includes(text)) return;
    }
  }
}

let running: { readonly session: Session; readonly server: CodeServer; readonly browser: Browser } | undefined;

/** The session of this run; there is one from the first test to the last. */
export function session(): Session {
  if (running === undefined) throw new Error('the workbench is not running');
  return running.session;
}

/** Starts the emulator, code-server with the packaged extension, and a browser that shows it. */
export async function startSession(): Promise<void> {
  for (const folder of [screenshotsFolder, failuresFolder, tracesFolder]) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
  }
  const { emulator } = await startSampleOss(new Date(), { [customDomain]: 'demo-documents' });
  const folders = await createSessionFolders('e2e', workspaceFiles);
  const vsixFile = path.join(repositoryFolder, `${manifest.name}-${manifest.version}.vsix`);
  const [server, browser] = await Promise.all([startCodeServer({ folders, vsixFile }), launchBrowser()]);
  const newPage = (): Promise<Page> =>
    browser.newPage({ permissions: ['clipboard-read', 'clipboard-write'], viewport: { width: 1280, height: 800 } });
  const openAnotherWorkbench = async (): Promise<Workbench> => {
    const another = new Workbench(await newPage(), screenshotsFolder);
    await another.open(server.url);
    return another;
  };
  const workbench = new Workbench(await newPage(), screenshotsFolder);
  const { tracing } = workbench.page.context();
  // A trace holds the page at each step, which makes a run half as long again.
  const isTraced = process.env['OSS_LINKS_TRACE'] !== undefined;
  if (isTraced) await tracing.start({ screenshots: true, snapshots: true });
  const keepFailure = async (titlePath: readonly string[]): Promise<void> => {
    const file = path.join(failuresFolder, titlePath.join(' - ').replaceAll(/[^\p{L}\p{N} -]+/gu, '_'));
    await workbench.page.screenshot({ path: `${file}.png` });
    if (!isTraced) return;
    await tracing.stop({ path: `${file}.zip` });
    await tracing.start({ screenshots: true, snapshots: true });
  };
  running = { session: { workbench, emulator, folders, keepFailure, openAnotherWorkbench }, server, browser };
  await workbench.open(server.url);
}

/** Ends what `startSession` started. */
export async function stopSession(): Promise<void> {
  await running?.browser.close();
  await running?.server.stop();
  await running?.session.emulator.close();
  running = undefined;
}
