import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { startCodeServer } from '../test/workbench/codeServer.ts';
import { chooseHost } from '../test/workbench/desktop.ts';
import { environmentLink } from '../test/workbench/environmentLink.ts';
import { sessionEnvironment } from '../test/workbench/environment.ts';
import { createSessionFolders, keptFolder, repositoryFolder } from '../test/workbench/folders.ts';
import { startSampleOss } from '../test/workbench/sampleOss.ts';

/**
 * Demonstrates the extension, with an OSS on this machine:
 *
 *   npm run demo             VS Code with the extension and a profile ready, until Ctrl+C
 *   npm run demo -- --once   the same without a window, and back
 */
const withoutWindow = process.argv.includes('--once');
const sample = { bucket: 'demo-documents', key: '报告/2026年第三季度.pdf', validitySeconds: 3600 };
const workspaceFiles = { 'upload-me.md': '# Upload me\n\nRight-click this file in the explorer.\n' };

try {
  await demo();
} catch (error) {
  console.error(`demo: ${error.message}`);
  process.exitCode = 1;
}

async function demo() {
  execFileSync(process.execPath, ['scripts/package.mjs'], {
    cwd: repositoryFolder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const { emulator, environment } = await startSampleOss(new Date());
  let vscode;
  try {
    vscode = await startVscode(environment);
    console.log(
      `OSS     ${environment.OSS_ENDPOINT}  (AccessKey ${environment.OSS_ACCESS_KEY_ID}, secret ${environment.OSS_ACCESS_KEY_SECRET})`,
    );
    console.log(`VS Code ${vscode.where}`);
    console.log(`GET     ${await fetchedLink(environment)}`);
    if (!withoutWindow) {
      console.log('Ctrl+C ends it.');
      await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM'), vscode.closed]);
    }
  } finally {
    await vscode?.stop();
    await emulator.close();
  }
}

/** Link made by the extension's code, once a request with it returned 200. */
async function fetchedLink(environment) {
  const url = await environmentLink(environment, sample);
  const response = await fetch(url);
  const { byteLength } = await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`the link answered ${response.status}`);
  return `${url}\n        answered 200 with ${byteLength} bytes of ${sample.key}`;
}

/** Starts VS Code on the desktop, or else for a browser. */
async function startVscode(environment) {
  const folders = await createSessionFolders('demo', workspaceFiles);
  const { kind, reason } = await chooseHost();
  if (kind === 'code-server') {
    const { name, version } = JSON.parse(await readFile(path.join(repositoryFolder, 'package.json'), 'utf8'));
    const vsixFile = path.join(repositoryFolder, `${name}-${version}.vsix`);
    const { url, stop } = await startCodeServer({ folders, vsixFile, env: environment });
    return { where: `${url}\n        in a browser, because ${reason}`, stop, closed: new Promise(() => undefined) };
  }
  const executable =
    process.env.VSCODE_TEST_EXECUTABLE ?? (await downloadAndUnzipVSCode({ version: 'stable', cachePath: keptFolder }));
  if (withoutWindow) return { where: `${executable}, not opened`, stop: () => undefined, closed: Promise.resolve() };
  const window = spawn(
    executable,
    [
      folders.workspace,
      `--extensionDevelopmentPath=${repositoryFolder}`,
      ...['--user-data-dir', folders.userData],
      ...['--extensions-dir', folders.extensions],
      '--disable-workspace-trust',
      '--skip-welcome',
      '--skip-release-notes',
    ],
    { env: sessionEnvironment(folders, environment), stdio: 'ignore' },
  );
  return { where: 'in a window of its own', stop: () => window.kill(), closed: once(window, 'exit') };
}
