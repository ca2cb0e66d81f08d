import { sessionEnvironment } from '../workbench/environment.ts';
import { launchBrowser } from '../workbench/browser.ts';
import { repositoryFolder } from '../workbench/folders.ts';
import { startServer } from '../workbench/server.ts';
import { prepareVscodeServer, vscodeServerModule } from '../workbench/vscodeServer.ts';
import type { HostRun } from './run.ts';

const limitMs = 300_000;

/**
 * Runs the tests in the VS Code server that code-server ships; a browser without a window shows its workbench, since
 * the workbench is what starts the extension host and holds its clipboard.
 */
export async function runInCodeServer({ folders, testsModule, env }: HostRun): Promise<void> {
  await prepareVscodeServer();
  const server = await startServer({
    command: [
      vscodeServerModule,
      '--enable-smoke-test-driver',
      '--without-connection-token',
      '--accept-server-license-terms',
      ...['--host', '127.0.0.1'],
      ...['--port', '0'],
      ...['--server-data-dir', folders.userData],
      ...['--telemetry-level', 'off'],
      '--disable-workspace-trust',
    ],
    env: sessionEnvironment(folders, env),
    outputFile: folders.outputFile,
    listening: /Extension host agent listening on (\d+)/,
  });
  try {
    await openWorkbench(server.port, folders.workspace, testsModule);
  } finally {
    await server.stop();
  }
}

/** Opens the workbench so that it runs the tests, and waits until it says that they ended. */
async function openWorkbench(port: number, workspace: string, testsModule: string): Promise<void> {
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
    const page = await context.newPage();
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
    const remote = `vscode-remote://127.0.0.1:${port}`;
    const payload = [
      ['extensionDevelopmentPath', `${remote}${repositoryFolder}`],
      ['extensionTestsPath', `${remote}${testsModule}`],
    ];
    const query = new URLSearchParams({ folder: workspace, payload: JSON.stringify(payload) });
    await page.goto(`http://127.0.0.1:${port}/?${query.toString()}`);
    await ended;
  } finally {
    await browser.close();
  }
}
