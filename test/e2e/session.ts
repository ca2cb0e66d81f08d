import { cp, glob, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import manifest from '../../package.json' with { type: 'json' };
import { STATE_FOLDER } from '../../src/ids.ts';
import type { Emulator } from '../emulator/emulator.ts';
import { launchBrowser } from '../workbench/browser.ts';
import { startCodeServer } from '../workbench/codeServer.ts';
import type { CodeServer } from '../workbench/codeServer.ts';
import { resetDisplayLanguage, setDisplayLanguage, type DisplayLanguage } from '../workbench/displayLanguage.ts';
import {
  createSessionFolders,
  keptFolder,
  repositoryFolder,
  resetUserFolders,
  userSettingsFolder,
  type FileContents,
} from '../workbench/folders.ts';
import type { SessionFolders } from '../workbench/folders.ts';
import { startSampleOss } from '../workbench/sampleOss.ts';
import { keepStorage, replaceStorage } from './browserStorage.ts';
import { addTeamProfile, profileName } from './teamProfile.ts';
import type { ManifestLanguage } from './titles.ts';
import { until, within } from './until.ts';
import { Workbench } from './workbench.ts';

/** Environment of a file's tests: a workbench of their own with the packaged extension, and an OSS. */
export interface Session {
  readonly workbench: Workbench;
  readonly emulator: Emulator;
  readonly folders: SessionFolders;
}

/** Initial state of a file, whatever ran before it. */
export interface Beginning {
  /** Whether the profile "Team" is in the tree; true by default. */
  readonly withProfile?: boolean;
  /** Files of the folder that is open, beside `workspaceFiles`. */
  readonly workspace?: FileContents;
  /** Files of the user's home, which may name the endpoint of the OSS. */
  readonly home?: (emulator: Emulator) => FileContents;
  /** Display language of VS Code; English by default. */
  readonly language?: DisplayLanguage & { readonly id: ManifestLanguage };
}

/** Environment shared by all files of this process, because it is slow to start. */
interface Shared {
  readonly emulator: Emulator;
  readonly folders: SessionFolders;
  readonly server: CodeServer;
  readonly browser: Browser;
  /** The page of all files: another one would compile the workbench again, which takes seconds. */
  readonly page: Page;
}

export const failuresFolder = path.join(keptFolder, 'failures');
/** Bound to `demo-documents`; no name server leads it to the emulator. */
export const customDomain = 'files.example.com';
/** The files of the folder that the workbench opens. */
export const workspaceFiles = {
  'notes.md': '# Notes\n\nTo be uploaded.\n',
  'page.html': '<!doctype html><title>Page</title>\n',
  '季度 报告.txt': '报告\n',
} as const;

// A trace holds the page at each step, which makes a run half as long again.
const isTraced = Boolean(process.env['OSS_LINKS_TRACE']);

const viewport = { width: 1280, height: 800 };

let shared: Shared | undefined;
let current: Session | undefined;
/** Browser storage of a user who has added the profile, with its secret. */
let storageWithProfile: string | undefined;

/** The session of the file that runs. */
export function session(): Session {
  if (current === undefined) throw new Error('the workbench is not open: describe the tests with describeInWorkbench');
  return current;
}

/** Opens a workbench without any state, settings or folders of earlier tests. */
export async function beginSession({ withProfile = true, workspace, home, language }: Beginning): Promise<void> {
  current = undefined;
  const { emulator, folders, server, page } = (shared ??= await startShared());
  // The extension host ends with its page, which leaves its storage to the next one.
  await page.goto(new URL('version', server.url).href);
  emulator.faults.clear();
  await resetUserFolders(folders, {
    workspace: { ...workspaceFiles, ...workspace },
    home: home?.(emulator) ?? {},
  });
  await rm(stateFolder(folders), { recursive: true, force: true });
  const startsWithProfile = withProfile && storageWithProfile !== undefined;
  if (startsWithProfile) await cp(keptStateFolder(folders), stateFolder(folders), { recursive: true });
  if (language === undefined) await resetDisplayLanguage(folders);
  else await setDisplayLanguage(folders, language);
  await within('replacing the storage', replaceStorage(page, startsWithProfile ? storageWithProfile : undefined));
  await page.setViewportSize(viewport);
  const workbench = new Workbench(page, language?.id);
  current = { workbench, emulator, folders };
  await workbench.open(server.url);
  if (!withProfile || storageWithProfile !== undefined) return;
  await addTeamProfile(workbench, emulator.endpoint('cn-hangzhou'));
  await waitUntilStored(`"name":"${profileName}"`);
  await cp(stateFolder(folders), keptStateFolder(folders), { recursive: true });
  storageWithProfile = await keepStorage(page);
}

/** Waits until a text is in a file of the extension's state, which the next start reads. */
export async function waitUntilStored(text: string): Promise<void> {
  const { folders } = session();
  await until(`${text} in the state`, async () => {
    const files = await stateFiles(folders);
    return [...files.values()].some((content) => content.includes(text)) || undefined;
  });
}

/** Contents of the files of the extension's state, by their names. */
export async function stateFiles(folders: SessionFolders): Promise<ReadonlyMap<string, string>> {
  const cwd = stateFolder(folders);
  const files = new Map<string, string>();
  // A file that is being replaced is read the next time.
  for await (const name of glob('**/*.json', { cwd })) {
    files.set(path.basename(name), await readFile(path.join(cwd, name), 'utf8').catch(() => ''));
  }
  return files;
}

/** Folder of the extension's state, below a folder for each user of a browser. */
function stateFolder(folders: SessionFolders): string {
  return path.join(
    userSettingsFolder(folders),
    'globalStorage',
    `${manifest.publisher}.${manifest.name}`,
    STATE_FOLDER,
  );
}

/** The same for a user who has only added the profile. */
function keptStateFolder({ session: folder }: SessionFolders): string {
  return path.join(folder, 'state-with-profile');
}

/** Stores a screenshot of a failed test, and its trace if traces are recorded. */
export async function keepFailure(titlePath: readonly string[]): Promise<void> {
  if (current === undefined) return;
  const { page } = current.workbench;
  const file = path.join(failuresFolder, titlePath.join(' - ').replaceAll(/[^\p{L}\p{N} -]+/gu, '_'));
  await page.screenshot({ path: `${file}.png` });
  if (!isTraced) return;
  await page.context().tracing.stop({ path: `${file}.zip` });
  await startTrace(page.context());
}

/** Stops everything that this process has started. */
export async function endSession(): Promise<void> {
  await shared?.browser.close();
  await shared?.server.stop();
  await shared?.emulator.close();
  [shared, current, storageWithProfile] = [undefined, undefined, undefined];
}

/** Starts the emulator, code-server with the packaged extension, and a browser. */
async function startShared(): Promise<Shared> {
  // Parallel processes have their own folders.
  const worker = process.env['MOCHA_WORKER_ID'];
  const folders = await createSessionFolders(worker === undefined ? 'e2e' : `e2e-${worker}`);
  const { emulator } = await startSampleOss(new Date(), { [customDomain]: 'demo-documents' });
  const vsixFile = path.join(repositoryFolder, `${manifest.name}-${manifest.version}.vsix`);
  const [server, browser] = await Promise.all([startCodeServer({ folders, vsixFile }), launchBrowser()]);
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'], viewport });
  if (isTraced) await startTrace(context);
  return { emulator, folders, server, browser, page: await context.newPage() };
}

async function startTrace(context: BrowserContext): Promise<void> {
  await context.tracing.start({ screenshots: true, snapshots: true });
}
