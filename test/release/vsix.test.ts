import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import JSZip from 'jszip';
import manifest from '../../package.json' with { type: 'json' };
import { checkVsix } from '../../scripts/checkVsix.mjs';
import { STATE_KEYS } from '../../src/ids.ts';
import { copyRepository, run, runToCompletion } from '../support/packaging/copiedRepository.ts';
import { repositoryFolder } from '../workbench/folders.ts';

interface Metafile {
  readonly outputs: Readonly<
    Record<
      string,
      { readonly bytes: number; readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }
    >
  >;
}

const vsixName = `${manifest.name}-${manifest.version}.vsix`;
describe('the VSIX', function () {
  this.timeout(240_000);

  let folder: string;
  before(async () => {
    folder = await copyRepository();
    runToCompletion(folder, ['scripts/package.mjs']);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const readVsix = (): Promise<Buffer> => readFile(path.join(folder, vsixName));

  /** Changes the VSIX; resolves to the path of the changed one. */
  async function changedVsix(change: (zip: JSZip) => void | Promise<void>): Promise<string> {
    const zip = await JSZip.loadAsync(await readVsix());
    await change(zip);
    const changed = path.join(folder, 'changed.vsix');
    await writeFile(changed, await zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' }));
    return changed;
  }

  /** Problems that the check finds after a change of the VSIX. */
  async function problemsAfter(change: (zip: JSZip) => void | Promise<void>): Promise<readonly string[]> {
    return (await checkVsix(await changedVsix(change), { root: folder })).problems;
  }

  /** Adds a text to the end of a file. */
  const append =
    (name: string, text: string) =>
    async (zip: JSZip): Promise<void> => {
      zip.file(name, `${(await zip.file(name)?.async('string')) ?? ''}${text}`);
    };

  it('names each package of the bundle in its notices, and nothing else', async () => {
    const { outputs } = JSON.parse(await readFile(path.join(folder, 'out/metafile.json'), 'utf8')) as Metafile;
    const bundled = Object.values(outputs).flatMap(({ inputs }) =>
      Object.entries(inputs).flatMap(([input, { bytesInOutput }]) => {
        const inPackage = input.split('node_modules/').at(-1) ?? '';
        const name = inPackage.split('/').slice(0, inPackage.startsWith('@') ? 2 : 1);
        return input.includes('node_modules/') && bytesInOutput > 0 ? [name.join('/')] : [];
      }),
    );
    const zip = await JSZip.loadAsync(await readVsix());
    const notices = (await zip.file('extension/ThirdPartyNotices.txt')?.async('string')) ?? '';
    const named = [...notices.matchAll(/^-{80}\n(\S+)/gm)].map(([, name]) => name);
    assert.ok(bundled.includes('saxes') && bundled.includes('undici'));
    // Undici brings llhttp as WebAssembly.
    assert.deepEqual(named, [...new Set([...bundled, 'llhttp'])].sort());
  });

  const activated = (...stored: readonly string[]): readonly string[] =>
    JSON.parse(
      runToCompletion(repositoryFolder, [
        'test/support/packaging/activateBundle.ts',
        path.join(folder, 'dist'),
        ...stored,
      ]),
    ) as readonly string[];

  it('loads two files at activation, and nothing more where there is nothing to show', () => {
    const [entry, shared = '', ...more] = activated();
    assert.deepEqual([entry, path.dirname(shared), more], ['extension.js', 'chunks', []]);
  });

  it('loads the services at activation where issued links may have to be shown', () => {
    assert.ok(activated(STATE_KEYS.ledger).some((file) => file.startsWith('chunks/createExtension-')));
  });

  it('has no chunk below 2 KB', async () => {
    const { outputs } = JSON.parse(await readFile(path.join(folder, 'out/metafile.json'), 'utf8')) as Metafile;
    assert.deepEqual(
      Object.keys(outputs).filter((file) => (outputs[file]?.bytes ?? 0) < 2048),
      [],
    );
  });

  it('passes its check', () => {
    assert.match(
      runToCompletion(folder, ['scripts/checkVsix.mjs', vsixName]),
      /^oss-presigned-links-\S+\.vsix: \d+ KB/,
    );
  });

  it('fails the command that checks it, with each problem in a line', async () => {
    const file = await changedVsix((zip) => void zip.file('extension/.env', 'A=1').file('extension/.npmrc', ''));
    const { status, stderr } = run(folder, ['scripts/checkVsix.mjs', file]);
    assert.equal(status, 1);
    assert.equal(
      stderr,
      'checkVsix: extension/.env should not be in it\ncheckVsix: extension/.npmrc should not be in it\n',
    );
  });

  const secrets: readonly (readonly [kind: string, parts: readonly string[]])[] = [
    ['an AccessKey ID of Alibaba Cloud', ['LTAI', '5tQ8w3Zr1Xk9Lm2Nv7Bc']],
    ['a temporary AccessKey ID of Alibaba Cloud', ['STS.', 'NUqX8w3Zr1Xk9Lm2Nv7Bc4']],
    ['an AccessKey ID of AWS', ['AKIA', 'Q8W3ZR1XK9LM2NV7']],
    ['a signature of a presigned URL', ['https://b.example/k?x-oss-signature=', '0123456789abcdef'.repeat(4)]],
    ['a signature of a presigned URL', ['https://b.example/k?Expires=1&Signature=', 'q8w3Zr1Xk9Lm2Nv7BcYt5Hs4Dfg%3D']],
    ['a security token', ['security-token=', 'CAIS8w3Zr1Xk9Lm2Nv7BcYt5Hs4DfgQq8w3Zr1Xk9']],
    ['a secret with its name', ['"accessKeySecret":"', 'q8w3Zr1Xk9Lm2Nv7BcYt5Hs4Dfg6Jp', '"']],
    ['a private key', ['-----BEGIN RSA ', 'PRIVATE KEY-----\nMIIEowIBAAKCAQEAq8w3']],
    ['a token of GitHub', ['ghp_', 'q8w3Zr1Xk9Lm2Nv7BcYt5Hs4Dfg6JpAbCdEf']],
    ['a token of npm', ['npm_', 'q8w3Zr1Xk9Lm2Nv7BcYt5Hs4Dfg6JpAbCdEf']],
    ['a token of Open VSX', ['ovsxat_', 'q8w3Zr1X-k9Lm2-Nv7Bc-Yt5Hs4']],
    ['a JSON Web Token', ['eyJhbGciOiJIUzI1', 'NiJ9.eyJzdWIiOiIxMjM0NTY3', 'ODkwIn0.dozjgNryP4J3jVmNHl0w5N']],
  ];
  for (const [kind, parts] of secrets) {
    it(`fails its check if it contains ${kind}, such as ${parts[0]}…`, async () => {
      const problems = await problemsAfter(append('extension/changelog.md', `\n${parts.join('')}\n`));
      assert.deepEqual(problems, [`extension/changelog.md holds what looks like ${kind}`]);
    });
  }

  const changes: readonly (readonly [what: string, change: (zip: JSZip) => void | Promise<void>, problem: RegExp])[] = [
    ['an unexpected file', (zip) => void zip.file('extension/.env', 'A=1'), /extension\/\.env should not be in it/],
    [
      'a source map',
      (zip) => void zip.file('extension/dist/extension.js.map', '{}'),
      /extension\/dist\/extension\.js\.map should not be in it/,
    ],
    [
      'a reference to a source map, or other code than was built',
      append('extension/dist/extension.js', '//# sourceMappingURL=extension.js.map'),
      /extension\.js is not as it was built\n.*extension\.js refers to a source map/,
    ],
    [
      'a missing chunk',
      (zip) => {
        removeFirst(zip, /chunks\//);
      },
      /extension\/dist\/chunks\/\S+ is not as it was built/,
    ],
    [
      'no notices',
      (zip) => void zip.remove('extension/ThirdPartyNotices.txt'),
      /ThirdPartyNotices\.txt is missing\n[^]*no notice of saxes 6\.0\.0 \(ISC\)/,
    ],
    [
      'an extra notice',
      append('extension/ThirdPartyNotices.txt', `\n${'-'.repeat(80)}\nleft-pad 1.3.0 (WTFPL)\n`),
      /a notice of left-pad 1\.3\.0 \(WTFPL\), not bundled/,
    ],
    [
      'no picture of the walkthrough',
      (zip) => void zip.remove('extension/media/walkthrough/copyGet.svg'),
      /package\.json names media\/walkthrough\/copyGet\.svg, not in it/,
    ],
    [
      'a README with a picture that readers cannot see',
      append('extension/readme.md', '\n![Tree](media/screenshots/tree.png)\n'),
      /shows media\/screenshots\/tree\.png, which is not of the repository/,
    ],
    [
      'a README with a picture of someone else',
      append('extension/README.zh-cn.md', '\n<img alt="" src="https://example.com/a.png">\n'),
      /README\.zh-cn\.md shows https:\/\/example\.com\/a\.png, which is not of the repository/,
    ],
    [
      'a README with a link that its readers cannot open',
      append('extension/readme.md', '\n[Links](docs/links.md)\n'),
      /links to docs\/links\.md, which its readers cannot open/,
    ],
    [
      'the folder that it was built in',
      (zip) => append('extension/changelog.md', path.join(folder, 'src'))(zip),
      /changelog\.md names the folder that it was built in/,
    ],
    [
      'more than 600 KB',
      (zip) => void zip.file('extension/media/large.png', randomBytes(600 * 1024)),
      /it has \d+ bytes, more than 614400/,
    ],
  ];
  for (const [what, change, problem] of changes) {
    it(`fails its check with ${what}`, async () => {
      assert.match((await problemsAfter(change)).join('\n'), problem);
    });
  }
});

describe('the VSIX of a repository with a public address', function () {
  this.timeout(240_000);

  let folder: string;
  before(async () => {
    folder = await copyRepository();
    runToCompletion(folder, ['scripts/package.mjs'], { OSS_LINKS_REPOSITORY: 'https://github.com/acme/links' });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const read = async (name: string): Promise<string> => {
    const zip = await JSZip.loadAsync(await readFile(path.join(folder, vsixName)));
    return (await zip.file(`extension/${name}`)?.async('string')) ?? '';
  };

  it('says in its manifest where it comes from and where to report issues', async () => {
    const { repository, bugs, homepage, qna } = JSON.parse(await read('package.json')) as Record<string, unknown>;
    assert.deepEqual(
      { repository, bugs, homepage, qna },
      {
        repository: { type: 'git', url: 'https://github.com/acme/links.git' },
        bugs: { url: 'https://github.com/acme/links/issues' },
        homepage: 'https://github.com/acme/links#readme',
        qna: 'https://github.com/acme/links/issues',
      },
    );
  });

  it('shows the pictures of its README, which are files of the repository', async () => {
    const pictures = [...(await read('readme.md')).matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(
      ([, target]) => target ?? '',
    );
    assert.notEqual(pictures.length, 0);
    for (const picture of pictures) {
      const [, file = ''] = /^https:\/\/raw\.githubusercontent\.com\/acme\/links\/HEAD\/(.+)$/.exec(picture) ?? [];
      assert.match(
        (await readFile(path.join(repositoryFolder, file))).toString('latin1'),
        /^(?:\x89PNG|GIF89a)/,
        picture,
      );
    }
  });

  it('links from its README to pages of the repository', async () => {
    const readme = await read('readme.md');
    assert.match(readme, /\]\(https:\/\/github\.com\/acme\/links\/blob\/HEAD\/README\.zh-cn\.md\)/);
    assert.doesNotMatch(readme, /\]\((?!https:)/);
    // Who reads the page of an installed extension builds nothing.
    assert.doesNotMatch(readme, /npm ci/);
  });
});

function removeFirst(zip: JSZip, pattern: RegExp): void {
  const name = Object.keys(zip.files).find((file) => pattern.test(file));
  if (name !== undefined) zip.remove(name);
}
