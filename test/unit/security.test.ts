import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import { SYNCED_KEYS } from '../../src/profiles/profiles.ts';
import manifest from '../../package.json' with { type: 'json' };

const root = new URL('../../', import.meta.url);
const sources = new Map<string, string>();
for await (const name of glob('src/**/*.ts', { cwd: root })) {
  sources.set(name.replaceAll('\\', '/'), await readFile(new URL(name, root), 'utf8'));
}

/** Files whose code, without comments, matches a pattern. */
function filesWith(pattern: RegExp): readonly string[] {
  const withoutComments = (text: string): string => text.replaceAll(/\/\*[^]*?\*\/|(?<!:)\/\/.*$/gm, '');
  return [...sources]
    .filter(([, text]) => pattern.test(withoutComments(text)))
    .map(([name]) => name)
    .sort();
}

/** // Promises that no single module can keep. */
describe('the source code', () => {
  it('contains what the checks look for', () => {
    assert.ok(filesWith(/export /).length > 100);
    assert.deepEqual(filesWith(/Builds the services and registers them/), []);
  });

  it('passes records of profiles to Settings Sync, and nothing else', () => {
    assert.deepEqual(filesWith(/setKeysForSync/), ['src/createExtension.ts']);
    assert.deepEqual(SYNCED_KEYS, ['ossLinks.profiles', 'ossLinks.buckets']);
  });

  it('stores its state for the machine, not for an opened folder', () => {
    assert.deepEqual(filesWith(/workspaceState|storageUri/), []);
    const stateFiles = ['src/createExtension.ts', 'src/ui/settings/activationSettings.ts'];
    assert.deepEqual(filesWith(/globalStorageUri/), stateFiles);
  });

  it('uses SecretStorage in one place for profiles, and in one for CDN keys', () => {
    assert.deepEqual(filesWith(/#storage\.(get|store|delete)\(/), [
      'src/links/cdn/cdnKeys.ts',
      'src/profiles/profileSecrets.ts',
    ]);
    assert.deepEqual(filesWith(/\{ secrets \} = context|context\.secrets/), ['src/createExtension.ts']);
  });

  it('starts processes in one place, after an approval; the command line tool also starts git', () => {
    assert.deepEqual(filesWith(/node:child_process|createTerminal|executeTask/), [
      'src/cli/stagedFiles.ts',
      'src/profiles/sources/runCommand.ts',
    ]);
  });

  it('relaxes no check of certificates, and sets no global dispatcher', () => {
    assert.deepEqual(filesWith(/rejectUnauthorized: false|checkServerIdentity|StrictSSL/), []);
    assert.deepEqual(filesWith(/rejectUnauthorized: true/), ['src/http/undiciTransport.ts']);
    assert.deepEqual(filesWith(/setGlobalDispatcher/), []);
  });

  it('never turns a text from a server into HTML, a command or a theme icon', () => {
    assert.deepEqual(filesWith(/supportHtml|isTrusted = true|supportThemeIcons = true/), []);
    assert.deepEqual(
      filesWith(/appendMarkdown/).filter((name) => name.startsWith('src/tree/')),
      [],
    );
  });

  it('loads the transport of its requests in one place', () => {
    assert.deepEqual(filesWith(/import\('undici'\)|createTelemetryLogger/), ['src/http/undiciTransport.ts']);
  });
});

describe('the capabilities of the manifest', () => {
  it('match code that runs nothing from an opened folder, and reads mappings from trusted ones only', () => {
    const { description, ...untrustedWorkspaces } = manifest.capabilities.untrustedWorkspaces;
    assert.equal(description, '%settings.untrusted%');
    assert.deepEqual(untrustedWorkspaces, { supported: 'limited', restrictedConfigurations: ['ossLinks.mappings'] });
    assert.equal(manifest.capabilities.virtualWorkspaces, true);
  });
});
