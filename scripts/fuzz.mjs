import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Runs all property tests with 20,000 new values each, or the number in OSS_LINKS_PROPERTY_RUNS. */
const root = fileURLToPath(new URL('..', import.meta.url));
const testFiles = globSync('test/unit/**/*.test.ts', { cwd: root }).filter((file) =>
  readFileSync(path.join(root, file), 'utf8').includes('fc.assert('),
);
const mocha = path.join(root, 'node_modules/mocha/bin/mocha.js');
const { status } = spawnSync(process.execPath, [mocha, '--no-config', '--timeout', '600000', ...testFiles], {
  cwd: root,
  stdio: 'inherit',
  env: { OSS_LINKS_PROPERTY_RUNS: '20000', ...process.env },
});
process.exitCode = status ?? 1;
