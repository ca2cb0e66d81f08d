import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { glob, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import { copyRepository, run, runToCompletion } from '../support/packaging/copiedRepository.ts';
import { repositoryFolder } from '../workbench/folders.ts';

interface Vector {
  readonly name: string;
  readonly request: object;
  readonly options: object;
  readonly expect: { readonly url: string; readonly signature: string };
}

/** Runs npm without a network: the npm that runs the tests, if any. */
function npm(cwd: string, ...args: readonly string[]): string {
  const npmFile = process.env['npm_execpath'];
  const isNpm = npmFile !== undefined && path.basename(npmFile) === 'npm-cli.js';
  const offline = [...args, '--offline', '--no-audit', '--no-fund', '--ignore-scripts'];
  return isNpm
    ? execFileSync(process.execPath, [npmFile, ...offline], { cwd, encoding: 'utf8', stdio: 'pipe' })
    : execFileSync('npm', offline, { cwd, encoding: 'utf8', stdio: 'pipe', shell: process.platform === 'win32' });
}

describe('the core package, packed and installed in an empty project', function () {
  this.timeout(240_000);

  let copy: string;
  let project: string;
  let vector: Vector;
  before(async () => {
    copy = await copyRepository();
    runToCompletion(copy, ['scripts/buildCore.mjs']);
    const core = path.join(copy, 'dist-core');
    npm(core, 'pack');
    const [tarball = ''] = (await readdir(core)).filter((name) => name.endsWith('.tgz'));
    project = await mkdtemp(path.join(tmpdir(), 'empty-project-'));
    await writeFile(path.join(project, 'package.json'), '{ "private": true, "type": "module" }');
    // The XML reader comes from here: tests ask no registry.
    const local = ['saxes', 'xmlchars'].map((name) => path.join(repositoryFolder, 'node_modules', name));
    npm(project, 'install', path.join(core, tarball), ...local);
    const vectors = await readFile(path.join(repositoryFolder, 'test/fixtures/signing/presign-v4.json'), 'utf8');
    [vector = assert.fail()] = (JSON.parse(vectors) as readonly Vector[]).filter(({ name }) => name === 'plain GET');
  });
  after(async () => {
    for (const folder of [copy, project]) await rm(folder, { recursive: true, force: true });
  });

  it('depends on the XML reader only', async () => {
    const installed = path.join(project, 'node_modules/oss-presigned-links-core');
    const { dependencies, type, version } = JSON.parse(
      await readFile(path.join(installed, 'package.json'), 'utf8'),
    ) as Record<string, unknown>;
    assert.deepEqual(
      { dependencies, type, version },
      {
        dependencies: { saxes: manifest.dependencies.saxes },
        type: 'module',
        version: manifest.version,
      },
    );
    const imported = new Set<string>();
    for await (const file of glob('lib/**/*.js', { cwd: installed })) {
      const text = await readFile(path.join(installed, file), 'utf8');
      for (const [, name = ''] of text.matchAll(/^import .*from ["']([^."'][^"']*)["'];$/gm)) imported.add(name);
    }
    assert.deepEqual(
      [...imported].filter((name) => !name.startsWith('node:')),
      ['saxes'],
    );
  });

  it('type-checks under strict, and signs a vector of Alibaba Cloud', async () => {
    await writeFile(
      path.join(project, 'sign.ts'),
      `import { createPresigner, presign, type PresignOptions, type PresignRequest } from 'oss-presigned-links-core/presign';
import { readPresignedUrls } from 'oss-presigned-links-core/presignedUrlsInText';
import { createPostForm, type PostForm } from 'oss-presigned-links-core/postPolicy';
import { signCdnUrl } from 'oss-presigned-links-core/signCdn';
import { redact } from 'oss-presigned-links-core/redact';
import { crc64Of } from 'oss-presigned-links-core/crc64';
import { InvalidInputError } from 'oss-presigned-links-core/errors';
import { findSignatures } from 'oss-presigned-links-core/findSignatures';
import { getObjectRequest } from 'oss-presigned-links-core/objectRequests';

const request: PresignRequest = ${JSON.stringify(vector.request)};
const options: PresignOptions = { ...${JSON.stringify({ ...vector.options, signedAt: undefined })}, signedAt: new Date('2024-11-12T09:27:56Z') };
const { url, expiration }: { url: string; expiration: Date } = presign(request, options);
const form: PostForm = createPostForm({ bucket: 'examplebucket', key: { prefix: 'a/' } }, options);
// @ts-expect-error a bucket is needed
export const signNothing = () => createPresigner(options)({ method: 'GET' });
console.log(JSON.stringify({
  url,
  expiration,
  found: readPresignedUrls(url).length + findSignatures(url).length,
  hasForm: 'x-oss-signature' in form.fields,
  redacted: redact(url).includes(url),
  crc64: String(crc64Of(new TextEncoder().encode('123456789'))),
  isClass: typeof InvalidInputError,
  isFunction: typeof signCdnUrl + typeof getObjectRequest,
}));
`,
    );
    await writeFile(
      path.join(project, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          ...{ strict: true, module: 'nodenext', target: 'es2023', lib: ['es2023', 'dom'], types: [] },
          ...{ exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, skipLibCheck: false },
        },
        files: ['sign.ts'],
      }),
    );
    const compiler = path.join(repositoryFolder, 'node_modules/typescript/bin/tsc');
    const compiled = run(project, [compiler, '--project', '.']);
    assert.equal(compiled.status, 0, compiled.stdout);
    const result = JSON.parse(runToCompletion(project, ['sign.js'])) as Record<string, unknown>;
    const [signed, expected] = [new URL(String(result['url'])), new URL(vector.expect.url)];
    assert.equal(signed.origin + signed.pathname, expected.origin + expected.pathname);
    assert.deepEqual([...signed.searchParams].sort(), [...expected.searchParams].sort());
    assert.equal(signed.searchParams.get('x-oss-signature'), vector.expect.signature);
    assert.deepEqual(
      { ...result, url: undefined, expiration: undefined },
      {
        url: undefined,
        expiration: undefined,
        found: 2,
        hasForm: true,
        redacted: false,
        crc64: '11051210869376104954',
        isClass: 'function',
        isFunction: 'functionfunction',
      },
    );
  });

  it('exports none of its other files', async () => {
    await writeFile(path.join(project, 'inside.js'), "import 'oss-presigned-links-core/lib/signing/hmac.js';");
    const { status, stderr } = run(project, ['inside.js']);
    assert.equal(status, 1);
    assert.match(stderr, /ERR_PACKAGE_PATH_NOT_EXPORTED/);
  });

  it('contains the command presign, and the notices of the packages bundled in it', async () => {
    const command = process.platform === 'win32' ? 'presign.cmd' : 'presign';
    const { status, stdout, stderr } = spawnSync(
      path.join(project, 'node_modules/.bin', command),
      ['get', 'oss://examplebucket/a.txt'],
      {
        ...{ cwd: project, encoding: 'utf8', shell: process.platform === 'win32' },
        env: { ...process.env, OSS_ACCESS_KEY_ID: 'ak', OSS_ACCESS_KEY_SECRET: 'sk' },
      },
    );
    assert.equal(status, 0);
    assert.match(
      stdout,
      /^https:\/\/examplebucket\.oss-cn-hangzhou\.aliyuncs\.com\/a\.txt\?\S+x-oss-signature=[0-9a-f]{64}\n$/,
    );
    assert.match(stderr, /^expires \d{4}-\d\d-\d\dT[\d:.]+Z\n$/);
    const notices = await readFile(
      path.join(project, 'node_modules/oss-presigned-links-core/ThirdPartyNotices.txt'),
      'utf8',
    );
    const named = [...notices.matchAll(/^-{80}\n(\S+)/gm)].map(([, name]) => name);
    // The role of an ECS instance is requested through undici, RAM roles through Alibaba Cloud's own library.
    for (const name of ['valibot', 'undici', 'llhttp', '@alicloud/credentials']) assert.ok(named.includes(name), name);
    // Packages that only the extension bundles.
    for (const name of ['saxes', 'uqr', 'mime']) assert.ok(!named.includes(name), name);
  });
});
