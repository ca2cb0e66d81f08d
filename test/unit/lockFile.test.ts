import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

interface LockEntry {
  readonly integrity?: string;
  readonly resolved?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const text = await readFile(new URL('../../package-lock.json', import.meta.url), 'utf8');
const { packages } = JSON.parse(text) as { readonly packages: Readonly<Record<string, LockEntry>> };
const installed = Object.entries(packages).filter(([location]) => location !== '');
const locationsWhere = (isWrong: (entry: LockEntry) => boolean): readonly string[] =>
  installed.filter(([, entry]) => isWrong(entry)).map(([location]) => location);

/** Whether Node.js finds a package from a location in the lock file: in its folder or a parent of it. */
function isFound(name: string, from: string): boolean {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (`${folder}${folder === '' ? '' : '/'}node_modules/${name}` in packages) return true;
    if (folder === '') return false;
  }
}

describe('package-lock.json', () => {
  it('holds the integrity of every package', () => {
    assert.ok(installed.length > 500);
    assert.deepEqual(
      locationsWhere(({ integrity = '' }) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity)),
      [],
    );
  });

  it('uses packages from the configured registry, or from the public one', () => {
    assert.deepEqual(
      locationsWhere(
        ({ resolved = 'https://registry.npmjs.org/' }) => !resolved.startsWith('https://registry.npmjs.org/'),
      ),
      [],
    );
  });

  it('holds the dependencies for every platform, not only for the one that wrote it', () => {
    const missing = Object.entries(packages).flatMap(([location, { dependencies, optionalDependencies }]) =>
      Object.keys({ ...dependencies, ...optionalDependencies })
        .filter((name) => !isFound(name, location))
        .map((name) => `${location}: ${name}`),
    );
    assert.deepEqual(missing, []);
  });
});
