import { globSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Report } from 'c8';
import { transform } from 'esbuild';
import { roomOf } from '../test/support/rooms.ts';

/**
 * Coverage of each room of src. scripts/test.mjs reports it after the counted levels; to see the same report again:
 * node scripts/coverage.mjs
 */
const root = fileURLToPath(new URL('..', import.meta.url));

/** Folder in which the levels of scripts/test.mjs store coverage, in Node.js's own format. */
export const rawCoverageFolder = path.join(root, 'coverage/raw');
/** File in which the extension host stores coverage, per test file. */
export const hostCoverageFile = path.join(rawCoverageFolder, 'host.json');

/** Required coverage of each room, in percent. */
const floors = { lines: 97, branches: 90 };
const worstFiles = 20;

/**
 * Prints the coverage of each room of `src` by all levels that stored theirs, and the files with the most missing
 * lines; resolves to the number of rooms above and below their floor.
 */
export async function reportCoverage() {
  await rm(path.join(root, 'coverage/report'), { recursive: true, force: true });
  const byTestFile = JSON.parse(await readFile(hostCoverageFile, 'utf8'));
  await Promise.all(
    byTestFile.map((ran, index) =>
      writeFile(path.join(rawCoverageFolder, `host-${index}.json`), JSON.stringify({ result: ran.result })),
    ),
  );
  const report = new Report({
    all: true,
    src: [path.join(root, 'src')],
    include: ['src/**'],
    // A browser runs the page's own code, driven by test/integration.
    exclude: [...(await typesOnly()), 'src/links/requests/page/dom/**'],
    extension: ['.ts'],
    excludeNodeModules: true,
    omitRelative: true,
    mergeAsync: true,
    resolve: '',
    tempDirectory: rawCoverageFolder,
    reportsDirectory: path.join(root, 'coverage/report'),
    reporter: ['html', 'json'],
  });
  await report.run();
  const map = await report.getCoverageMapFromAllCoverageFiles();
  const files = map.files().map((file) => {
    const { lines, branches } = map.fileCoverageFor(file).toSummary();
    return { file: path.relative(root, file), lines, branches };
  });
  const rooms = [...Map.groupBy(files, ({ file }) => roomOf(file))]
    .map(([room, of]) => ({ room, files: of.length, lines: sum(of, 'lines'), branches: sum(of, 'branches') }))
    .sort((a, b) => a.room.localeCompare(b.room));
  console.log(row(['room', 'files', 'lines', 'covered', 'branches', 'covered']));
  const lacking = [];
  for (const { room, files: count, lines, branches } of rooms) {
    const reached = { lines: percent(lines), branches: percent(branches) };
    const lacks = Object.keys(floors).filter((kind) => reached[kind] < floors[kind]);
    const cell = (kind) => `${reached[kind].toFixed(1)} %${lacks.includes(kind) ? ` < ${floors[kind]}` : ''}`;
    console.log(row([room, count, lines.total, cell('lines'), branches.total, cell('branches')]));
    if (lacks.length > 0) lacking.push(room);
  }
  const all = { lines: sum(files, 'lines'), branches: sum(files, 'branches') };
  const cells = [all.lines.total, `${percent(all.lines).toFixed(1)} %`];
  console.log(row(['all', files.length, ...cells, all.branches.total, `${percent(all.branches).toFixed(1)} %`]));
  const missed = ({ lines }) => lines.total - lines.covered;
  console.log(`\nmost lines that no test runs (coverage/report/index.html shows which):`);
  for (const file of files.toSorted((a, b) => missed(b) - missed(a)).slice(0, worstFiles)) {
    if (missed(file) > 0) console.log(`${String(missed(file)).padStart(7)} of ${file.lines.total}  ${file.file}`);
  }
  const reason = lacking.length > 0 ? `too little runs in ${lacking.join(', ')}` : undefined;
  return { passed: rooms.length - lacking.length, failed: lacking.length, reason };
}

/** Files without code to run, which are never loaded. */
async function typesOnly() {
  const files = globSync('src/**/*.ts', { cwd: root });
  const codes = await Promise.all(
    files.map(async (file) => (await transform(await readFile(path.join(root, file)), { loader: 'ts' })).code),
  );
  return files.filter((_, index) => codes[index] === '');
}

function sum(files, kind) {
  const add = (name) => files.reduce((total, file) => total + file[kind][name], 0);
  return { total: add('total'), covered: add('covered') };
}

function percent({ total, covered }) {
  return total === 0 ? 100 : (covered / total) * 100;
}

function row([room, ...cells]) {
  return [room.padEnd(24), ...cells.map((cell, index) => String(cell).padStart(index % 2 ? 8 : 16))].join(' ');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { failed, reason } = await reportCoverage();
  if (failed > 0) console.error(`coverage: ${reason}`);
  process.exitCode = failed > 0 ? 1 : 0;
}
