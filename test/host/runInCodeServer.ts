import path from 'node:path';
import type { Page } from 'playwright-core';
import { sessionEnvironment } from '../workbench/environment.ts';
import { launchBrowser } from '../workbench/browser.ts';
import { inspectPort } from '../workbench/debugging.ts';
import { startServer, type Server } from '../workbench/server.ts';
import { prepareVscodeServer, vscodeServerModule } from '../workbench/vscodeServer.ts';
import type { HostRun } from './build.ts';

/** Time limit of a run, for a VS Code that hangs: each test has its own. Debugging has practically none. */
const limitMs = inspectPort() === undefined ? 900_000 : 86_400_000;

/**
 * Runs the tests in the VS Code server that code-server ships; a browser without a window shows its workbench, since
 * the workbench is what starts the extension host and holds its clipboard.
 */
export async function runInCodeServer({
  folders,
  extension,
  testsModule,
  env,
  isRestricted,
  hasSecondWindow,
}: HostRun): Promise<void> {
  const server = await startHostServer({ folders, env, isRestricted });
  const urlOf = (module: string): string => hostUrl(server.port, folders.workspace, { extension, testsModule: module });
  const second = path.join(path.dirname(testsModule), 'secondWindow.js');
  try {
    await openWorkbenches([...(hasSecondWindow ? [urlOf(second)] : []), urlOf(testsModule)]);
  } finally {
    await server.stop();
  }
}

/** Starts the VS Code server of code-server, which loads extensions from folders. */
export async function startHostServer({
  folders,
  env,
  isRestricted = false,
}: Pick<HostRun, 'folders' | 'env'> & Partial<HostRun>): Promise<Server> {
  await prepareVscodeServer();
  return startServer({
    command: [
      vscodeServerModule,
      '--enable-smoke-test-driver',
      '--without-connection-token',
      '--accept-server-license-terms',
      ...['--host', '127.0.0.1'],
      ...['--port', '0'],
      ...['--server-data-dir', folders.session],
      ...['--telemetry-level', 'off'],
      ...(isRestricted ? [] : ['--disable-workspace-trust']),
    ],
    env: sessionEnvironment(folders, env),
    outputFile: folders.outputFile,
    listening: /Extension host agent listening on (\d+)/,
  });
}

/** URL of a workbench that runs the extension of a folder, and the tests of a module if one is given. */
export function hostUrl(
  port: number,
  workspace: string,
  { extension, testsModule }: { readonly extension: string; readonly testsModule?: string },
): string {
  const remote = `vscode-remote://127.0.0.1:${port}`;
  const inspectsAt = inspectPort();
  const payload = [
    ['extensionDevelopmentPath', `${remote}${extension}`],
    ...(testsModule === undefined ? [] : [['extensionTestsPath', `${remote}${testsModule}`]]),
    ...(inspectsAt === undefined ? [] : [['inspect-brk-extensions', inspectsAt]]),
  ];
  const query = new URLSearchParams({ folder: workspace, payload: JSON.stringify(payload) });
  return `http://127.0.0.1:${port}/?${query.toString()}`;
}

/** Opens windows of one user so that they run their modules, and waits until each says that it ended. */
async function openWorkbenches(urls: readonly string[]): Promise<void> {
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
    const running: Promise<void>[] = [];
    for (const url of urls) {
      const page = await context.newPage();
      running.push(runIn(page, url));
      // Two pages that come up at once hinder each other.
      if (urls.length > 1) await page.locator('.part.activitybar').getByRole('tab').first().waitFor();
    }
    await Promise.all(running);
  } finally {
    await browser.close();
  }
}

async function runIn(page: Page, url: string): Promise<void> {
  const ended = new Promise<void>((resolve, reject) => {
    AbortSignal.timeout(limitMs).addEventListener('abort', () => {
      reject(new Error(`the tests did not end within ${limitMs} ms`));
    });
    page.on('crash', () => {
      reject(new Error('the page of the workbench crashed'));
    });
    void page.exposeFunction('codeAutomationExit', resolve);
  });
  await page.exposeFunction('codeAutomationLog', () => undefined);
  await page.goto(url);
  await ended;
}
