import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';

const root = new URL('../../', import.meta.url);
const read = (name: string): Promise<string> => readFile(new URL(name, root), 'utf8');

/** Sections of the security page that say what the extension does, by their headings in either language. */
const sections: Readonly<Record<string, readonly string[]>> = {
  'SECURITY.md': ['What is stored where', 'What a link gives away', 'What never happens'],
  'SECURITY.zh-cn.md': ['保存了什么，保存在哪里', '链接会透露什么', '绝不会发生的事'],
};

interface Claim {
  readonly text: string;
  /** `test/level: title` of each test that holds the claim. */
  readonly tests: readonly string[];
}

/** Items of lists and rows of tables, without heads of tables. */
async function claimsOf(name: string): Promise<readonly Claim[]> {
  const page = await read(name);
  return (sections[name] ?? []).flatMap((heading) => {
    const [, section = ''] = page.split(new RegExp(`^## ${heading}$`, 'm'));
    const [body = ''] = section.split(/^## /m);
    const lines = body.split('\n').filter((line) => /^(?:- |\| )/.test(line));
    const rows = lines.filter((line, index) => !(line.startsWith('| ') && lines[index + 1]?.startsWith('| -')));
    return rows
      .filter((line) => !line.startsWith('| -'))
      .map((line) => ({
        text: line.replaceAll(/<!--.*?-->/g, '').trim(),
        tests: Array.from(line.matchAll(/<!-- (test\/.*?) -->/g), ([, test = '']) => test),
      }));
  });
}

/** `test/level: title` of all tests and suites, as their sources have them. */
async function allTitles(): Promise<ReadonlySet<string>> {
  const titles = new Set<string>();
  for await (const name of glob('test/{unit,integration,host,e2e}/**/*.test.ts', { cwd: root })) {
    const level = name.replaceAll('\\', '/').split('/').slice(0, 2).join('/');
    const found = (await read(name)).matchAll(/\b(?:it|describe\w*)\(\s*(['"`])([^]*?)\1,/g);
    for (const [, , title = ''] of found) titles.add(`${level}: ${title}`);
  }
  return titles;
}

describe('the security page', () => {
  for (const name of Object.keys(sections)) {
    it(`names a test for each claim, which exists: ${name}`, async () => {
      const claims = await claimsOf(name);
      assert.ok(claims.length > 30, String(claims.length));
      assert.deepEqual(
        claims.filter(({ tests }) => tests.length === 0).map(({ text }) => text),
        [],
        'claims without a test',
      );
      const titles = await allTitles();
      const missing = claims.flatMap(({ tests }) => tests.filter((test) => !titles.has(test)));
      assert.deepEqual(missing, [], 'tests that do not exist');
    });
  }

  it('names the same tests in both languages', async () => {
    const [english, chinese] = await Promise.all(Object.keys(sections).map(claimsOf));
    assert.deepEqual(
      chinese?.map(({ tests }) => tests),
      english?.map(({ tests }) => tests),
    );
  });
});
