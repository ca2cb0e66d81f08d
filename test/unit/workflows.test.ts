import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import manifest from '../../package.json' with { type: 'json' };

const root = new URL('../../', import.meta.url);
const workflows = new Map<string, string>();
for await (const name of glob('.github/workflows/*.yml', { cwd: root })) {
  workflows.set(name.replaceAll('\\', '/'), await readFile(new URL(name, root), 'utf8'));
}

describe('the workflows', () => {
  it('exist', () => {
    assert.ok(workflows.has('.github/workflows/release.yml'));
  });

  for (const [name, text] of workflows) {
    it(`pin actions to a commit, in ${name}`, () => {
      const uses = [...text.matchAll(/uses: (.+)$/gm)].map(([, action = '']) => action);
      assert.deepEqual(
        uses.filter((action) => !/^(\.\/\S+|[\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+(\.\d+)*)$/.test(action)),
        [],
      );
    });

    it(`run only existing scripts, in ${name}`, async () => {
      const scripts = [...text.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, script = '']) => script);
      assert.deepEqual(
        scripts.filter((script) => !Object.hasOwn(manifest.scripts, script)),
        [],
      );
      for (const [, file = ''] of text.matchAll(/\bnode (scripts\/[\w.]+)/g)) {
        assert.ok((await readFile(new URL(file, root))).length > 0, file);
      }
    });

    it(`have read permission only unless a job declares more, in ${name}`, () => {
      assert.match(text, /^permissions:\n {2}contents: read\n\n/m);
    });
  }
});
