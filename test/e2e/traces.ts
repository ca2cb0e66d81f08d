import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { narrowAccount, sampleAccount, sampleCdnKey } from '../workbench/sampleOss.ts';
import { readBrowserData, readState } from './browserStorage.ts';
import type { Session } from './session.ts';

/** Texts that occur only in signed links and requests, and the secrets that the tests enter. */
const traces = [
  sampleAccount.accessKeySecret,
  narrowAccount.accessKeySecret,
  'never-sk',
  sampleCdnKey,
  'auth_key=',
  'KEY1=',
  'x-oss-signature',
  'Signature=',
  'x-oss-credential',
  'x-oss-security-token',
  'aliyun_v4_request',
  // Start of the policy of an upload form.
  'eyJleHBpcmF0aW9u',
];

/** Contents of the files below the folder of VS Code's own data, by their paths there. */
export async function dataFiles({ folders }: Session, pattern: string): Promise<ReadonlyMap<string, string>> {
  const cwd = folders.userData;
  const files = new Map<string, string>();
  for await (const entry of glob(pattern, { cwd, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    files.set(path.relative(cwd, file), await readFile(file, 'utf8'));
  }
  return files;
}

/** Contents of all files that the session has written, as text, by their paths: VS Code's data, home and workspace. */
export async function writtenFiles({ folders }: Session): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const folder of [folders.userData, folders.home, folders.workspace]) {
    for await (const entry of glob('**/*', { cwd: folder, withFileTypes: true })) {
      // A file that goes away at the moment is none that stays.
      const file = path.join(entry.parentPath, entry.name);
      if (entry.isFile()) files.set(file, await readFile(file, 'utf8').catch(() => ''));
    }
  }
  return files;
}

/** Asserts that no secret, signature or link is in any file, backups of editors included, nor in the browser. */
export async function assertNothingWritten(session: Session): Promise<void> {
  for (const [name, text] of await writtenFiles(session)) assertWithoutTrace(text, name);
  assertWithoutTrace(await readBrowserData(session.workbench.page), 'what the browser keeps');
}

/** The logs of the extension, as text. */
export async function extensionLog(session: Session): Promise<string> {
  const files = await dataFiles(session, '**/logs/**/OSS Presigned Links.log');
  return [...files.values()].join('\n');
}

/** Asserts that no secret, signature or link is in logs, settings or what VS Code keeps for the next start. */
export async function assertWithoutTraces(session: Session): Promise<void> {
  for (const [name, text] of await dataFiles(session, '**/logs/**/*.log')) assertWithoutTrace(text, name);
  for (const [name, text] of await dataFiles(session, '**/settings.json')) assertWithoutTrace(text, name);
  assertWithoutTrace(await readFile(session.folders.outputFile, 'utf8'), 'the output of the server');
  assertWithoutTrace(await readState(session.workbench.page), 'what the workbench keeps');
  for (const [name, text] of await dataFiles(session, '**/globalStorage/**/*')) assertWithoutTrace(text, name);
}

function assertWithoutTrace(text: string, where: string): void {
  for (const trace of traces) assert.ok(!text.includes(trace), `${where} holds ${trace}`);
}
