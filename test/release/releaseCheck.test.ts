import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import { copyRepository, run, runToCompletion } from '../support/packaging/copiedRepository.ts';

interface Sbom {
  readonly metadata: { readonly component: { readonly hashes: readonly { readonly content: string }[] } };
  readonly components: readonly {
    readonly name: string;
    readonly purl?: string;
    readonly hashes?: readonly unknown[];
  }[];
}

const { name, version } = manifest;
const tag = `v${version}`;
const withoutTests = ['scripts/releaseCheck.mjs', '--without-tests'];

describe('the release check', function () {
  this.timeout(240_000);

  let folder: string;
  const git = (...command: readonly string[]): void => {
    const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
    execFileSync('git', [...identity, '-c', 'commit.gpgsign=false', ...command], { cwd: folder, stdio: 'ignore' });
  };
  before(async () => {
    folder = await copyRepository();
    await writeFile(path.join(folder, 'CHANGELOG.md'), `# Changelog\n\n## [${version}] - 2031-05-06\n\n- Links.\n`);
    git('init');
    git('add', '--all');
    git('commit', '--message', 'Release');
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('builds twice, in two folders and time zones, and leaves the VSIX, its checksum and its SBOM', async () => {
    assert.match(
      runToCompletion(folder, [...withoutTests, '--tag', tag], {
        SOURCE_DATE_EPOCH: undefined,
        TZ: 'America/New_York',
      }),
      /sha256 [0-9a-f]{64}, twice/,
    );
    const released = path.join(folder, 'out/release');
    const [sbomName, vsixName, checksumName] = [
      `${name}-${version}.cdx.json`,
      `${name}-${version}.vsix`,
      `${name}-${version}.vsix.sha256`,
    ];
    assert.deepEqual((await readdir(released)).sort(), [sbomName, vsixName, checksumName].sort());
    const sha256 = createHash('sha256')
      .update(await readFile(path.join(released, vsixName)))
      .digest('hex');
    assert.equal(await readFile(path.join(released, checksumName), 'utf8'), `${sha256}  ${vsixName}\n`);

    const sbom = JSON.parse(await readFile(path.join(released, sbomName), 'utf8')) as Sbom;
    const notices = await readFile(path.join(folder, 'out/package/ThirdPartyNotices.txt'), 'utf8');
    assert.deepEqual(sbom.metadata.component.hashes, [{ alg: 'SHA-256', content: sha256 }]);
    assert.deepEqual(
      sbom.components.map((component) => component.name),
      [...notices.matchAll(/^-{80}\n(\S+)/gm)].map(([, named]) => named),
    );
    // llhttp comes within undici.
    const withoutHash = sbom.components.filter(({ purl, hashes }) => purl === undefined || hashes?.length !== 1);
    assert.deepEqual(
      withoutHash.map((component) => component.name),
      ['llhttp'],
    );
  });

  const refusal = (...args: readonly string[]): string => {
    const { status, stderr } = run(folder, [...withoutTests, ...args]);
    assert.equal(status, 1);
    return stderr;
  };

  it('refuses a tag of another version', () => {
    assert.match(refusal('--tag', 'v9.9.9'), /package\.json has \S+, the tag is v9\.9\.9/);
  });

  it('refuses uncommitted changes', async () => {
    const file = path.join(folder, 'left-behind.txt');
    await writeFile(file, '');
    assert.match(refusal('--tag', tag), /commit first:\n\?\? left-behind\.txt/);
    await rm(file);
  });

  it('refuses a version that the changelog does not mention', async () => {
    await writeFile(path.join(folder, 'CHANGELOG.md'), '# Changelog\n\n## [Unreleased]\n\n- Links.\n');
    git('commit', '--all', '--message', 'Forget the release');
    assert.match(refusal('--tag', tag), /CHANGELOG\.md says nothing of/);
  });
});
