const updateServer = 'https://update.code.visualstudio.com/api/releases/stable';
const probeTimeoutMs = 3_000;

export type HostKind = 'electron' | 'code-server';

/**
 * VS Code that can run here: on the desktop if there is a display and VS Code is installed or can be downloaded,
 * otherwise in code-server. `OSS_LINKS_TEST_HOST` overrides the choice.
 */
export async function chooseHost(): Promise<{ readonly kind: HostKind; readonly reason: string }> {
  const forced = process.env['OSS_LINKS_TEST_HOST'];
  if (forced === 'electron' || forced === 'code-server') return { kind: forced, reason: 'OSS_LINKS_TEST_HOST says so' };
  if (forced !== undefined) throw new Error('OSS_LINKS_TEST_HOST is "electron" or "code-server"');

  const { DISPLAY, WAYLAND_DISPLAY, VSCODE_TEST_EXECUTABLE } = process.env;
  if (process.platform === 'linux' && DISPLAY === undefined && WAYLAND_DISPLAY === undefined) {
    return { kind: 'code-server', reason: 'there is no display' };
  }
  if (VSCODE_TEST_EXECUTABLE !== undefined) return { kind: 'electron', reason: 'VSCODE_TEST_EXECUTABLE names it' };
  const downloadable = await fetch(updateServer, { method: 'HEAD', signal: AbortSignal.timeout(probeTimeoutMs) }).then(
    ({ ok }) => ok,
    () => false,
  );
  return downloadable
    ? { kind: 'electron', reason: 'VS Code can be downloaded' }
    : { kind: 'code-server', reason: 'VS Code cannot be downloaded' };
}
