import assert from 'node:assert/strict';
import { access, readFile } from 'node:fs/promises';
import modules from '../../scripts/core/modules.json' with { type: 'json' };

const root = new URL('../../', import.meta.url);

describe('the modules of the core package', () => {
  for (const [name, module] of Object.entries(modules)) {
    it(`has the source of ${name}`, async () => {
      await assert.doesNotReject(access(new URL(`src/oss/${module}.ts`, root)));
    });
  }

  for (const page of ['docs/core.md', 'docs/zh-cn/core.md']) {
    it(`are all on the page ${page}, and no others`, async () => {
      const rows = [...(await readFile(new URL(page, root), 'utf8')).matchAll(/^\| (`.+?) +\|/gm)];
      const named = rows.flatMap(([, cell = '']) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name));
      assert.deepEqual(named.toSorted(), Object.keys(modules).toSorted());
    });
  }
});
