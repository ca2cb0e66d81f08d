import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { keptFolder, repositoryFolder } from './folders.ts';

const chromiumFolder = path.join(keptFolder, 'chromium');
/** Folder in which a recording browser keeps data until the recording is saved. */
export const tracesFolder = path.join(keptFolder, 'traces');

/** Whether an npm package has a browser for this machine. */
const isPackaged = process.platform === 'linux' && process.arch === 'x64';

const browserArgs = [
  '--no-sandbox',
  '--disable-gpu',
  // Containers have little of it.
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A run connects only to this machine, with or without a network.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/**
 * Starts a headless browser: the one in `OSS_LINKS_BROWSER`, or else the one in an npm package for Linux on x64, or
 * else an installed Chrome.
 */
export async function launchBrowser(): Promise<Browser> {
  // Without a language in the environment, Chromium gives every download with letters beyond ASCII the name "download".
  const env = { ...stringsOf(process.env), LC_ALL: 'C.UTF-8' };
  const options = { args: browserArgs, tracesDir: tracesFolder, env };
  const installed = process.env['OSS_LINKS_BROWSER'];
  if (installed !== undefined) return chromium.launch({ ...options, executablePath: installed });
  if (!isPackaged) return chromium.launch({ ...options, channel: 'chrome' });
  await prepareBrowser();
  return chromium.launch({
    ...options,
    executablePath: path.join(chromiumFolder, 'chromium'),
    env: {
      ...env,
      LD_LIBRARY_PATH: path.join(chromiumFolder, 'al2023/lib'),
      FONTCONFIG_FILE: path.join(chromiumFolder, 'fonts.conf'),
    },
  });
}

/**
 * Unpacks the packaged browser once, together with the libraries and fonts that a bare machine lacks. Processes that
 * launch it at the same time need it unpacked before.
 */
export async function prepareBrowser(): Promise<void> {
  if (process.env['OSS_LINKS_BROWSER'] !== undefined || !isPackaged) return;
  if (
    await access(chromiumFolder).then(
      () => true,
      () => false,
    )
  )
    return;
  const partFolder = `${chromiumFolder}.part`;
  await rm(partFolder, { recursive: true, force: true });
  await mkdir(partFolder, { recursive: true });
  await unpackInto(partFolder);
  // Chromium also finds the machine's fonts; the packaged ones have Latin letters only.
  const fontFolders = [path.join(chromiumFolder, 'fonts/fonts'), '/usr/share/fonts', '/usr/local/share/fonts'];
  await writeFile(
    path.join(partFolder, 'fonts.conf'),
    `<fontconfig>${fontFolders.map((folder) => `<dir>${folder}</dir>`).join('')}<cachedir>${path.join(chromiumFolder, 'font-cache')}</cachedir></fontconfig>\n`,
  );
  await rename(partFolder, chromiumFolder);
}

/** Unpacks the package, which uses the temporary folder of its process, whatever it contains. */
async function unpackInto(folder: string): Promise<void> {
  const { inflate } = await import('@sparticuz/chromium');
  const packed = path.join(repositoryFolder, 'node_modules/@sparticuz/chromium/bin');
  const temporaryFolder = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  try {
    await Promise.all(
      ['chromium.br', 'al2023.tar.br', 'fonts.tar.br', 'swiftshader.tar.br'].map((name) =>
        inflate(path.join(packed, name)),
      ),
    );
  } finally {
    if (temporaryFolder === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = temporaryFolder;
  }
}

function stringsOf(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
