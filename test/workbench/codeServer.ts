import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { sessionEnvironment } from './environment.ts';
import type { SessionFolders } from './folders.ts';
import { startServer } from './server.ts';
import type { Server } from './server.ts';
import { codeServerModule, prepareVscodeServer } from './vscodeServer.ts';

export interface CodeServerOptions {
  readonly folders: SessionFolders;
  /** The packaged extension to install. */
  readonly vsixFile: string;
  /** Set for the extension host, e.g. `OSS_ENDPOINT`. */
  readonly env?: Readonly<Record<string, string>>;
  /** 0, the default, selects a free one. */
  readonly port?: number;
}

export interface CodeServer extends Server {
  /** Opens the workbench on the session's folder. */
  readonly url: string;
}

/** Starts a real VS Code with a packaged extension installed, to be used in a browser. */
export async function startCodeServer({
  folders,
  vsixFile,
  env = {},
  port = 0,
}: CodeServerOptions): Promise<CodeServer> {
  await prepareVscodeServer();
  const environment = sessionEnvironment(folders, env);
  const where = [
    ...['--config', path.join(folders.session, 'code-server.yaml')],
    ...['--user-data-dir', folders.userData],
    ...['--extensions-dir', folders.extensions],
  ];
  await promisify(execFile)(process.execPath, [codeServerModule, ...where, '--install-extension', vsixFile], {
    env: environment,
  });
  const server = await startServer({
    command: [
      codeServerModule,
      ...where,
      ...['--auth', 'none'],
      ...['--bind-addr', `127.0.0.1:${port}`],
      '--disable-telemetry',
      '--disable-update-check',
      '--disable-workspace-trust',
      '--disable-getting-started-override',
    ],
    env: environment,
    outputFile: folders.outputFile,
    listening: /HTTP server listening on http:\/\/127\.0\.0\.1:(\d+)/,
  });
  return { ...server, url: `http://127.0.0.1:${server.port}/?folder=${encodeURIComponent(folders.workspace)}` };
}
