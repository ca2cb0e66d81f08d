import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import chineseTitles from '../../package.nls.zh-cn.json' with { type: 'json' };
import titles from '../../package.nls.json' with { type: 'json' };

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (name: string): Promise<string> => readFile(path.join(root, name), 'utf8');

interface Launch {
  readonly configurations: readonly { readonly name: string; readonly preLaunchTask?: string }[];
  readonly compounds: readonly { readonly configurations: readonly string[] }[];
}

describe('the launch configurations', () => {
  it('refer to existing files, tasks and each other', async () => {
    const text = await read('.vscode/launch.json');
    const { configurations, compounds } = JSON.parse(text) as Launch;
    const { tasks } = JSON.parse(await read('.vscode/tasks.json')) as { readonly tasks: readonly { label: string }[] };
    const files = [...text.matchAll(/"(?:\$\{workspaceFolder\}\/|(?=test\/))((?:test|node_modules\/mocha)\/[^"*]+)"/g)];
    assert.ok(files.length >= 4);
    for (const [, file = ''] of files) assert.ok(existsSync(path.join(root, file)), file);
    for (const { name, preLaunchTask } of configurations) {
      if (preLaunchTask !== undefined)
        assert.ok(
          tasks.some(({ label }) => label === preLaunchTask),
          name,
        );
    }
    for (const name of compounds.flatMap((compound) => compound.configurations)) {
      assert.ok(
        configurations.some((one) => one.name === name),
        name,
      );
    }
  });
});

describe('the forms for issues', () => {
  it('ask for the output of the diagnostics command, by its title in both languages', async () => {
    let count = 0;
    for await (const file of glob('.github/ISSUE_TEMPLATE/*_*.yml', { cwd: root })) {
      count++;
      const text = await read(file);
      for (const title of [titles, chineseTitles].map((all) => all['ossLinks.showDiagnostics'])) {
        assert.ok(text.includes(`OSS: ${title}`), `${file}: ${title}`);
      }
    }
    assert.equal(count, 2);
  });
});
